"""What the pages about many notices add up of each notice: small numbers in place of all its findings.

A tally is a function of the notice alone, so it can be kept with its facts; a page about five thousand notices then adds
up five thousand tallies and looks at no finding that it does not print.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from generator.facts.model import Finding, Notice, Status

TERMS = ("工会经费", "医共体", "固定资产", "选人用人", "政府采购", "意识形态", "谈心谈话", "公务接待", "村卫生室")
"""Searches that the site suggests where they find something."""


class Outcomes(msgspec.Struct, frozen=True, array_like=True):
    """Findings by class and by the unit's own word, '' where it states none. `words` is sorted: equal counts, equal bytes."""

    words: tuple[tuple[Status, str, int], ...] = ()

    @property
    def findings(self) -> int:
        """How many findings there are."""
        return sum(number for _, _, number in self.words)


class Promised(msgspec.Struct, frozen=True, array_like=True):
    """A promise: its finding's anchor, its number there counted from 1, its last day."""

    anchor: str
    number: int
    due: date | None


class TopicTally(msgspec.Struct, frozen=True, array_like=True):
    """The findings of one topic. `rules`: how many each keyword decided, in the order of the text."""

    outcomes: Outcomes
    rules: dict[str, int]


TOPIC = msgspec.msgpack.Decoder(TopicTally)
ENCODER = msgspec.msgpack.Encoder()


class Tally(msgspec.Struct, frozen=True, array_like=True):
    """The findings of a notice in numbers, whether it is withdrawn or not."""

    outcomes: Outcomes = Outcomes()
    topics: dict[str, msgspec.Raw] = {}
    """Those of each topic, as `topic` unpacks them: five thousand notices have fifty thousand, of which a build that adds one
    looks at some hundred."""
    assigned: int = 0
    """Findings with a topic."""
    cited: dict[str, int] = {}
    """Documents, without white space, and how many findings cite each, in the order of the text."""
    promised: tuple[Promised, ...] = ()
    terms: dict[str, int] = {}
    """Of `TERMS` those that occur, and how many findings hold each within one field."""

    def topic(self, topic: str) -> TopicTally:
        """The findings of one topic. Raises KeyError when there are none."""
        return TOPIC.decode(self.topics[topic])


def tally_of(notice: Notice) -> Tally:
    """The tally of a notice."""
    topics: dict[str, list[tuple[Finding, str]]] = {}
    cited: Counter[str] = Counter()
    for finding in notice.findings:
        for topic in finding.topics:
            topics.setdefault(topic.id, []).append((finding, topic.rule))
        cited.update(list(dict.fromkeys(squashed(citation.value) for citation in finding.citations)))
    return Tally(
        outcomes=outcomes_of(notice.findings),
        topics={
            topic: msgspec.Raw(
                ENCODER.encode(
                    TopicTally(outcomes_of(finding for finding, _ in held), dict(Counter(rule for _, rule in held)))
                )
            )
            for topic, held in topics.items()
        },
        assigned=sum(bool(finding.topics) for finding in notice.findings),
        cited=dict(cited),
        promised=tuple(
            Promised(finding.anchor, number, promise.due)
            for finding in notice.findings
            for number, promise in enumerate(finding.commitments, 1)
        ),
        terms=_terms(notice),
    )


def outcomes_of(findings: Iterable[Finding]) -> Outcomes:
    """Findings by class and word."""
    numbers: Counter[tuple[Status, str]] = Counter(
        (finding.outcome.status, finding.outcome.raw) if finding.outcome else ("unstated", "") for finding in findings
    )
    return ordered(numbers)


def ordered(numbers: Mapping[tuple[Status, str], int]) -> Outcomes:
    """The numbers in their order."""
    return Outcomes(tuple(sorted((status, raw, number) for (status, raw), number in numbers.items())))


def added(parts: Iterable[Outcomes]) -> Outcomes:
    """The parts together."""
    numbers: dict[tuple[Status, str], int] = {}
    for part in parts:
        for status, raw, number in part.words:
            key = (status, raw)
            numbers[key] = numbers.get(key, 0) + number
    return ordered(numbers)


def _terms(notice: Notice) -> dict[str, int]:
    fields = [[field for field in (f.heading, f.statement, f.response) if field] for f in notice.findings]
    whole = "\n".join(field for each in fields for field in each)
    hits = ((term, sum(any(term in field for field in each) for each in fields)) for term in TERMS if term in whole)
    return {term: number for term, number in hits if number}


def squashed(text: str) -> str:
    """The words without white space, as they read where a line was cut."""
    return "".join(text.split())
