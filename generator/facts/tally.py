"""The numbers of one notice that pages about many notices add up, so that they need not load its findings.

A tally depends on the notice alone, so it is cached with its facts; a page about five thousand notices adds up five
thousand tallies and loads only the findings that it prints.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from generator.facts.model import Finding, Notice, Status

TERMS = ("工会经费", "医共体", "固定资产", "选人用人", "政府采购", "意识形态", "谈心谈话", "公务接待", "村卫生室")
"""Search terms that the site suggests if they find something."""


class Outcomes(msgspec.Struct, frozen=True, array_like=True):
    """The number of findings by status and by the unit's own words, '' where it states none; sorted."""

    words: tuple[tuple[Status, str, int], ...] = ()

    @property
    def findings(self) -> int:
        """The number of all findings."""
        return sum(number for _, _, number in self.words)


class Promised(msgspec.Struct, frozen=True, array_like=True):
    """A promise: the anchor of its finding, its number in the finding, from 1, and its last day."""

    anchor: str
    number: int
    due: date | None


class TopicTally(msgspec.Struct, frozen=True, array_like=True):
    """The findings of one topic; `rules` has the number that each keyword assigned, in the order of the text."""

    outcomes: Outcomes
    rules: dict[str, int]


TOPIC = msgspec.msgpack.Decoder(TopicTally)
ENCODER = msgspec.msgpack.Encoder()


class Tally(msgspec.Struct, frozen=True, array_like=True):
    """The numbers of a notice, whether it is withdrawn or not."""

    outcomes: Outcomes = Outcomes()
    topics: dict[str, msgspec.Raw] = {}
    """The `TopicTally` of each topic, packed; `topic` unpacks one. Most are never needed in a build."""
    assigned: int = 0
    """The number of findings with a topic."""
    cited: dict[str, int] = {}
    """The number of findings that cite each document (without white space), in the order of the text."""
    promised: tuple[Promised, ...] = ()
    terms: dict[str, int] = {}
    """The number of findings that have each of `TERMS` in one of their fields, for terms that occur."""

    def topic(self, topic: str) -> TopicTally:
        """Return the numbers of one topic. Raises KeyError if no finding has it."""
        return TOPIC.decode(self.topics[topic])


def tally_of(notice: Notice) -> Tally:
    """Return the tally of a notice."""
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
    """Return the number of findings by status and words."""
    numbers: Counter[tuple[Status, str]] = Counter(
        (finding.outcome.status, finding.outcome.raw) if finding.outcome else ("unstated", "") for finding in findings
    )
    return ordered(numbers)


def ordered(numbers: Mapping[tuple[Status, str], int]) -> Outcomes:
    """Return the numbers, sorted."""
    return Outcomes(tuple(sorted((status, raw, number) for (status, raw), number in numbers.items())))


def added(parts: Iterable[Outcomes]) -> Outcomes:
    """Return the sum of several outcomes."""
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
    """Return the text without white space, so that words cut by a line end compare equal."""
    return "".join(text.split())
