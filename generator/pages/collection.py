"""Collections: units, regions, years, topics … Each has a list page, a page for each member, and more pages where a list is long.

A long list is cut by time: its first page has the newest rows; each year has a page, or where a year holds too many rows its months
or their days have. So a row stays on the page of its day, whatever is added before or after it. A list of things without time
(units) is cut by number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Generic, NamedTuple, TypeVar

from generator.pages.page import Facts, lean

Row = TypeVar("Row")
UNDATED = "undated"
NOT_CUT: Facts = {}
PREFIXES = (4, 7, 10)
"""How much of an ISO date names a year, a month, a day."""


class Part(NamedTuple, Generic[Row]):
    """The rows that one page of a list shows. `paging` is empty for a list that fits one page."""

    rows: Sequence[Row]
    name: str = ""
    """Below the list's own address: '' for its first page, else `page/2024-11`."""
    paging: Facts = NOT_CUT
    """`held`: what this page holds (最新 100 份); `label` (2024 年 11 月), not on the first page of a list by time; `before` and
    `after`, the pages beside it, and on the first page `pages`, all others: each `{name, label, count}`."""

    @property
    def first(self) -> bool:
        """Whether it is the first page, which has what a list says besides its rows."""
        return not self.name


class Stretch(NamedTuple):
    """A stretch of time on a page of its own: rows from `start` to `stop`."""

    name: str
    start: int
    stop: int


def cut_by_time(rows: Sequence[Row], days: Sequence[str | None], size: int, measure: str) -> list[Part[Row]]:
    """Cut a list into pages: the first with its newest `size` rows, then from the latest to the earliest.

    `days` are the days of the rows, ISO 8601, newest first, None last. A list below twice `size` is not cut, and no page holds more
    than that. `measure` is the measure word of the rows: 份, 条.
    """
    if len(rows) < 2 * size:
        return [Part(rows)]
    stretches = list(_stretches(days, 0, len(rows), 2 * size - 1))
    pages = [_page_facts(each.name, time_label(each.name), each.stop - each.start, measure) for each in stretches]
    beyond = next(page for page, each in zip(pages, stretches, strict=True) if each.stop > size)
    parts = [Part(rows[:size], "", {"held": f"最新 {size} {measure}", "after": beyond, "pages": pages})]
    return parts + _further(rows, stretches, pages)


def cut_by_number(rows: Sequence[Row], size: int, measure: str, folder: str = "page") -> list[Part[Row]]:
    """Cut a list without time into pages of `size` rows; the last one takes what is left."""
    count = max(1, len(rows) // size)
    if count == 1:
        return [Part(rows)]
    ends = [*range(size, count * size, size), len(rows)]
    stretches = [Stretch(f"{folder}/{at + 1}" if at else "", at * size, end) for at, end in enumerate(ends)]
    pages = [
        _page_facts(each.name, f"第 {at} 页", each.stop - each.start, measure) for at, each in enumerate(stretches, 1)
    ]
    parts = _further(rows, stretches, pages)
    return [parts[0]._replace(paging=parts[0].paging | {"pages": pages}), *parts[1:]]


def _page_facts(name: str, label: str, count: int, measure: str) -> Facts:
    return {"name": name, "label": label, "count": count, "measure": measure}


def _further(rows: Sequence[Row], stretches: Sequence[Stretch], pages: Sequence[Facts]) -> list[Part[Row]]:
    parts = []
    for at, each in enumerate(stretches):
        paging = lean(
            {
                "label": pages[at]["label"],
                "held": f"{pages[at]['count']} {pages[at]['measure']}",
                "before": pages[at - 1] if at else None,
                "after": pages[at + 1] if at + 1 < len(pages) else None,
            }
        )
        parts.append(Part(rows[each.start : each.stop], each.name, paging))
    return parts


def _stretches(days: Sequence[str | None], start: int, stop: int, most: int, level: int = 0) -> Iterator[Stretch]:
    """Return the stretches of time, latest first, each as long as it may be with at most `most` rows."""
    at = start
    for name, group in groupby(days[start:stop], lambda day: day[: PREFIXES[level]] if day else UNDATED):
        end = at + len(list(group))
        if end - at <= most:
            yield Stretch(f"page/{name}", at, end)
        elif name != UNDATED and level + 1 < len(PREFIXES):
            yield from _stretches(days, at, end, most, level + 1)
        else:
            # More on one day, or without any, than a page may hold: numbered from the end of the list, which does not move.
            ends = [*range(end, at, -(most // 2 + 1)), at]
            numbered = [Stretch(f"page/{name}-{n}", ends[n], ends[n - 1]) for n in range(1, len(ends))]
            yield from reversed(numbered)
        at = end


def time_label(name: str) -> str:
    """2024 年 11 月 for `page/2024-11`; 日期未注明（2） for `page/undated-2`."""
    year, *rest = name.removeprefix("page/").split("-")
    if year == UNDATED:
        return "日期未注明" + (f"（{rest[0]}）" if rest else "")
    words = [f"{year} 年", *(f"{int(number)} {unit}" for number, unit in zip(rest, "月日", strict=False))]
    return " ".join(words) + (f"（{rest[2]}）" if len(rest) > 2 else "")


def part_heading(name: str, part: Part[Any]) -> str:
    """Return the heading of a page, which is its title too: one of its own for each page of a list."""
    return name if part.first else f"{name}：{part.paging['label']}"


def part_description(about: str, part: Part[Any]) -> str:
    """Return the description of a page, in the same way."""
    return about if part.first else f"{about.removesuffix('。')}：{part.paging['label']}。"
