"""The pages of promises and of cited documents, over the findings of all units."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec
import pytest
from seeding import AS_OF, context_of, published, seed, seeds

from generator.facts.model import Fact, Finding, ParsedNotice
from generator.pages.across import citations, documents, promises
from generator.pages.across.citations import citations_facts
from generator.pages.across.commitments import commitments_facts
from generator.pages.addresses import promise_anchor
from generator.pages.page import Facts
from generator.source import Span


@pytest.fixture(scope="module")
def notices() -> tuple[ParsedNotice, ...]:
    return seeds()


def commitments(*notices: ParsedNotice, as_of: str = AS_OF) -> Facts:
    return commitments_facts(context_of(*notices, as_of=as_of)) or {}


def quarters(facts: Facts) -> list[Facts]:
    parts = (facts.get(part, ()) for part in ("ahead", "past", "followed"))
    return [quarter for part in parts for year in part for quarter in year["quarters"]]


def listed(facts: Facts) -> Iterator[Facts]:
    for quarter in quarters(facts):
        yield from quarter["promises"]
    yield from facts.get("undated", ())


def test_promises_ahead_come_nearest_first_and_those_behind_latest_first(notices: tuple[ParsedNotice, ...]) -> None:
    facts = commitments(*notices)
    assert [year["year"] for year in facts["ahead"]] == [2026, 2027]
    assert [year["year"] for year in facts["past"]] == [2026, 2025, 2024]
    assert "followed" not in facts
    (quarter,) = facts["ahead"][0]["quarters"]
    assert (quarter["quarter"], quarter["total"]) == (4, 2)
    assert {promise["due"] for promise in quarter["promises"]} == {"2026-12-31"}


def test_the_last_day_itself_has_not_passed(notices: tuple[ParsedNotice, ...]) -> None:
    assert 2026 in [year["year"] for year in commitments(*notices, as_of="2026-12-31")["ahead"]]
    assert 2026 not in [year["year"] for year in commitments(*notices, as_of="2027-01-01")["ahead"]]


def test_every_promise_is_on_the_page_once_and_notices_can_lead_to_it(notices: tuple[ParsedNotice, ...]) -> None:
    facts = commitments(*notices)
    anchors = [promise_anchor(each["notice"], each["finding"], each["number"]) for each in listed(facts)]
    assert len(set(anchors)) == len(anchors) == facts["total"] == 14
    assert set(anchors) == context_of(*notices).listed_promises


def test_promises_beyond_the_room_are_counted_quarter_by_quarter(
    notices: tuple[ParsedNotice, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(promises, "MOST_LISTED", 5)
    monkeypatch.setattr(promises, "QUOTAS", (1, 1, 0, 1))
    facts = commitments(*notices)
    assert len(list(listed(facts))) == len(context_of(*notices).listed_promises) == 5
    more = sum(quarter["total"] - len(quarter["promises"]) for quarter in quarters(facts))
    assert more + facts.get("undated_more", 0) == facts["total"] - 5


def test_a_later_notice_of_the_unit_takes_the_place_of_the_words_that_there_is_none() -> None:
    old = seed("pingjiang")
    facts = commitments(old, published(old, date(2026, 2, 1), id="later", findings=()))
    assert "past" not in facts
    later = [promise["later"]["id"] for promise in listed({"followed": facts["followed"]})]
    assert set(later) == {"later"}


def test_a_promise_whose_day_cannot_be_told_stands_apart() -> None:
    notice = seed("pingjiang")
    findings = tuple(
        msgspec.structs.replace(f, commitments=tuple(msgspec.structs.replace(c, due=None) for c in f.commitments))
        for f in notice.findings
    )
    facts = commitments(msgspec.structs.replace(notice, findings=findings))
    assert len(facts["undated"]) == facts["total"] > 0
    assert quarters(facts) == []


def test_the_most_cited_documents_come_first_then_by_code_points(notices: tuple[ParsedNotice, ...]) -> None:
    facts = citations_facts(context_of(*notices)) or {}
    keys = [(-each["findings"], each["text"]) for each in facts["titles"]]
    assert keys == sorted(keys)
    assert [each["text"] for each in facts["numbers"]] == ["祁发改基〔2025〕5号", "祁财购函〔2025〕4号"]
    assert facts["total"] == len(facts["titles"]) + len(facts["numbers"])
    anchors = {each["text"]: each["id"] for each in (*facts["titles"], *facts["numbers"])}
    assert anchors == context_of(*notices).document_anchors


def test_a_title_broken_over_two_lines_is_the_same_document() -> None:
    notice = seed("pingjiang")

    def citing(finding: Finding, words: str) -> Finding:
        return msgspec.structs.replace(finding, citations=(Fact(words, words, Span(0, 1)),))

    findings = (citing(notice.findings[0], "《议事 规则》"), citing(notice.findings[1], "《议事规则》"))
    facts = citations_facts(context_of(msgspec.structs.replace(notice, findings=findings))) or {}
    (row,) = facts["titles"]
    assert (row["text"], row["findings"]) == ("《议事规则》", 2)
    assert [each["finding"] for each in row["cited_by"][0]["findings"]] == [each.anchor for each in findings]


def test_documents_beyond_the_end_of_the_page_are_counted_and_not_linked(
    notices: tuple[ParsedNotice, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (documents, citations):
        monkeypatch.setattr(module, "MOST_DOCUMENTS", 3)
    facts = citations_facts(context_of(*notices)) or {}
    assert len(facts["titles"]) + len(facts.get("numbers", ())) == len(context_of(*notices).document_anchors) == 3
    assert facts["total"] == len(context_of(*notices).documents) > 3


def test_documents_cited_everywhere_list_fewer_places_and_count_the_others(
    notices: tuple[ParsedNotice, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = citations_facts(context_of(*notices)) or {}
    monkeypatch.setattr(citations, "MOST_LINKS", 0)
    short = citations_facts(context_of(*notices)) or {}
    for one, other in zip(whole["titles"], short["titles"], strict=True):
        (place,) = other["cited_by"]
        assert len(one["cited_by"]) == 1 + other.get("more_units", 0)
        assert len(one["cited_by"][0]["findings"]) == 1 + place.get("more", 0)
    assert any("more" in row["cited_by"][0] for row in short["titles"])


def test_a_withdrawn_notice_is_on_neither_page() -> None:
    context = context_of(seed("pingjiang", withdrawn="应发布单位要求"))
    assert commitments_facts(context) is None
    assert citations_facts(context) is None
