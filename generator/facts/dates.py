"""Dates as notices write them, read the same way by every fact reader.

In life: 2024年9月9日, `2016年6 月15日` (U+00A0 inside), 2024-09-09, 2024.9.9, 2024/9/9, ２０２４年, 二〇二四年九月九日, 26年1月上旬,
11月29日 with the year said before, 12月底. A reader gets the parts that were written; what is missing stays None, and a day
that no calendar has (2月30日) is no date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

GAP = r"[^\S\n]{0,3}"
HAN = "〇○零一二三四五六七八九"
YEAR = rf"(?:(?<![0-9０-９])(?:[12１２][0-9０-９]{{3}}|[0-9０-９]{{2}}(?={GAP}年{GAP}[0-9０-９]{{1,2}}{GAP}月))|[一二][{HAN}]{{3}})"
MONTH = r"(?:[01０１]?[0-9０-９](?![0-9０-９])|十[一二]?|[一二三四五六七八九])"
DAY = r"(?:[0-3０-３]?[0-9０-９](?![0-9０-９])|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"

# What a date begins with is asked first: most characters open none.
DATE = re.compile(
    rf"(?=[0-9０-９一二三四五六七八九十])(?:(?P<year>{YEAR}){GAP}年{GAP}(?:(?P<month>{MONTH}){GAP}月(?:份|{GAP}(?P<day>{DAY}){GAP}[日号])?)?"
    rf"|(?P<iso_year>(?<![0-9０-９.])[12１２][0-9０-９]{{3}})(?P<sep>[-./／．－])(?P<iso_month>[01０１]?[0-9０-９])(?P=sep)"
    r"(?P<iso_day>[0-3０-３]?[0-9０-９](?![0-9０-９.]))"
    rf"|(?<![0-9０-９一二三四五六七八九十个])(?P<bare_month>{MONTH}){GAP}月(?:份|{GAP}(?P<bare_day>{DAY}){GAP}[日号])?)"
)
"""One date, whole or in part. Every alternative is anchored on a digit and bounded, so a scan is linear."""

HAN_DIGIT = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}


class Written(NamedTuple):
    """A date as far as it was written, and its place in the text that was scanned."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None

    def on(self, year: int | None = None) -> date | None:
        """The calendar day, with `year` standing in for one that was not written; None without a day or for no real day."""
        return calendar_day(self.year if self.year is not None else year, self.month, self.day)


def calendar_day(year: int | None, month: int | None, day: int | None) -> date | None:
    """The date of three numbers, None if one is missing or no calendar has that day."""
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_day(year: int, month: int) -> date:
    """The last day of a month; the month must be 1 to 12."""
    return date(year, month, monthrange(year, month)[1])


def to_number(digits: str) -> int:
    """The value of Arabic, full-width or Chinese digits up to 39; of four Chinese digits, the year they spell."""
    if digits.isdecimal():
        return int(digits)
    if "十" in digits:
        tens, _, ones = digits.partition("十")
        return HAN_DIGIT.get(tens, 1) * 10 + HAN_DIGIT.get(ones, 0)
    value = 0
    for character in digits:
        value = value * 10 + HAN_DIGIT.get(character, 0)
    return value


def find_dates(text: str, start: int = 0) -> Iterator[Written]:
    """Every date in the text, whole or in part, left to right."""
    for match in DATE.finditer(text, start):
        yield written(match)


def written(match: re.Match[str]) -> Written:
    """The parts of one match of `DATE`; a two-digit year (26年1月) is of this century."""
    year, month, day, iso_year, _, iso_month, iso_day, bare_month, bare_day = match.groups()
    if iso_year:
        year, month, day = iso_year, iso_month, iso_day
    elif bare_month:
        month, day = bare_month, bare_day
    number = to_number(year) if year else None
    if number is not None and number < 100:
        number += 2000
    return Written(
        match.start(), match.end(), number, to_number(month) if month else None, to_number(day) if day else None
    )
