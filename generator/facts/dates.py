"""Dates as notices write them, read in one way for all facts.

Real forms: 2024年9月9日, `2016年6 月15日` (U+00A0 inside), 2024-09-09, 2024.9.9, 2024/9/9, ２０２４年, 二〇二四年九月九日, 26年1月上旬,
11月29日 with the year said before, 12月底. A reader gets the parts that were written; what is missing stays None, and a day
that no calendar has (2月30日) is no date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generator.syntax.numbering import HAN_DIGITS

GAP = r"[^\S\n]{0,3}"
HAN = "〇○零一二三四五六七八九"
YEAR = rf"(?:(?<![0-9０-９])(?:[12１２][0-9０-９]{{3}}|[0-9０-９]{{2}}(?={GAP}年{GAP}[0-9０-９]{{1,2}}{GAP}月))|[一二][{HAN}]{{3}})"
MONTH = r"(?:[01０１]?[0-9０-９](?![0-9０-９])|十[一二]?|[一二三四五六七八九])"
DAY = r"(?:[0-3０-３]?[0-9０-９](?![0-9０-９])|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"

# The lookahead comes first, because most characters cannot begin a date.
DATE = re.compile(
    rf"(?=[0-9０-９一二三四五六七八九十])(?:(?P<year>{YEAR}){GAP}年{GAP}(?:(?P<month>{MONTH}){GAP}月(?:份|{GAP}(?P<day>{DAY}){GAP}[日号])?)?"
    rf"|(?P<iso_year>(?<![0-9０-９.])[12１２][0-9０-９]{{3}})(?P<sep>[-./／．－])(?P<iso_month>[01０１]?[0-9０-９])(?P=sep)"
    r"(?P<iso_day>[0-3０-３]?[0-9０-９](?![0-9０-９.]))"
    rf"|(?<![0-9０-９一二三四五六七八九十个])(?P<bare_month>{MONTH}){GAP}月(?:份|{GAP}(?P<bare_day>{DAY}){GAP}[日号])?)"
)
"""One date, whole or in part. Every alternative begins at a digit and is bounded, so a search takes linear time."""


class WrittenDate(NamedTuple):
    """The parts of a date that were written, and their place in the text."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None

    def to_date(self, year: int | None = None) -> date | None:
        """Return the date, with `year` for a year that was not written; None without a day or if no calendar has it."""
        return calendar_day(self.year if self.year is not None else year, self.month, self.day)


def calendar_day(year: int | None, month: int | None, day: int | None) -> date | None:
    """Return the date of three numbers, or None if one is missing or no calendar has that day."""
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_day_of_month(year: int, month: int) -> date:
    """Return the last day of a month; the month must be 1 to 12."""
    return date(year, month, monthrange(year, month)[1])


def to_number(digits: str) -> int:
    """Return the value of Arabic, full-width or Chinese digits up to 39, or the year that four Chinese digits spell."""
    if digits.isdecimal():
        return int(digits)
    if "十" in digits:
        tens, _, ones = digits.partition("十")
        return HAN_DIGITS.get(tens, 1) * 10 + HAN_DIGITS.get(ones, 0)
    value = 0
    for character in digits:
        value = value * 10 + HAN_DIGITS.get(character, 0)
    return value


def find_dates(text: str, start: int = 0) -> Iterator[WrittenDate]:
    """Yield every date in the text, whole or in part, left to right."""
    for match in DATE.finditer(text, start):
        yield read_date(match)


def read_date(match: re.Match[str]) -> WrittenDate:
    """Return the parts of a match of `DATE`; a two-digit year (26年1月) is of this century."""
    year, month, day, iso_year, _, iso_month, iso_day, bare_month, bare_day = match.groups()
    if iso_year:
        year, month, day = iso_year, iso_month, iso_day
    elif bare_month:
        month, day = bare_month, bare_day
    number = to_number(year) if year else None
    if number is not None and number < 100:
        number += 2000
    return WrittenDate(
        match.start(), match.end(), number, to_number(month) if month else None, to_number(day) if day else None
    )
