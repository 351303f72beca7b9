"""GK301-GK304: dates that run backwards, come too late or exist in no calendar.

Impossible dates are read here with patterns of their own, because the reader of facts returns no date for 2月30日. White
space inside dates is common (2023 年 11 月 29 日). The patterns that are searched for begin with 年 or 月 and look back
from there: a pattern that begins with digits is tried at every digit and takes ten times as long.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from generator.checks.examined import Examined
from generator.diagnostics import Diagnostic
from generator.facts.model import Fact
from generator.rules import diagnose
from generator.source import Span

LEAP_YEAR = 2024
"""The year of a date that is written without one."""

# 月 behind a number over 12 or 0, or before a day that not every month has.
SUSPECT = re.compile(
    r"月(?:(?<=[2-9][0-9]月)|(?<=1[3-9]月)|(?<=00月)|(?<=[^0-9.]0月)|(?<=[2-9][0-9][ \u00a0]月)|(?<=1[3-9][ \u00a0]月)"
    r"|[ \u00a0]{0,2}(?:29|3[0-9]|[4-9][0-9]|00?)[ \u00a0]{0,2}日)"
)
DAY = re.compile(
    r"(?:(?<![0-9])(?P<year>[12][0-9]{3})[ \u00a0]{0,2}年[ \u00a0]{0,2})?(?<![0-9.])(?P<month>[0-9]{1,2})[ \u00a0]{0,2}月"
    r"(?:[ \u00a0]{0,2}(?P<day>[0-9]{1,2})[ \u00a0]{0,2}日)?"
)
BEFORE_MONTH = 14
"""The most characters that year and month take before 月."""
MONTH_DAY = r"(?: ?([0-9]{1,2}) ?月)?(?: ?([0-9]{1,2}) ?日)?"
RANGE = re.compile(
    rf"年(?:(?<=[12][0-9]{{3}}年)(?<![0-9].{{4}}年)|(?<=[12][0-9]{{3}} 年)(?<![0-9].{{4}} 年)){MONTH_DAY}"
    rf"(?:底|初|末|起|以来)?[至到—–~～－-]{{1,2}}([12][0-9]{{3}}) ?年{MONTH_DAY}"
)


def inspection_backwards(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK301 for an inspection that ends before it starts, or feedback before its end."""
    inspection = examined.notice.inspection
    start, end, feedback = inspection.start, inspection.end, inspection.feedback
    pairs = (
        (start, end, "巡察结束", "开始"),
        (end, feedback, "反馈", "巡察结束"),
        (start, feedback if end is None else None, "反馈", "巡察开始"),
    )
    for earlier, later, what, than in pairs:
        if earlier is not None and later is not None and later.value < earlier.value:
            message = f"{what}（{_chinese_date(later.value)}）早于{than}（{_chinese_date(earlier.value)}）。"
            yield diagnose("GK301", later.span, message)


def later_than_publication(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK302 for an inspection date or an as-of date later than the publication."""
    published = examined.notice.published
    if published is None:
        return
    inspection = examined.notice.inspection
    facts: list[tuple[Fact[date] | None, str]] = [
        (inspection.start, "巡察开始"),
        (inspection.end, "巡察结束"),
        (inspection.feedback, "反馈"),
        *((said.as_of, "统计截止") for said in examined.notice.declared),
    ]
    for fact, what in facts:
        if fact is not None and fact.value > published.value:
            message = f"{what}日期（{_chinese_date(fact.value)}）晚于发布日期（{_chinese_date(published.value)}）。"
            yield diagnose("GK302", fact.span, message)


def impossible_date(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK303 for dates such as 2月30日 and 13月."""
    for suspect in SUSPECT.finditer(examined.text):
        at = suspect.start()
        for found in DAY.finditer(examined.text, max(0, at - BEFORE_MONTH), at + 8):
            if found.start() <= at < found.end() and (fault := _fault(found)):
                yield diagnose("GK303", Span(*found.span()), f"“{found[0]}”：{fault}。")


def _fault(found: re.Match[str]) -> str:
    """Return what is impossible about a date, or "". A lone number before 月 is not judged: 20月 may be an amount."""
    month = int(found["month"])
    if not 1 <= month <= 12:
        return f"没有{month}月" if found["year"] or found["day"] else ""
    if not found["day"]:
        return ""
    year = int(found["year"]) if found["year"] else LEAP_YEAR
    if 1 <= int(found["day"]) <= monthrange(year, month)[1]:
        return ""
    return (f"{year}年" if found["year"] else "") + f"{month}月没有{int(found['day'])}日"


def reversed_range(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK304 for ranges such as 2023年至2021年, compared as far as both ends are written."""
    for found in RANGE.finditer(examined.text):
        start = found.start() - (5 if examined.text[found.start() - 1] == " " else 4)
        first = (int(examined.text[start : start + 4]), *(int(part) for part in found.group(1, 2) if part))
        last = tuple(int(part) for part in found.group(3, 4, 5) if part)
        depth = min(len(first), len(last))
        if last[:depth] < first[:depth]:
            words = examined.text[start : found.end()]
            yield diagnose("GK304", Span(start, found.end()), f"“{words}”：终点早于起点。")


def _chinese_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
