"""The day a statement holds for: 截至2025年11月10日, 截至12月22日 (year as a reader would), 截止10月底; 截至目前 names no day."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from generator.facts.dates import DATE, Written, calendar_day, find_dates, last_day, written
from generator.facts.evidence import fact
from generator.facts.model import Fact
from generator.syntax.passage import Passage

AS_OF = re.compile(rf"截[至止]到?\s?(?:(?P<date>{DATE.pattern})\s?(?P<part>月?[底末])?|目前|现在|今|当前|日前)")


class AsOf(NamedTuple):
    """Where a 截至 stands in its passage, and its day (None for 截至目前)."""

    end: int
    fact: Fact[date] | None


def as_of_dates(passages: list[Passage], published: date | None) -> list[list[AsOf]]:
    """For each passage the 截至 in it, left to right, each holding until the next.

    A missing year is that of the publication, or the year before where the day would lie after it; without a publication
    date it is the latest year that the passages name. With neither, the day stays unknown.
    """
    latest = None if published else _latest_year(passages)
    return [
        [AsOf(mark.end(), _read(passage, mark, published, latest)) for mark in AS_OF.finditer(passage.text)]
        for passage in passages
    ]


def _latest_year(passages: list[Passage]) -> int | None:
    return max((place.year for passage in passages for place in find_dates(passage.text) if place.year), default=None)


def _read(passage: Passage, mark: re.Match[str], published: date | None, latest: int | None) -> Fact[date] | None:
    if mark["date"] is None:
        return None
    inner = DATE.match(passage.text, mark.start("date"), mark.end("date"))
    if inner is None:
        return None
    place = written(inner)
    year = place.year if place.year is not None else (published.year if published else latest)
    day = _day(place, year, bool(mark["part"]))
    if day and published and place.year is None and day > published:
        day = _day(place, published.year - 1, bool(mark["part"]))
    return (
        fact(passage, mark.start("date"), mark.end("part") if mark["part"] else mark.end("date"), day) if day else None
    )


def _day(place: Written, year: int | None, end_of_month: bool) -> date | None:
    if place.day is None and end_of_month and year is not None and place.month is not None and 1 <= place.month <= 12:
        return last_day(year, place.month)
    return calendar_day(year, place.month, place.day)
