"""The page of a unit: its time line, its problems at a glance, and problems that come again."""

from datetime import date
from pathlib import Path

import msgspec

from generator.facts.model import Fact, Finding, Notice, Sidecar
from generator.facts.read import read_notice
from generator.facts.topics import topic_rules
from generator.library import Library
from generator.pages.list_views import UnitView
from generator.pages.unit import alike, bigrams, unit_page, unit_parts
from generator.source import Source, Span

ROOT = Path(__file__).parents[2]
NAMES = {rule.id: rule.name for rule in topic_rules()}


def seed(name: str, **sidecar: object) -> Notice:
    (path,) = (ROOT / "notices").rglob(f"{name}*.txt")
    return read_notice(Source(path.name, path.read_bytes()), path.stem, Sidecar(**sidecar))  # type: ignore[arg-type]


def page_of(*notices: Notice) -> UnitView:
    library = Library(notices)
    return unit_page(library, library.units[0], NAMES, unit_parts(library, library.units[0])[0])


def round_of(notice: Notice, name: str, day: date, findings: tuple[Finding, ...]) -> Notice:
    return msgspec.structs.replace(notice, id=name, findings=findings, published=Fact(day, day.isoformat(), Span(0, 0)))


def test_the_time_line_runs_from_the_inspection_to_the_notice() -> None:
    assert [(event.kind, event.date) for event in page_of(seed("dongshan")).events] == [
        ("回头看", "2025-01-06"),
        ("反馈", "2025-08-28"),
        ("统计截止", "2025-11-10"),
        ("通报", "2025-11-28"),
    ]


def test_a_notice_without_a_date_stands_at_the_end_of_the_line_and_says_so() -> None:
    events = page_of(seed("pingjiang")).events
    assert [event.kind for event in events] == ["巡察", "反馈", "统计截止", "通报"]
    assert events[-1].date == ""


def test_a_notice_that_follows_another_is_called_so() -> None:
    old = seed("pingjiang", published=date(2025, 1, 1))
    new = msgspec.structs.replace(seed("pingjiang", published=date(2026, 1, 1), previous=old.id), id="new")
    assert [event.kind for event in page_of(old, new).events if event.url == "notices/new/"][-1] == "后续通报"


def test_an_inspection_that_two_notices_tell_of_happened_once() -> None:
    first = seed("pingjiang", published=date(2026, 1, 1))
    second = msgspec.structs.replace(seed("pingjiang", published=date(2026, 6, 1)), id="second")
    events = page_of(first, second).events
    assert [event.kind for event in events] == ["巡察", "反馈", "统计截止", "通报", "通报"]
    assert events[0].url == f"notices/{first.id}/"


def test_each_topic_shows_a_glyph_for_each_finding_round_by_round() -> None:
    notice = seed("pingjiang")
    first = round_of(notice, "first", date(2025, 1, 1), notice.findings[:30])
    second = round_of(notice, "second", date(2026, 1, 1), notice.findings[30:])
    page = page_of(first, second)
    assert [each.name for each in page.rounds] == ["2025-01-01 发布", "2026-01-01 发布"]
    for topic in page.topics:
        assert len(topic.rounds) == 2
        assert sum(map(len, topic.rounds)) == topic.total
        assert all(mark.url.startswith("notices/first/#f-") for mark in topic.rounds[0])


def test_a_problem_of_two_notices_is_listed_once_with_both_outcomes() -> None:
    notice = seed("pingjiang")
    problem = next(f for f in notice.findings if "采购制度" in f.heading)
    other = next(f for f in notice.findings if "食堂" in f.heading)
    again = msgspec.structs.replace(problem, heading="采购制度执行仍不严格", outcome=None)
    first = round_of(notice, "first", date(2025, 1, 1), (problem, other))
    second = round_of(notice, "second", date(2026, 1, 1), (again,))
    (repeat,) = page_of(first, second).repeats
    assert [(f.round[:4], f.heading, f.word) for f in repeat.findings] == [
        ("2025", "采购制度执行不严格", "阶段性完成"),
        ("2026", "采购制度执行仍不严格", "未注明"),
    ]


def test_like_headings_inside_one_notice_are_no_repetition() -> None:
    notice = seed("pingjiang")
    assert page_of(notice).repeats == ()


def test_headings_are_alike_when_six_in_ten_of_their_character_pairs_agree() -> None:
    assert alike(bigrams("采购制度执行不严格"), bigrams("采购制度执行仍不严格。"))
    assert not alike(bigrams("采购制度执行不严格"), bigrams("组织生活执行不严格"))
    assert bigrams("难") == {"难"}
