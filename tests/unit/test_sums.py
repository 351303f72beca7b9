"""Sums are what counting every finding gives, however the notices came together."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import Any

import msgspec
import pytest

from generator.facts.model import Notice, Sidecar, Topic
from generator.facts.read import read_notice
from generator.facts.tally import Outcomes, outcomes_of, squashed, tally_of
from generator.filing import named, places_of, year_of
from generator.library import Library
from generator.source import Source
from generator.sums import Sums, summed
from tests.corpus.large import make_large


@pytest.fixture(scope="module")
def notices() -> list[Notice]:
    read = [read_notice(Source(f"{made.id}.txt", made.text.encode()), made.id, Sidecar()) for made in make_large(12)]
    read[3] = msgspec.structs.replace(read[3], sidecar=Sidecar(withdrawn="应发布单位要求"))
    nameless = msgspec.structs.replace(read[5].unit, name=None, issuer=None)
    read[5] = msgspec.structs.replace(read[5], unit=nameless)
    return read


def plain(sums: Sums) -> dict[str, Any]:
    return msgspec.structs.asdict(sums)


def by_finding(notices: list[Notice]) -> dict[str, Any]:
    """The sums, finding by finding."""
    shown = [notice for notice in notices if notice.sidecar.withdrawn is None]

    def grouped(keys: Any) -> dict[str, Outcomes]:
        found: dict[str, list[Any]] = {}
        for notice in shown:
            for key in keys(notice):
                found.setdefault(key, []).extend(notice.findings)
        return {key: outcomes_of(findings) for key, findings in found.items()}

    findings = [finding for notice in shown for finding in notice.findings]
    in_topic: dict[str, list[Any]] = {}
    for finding in findings:
        for topic in finding.topics:
            in_topic.setdefault(topic.id, []).append((finding, topic.rule))
    return {
        "outcomes": outcomes_of(findings),
        "units": grouped(lambda n: [n.unit.id] if named(n) and n.unit.id else []),
        "places": grouped(lambda n: [place.code for place in places_of(n.unit.region)] if n.unit.region else []),
        "years": grouped(lambda n: [str(year_of(n))] if year_of(n) else []),
        "topics": {
            topic: (outcomes_of(finding for finding, _ in held), Counter(rule for _, rule in held))
            for topic, held in in_topic.items()
        },
        "assigned": sum(bool(finding.topics) for finding in findings),
        "cited": Counter(
            text for finding in findings for text in {squashed(citation.value) for citation in finding.citations}
        ),
    }


def test_sums_are_those_of_all_findings_shown(notices: list[Notice]) -> None:
    counted, expected = plain(Library(notices).sums), by_finding(notices)
    counted.pop("terms")
    counted["topics"] = {topic: (tally.outcomes, tally.rules) for topic, tally in counted["topics"].items()}
    assert counted == expected
    assert all(expected.values())


def test_sums_do_not_depend_on_the_steps_in_which_they_were_made(notices: list[Notice]) -> None:
    pairs = [(notice, tally_of(notice)) for notice in notices]
    whole = plain(summed(pairs))
    for first, second in itertools.combinations((0, 1, 4, 9, 12), 2):
        steps = summed(pairs[second:], summed(pairs[first:second], summed(pairs[:first])))
        assert plain(steps) == whole
    assert plain(summed(reversed(pairs))) == whole
    assert plain(summed((), summed(pairs))) == whole


def test_a_library_says_the_sums_it_was_given(notices: list[Notice]) -> None:
    given = Sums(assigned=7)
    assert Library(notices, sums=given).sums is given


def test_topics_hold_the_notices_shown_by_unit_units_first(notices: list[Notice]) -> None:
    library = Library(notices)
    ranks = {unit.id: rank for rank, unit in enumerate(library.units)}
    for topic, groups in library.topics.items():
        held = {n.id for n in library.shown if any(Topic(t.id, "").id == topic for f in n.findings for t in f.topics)}
        assert {notice.id for group in groups.values() for notice in group} == held
        assert all(library.groups[notice.id] == key for key, group in groups.items() for notice in group)
        assert list(groups) == sorted(groups, key=lambda key: (ranks.get(key, len(ranks)),)), topic
        assert all(group == sorted(group, key=library.notices.index) for group in groups.values())
    assert set(library.topics) == set(library.sums.topics)
