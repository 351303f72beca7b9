"""Long lists on pages: every row is reached, no page is long, and one more row changes one page and the front."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.paging import Part, by_time, heading, in_order, trail
from generator.pages.view_parts import Crumb

DAYS = st.lists(
    st.one_of(st.none(), st.integers(0, 900).map(lambda n: (date(2023, 1, 1) + timedelta(days=n)).isoformat())),
    max_size=120,
)


def ordered(days: list[str | None]) -> list[str | None]:
    return [*sorted((day for day in days if day), reverse=True), *(day for day in days if not day)]


def pages(days: list[str | None], size: int = 5) -> list[Part[int]]:
    return by_time("notices/", range(len(days)), days, size, "份")


@given(DAYS)
def test_every_row_stands_once_on_a_page_that_is_not_long(days: list[str | None]) -> None:
    front, *others = pages(ordered(days))
    if front.paging is None:
        assert (list(front.rows), others) == (list(range(len(days))), [])
        assert len(days) < 10
        return
    assert [row for part in others for row in part.rows] == list(range(len(days)))
    assert all(0 < len(part.rows) < 10 for part in others)
    assert list(front.rows) == [0, 1, 2, 3, 4]
    assert len({part.name for part in others}) == len({heading("全部通报", part) for part in others}) == len(others)


@given(DAYS)
def test_the_front_page_leads_to_all_others_and_they_to_each_other(days: list[str | None]) -> None:
    front, *others = pages(ordered(days))
    if front.paging is None:
        return
    urls = [f"notices/{part.name}/" for part in others]
    assert [(way.url, way.count) for way in front.paging.pages] == [
        (url, len(part.rows)) for url, part in zip(urls, others, strict=True)
    ]
    for at, part in enumerate(others):
        assert part.paging is not None
        assert part.paging.front == Crumb("最新", "notices/")
        assert (part.paging.before.url if part.paging.before else None) == (urls[at - 1] if at else None)
        assert (part.paging.after.url if part.paging.after else None) == ([*urls, None][at + 1])
        assert part.paging.pages == ()
    assert front.paging.after is not None
    first_beyond = next(part for part in others if 5 in part.rows)
    assert front.paging.after.url == f"notices/{first_beyond.name}/"


def test_a_year_is_a_page_until_it_holds_too_many_then_its_quarters_months_and_days() -> None:
    def names(days: list[str | None]) -> list[str]:
        return [part.name for part in pages(ordered(days))][1:]

    other: list[str | None] = ["2023-05-01"] * 6
    assert names([*other, *(f"2024-{month:02}-01" for month in range(1, 10))]) == ["page/2024", "page/2023"]
    assert names([*other, *(f"2024-{month:02}-01" for month in range(1, 11))]) == [
        "page/2024-q4",
        "page/2024-q3",
        "page/2024-q2",
        "page/2024-q1",
        "page/2023",
    ]
    busy: list[str | None] = [f"2024-02-{day:02}" for day in range(1, 20)]
    days = [f"page/2024-02-{day:02}" for day in range(10, 0, -1)]
    assert names([*other, *busy]) == ["page/2024-02-b", *days, "page/2023"]
    assert names([*other, *busy[10:]]) == ["page/2024", "page/2023"]


@pytest.mark.parametrize("day", ["2025-03-09", "2024-08-15", "2023-01-01", None])
def test_one_more_row_changes_the_page_of_its_day_alone(day: str | None) -> None:
    def held(days: list[str | None]) -> dict[str, list[str | None]]:
        return {part.name: [days[row] for row in part.rows] for part in pages(days, 20) if not part.front}

    days: list[str | None] = [(date(2023, 1, 1) + timedelta(days=6 * n)).isoformat() for n in range(130)]
    before, after = held(ordered([*days, None, None])), held(ordered([*days, None, None, day]))
    assert before.keys() == after.keys()
    assert len([name for name in after if after[name] != before[name]]) == 1


def test_more_rows_of_one_day_than_a_page_holds_are_counted_from_the_oldest() -> None:
    parts = pages([*["2024-05-01"] * 12, *[None] * 11])[1:]
    assert [(part.name, len(part.rows)) for part in parts] == [
        ("page/2024-05-01-3", 2),
        ("page/2024-05-01-2", 5),
        ("page/2024-05-01-1", 5),
        ("page/undated-3", 1),
        ("page/undated-2", 5),
        ("page/undated-1", 5),
    ]


@given(st.integers(0, 200), st.integers(1, 20))
def test_a_table_is_cut_from_its_beginning_into_pages_of_one_size(total: int, size: int) -> None:
    parts = in_order("regions/43/", range(total), size, "个", "units")
    assert [row for part in parts for row in part.rows] == list(range(total))
    assert all(len(part.rows) < 2 * size for part in parts)
    assert [part.name for part in parts] == ["", *(f"units/{n}" for n in range(2, len(parts) + 1))]
    assert all((part.paging is None) == (len(parts) == 1) for part in parts)


def test_a_further_page_has_its_own_heading_and_lies_below_the_front_page() -> None:
    front, second = in_order("topics/x/", range(7), 3, "个")
    assert (heading("工会经费", front), heading("工会经费", second)) == ("工会经费", "工会经费：第 2 页")
    assert trail((), "工会经费", front) == ()
    assert trail((), "工会经费", second) == (Crumb("工会经费", "topics/x/"),)
