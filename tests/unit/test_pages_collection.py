"""Long lists on pages: every row is reached, no page is long, and one more row changes one page and the first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.collection import Part, cut_by_number, cut_by_time, part_description, part_heading

DAYS = st.lists(
    st.one_of(st.none(), st.integers(0, 900).map(lambda n: (date(2023, 1, 1) + timedelta(days=n)).isoformat())),
    max_size=120,
).map(lambda days: ordered(days))


def ordered(days: list[str | None]) -> list[str | None]:
    return [*sorted((day for day in days if day), reverse=True), *(day for day in days if not day)]


def parts_of(days: list[str | None], size: int = 5) -> list[Part[int]]:
    return cut_by_time(range(len(days)), days, size, "份")


@given(DAYS)
def test_every_row_stands_once_on_a_page_that_is_not_long(days: list[str | None]) -> None:
    first, *others = parts_of(days)
    if not first.paging:
        assert (list(first.rows), others) == (list(range(len(days))), [])
        assert len(days) < 10
        return
    assert [row for part in others for row in part.rows] == list(range(len(days)))
    assert all(0 < len(part.rows) < 10 for part in others)
    assert list(first.rows) == [0, 1, 2, 3, 4]
    assert len({part.name for part in others}) == len({part_heading("通报", part) for part in others}) == len(others)


@given(DAYS)
def test_the_first_page_leads_to_all_others_and_they_to_each_other(days: list[str | None]) -> None:
    first, *others = parts_of(days)
    if not first.paging:
        return
    names = [part.name for part in others]
    assert [page["name"] for page in first.paging["pages"]] == names
    assert [page["count"] for page in first.paging["pages"]] == [len(part.rows) for part in others]
    for at, part in enumerate(others):
        assert part.paging.get("before", {}).get("name") == (names[at - 1] if at else None)
        assert part.paging.get("after", {}).get("name") == [*names, None][at + 1]
        assert "pages" not in part.paging
    assert first.paging["after"]["name"] == next(part.name for part in others if 5 in part.rows)


def test_a_year_is_a_page_until_it_holds_too_many_then_its_months_and_days() -> None:
    def names(days: list[str | None]) -> list[str]:
        return [part.name for part in parts_of(ordered(days))][1:]

    other: list[str | None] = ["2023-05-01"] * 6
    assert names([*other, *(f"2024-{month:02}-01" for month in range(1, 10))]) == ["page/2024", "page/2023"]
    months = [f"page/2024-{month:02}" for month in range(10, 0, -1)]
    assert names([*other, *(f"2024-{month:02}-01" for month in range(1, 11))]) == [*months, "page/2023"]
    busy: list[str | None] = [f"2024-02-{day:02}" for day in range(1, 20)]
    days = [f"page/2024-02-{day:02}" for day in range(19, 0, -1)]
    assert names([*other, *busy]) == [*days, "page/2023"]
    assert names([*other, *["2024-02-01"] * 12]) == [
        "page/2024-02-01-3",
        "page/2024-02-01-2",
        "page/2024-02-01-1",
        "page/2023",
    ]


@pytest.mark.parametrize("day", ["2025-03-09", "2024-08-15", "2023-01-01", None])
def test_one_more_row_changes_the_page_of_its_day_alone(day: str | None) -> None:
    def held(days: list[str | None]) -> dict[str, list[str | None]]:
        return {part.name: [days[row] for row in part.rows] for part in parts_of(days, 20) if not part.first}

    days: list[str | None] = [(date(2023, 1, 1) + timedelta(days=6 * n)).isoformat() for n in range(130)]
    before, after = held(ordered([*days, None, None])), held(ordered([*days, None, None, day]))
    assert before.keys() == after.keys()
    assert len([name for name in after if after[name] != before[name]]) == 1


@given(st.integers(0, 60))
def test_a_list_without_time_is_numbered_and_its_last_page_takes_the_rest(count: int) -> None:
    first, *others = cut_by_number(range(count), 5, "个")
    assert [row for part in (first, *others) for row in part.rows] == list(range(count))
    assert [part.name for part in others] == [f"page/{number}" for number in range(2, len(others) + 2)]
    assert all(5 <= len(part.rows) < 10 for part in others)


def test_each_page_has_a_title_and_a_description_of_its_own() -> None:
    first, second = cut_by_number(range(10), 5, "个")
    assert [part_heading("单位", part) for part in (first, second)] == ["单位", "单位：第 2 页"]
    assert part_description("按地区列出。", second) == "按地区列出：第 2 页。"
