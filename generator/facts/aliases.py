"""Which addresses of findings a correction loses, and which finding of the corrected text each one probably is now.

An anchor is made of a finding's words, so a corrected heading has a new one. The proposal is for a person to look at: it
pairs a lost finding with a new one by the words they share, and by their label where those are few.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.facts.model import Finding

ALIKE = 0.5
"""Share of two-character sequences in common (Dice's coefficient) from which two findings may be the same problem."""
ALIKE_WITH_LABEL = 0.2
"""The same, where label and place in the outline agree."""
MOST = 400
"""Findings compared on either side; a text that changes more is another notice."""


def lost(old: Iterable[Finding], current: Iterable[Finding], aliases: Iterable[str] = ()) -> tuple[Finding, ...]:
    """The findings of an earlier text whose anchors lead nowhere now, in order."""
    known = {finding.anchor for finding in current} | set(aliases)
    return tuple(finding for finding in old if finding.anchor not in known)


def propose(old: Sequence[Finding], current: Sequence[Finding], aliases: Iterable[str] = ()) -> dict[str, str]:
    """Old anchor -> current anchor for each lost finding that is found again, in the order of the old text.

    Only findings that are new in the current text are candidates, each for one lost finding, the most alike first.
    """
    before = {finding.anchor for finding in old}
    gone = lost(old, current, aliases)[:MOST]
    new = [finding for finding in current if finding.anchor not in before][:MOST]
    words = {finding.anchor: pairs(finding) for finding in [*gone, *new]}
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
    """How likely two findings are the same problem; 0 where they are not."""
    score = 2 * len(words & others) / (len(words) + len(others))
    same_place = one.label is not None and one.label == other.label and one.path == other.path
    return score + same_place if score >= (ALIKE_WITH_LABEL if same_place else ALIKE) else 0.0


def pairs(finding: Finding) -> frozenset[str]:
    """The two-character sequences of heading and statement, white space and punctuation left out."""
    text = "".join(char for char in finding.heading + (finding.statement or "") if char.isalnum())
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset((text,))
