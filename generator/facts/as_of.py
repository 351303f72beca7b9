"""The day that a statement holds for: 截至2025年11月10日, 截至12月22日, 截止10月底; 截至目前 names no day."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from generator.facts.dates import DATE, WrittenDate, calendar_day, find_dates, last_day_of_month, read_date
from generator.facts.evidence import make_fact
from generator.facts.model import Fact
from generator.syntax.passage import Passage

AS_OF = re.compile(rf"截[至止]到?\s?(?:(?P<date>{DATE.pattern})\s?(?P<part>月?[底末])?|目前|现在|今|当前|日前)")


class AsOf(NamedTuple):
    """One 截至: the offset in its passage where it ends, and its day (None for 截至目前)."""

    end: int
    fact: Fact[date] | None


def find_as_of_dates(passages: list[Passage], published: date | None) -> list[list[AsOf]]:
    """Return the 截至 of each passage, left to right; each one holds until the next.

    A missing year is that of the publication, or the year before where the day would lie after it; without a
    publication date it is the latest year that the passages name. With neither, the day stays unknown.
    """
    latest = None if published else _latest_year(passages)
    return [
        [AsOf(mark.end(), _as_of_fact(passage, mark, published, latest)) for mark in AS_OF.finditer(passage.text)]
        for passage in passages
    ]


def _latest_year(passages: list[Passage]) -> int | None:
    return max((place.year for passage in passages for place in find_dates(passage.text) if place.year), default=None)


def _as_of_fact(passage: Passage, mark: re.Match[str], published: date | None, latest: int | None) -> Fact[date] | None:
    place = DATE.match(passage.text, *mark.span("date")) if mark["date"] else None
    if place is None:
        return None
    written, month_end = read_date(place), bool(mark["part"])
    year = written.year or (published.year if published else latest)
    day = _day(written, year, month_end)
    if day and published and written.year is None and day > published:
        day = _day(written, published.year - 1, month_end)
    return make_fact(passage, mark.start("date"), mark.end("part" if month_end else "date"), day) if day else None


def _day(written: WrittenDate, year: int | None, month_end: bool) -> date | None:
    """Return the day that was written, or the last day of its month where 底 or 末 stands for the day."""
    if month_end and written.day is None and (first := calendar_day(year, written.month, 1)):
        return last_day_of_month(first.year, first.month)
    return calendar_day(year, written.month, written.day)
