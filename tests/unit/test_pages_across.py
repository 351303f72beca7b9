"""Pages that lay the findings of all units side by side: topics, promises, citations."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from generator.facts.model import Fact, Finding, Notice, Sidecar, Topic
from generator.facts.read import read_notice
from generator.facts.topics import topic_rules
from generator.library import Library
from generator.pages import citations, promises, topics
from generator.pages.across_views import CommitmentsView, TopicView
from generator.source import Source, Span

ROOT = Path(__file__).parents[2]
AS_OF = "2026-02-26"
RULES = {rule.id: rule for rule in topic_rules()}


def seed(name: str, **sidecar: object) -> Notice:
    (path,) = (ROOT / "notices").rglob(f"{name}*.txt")
    return read_notice(Source(path.name, path.read_bytes()), path.stem, Sidecar(**sidecar))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def library() -> Library:
    return Library([seed(name) for name in ("pingjiang", "wangcang", "zhuzhou", "qiyang", "dongshan")])


def topic(library: Library, name: str) -> TopicView:
    groups = topics.holders(library)[name]
    return topics.topic_page(library, RULES[name], groups, topics.topic_parts(library, name, groups)[0])


def commitments(library: Library, as_of: str = AS_OF) -> CommitmentsView:
    return promises.commitments_page(library, as_of, promises.lay_out(library, as_of, promises.promises_of(library)))


def test_at_least_fourteen_topics_hold_findings_and_cover_the_five_notices(library: Library) -> None:
    page = topics.topics_page(library, AS_OF, topics.holders(library))
    assert len(page.rows) >= 14
    assert page.findings == 156
    assert page.assigned >= 0.85 * page.findings


def test_every_finding_of_a_topic_page_names_a_keyword_that_stands_in_it(library: Library) -> None:
    for name, groups in topics.holders(library).items():
        page = topic(library, name)
        places = [
            place for notices in groups.values() for notice in notices for place in topics.places_of(notice, name)
        ]
        for notice, finding, rule in places:
            assert rule in RULES[name].keywords
            whole = finding.heading + (finding.statement or "") + "".join(finding.path)
            assert rule in "".join(whole.split()), notice.id
        assert sum(each.count for each in page.keywords) == page.findings_total == len(places)
        assert {*(each.keyword for each in page.keywords), *page.unused} == set(RULES[name].keywords)


def test_units_stand_in_the_order_of_the_unit_list_each_with_all_its_findings(library: Library) -> None:
    page = topic(library, "union-funds")
    order = [unit.id for unit in library.units]
    assert [unit.id for unit in page.units] == sorted((unit.id for unit in page.units), key=order.index)
    assert sum(unit.total for unit in page.units) == sum(len(unit.marks) for unit in page.units) == page.findings_total


def test_a_large_topic_prints_some_units_and_leads_to_the_others(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(topics, "MOST_UNITS", 1)
    monkeypatch.setattr(topics, "MOST_FINDINGS", 2)
    page = topic(library, "finance")
    assert (len(page.units), len(page.units[0].findings)) == (1, 2)
    assert page.units[0].more_url == f"search/?topic=finance&unit={page.units[0].id}"
    assert page.units_total == 1 + len(page.others)
    assert page.findings_total == page.units[0].total + sum(other.total for other in page.others)


def test_a_withdrawn_notice_is_on_no_page_across_units() -> None:
    library = Library([seed("pingjiang", withdrawn="应发布单位要求")])
    assert topics.holders(library) == {}
    assert promises.promises_of(library) == []
    assert citations.cited_documents(library) == []


def test_a_notice_without_a_unit_still_has_its_row() -> None:
    notice = seed("pingjiang")
    nameless = msgspec.structs.replace(notice, unit=msgspec.structs.replace(notice.unit, id="", name=None, issuer=None))
    page = topic(Library([nameless]), "procurement")
    assert [(unit.id, unit.url) for unit in page.units] == [(notice.id, f"notices/{notice.id}/")]


def test_a_long_statement_is_cut_visibly_and_a_short_one_never() -> None:
    assert topics.shortened("字" * (topics.MOST_STATEMENT + 20)) == "字" * (topics.MOST_STATEMENT + 20)
    assert topics.shortened("字" * 300) == "字" * topics.MOST_STATEMENT + "……"


def test_promises_due_in_2026_are_counted_ahead_and_behind(library: Library) -> None:
    page = commitments(library)
    year = {row.year: row for row in page.years}["2026"]
    assert (year.ahead, year.ahead_url) == (2, "commitments/#due-2026")
    assert (year.past, year.past_url) == (2, "commitments/#past-2026")
    assert {row.due for part in page.ahead if part.year == "2026" for q in part.quarters for row in q.rows} == {
        "2026-12-31"
    }


def test_promises_ahead_come_nearest_first_and_those_behind_latest_first(library: Library) -> None:
    page = commitments(library)
    assert [year.year for year in page.ahead] == ["2026", "2027"]
    assert [year.year for year in page.past] == ["2026", "2025", "2024"]
    assert page.followed == ()


def test_every_promise_is_on_the_page_once(library: Library) -> None:
    held = promises.promises_of(library)
    layout = promises.lay_out(library, AS_OF, held)
    assert len(layout.listed) == len(held) == commitments(library).total == 14


def test_the_last_day_itself_has_not_passed(library: Library) -> None:
    page = commitments(library, "2026-12-31")
    assert "2026" in [year.year for year in page.ahead]
    page = commitments(library, "2027-01-01")
    assert "2026" not in [year.year for year in page.ahead]


def test_a_later_notice_of_the_unit_takes_the_place_of_the_words_that_there_is_none() -> None:
    old = seed("pingjiang")
    new = msgspec.structs.replace(
        old, id="later", findings=(), published=Fact(date(2026, 2, 1), "2026-02-01", Span(0, 0))
    )
    library = Library([old, new])
    page = commitments(library)
    assert page.past == ()
    rows = [row for year in page.followed for quarter in year.quarters for row in quarter.rows]
    assert {row.later_url for row in rows} == {"notices/later/"}


def test_a_promise_whose_day_cannot_be_told_stands_apart() -> None:
    notice = seed("pingjiang")
    findings = tuple(
        msgspec.structs.replace(f, commitments=tuple(msgspec.structs.replace(c, due=None) for c in f.commitments))
        for f in notice.findings
    )
    library = Library([msgspec.structs.replace(notice, findings=findings)])
    page = commitments(library)
    assert len(page.undated) == page.total > 0
    assert (page.years, page.calendar_url) == ((), "")


def test_the_most_cited_documents_come_first_then_by_code_points(library: Library) -> None:
    documents = citations.cited_documents(library)
    keys = [(-cited.findings, cited.text) for cited in documents]
    assert keys == sorted(keys)
    assert len({cited.anchor for cited in documents}) == len(documents)
    page = citations.citations_page(library, AS_OF, documents)
    assert [row.text for row in page.numbers] == ["祁发改基〔2025〕5号", "祁财购函〔2025〕4号"]
    assert page.documents == len(page.titles) + len(page.numbers)


def test_a_title_broken_over_two_lines_is_the_same_document() -> None:
    notice = seed("pingjiang")

    def citing(finding: Finding, words: str) -> Finding:
        return msgspec.structs.replace(finding, citations=(Fact(words, words, Span(0, 1)),))

    findings = (citing(notice.findings[0], "《议事 规则》"), citing(notice.findings[1], "《议事规则》"))
    (cited,) = citations.cited_documents(Library([msgspec.structs.replace(notice, findings=findings)]))
    assert (cited.text, cited.findings) == ("《议事规则》", 2)


def test_documents_beyond_the_end_of_the_page_are_counted_and_not_linked(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(citations, "MOST_DOCUMENTS", 3)
    documents = citations.cited_documents(library)
    page = citations.citations_page(library, AS_OF, documents)
    assert (len(page.titles) + len(page.numbers), page.more) == (3, len(documents) - 3)
    assert len(citations.citation_urls(documents)) == 3


def test_a_topic_that_no_rule_knows_gets_no_page() -> None:
    notice = seed("pingjiang")
    odd = msgspec.structs.replace(notice.findings[0], topics=(Topic("procurement", "采购"),))
    held = topics.holders(Library([msgspec.structs.replace(notice, findings=(odd,))]))
    assert list(held) == ["procurement"]


def test_a_page_of_documents_cited_everywhere_lists_fewer_places_of_each_and_counts_the_others(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = citations.cited_documents(library)
    whole = citations.citations_page(library, AS_OF, documents)
    monkeypatch.setattr(citations, "MOST_LINKS", 0)
    short = citations.citations_page(library, AS_OF, documents)
    for one, other in zip((*whole.titles, *whole.numbers), (*short.titles, *short.numbers), strict=True):
        assert (one.text, one.count, len(one.places) + one.more_units) == (
            other.text,
            other.count,
            len(other.places) + other.more_units,
        )
        assert all(len(place.findings) == 1 for place in other.places)
        assert len(other.places) == 1
    assert sum(place.more for row in short.titles for place in row.places) > 0


def test_promises_beyond_the_room_are_counted_quarter_by_quarter(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(promises, "MOST_LISTED", 5)
    monkeypatch.setattr(promises, "QUOTAS", (1, 1, 0, 1))
    page = commitments(library)
    layout = promises.lay_out(library, AS_OF, promises.promises_of(library))
    groups = [quarter for part in (page.ahead, page.past, page.followed) for year in part for quarter in year.quarters]
    rows = [row for group in groups for row in group.rows]
    assert len(rows) + len(page.undated) == len(layout.listed) == 5
    assert sum(group.more for group in groups) + page.undated_more == page.total - 5
    assert {row.anchor for row in (*rows, *page.undated)} == layout.listed
    assert groups[0].rows
