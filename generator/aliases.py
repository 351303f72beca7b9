"""The anchors that a correction of a text loses, and a proposal for the new anchor of each.

An anchor is made of a finding's words, so a finding with a corrected heading has a new one. The proposal, which a
person checks, pairs a lost finding with a new one by their common words, and by their label where these are few.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.facts.model import Finding

ALIKE = 0.5
"""Least share of two-character sequences in common (Dice's coefficient) of findings that may be the same problem."""
ALIKE_WITH_LABEL = 0.2
"""The same for findings with equal label and path."""
MOST = 400
"""Most findings that are compared on each side; a text that changes more is another notice."""


def lost(old: Iterable[Finding], current: Iterable[Finding], aliases: Iterable[str] = ()) -> tuple[Finding, ...]:
    """Return the findings of an earlier text whose anchors lead nowhere in the current text, in order."""
    known = {finding.anchor for finding in current} | set(aliases)
    return tuple(finding for finding in old if finding.anchor not in known)


def propose(old: Sequence[Finding], current: Sequence[Finding], aliases: Iterable[str] = ()) -> dict[str, str]:
    """Return the current anchor for each lost anchor whose finding is found again, in the order of the old text.

    Only findings that are new in the current text are candidates, each for one lost finding, the most alike first.
    """
    before = {finding.anchor for finding in old}
    gone = lost(old, current, aliases)[:MOST]
    new = [finding for finding in current if finding.anchor not in before][:MOST]
    words = {finding.anchor: _character_pairs(finding) for finding in [*gone, *new]}
    scored = [
        (-score, i, j)
        for i, one in enumerate(gone)
        for j, other in enumerate(new)
        if (score := _likeness(one, other, words[one.anchor], words[other.anchor]))
    ]
    found: dict[int, int] = {}
    for _, i, j in sorted(scored):
        if i not in found and j not in found.values():
            found[i] = j
    return {gone[i].anchor: new[found[i]].anchor for i in sorted(found)}


def _likeness(one: Finding, other: Finding, words: frozenset[str], others: frozenset[str]) -> float:
    """Return how likely two findings are the same problem, 0 if they are not."""
    score = 2 * len(words & others) / (len(words) + len(others))
    same_place = one.label is not None and one.label == other.label and one.path == other.path
    return score + same_place if score >= (ALIKE_WITH_LABEL if same_place else ALIKE) else 0.0


def _character_pairs(finding: Finding) -> frozenset[str]:
    """Return the two-character sequences of heading and statement, without white space and punctuation."""
    text = "".join(char for char in finding.heading + (finding.statement or "") if char.isalnum())
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset((text,))
