"""GK301-GK304: dates that run backwards, come too late or exist in no calendar.

The text rules read dates of their own with plain patterns: a fact reader returns no date for 2月30日, and this is about
exactly those. White space inside dates is common (2023 年 11 月 29 日).

The patterns of this package begin with a literal or a set of characters and look behind only then: so the regular
expression engine skips to the few places that matter, and a notice is scanned in a fraction of the time.
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
"""Stands in where a day of February is written without a year."""

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
"""Characters that year and month take before 月 at most."""
MONTH_DAY = r"(?: ?([0-9]{1,2}) ?月)?(?: ?([0-9]{1,2}) ?日)?"
# It begins with the first 年, which is found at once; the year before it is looked at only there.
RANGE = re.compile(
    rf"年(?:(?<=[12][0-9]{{3}}年)(?<![0-9].{{4}}年)|(?<=[12][0-9]{{3}} 年)(?<![0-9].{{4}} 年)){MONTH_DAY}"
    rf"(?:底|初|末|起|以来)?[至到—–~～－-]{{1,2}}([12][0-9]{{3}}) ?年{MONTH_DAY}"
)


def backwards(examined: Examined) -> Iterator[Diagnostic]:
    """GK301: an inspection that ends before it starts, or feedback before its end."""
    inspection = examined.notice.inspection
    start, end, feedback = inspection.start, inspection.end, inspection.feedback
    pairs = (
        (start, end, "巡察结束", "开始"),
        (end, feedback, "反馈", "巡察结束"),
        (start, feedback if end is None else None, "反馈", "巡察开始"),
    )
    for earlier, later, what, than in pairs:
        if earlier is not None and later is not None and later.value < earlier.value:
            message = f"{what}（{_shown(later.value)}）早于{than}（{_shown(earlier.value)}）。"
            yield diagnose("GK301", later.span, message)


def after_publication(examined: Examined) -> Iterator[Diagnostic]:
    """GK302: an inspection date or an as-of date later than the publication."""
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
            message = f"{what}日期（{_shown(fact.value)}）晚于发布日期（{_shown(published.value)}）。"
            yield diagnose("GK302", fact.span, message)


def impossible(examined: Examined) -> Iterator[Diagnostic]:
    """GK303: 2月30日, 13月."""
    for suspect in SUSPECT.finditer(examined.text):
        at = suspect.start()
        for found in DAY.finditer(examined.text, max(0, at - BEFORE_MONTH), at + 8):
            if found.start() <= at < found.end():
                fault = _fault(found)
                if fault:
                    yield diagnose("GK303", Span(*found.span()), f"“{found[0]}”：{fault}。")


def _fault(found: re.Match[str]) -> str:
    """What is impossible about a date; empty where nothing is. A lone number before 月 may be an amount (20月 alone is not judged)."""
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
    """GK304: 2023年至2021年. Compared as far as both ends are written."""
    for found in RANGE.finditer(examined.text):
        start = found.start() - (5 if examined.text[found.start() - 1] == " " else 4)
        first = (int(examined.text[start : start + 4]), *(int(part) for part in found.group(1, 2) if part))
        last = tuple(int(part) for part in found.group(3, 4, 5) if part)
        depth = min(len(first), len(last))
        if last[:depth] < first[:depth]:
            words = examined.text[start : found.end()]
            yield diagnose("GK304", Span(start, found.end()), f"“{words}”：终点早于起点。")


def _shown(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
