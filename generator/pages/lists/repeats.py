"""Findings that several notices of a unit hold: same topic, headings alike.

Two headings are alike where six in ten of their two-character sequences agree (Dice's coefficient). Each heading is compared with the
first one of every problem known so far. A problem of several topics is listed under the first.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.facts.model import Finding, Notice
from generator.library import Library

MOST_KNOWN = 60
"""Problems of a topic that a further heading is compared with: keeps a unit with hundreds of notices from taking minutes."""
MOST_REPEATED = 6
"""Findings listed of one problem, the newest."""
ALIKE = 0.6

OfNotice = tuple[Notice, Finding]
Repeat = tuple[str, list[OfNotice]]
"""A topic, and the findings that are one problem, in time."""


def repeated_findings(library: Library, notices: Sequence[Notice]) -> list[Repeat]:
    """Return the problems that several of the notices hold, each with its newest findings; `notices` are in time."""
    if len(notices) < 2:
        return []
    found: list[Repeat] = []
    listed: set[tuple[str, ...]] = set()
    for topic in library.topics:
        for places in _problems(library, topic, notices):
            key = tuple(f"{notice.id}#{finding.anchor}" for notice, finding in places)
            if len({notice.id for notice, _ in places}) > 1 and key not in listed:
                listed.add(key)
                found.append((topic, places[-MOST_REPEATED:]))
    return found


def _problems(library: Library, topic: str, notices: Sequence[Notice]) -> list[list[OfNotice]]:
    """Return the findings of a topic, those with headings alike together."""
    known: list[tuple[frozenset[str], list[OfNotice]]] = []
    for notice in notices:
        for each in library.topic_findings[notice.id].get(topic, ()):
            words = bigrams(each.finding.heading)
            problem = next((places for other, places in known[-MOST_KNOWN:] if alike(words, other)), None)
            if problem is None:
                known.append((words, [(notice, each.finding)]))
            else:
                problem.append((notice, each.finding))
    return [places for _, places in known]


def bigrams(heading: str) -> frozenset[str]:
    """Return the two-character sequences of a heading, white space and punctuation left out."""
    words = "".join(character for character in heading if character.isalnum())
    return frozenset(words[at : at + 2] for at in range(len(words) - 1)) or frozenset((words,))


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two headings say nearly the same."""
    return 2 * len(one & other) >= ALIKE * (len(one) + len(other))
