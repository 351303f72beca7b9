"""GK301-GK304: dates that run backwards, come too late or exist in no calendar.

The text rules read dates of their own with plain patterns: a fact reader returns no date for 2月30日, and this is about
exactly those. White space inside dates is common (2023 年 11 月 29 日).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from generator.diagnostics import Diagnostic
from generator.facts.model import Fact, Notice
from generator.rules import diagnose
from generator.source import Span

LEAP_YEAR = 2024
"""Stands in where a day of February is written without a year."""

# A month number directly before 月; the year and the day are looked for around it.
MONTH = re.compile(
    r"(?:(?<![0-9])(?P<year>[12][0-9]{3})[ \u00a0]{0,2}年[ \u00a0]{0,2})?(?<![0-9.])(?P<month>[0-9]{1,2})[ \u00a0]{0,2}月"
    r"(?:[ \u00a0]{0,2}(?P<day>[0-9]{1,2})[ \u00a0]{0,2}日)?"
)
POINT = r"([12][0-9]{3}) ?年(?: ?([0-9]{1,2}) ?月)?(?: ?([0-9]{1,2}) ?日)?"
RANGE = re.compile(rf"(?<![0-9]){POINT}(?:底|初|末|起|以来)?[至到—–~～－-]{{1,2}}{POINT}")


def backwards(notice: Notice) -> Iterator[Diagnostic]:
    """GK301: an inspection that ends before it starts, or feedback before its end."""
    seen = notice.inspection
    pairs = (
        (seen.start, seen.end, "巡察结束", "开始"),
        (seen.end, seen.feedback, "反馈", "巡察结束"),
        (seen.start, seen.feedback if seen.end is None else None, "反馈", "巡察开始"),
    )
    for earlier, later, what, than in pairs:
        if earlier is not None and later is not None and later.value < earlier.value:
            message = f"{what}（{_shown(later.value)}）早于{than}（{_shown(earlier.value)}）。"
            yield diagnose("GK301", later.span, message)


def after_publication(notice: Notice) -> Iterator[Diagnostic]:
    """GK302: an inspection date or an as-of date later than the publication."""
    if notice.published is None:
        return
    seen = notice.inspection
    facts: list[tuple[Fact[date] | None, str]] = [
        (seen.start, "巡察开始"),
        (seen.end, "巡察结束"),
        (seen.feedback, "反馈"),
        *((said.as_of, "统计截止") for said in notice.declared),
    ]
    for fact, what in facts:
        if fact is not None and fact.value > notice.published.value:
            message = f"{what}日期（{_shown(fact.value)}）晚于发布日期（{_shown(notice.published.value)}）。"
            yield diagnose("GK302", fact.span, message)


def impossible(notice: Notice) -> Iterator[Diagnostic]:
    """GK303: 2月30日, 13月."""
    for found in MONTH.finditer(notice.source.text):
        month = int(found["month"])
        year = int(found["year"]) if found["year"] else LEAP_YEAR
        if not 1 <= month <= 12:
            if found["year"] or found["day"]:
                yield diagnose("GK303", Span(*found.span()), f"“{found[0]}”：没有{month}月。")
        elif found["day"] and not 1 <= int(found["day"]) <= monthrange(year, month)[1]:
            where = f"{year}年{month}月" if found["year"] else f"{month}月"
            yield diagnose("GK303", Span(*found.span()), f"“{found[0]}”：{where}没有{int(found['day'])}日。")


def reversed_range(notice: Notice) -> Iterator[Diagnostic]:
    """GK304: 2023年至2021年. Compared as far as both ends are written."""
    for found in RANGE.finditer(notice.source.text):
        ends: list[tuple[int, ...]] = []
        for base in (1, 4):
            parts = [found[base], found[base + 1], found[base + 2]]
            ends.append(tuple(int(part) for part in parts if part))
        depth = min(len(ends[0]), len(ends[1]))
        if ends[1][:depth] < ends[0][:depth]:
            yield diagnose("GK304", Span(*found.span()), f"“{found[0]}”：终点早于起点。")


def _shown(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
