"""Long lists on several pages: lists of days by time, tables of units by number.

A list that stands newest first is cut by the calendar: a year is a page, or where it holds too many rows its quarters,
their months, the ten days of a month (旬), or the days are. So a row's page follows from its own day: a notice that is added
changes the page of its day, whatever comes before or after it. The front page has the newest rows and leads to
all the others. A list that would fill less than two pages is not cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

from generator.pages.view_parts import Crumb, Way

Row = TypeVar("Row")
UNDATED = "日期未注明"
NUMERAL = "一二三四"


class Paging(msgspec.Struct, frozen=True):
    """Where a page stands among those that one long list fills."""

    label: str
    """2024 年 11 月, or 第 2 页，共 5 页; on the front page of a list by time ''."""
    rows: str
    """What it holds: 138 份, 最新 100 份, 第 61–120 个."""
    front: Crumb
    """The front page: 最新, or 第 1 页."""
    before: Crumb | None = None
    """The page nearer to the front, in time the later one."""
    after: Crumb | None = None
    pages: tuple[Way, ...] = ()
    """All pages, on the front page alone, which changes anyway."""


class Part(NamedTuple, Generic[Row]):
    """A page of a list; `paging` is None for a list that is not cut."""

    rows: Sequence[Row]
    name: str
    """Below the list's own address: '' for the front page, else `page/2024-11`."""
    paging: Paging | None

    @property
    def front(self) -> bool:
        """Whether it is the list's own page."""
        return not self.name


class Leaf(NamedTuple):
    """A stretch of time, and its rows."""

    name: str
    label: str
    start: int
    stop: int


def by_time(
    url: str, rows: Sequence[Row], days: Sequence[str | None], size: int, unit: str, newest: bool = True
) -> list[Part[Row]]:
    """The pages of a list, the front page with its newest `size` rows first, then from the latest to the earliest.

    `days` are those of the rows, ISO 8601, newest first, None last. A page holds less than twice `size` rows. `unit` is
    what rows are counted in: 份, 条. With `newest` false the front page of a list that is cut has other things to show.
    """
    if len(rows) < 2 * size:
        return [Part(rows, "", None)]
    leaves = list(_leaves(days, 0, len(rows), 2 * size - 1))
    links = [Crumb(leaf.label, f"{url}page/{leaf.name}/") for leaf in leaves]
    counts = [leaf.stop - leaf.start for leaf in leaves]
    ways = tuple(Way(link.text, link.url, count, unit) for link, count in zip(links, counts, strict=True))
    front = Crumb("最新" if newest else "总览", url)
    beyond = next(link for link, leaf in zip(links, leaves, strict=True) if leaf.stop > size)
    held, after = (f"最新 {size} {unit}", beyond) if newest else (f"全部 {len(rows)} {unit}", links[0])
    parts = [Part(rows[: size if newest else 0], "", Paging("", held, front, None, after, ways))]
    for at, leaf in enumerate(leaves):
        newer = links[at - 1] if at else None
        older = links[at + 1] if at + 1 < len(links) else None
        paging = Paging(leaf.label, f"{counts[at]} {unit}", front, newer, older)
        parts.append(Part(rows[leaf.start : leaf.stop], f"page/{leaf.name}", paging))
    return parts


def _leaves(days: Sequence[str | None], start: int, stop: int, most: int, level: int = 0) -> Iterator[Leaf]:
    """The stretches of time, latest first, each as long as it may be with at most `most` rows."""
    at = start
    for (name, label), rows in groupby(days[start:stop], LEVELS[level]):
        end = at + sum(1 for _ in rows)
        if end - at <= most:
            yield Leaf(name, label, at, end)
        elif level + 1 < len(LEVELS) and days[at] is not None:
            yield from _leaves(days, at, end, most, level + 1)
        else:
            # More on one day, or without any, than a page may hold: counted from the end of the list.
            ends = [*range(end, at, -(most // 2 + 1)), at]
            parts = [Leaf(f"{name}-{n}", f"{label}（{n}）", ends[n], ends[n - 1]) for n in range(1, len(ends))]
            yield from reversed(parts)
        at = end


Named = tuple[str, str]
"""A stretch of time as addresses and as readers have it."""


@cache
def _year(day: str | None) -> Named:
    return (day[:4], f"{day[:4]} 年") if day else ("undated", UNDATED)


@cache
def _quarter(day: str) -> Named:
    number = (int(day[5:7]) + 2) // 3
    return f"{day[:4]}-q{number}", f"{day[:4]} 年第{NUMERAL[number - 1]}季度"


@cache
def _month(day: str) -> Named:
    return day[:7], f"{day[:4]} 年 {int(day[5:7])} 月"


@cache
def _ten_days(day: str) -> Named:
    third = min(2, (int(day[8:]) - 1) // 10)
    return f"{day[:7]}-{'abc'[third]}", f"{_month(day)[1]}{'上中下'[third]}旬"


@cache
def _day(day: str) -> Named:
    return day, f"{_month(day)[1]} {int(day[8:])} 日"


LEVELS: tuple[Callable[..., Named], ...] = (_year, _quarter, _month, _ten_days, _day)


def in_order(url: str, rows: Sequence[Row], size: int, unit: str, folder: str = "page") -> list[Part[Row]]:
    """The pages of a list without time, from its beginning on; the last one takes what is left."""
    count = max(1, len(rows) // size)
    if count == 1:
        return [Part(rows, "", None)]
    names = ["", *(f"{folder}/{number}" for number in range(2, count + 1))]
    bounds = [*range(0, count * size, size), len(rows)]
    links = [Crumb(f"第 {at} 页", f"{url}{name}/" if name else url) for at, name in enumerate(names, 1)]
    ways = tuple(Way(link.text, link.url, bounds[at + 1] - bounds[at], unit) for at, link in enumerate(links))
    parts = []
    for at, name in enumerate(names):
        label, held = f"第 {at + 1} 页，共 {count} 页", f"第 {bounds[at] + 1}–{bounds[at + 1]} {unit}"
        before, after = links[at - 1] if at else None, links[at + 1] if at + 1 < count else None
        paging = Paging(label, held, links[0], before, after, () if name else ways)
        parts.append(Part(rows[bounds[at] : bounds[at + 1]], name, paging))
    return parts


def heading(name: str, part: Part[Any]) -> str:
    """The heading of a page, which is its title too: one of its own for each."""
    return f"{name}：{_short(part.paging)}" if part.paging and not part.front else name


def told(about: str, part: Part[Any]) -> str:
    """The description of a page, in the same way."""
    return f"{about.removesuffix('。')}：{_short(part.paging)}。" if part.paging and not part.front else about


def _short(paging: Paging) -> str:
    return paging.label.partition("，")[0]


def trail(crumbs: tuple[Crumb, ...], name: str, part: Part[Any]) -> tuple[Crumb, ...]:
    """The way to a page: all but the front page lie below it."""
    return (*crumbs, Crumb(name, part.paging.front.url)) if part.paging and not part.front else crumbs
