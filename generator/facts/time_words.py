"""Times as promises name them: 2026年底前, 26年1月上旬, 11月底, 明年3月, 2026年第一季度, 年内, 下半年.

`dates` reads days; this module reads any time with its part (上旬, 底) and limit (前), and computes the days it allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from generator.facts.dates import DAY, GAP, HAN, MONTH, calendar_day, last_day_of_month, to_number

YEAR = rf"(?:(?<![\d０-９])(?:[２2][0０][\d０-９]{{2}}|[23]\d(?={GAP}年{GAP}(?:\d{{1,2}}{GAP}月|[年底]))))|二[〇○零][{HAN}]{{2}}"
IN_MONTH = r"上旬|中旬|下旬|月?[底末初]|中(?=[，,前完])"
IN_YEAR = r"年?[底末初]|年?内|年?中(?=[，,前完])"
LIMIT = r"之?前|以前"
QUARTER = "第?(?P<{0}>[一二三四1-4])季度"
# The lookahead comes first, because most characters cannot begin a time and the forms are many.
TIME = re.compile(
    rf"(?=[\d二今本明后次翌年一三四五六七八九十第下])(?:(?:(?P<year>{YEAR}){GAP}年|(?P<relative>今年|本年(?!度)|明年|后年|次年|翌年)|(?<![一-龥\d])(?P<bare>年)(?=[底末内]))"
    rf"(?:{GAP}(?P<month>{MONTH}){GAP}月(?:份)?{GAP}(?:(?P<day>{DAY}){GAP}[日号])?(?P<month_part>{IN_MONTH})?"
    rf"|{GAP}(?:{QUARTER.format('quarter')}|(?P<half>[上下])半年)(?P<quarter_part>[底末初])?"
    rf"|(?P<year_part>{IN_YEAR})?)(?P<limit>{LIMIT})?"
    rf"|(?<![\d０-９一二三四五六七八九十个.])(?P<only_month>{MONTH}){GAP}月(?:份)?{GAP}(?:(?P<only_day>{DAY}){GAP}[日号])?(?P<only_part>{IN_MONTH})?(?P<only_limit>{LIMIT})?"
    rf"|(?:{QUARTER.format('only_quarter')}|(?P<only_half>下)半年)(?P<only_quarter_part>[底末初])?(?P<only_quarter_limit>{LIMIT})?)"
)
# The first 年, 月, 季 or 半 of a time; a number, or a word like 今 or 下, stands beside it.
ANCHOR = re.compile(
    rf"[年月季半](?:(?<=[\d０-９{HAN}今本明后次翌\s]年)|(?<=年)(?=[底末内])|(?<=[\d０-９一二三四五六七八九十\s]月)"
    r"|(?<=季)(?=度)|(?<=下半)(?=年))"
)
STEPS = {"今年": 0, "本年": 0, "明年": 1, "次年": 1, "翌年": 1, "后年": 2}


class Time(NamedTuple):
    """A time as written, and its place in the text; parts that were not written are None."""

    start: int
    end: int
    year: int | None
    step: int | None
    """Years from the notice's own year: 0 for 今年, 1 for 明年."""
    month: int | None
    day: int | None
    quarter: int | None
    half: str | None
    """上 or 下."""
    part: str
    """上, 中, 下 (旬), 初, 底, 内 or empty."""
    limit: bool
    """Whether it ends in 前."""

    @property
    def has_year(self) -> bool:
        """Whether the words say the year."""
        return self.year is not None or self.step is not None


class Days(NamedTuple):
    """The first and last day that a time allows; `first` is None for a limit, both are None if no year is known."""

    first: date | None
    last: date | None


def find_times(text: str) -> Iterator[Time]:
    """Yield every time in the text, left to right.

    Looking only around 年, 月, 季 and 半 is ten times as fast as trying the pattern at every character.
    """
    done = 0
    for anchor in ANCHOR.finditer(text):
        at = anchor.start()
        if at < done:
            continue
        low = at - 4
        match = TIME.match(text, low, at + 30) if low >= done and text[low:at].isdecimal() else None
        if match is None:
            match = TIME.search(text, max(done, at - 8), at + 30)
        if match is not None and match.start() <= at:
            done = match.end()
            yield _read_time(match)


def _read_time(match: re.Match[str]) -> Time:
    words = match.groupdict()
    part = (
        words["month_part"]
        or words["quarter_part"]
        or words["year_part"]
        or words["only_part"]
        or words["only_quarter_part"]
        or ""
    )
    month, day = words["month"] or words["only_month"], words["day"] or words["only_day"]
    quarter = words["quarter"] or words["only_quarter"]
    year = to_number(words["year"]) if words["year"] else None
    return Time(
        match.start(),
        match.end(),
        year + 2000 if year is not None and year < 100 else year,
        0 if words["bare"] else STEPS.get(words["relative"] or ""),
        to_number(month) if month else None,
        to_number(day) if day else None,
        "一二三四1234".index(quarter) % 4 + 1 if quarter else None,
        words["half"] or words["only_half"],
        (part[0] if part.endswith("旬") else part[-1:]).replace("末", "底"),
        bool(words["limit"] or words["only_limit"] or words["only_quarter_limit"]),
    )


def days_of(time: Time, year: int | None) -> Days:
    """Return the days that a time allows; `year` is the notice's own, for a time without a year or relative to it.

    底, 末, 内 and 前 only say until when. 6月前 ends before June begins; 6月30日前 and 6月底前 include the day.
    """
    own = time.year if time.year is not None else (None if year is None else year + (time.step or 0))
    if own is None or not 1 <= own < 9999:
        return Days(None, None)
    first, last = _first_and_last(time, own)
    if time.limit and not time.part and time.day is None and first is not None:
        last = first - timedelta(days=1) if first > date.min else None
    return Days(None if time.limit or time.part in ("底", "内") else first, last)


def _first_and_last(time: Time, year: int) -> tuple[date | None, date | None]:
    if time.month is not None:
        return _in_month(year, time.month, time.day, time.part)
    if time.quarter is not None:
        return date(year, 3 * time.quarter - 2, 1), last_day_of_month(year, 3 * time.quarter)
    if time.half is not None:
        return (date(year, 1, 1), date(year, 6, 30)) if time.half == "上" else (date(year, 7, 1), date(year, 12, 31))
    months = {"初": (1, 3), "中": (6, 7)}.get(time.part, (1, 12))
    return date(year, months[0], 1), last_day_of_month(year, months[1])


def _in_month(year: int, month: int, day: int | None, part: str) -> tuple[date | None, date | None]:
    if not 1 <= month <= 12:
        return None, None
    if day is not None:
        one = calendar_day(year, month, day)
        return one, one
    end = last_day_of_month(year, month)
    first, last = {"上": (1, 10), "中": (11, 20), "下": (21, end.day), "初": (1, 10)}.get(part, (1, end.day))
    return date(year, month, first), date(year, month, last)
