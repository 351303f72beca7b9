"""The checks: every check of one notice, and the few that need all notices together.

An office must learn what looks wrong before its text is public, with the place and what to do. The checks stand in one
table; each is a function from a notice to diagnostics and knows nothing of the others. None repairs anything, and none
says who is right: two numbers that differ are both shown.

What a person has looked at and set aside (`suppress` in `<id>.yml`, with a reason) is left out. A suppression that
matches nothing is reported itself, so that it cannot hide a later problem.
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

__all__ = ["CHECKS", "check_library", "check_notice"]

MOST_OF_A_CODE = 100
"""A damaged file can break one rule in every line; a report of a hundred thousand entries helps nobody."""

CHECKS: tuple[Callable[[Examined], Iterable[Diagnostic]], ...] = (
    lambda examined: origin.unreadable_text(examined.source),
    origin.unusable_id,
    numbering.heading_numbers,
    measures.measure_numbers,
    measures.stray_sign,
    structure.empty_label,
    structure.unanswered_finding,
    structure.response_without_heading,
    structure.repeated_statement,
    structure.no_findings,
    structure.empty_heading,
    counts.declared_against_counted,
    counts.parts_against_total,
    counts.conflicting_totals,
    dates.inspection_backwards,
    dates.later_than_publication,
    dates.impossible_date,
    dates.reversed_range,
    presence.missing_contact,
    presence.missing_publication,
    presence.missing_issuer,
    presence.missing_region,
    presence.missing_title,
    presence.unknown_outcome,
    contradiction.contradicted_outcome,
    characters.damaged_characters,
    characters.mojibake,
    characters.traditional_characters,
    wording.joined_digits,
    wording.lone_question_mark,
    wording.phonetic_note,
    brackets.unpaired_marks,
    numbers.personal_numbers,
    numbers.private_mailbox,
    addresses.home_address,
    addresses.street_address,
    names.full_name,
)


def check_notice(notice: ParsedNotice) -> list[Diagnostic]:
    """Return the diagnostics of one notice in the order of the text, without suppressed ones. Never raises."""
    examined = Examined(notice)
    noticed = [diagnostic for check in CHECKS for diagnostic in check(examined)]
    return _limit_per_code(sort_diagnostics(suppression.apply_suppressions(noticed, notice)))


def _limit_per_code(ordered: list[Diagnostic]) -> list[Diagnostic]:
    """Return the first MOST_OF_A_CODE diagnostics of each code; the last one kept says how many there are."""
    totals = Counter(diagnostic.code for diagnostic in ordered)
    seen: Counter[str] = Counter()
    kept: list[Diagnostic] = []
    for diagnostic in ordered:
        code = diagnostic.code
        seen[code] += 1
        if seen[code] == MOST_OF_A_CODE < totals[code]:
            more = f"（{code} 共{totals[code]}处，只列出前{MOST_OF_A_CODE}处。）"
            diagnostic = diagnostic._replace(message=diagnostic.message + more)
        if seen[code] <= MOST_OF_A_CODE:
            kept.append(diagnostic)
    return kept


def check_library(notices: Sequence[Notice]) -> dict[str, list[Diagnostic]]:
    """Return the diagnostics that only several notices together show, by notice id; ids without any are left out.

    They are not among those of `check_notice`; suppressions of a notice apply to them too.
    """
    found: dict[str, list[Diagnostic]] = {}
    for notice, diagnostic in origin.colliding_notices(notices):
        if not suppression.is_suppressed(diagnostic, notice):
            found.setdefault(notice.id, []).append(diagnostic)
    return {notice_id: sort_diagnostics(found[notice_id]) for notice_id in sorted(found)}
