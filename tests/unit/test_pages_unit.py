"""The page of a unit: its time line, its findings at a glance, and problems that come again."""

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


def pages_of(*notices: ParsedNotice) -> list[Facts]:
    context = context_of(*notices)
    (member,) = context.library.unit_by_id.items()
    return [unit_facts(context, member, part) for part in unit_parts(context, member)]


def page_of(*notices: ParsedNotice) -> Facts:
    (facts,) = pages_of(*notices)
    return facts


def count(ids: dict[str, list[str]]) -> int:
    return sum(map(len, ids.values()))


def test_the_time_line_runs_from_the_inspection_to_the_notice() -> None:
    assert [(event["kind"], event["date"]) for event in page_of(seed("dongshan"))["events"]] == [
        ("回头看", "2025-01-06"),
        ("反馈", "2025-08-28"),
        ("统计截止", "2025-11-10"),
        ("通报", "2025-11-28"),
    ]


def test_a_notice_without_a_date_stands_at_the_end_of_the_line() -> None:
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


def test_each_topic_names_its_findings_round_by_round() -> None:
    notice = seed("pingjiang")
    first = published(notice, date(2025, 1, 1), id="first", findings=notice.findings[:30])
    second = published(notice, date(2026, 1, 1), id="second", findings=notice.findings[30:])
    facts = page_of(first, second)
    assert facts["rounds"] == ["first", "second"]
    assert [facts["by_notice"][each]["name"] for each in facts["rounds"]] == ["2025-01-01 发布", "2026-01-01 发布"]
    assert all(count(topic["findings"]) == topic["total"] for topic in facts["topics"])


def test_every_finding_that_a_list_names_stands_once_with_what_a_row_shows() -> None:
    facts = page_of(seed("pingjiang"))
    held = facts["by_notice"]
    for each in (*facts["topics"], *facts["groups"]):
        for notice, ids in each["findings"].items():
            assert held[notice]["findings"].keys() >= set(ids)
    assert held["pingjiang-weijian-2025"]["findings"]["f-87221974"] == {
        "label": "问题①",
        "heading": "推进县域医改有差距",
        "status": "partial",
        "outcome": "阶段性完成",
        "group": "1.落实中央重大决策部署有差距",
    }


def test_findings_stand_by_outcome_and_a_long_list_shares_its_room(monkeypatch: pytest.MonkeyPatch) -> None:
    groups = page_of(seed("pingjiang"))["groups"]
    assert [(each["status"], each["total"], count(each["findings"])) for each in groups] == [
        ("completed", 3, 3),
        ("partial", 58, 58),
    ]
    monkeypatch.setattr(units, "MOST_LISTED", 13)
    groups = page_of(seed("pingjiang"))["groups"]
    assert [(each["total"], count(each["findings"])) for each in groups] == [(3, 3), (58, 10)]


def test_a_problem_of_two_notices_is_listed_once_with_both_outcomes() -> None:
    notice = seed("pingjiang")
    problem = next(f for f in notice.findings if "采购制度" in f.heading)
    other = next(f for f in notice.findings if "食堂" in f.heading)
    again = msgspec.structs.replace(problem, heading="采购制度执行仍不严格", outcome=None)
    first = published(notice, date(2025, 1, 1), id="first", findings=(problem, other))
    second = published(notice, date(2026, 1, 1), id="second", findings=(again,))
    facts = page_of(first, second)
    assert facts["repeats_total"] == 1
    assert [(*each["findings"],) for each in facts["repeats"]] == [("first", "second")]
    rows = {notice: next(iter(facts["by_notice"][notice]["findings"].values())) for notice in ("first", "second")}
    assert (rows["first"]["outcome"], rows["second"]["status"]) == ("阶段性完成", "unstated")


def test_like_headings_inside_one_notice_are_no_repetition() -> None:
    assert "repeats" not in page_of(seed("pingjiang"))


def test_headings_are_alike_when_six_in_ten_of_their_character_pairs_agree() -> None:
    assert alike(bigrams("采购制度执行不严格"), bigrams("采购制度执行仍不严格。"))
    assert not alike(bigrams("采购制度执行不严格"), bigrams("组织生活执行不严格"))
    assert bigrams("难") == {"难"}


def test_a_withdrawn_notice_keeps_its_place_and_shows_no_finding() -> None:
    facts = page_of(seed("pingjiang", withdrawn="应发布单位要求"))
    assert facts["notices"][0]["withdrawn"] is True
    assert facts["findings"] == 0
    assert not {"statuses", "topics", "groups", "by_notice"} & facts.keys()


def test_a_further_page_has_its_notices_and_their_time_line_alone() -> None:
    notice = seed("pingjiang")
    days = [date.fromordinal(date(2025, 12, 31).toordinal() - 20 * at) for at in range(2 * units.NOTICES_A_PAGE)]
    first, *further = pages_of(*(published(notice, day, id=f"n-{at}", findings=()) for at, day in enumerate(days)))
    assert len(first["notices"]) == units.NOTICES_A_PAGE
    assert sum(len(facts["notices"]) for facts in further) == len(days)
    assert all(
        facts.keys() == {"title", "description", "as_of", "id", "name", "events", "notices"} for facts in further
    )


def test_the_way_to_supervise_is_that_of_the_newest_notice_that_gives_one() -> None:
    notice = seed("pingjiang")
    silent = msgspec.structs.replace(notice.contacts, phones=(), emails=(), addresses=(), postcodes=())
    older = published(notice, date(2025, 1, 1))
    newer = published(notice, date(2026, 1, 1), id="new", contacts=silent)
    contacts = page_of(older, newer)["contacts"]
    assert contacts["notice"] == older.id
    assert [phone["text"] for phone in contacts["phones"]] == ["0730-6699968"]
