"""The audit: every rule over one notice, and the few that need all notices together.

Why this exists: an office must learn what looks wrong before its text is public, with the place and the way out. Rules
live in one table; each is a function from a notice under examination to diagnostics and knows nothing of the others. None repairs
anything, and none says who is right: two numbers that differ are both shown.

What a person has looked at and set aside (`suppress` in `<id>.yml`, with a reason) is left out; a suppression that no
longer hits anything is reported itself, so that it cannot hide a later problem.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from generator.checks import (
    addresses,
    brackets,
    characters,
    contradiction,
    counts,
    dates,
    measures,
    names,
    numbering,
    numbers,
    origin,
    presence,
    structure,
    suppression,
    wording,
)
from generator.checks.examined import Examined
from generator.diagnostics import Diagnostic, sort_diagnostics
from generator.facts.model import Notice, ParsedNotice

__all__ = ["RULES", "check_library", "check_notice"]

MOST_OF_A_CODE = 100
"""A damaged file can break one rule in every line; a report of a hundred thousand entries helps nobody."""

Check = Callable[[Examined], Iterable[Diagnostic]]

RULES: tuple[Check, ...] = (
    origin.undecodable,
    origin.empty,
    origin.file_name,
    numbering.headings,
    measures.sequence,
    measures.stray_sign,
    structure.empty_label,
    structure.unanswered,
    structure.headless,
    structure.same_statement,
    structure.no_findings,
    structure.empty_heading,
    counts.difference,
    counts.sums,
    counts.said_twice,
    dates.backwards,
    dates.after_publication,
    dates.impossible,
    dates.reversed_range,
    presence.contact,
    presence.publication,
    presence.issuer,
    presence.region,
    presence.title,
    presence.unknown_outcome,
    contradiction.outcome,
    characters.damage,
    characters.mojibake,
    characters.traditional,
    wording.joined_digits,
    wording.question_mark,
    wording.phonetic,
    brackets.unbalanced,
    numbers.personal_numbers,
    numbers.mailbox,
    addresses.home,
    addresses.street,
    names.full_name,
)


def check_notice(notice: ParsedNotice) -> list[Diagnostic]:
    """What all rules notice about one notice, in the order of the text, suppressions applied. Never raises."""
    examined = Examined(notice)
    noticed = [diagnostic for rule in RULES for diagnostic in rule(examined)]
    return _limited(sort_diagnostics(suppression.apply(noticed, notice)))


def _limited(ordered: list[Diagnostic]) -> list[Diagnostic]:
    """The first of each code, up to the limit; the last one kept says how many there are."""
    if len(ordered) <= MOST_OF_A_CODE:
        return ordered
    totals = Counter(diagnostic.code for diagnostic in ordered)
    seen: Counter[str] = Counter()
    kept: list[Diagnostic] = []
    for diagnostic in ordered:
        code = diagnostic.code
        seen[code] += 1
        if seen[code] == MOST_OF_A_CODE < totals[code]:
            more = f"（{code} 共{totals[code]}处，只列出前{MOST_OF_A_CODE}处。）"
            kept.append(diagnostic._replace(message=diagnostic.message + more))
        elif seen[code] <= MOST_OF_A_CODE:
            kept.append(diagnostic)
    return kept


def check_library(notices: Sequence[Notice]) -> dict[str, list[Diagnostic]]:
    """What can only be noticed about several notices together, by notice id; ids without any are left out.

    These are added to `check_notice`; suppressions of a notice hold for them too.
    """
    found: dict[str, list[Diagnostic]] = {}
    for notice_id, diagnostic, notice in origin.across(notices):
        if not suppression.covers(diagnostic, notice):
            found.setdefault(notice_id, []).append(diagnostic)
    return {notice_id: sort_diagnostics(found[notice_id]) for notice_id in sorted(found)}
