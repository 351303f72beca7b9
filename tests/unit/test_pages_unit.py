"""The page of a unit: its time line, its problems at a glance, and problems that come again."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from seeding import context_of, published, seed

from generator.facts.model import ParsedNotice
from generator.pages.lists import units
from generator.pages.lists.repeats import alike, bigrams
from generator.pages.lists.units import unit_facts, unit_parts
from generator.pages.page import Facts


def page_of(*notices: ParsedNotice) -> Facts:
    context = context_of(*notices)
    (member,) = context.library.unit_by_id.items()
    return unit_facts(context, member, unit_parts(context, member)[0])


def test_the_time_line_runs_from_the_inspection_to_the_notice() -> None:
    assert [(event["kind"], event["date"]) for event in page_of(seed("dongshan"))["events"]] == [
        ("回头看", "2025-01-06"),
        ("反馈", "2025-08-28"),
        ("统计截止", "2025-11-10"),
        ("通报", "2025-11-28"),
    ]


def test_a_notice_without_a_date_stands_at_the_end_of_the_line_and_says_so() -> None:
    events = page_of(seed("pingjiang"))["events"]
    assert [event["kind"] for event in events] == ["巡察", "反馈", "统计截止", "通报"]
    assert "date" not in events[-1]


def test_a_notice_that_follows_another_is_called_so() -> None:
    old = seed("pingjiang", published=date(2025, 1, 1))
    new = msgspec.structs.replace(seed("pingjiang", published=date(2026, 1, 1), previous=old.id), id="new")
    assert [event["kind"] for event in page_of(old, new)["events"] if event["notice"] == "new"][-1] == "后续通报"


def test_an_inspection_that_two_notices_tell_of_happened_once() -> None:
    first = seed("pingjiang", published=date(2026, 1, 1))
    second = msgspec.structs.replace(seed("pingjiang", published=date(2026, 6, 1)), id="second")
    events = page_of(first, second)["events"]
    assert [event["kind"] for event in events] == ["巡察", "反馈", "统计截止", "通报", "通报"]
    assert events[0]["notice"] == first.id


def test_each_topic_shows_its_findings_notice_by_notice() -> None:
    notice = seed("pingjiang")
    first = published(notice, date(2025, 1, 1), id="first", findings=notice.findings[:30])
    second = published(notice, date(2026, 1, 1), id="second", findings=notice.findings[30:])
    facts = page_of(first, second)
    assert [each["name"] for each in facts["rounds"]] == ["2025-01-01 发布", "2026-01-01 发布"]
    for topic in facts["topics"]:
        of_first, of_second = topic["rounds"]
        assert {mark["notice"] for mark in of_first} <= {"first"}
        assert {mark["notice"] for mark in of_second} <= {"second"}
        assert sum(map(len, topic["rounds"])) == topic["total"]


def test_a_problem_of_two_notices_is_listed_once_with_both_outcomes() -> None:
    notice = seed("pingjiang")
    problem = next(f for f in notice.findings if "采购制度" in f.heading)
    other = next(f for f in notice.findings if "食堂" in f.heading)
    again = msgspec.structs.replace(problem, heading="采购制度执行仍不严格", outcome=None)
    first = published(notice, date(2025, 1, 1), id="first", findings=(problem, other))
    second = published(notice, date(2026, 1, 1), id="second", findings=(again,))
    facts = page_of(first, second)
    (repeat,) = facts["repeats"]
    assert facts["repeats_total"] == 1
    assert [(f["round"][:4], f["heading"], f["status"], f.get("outcome")) for f in repeat["findings"]] == [
        ("2025", "采购制度执行不严格", "partial", "阶段性完成"),
        ("2026", "采购制度执行仍不严格", "unstated", None),
    ]


def test_like_headings_inside_one_notice_are_no_repetition() -> None:
    assert "repeats" not in page_of(seed("pingjiang"))


def test_headings_are_alike_when_six_in_ten_of_their_character_pairs_agree() -> None:
    assert alike(bigrams("采购制度执行不严格"), bigrams("采购制度执行仍不严格。"))
    assert not alike(bigrams("采购制度执行不严格"), bigrams("组织生活执行不严格"))
    assert bigrams("难") == {"难"}


def test_a_long_list_of_findings_is_cut_so_that_no_outcome_crowds_out_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "MOST_LISTED", 13)
    groups = page_of(seed("pingjiang"))["groups"]
    assert [(group["status"], group["total"], len(group["findings"])) for group in groups] == [
        ("completed", 3, 3),
        ("partial", 58, 10),
    ]


def test_every_finding_is_listed_by_outcome_under_the_heading_it_stands_below() -> None:
    notice = seed("pingjiang")
    rows = [row for group in page_of(notice)["groups"] for row in group["findings"]]
    assert {(row["id"], row["heading"], row["group"]) for row in rows} == {
        (finding.anchor, finding.heading, finding.path[-1]) for finding in notice.findings
    }


def test_the_way_to_supervise_is_that_of_the_newest_notice_that_gives_one() -> None:
    old, new = seed("pingjiang"), seed("pingjiang")
    silent = msgspec.structs.replace(new.contacts, phones=(), emails=(), addresses=(), postcodes=())
    older, newer = published(old, date(2025, 1, 1)), published(new, date(2026, 1, 1), id="new", contacts=silent)
    contacts = page_of(older, newer)["contacts"]
    assert contacts["notice"] == old.id
    assert [phone["text"] for phone in contacts["phones"]] == ["0730-6699968"]
