"""A tally counts what its notice holds, and tallies add up to what all notices hold."""

from collections import Counter
from pathlib import Path

import msgspec
import pytest

from generator.facts.model import Notice, Sidecar
from generator.facts.read import read_notice
from generator.facts.tally import TERMS, Tally, added, outcomes_of, squashed, tally_of
from generator.library import Library
from generator.source import Source

NOTICES = sorted((Path(__file__).parents[2] / "notices").rglob("*.txt"))


@pytest.fixture(scope="module")
def notices() -> list[Notice]:
    return [read_notice(Source(path.name, path.read_bytes()), path.stem, Sidecar()) for path in NOTICES]


def test_findings_are_counted_by_class_and_word(notices: list[Notice]) -> None:
    for notice in notices:
        tally = tally_of(notice)
        assert tally.outcomes.findings == len(notice.findings) == notice.counted.total
        by_class: Counter[str] = Counter()
        for status, raw, number in tally.outcomes.words:
            by_class[status] += number
            assert number == sum((f.outcome.raw if f.outcome else "") == raw for f in notice.findings)
        assert by_class == notice.counted.by_status


def test_topics_are_counted_with_the_keyword_that_decided(notices: list[Notice]) -> None:
    for notice in notices:
        tally = tally_of(notice)
        found = Counter((topic.id, topic.rule) for finding in notice.findings for topic in finding.topics)
        assert {(topic, rule): n for topic in tally.topics for rule, n in tally.topic(topic).rules.items()} == found
        assert all(each.outcomes.findings == sum(each.rules.values()) for each in map(tally.topic, tally.topics))
        assert tally.assigned == sum(bool(finding.topics) for finding in notice.findings)


def test_promises_and_documents_are_those_of_the_findings(notices: list[Notice]) -> None:
    for notice in notices:
        tally = tally_of(notice)
        assert [(each.anchor, each.due) for each in tally.promised] == [
            (finding.anchor, promise.due) for finding in notice.findings for promise in finding.commitments
        ]
        cited = [{squashed(citation.value) for citation in finding.citations} for finding in notice.findings]
        assert tally.cited == {text: sum(text in each for each in cited) for each in cited for text in each}


def test_terms_are_counted_within_a_field_and_not_across_two(notices: list[Notice]) -> None:
    notice = notices[0]
    first, second, third = notice.findings[:3]
    term = TERMS[0]
    findings = (
        msgspec.structs.replace(first, heading=f"关于{term}", statement=term, response=None),
        msgspec.structs.replace(second, heading=term[:2], statement=term[2:], response=None),
        msgspec.structs.replace(third, heading="甲", statement=None, response=f"清退{term}"),
    )
    assert tally_of(msgspec.structs.replace(notice, findings=findings)).terms == {term: 2}


def test_tallies_add_up_without_those_of_withdrawn_notices(notices: list[Notice]) -> None:
    gone = msgspec.structs.replace(notices[0], sidecar=Sidecar(withdrawn="应发布单位要求"))
    library = Library([gone, *notices[1:]])
    shown = [finding for notice in notices[1:] for finding in notice.findings]
    assert library.sums.outcomes == outcomes_of(shown) == added(tally_of(notice).outcomes for notice in notices[1:])


def test_a_tally_that_is_known_is_not_made_again(notices: list[Notice]) -> None:
    known = {notice.id: Tally(assigned=7) for notice in notices}
    assert Library(notices, tallies=known).tally(notices[0]).assigned == 7


def test_a_tally_comes_back_from_its_packed_form(notices: list[Notice]) -> None:
    for notice in notices:
        packed = msgspec.msgpack.encode(tally_of(notice))
        assert msgspec.msgpack.decode(packed, type=Tally) == tally_of(notice)
        assert msgspec.msgpack.encode(msgspec.msgpack.decode(packed, type=Tally)) == packed
