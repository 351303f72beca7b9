"""Dated promises inside a response: 2025年底将有2人退出领导岗位, 拟于26年1月上旬组织…, 11月底完工.

A promise looks ahead. Time words alone do not: 2025年3月已完成 reports, 每年不少于2次 is a rule, 2025年度 names a period. So a
time counts where the clause says so (将, 拟, 预计, 计划, 力争 …), or where it is a deadline (…底前, 月底完工) that the notice's own
date has not passed.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from generator.facts.dates import DAY, GAP, HAN, MONTH, calendar_day, last_day, to_number
from generator.facts.model import Commitment
from generator.syntax.passage import Passage

YEAR = rf"(?:(?<![\d０-９])(?:[２2][0０][\d０-９]{{2}}|[23][\d](?={GAP}年{GAP}(?:\d{{1,2}}{GAP}月|[年底]))))|二〇[{HAN}]{{2}}|二○[{HAN}]{{2}}"
TIME = re.compile(
    rf"(?:(?P<year>{YEAR}){GAP}年|(?P<relative>今年|本年(?!度)|明年|后年|次年|翌年)|(?<![一-龥\d])(?P<bare>年)(?=[底末内]))"
    rf"(?:{GAP}(?P<month>{MONTH}){GAP}月(?:份)?{GAP}(?:(?P<day>{DAY}){GAP}[日号])?|{GAP}(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年))?"
    r"(?P<part>上旬|中旬|下旬|年?[底末初]|年?内|年?中(?=[，,前完])|月?[底末初])?(?P<before>之?前|以前)?"
    rf"|(?<![\d０-９一二三四五六七八九十个.])(?P<only_month>{MONTH}){GAP}月(?:份)?{GAP}(?:(?P<only_day>{DAY}){GAP}[日号])?"
    r"(?P<only_part>上旬|中旬|下旬|月?[底末初])?(?P<only_before>之?前|以前)?"
    r"|(?:第(?P<only_quarter>[一二三四1-4])季度|(?P<only_half>下)半年)(?P<quarter_part>[底末初])?(?P<quarter_before>之?前|以前)?"
)
"""A time with whatever precision the unit gave it."""

CLAUSE_END = "，,；;。！!？?\n"
CLAUSE_START = CLAUSE_END + "：:"
STRONG_BEFORE = re.compile(
    r"(?:拟定?|预计|计划|力争|争取|将|有望|预期|确保|保证|定|要求|承诺|目标是?|初步考虑)(?:最迟|最晚)?(?:于|在|到|至|自)?\s?$|(?:最迟|最晚|不迟于|不晚于)(?:于|在)?\s?$"
)
STRONG_AFTER = re.compile(
    r"^(?:[,，]?\s?)(?:[一-龥]{0,10}?)(?:将(?!本|该|其|此|问题|相关|上述|老|整|存|巡)|拟|预计|计划(?!生育|[中书表和的内任]|，|,|$)|力争|争取|有望|确保|可望|再|另有|实现|前?完成)"
)
DONE = re.compile(r"已|了|均完成|完成了|以来|期间|截[至止]|曾|过[一-龥]{0,2}$|召开[一-龥]{0,12}会|原计划|原定")
STOP_BEFORE = re.compile(r"(?:截[至止]到?|自|从|原计划|原定|原定于|每年?|各|至|到|[-—~～－]|上|去|早在|对|针对|的)\s?$")
STOP_AFTER = re.compile(r"^\s?(?:至|到(?!位)|[-—~～－]{1,2}|起|以来|度|来|版|级|届|期间|开始|的?工作报告|—|、)")
COMPLETION = re.compile(
    r"^[，,]?\s?[一-龥]{0,14}?(?:完工|完成|建成|竣工|到位|投入使用|启用|交付|退出|办结|销号|开工|开业|投用|出台|印发|制定|报送|实施|落地|见效|整改|拨付|支付|归还|清退|换届|搬迁|验收|上线|运行|移交|收回|追回|补齐|配齐|解决|设立|举行|举办|组织|召开|偿还|化解|达到|实现)"
)
LEADING = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}是|[①-⑳]|[（(][\d一二三四五六七八九十]{1,2}[）)]|\d{1,2}[.．、])?\s*"
)


class When(NamedTuple):
    """The days a time expression allows: from (None where it only sets a limit) and until."""

    not_before: date | None
    due: date | None


def read_commitments(passage: Passage, hint: date | None) -> tuple[Commitment, ...]:
    """The promises with their time, in order. `hint` is the notice's best reference date: it completes missing years and
    tells a deadline ahead from one behind.

    `text` is the clause as written, without its marker. `due` is None where no year can be had.
    """
    text = passage.text
    found: list[Commitment] = []
    year: int | None = None
    for time in TIME.finditer(text):
        start, end = time.span()
        low, high = _clause(text, start, end)
        when, guessed = _when(time, year, hint)
        if time["year"]:
            year = _year(time["year"])
        if _is_promise(text, time, low, high, when, hint, guessed):
            if guessed and hint and when.due and when.due < hint.replace(day=1):
                when, _ = _when(time, hint.year + 1, None)
            found.append(Commitment(text[low:high], when.not_before, when.due, passage.span(start, end)))
    return tuple(found)


def _year(words: str) -> int:
    value = to_number(words)
    return value + 2000 if value < 100 else value


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause round a time: between marks, with the next clause where the time stands alone before a comma."""
    low = max(start - 80, 0)
    low = max([low, *(text.rfind(mark, low, start) + 1 for mark in CLAUSE_START)])
    lead = LEADING.match(text, low, start)
    low = lead.end() if lead else low
    high = _next_end(text, end)
    if high - end < 2 and text[high : high + 1] in ("，", ","):
        high = _next_end(text, high + 1)
    return low, high


def _next_end(text: str, at: int) -> int:
    stop = re.compile(f"[{CLAUSE_END}]").search(text, at, at + 160)
    return stop.start() if stop else min(len(text), at + 160)


def _is_promise(
    text: str, time: re.Match[str], low: int, high: int, when: When, hint: date | None, guessed: bool
) -> bool:
    before, after = text[low : time.start()], text[time.end() : high]
    if STOP_BEFORE.search(before[-6:]) or STOP_AFTER.search(after[:3]) or _quoted(text, time.start()):
        return False
    strong = bool(STRONG_BEFORE.search(before[-10:])) or bool(STRONG_AFTER.match(after[:16]) and _modal(after[:16]))
    if DONE.search(after) or DONE.search(before[-12:]):
        return False
    if not guessed and hint and when.due and when.due < hint:
        return False
    if strong:
        return True
    deadline = time["before"] or time["only_before"] or time["quarter_before"]
    part = time["part"] or time["only_part"] or ""
    if deadline or (part and part[-1] in "底末内" and COMPLETION.match(after)):
        return when.due is None or hint is None or when.due >= hint
    return bool(
        hint and time["year"] and not time["month"] and _year(time["year"]) > hint.year and after[:1] not in "的度"
    )


def _modal(after: str) -> bool:
    return bool(
        re.match(
            r"[,，]?\s?[一-龥]{0,10}?(?:将(?!本|该|其|此|问题|相关|上述)|拟|预计|计划(?!生育|[中书表和的内任]|，|,|$)|力争|争取|有望|确保|可望)",
            after,
        )
    )


def _quoted(text: str, at: int) -> bool:
    """Whether a place lies inside 《…》."""
    low = max(0, at - 60)
    return text.rfind("《", low, at) > text.rfind("》", low, at)


def _when(time: re.Match[str], year: int | None, hint: date | None) -> tuple[When, bool]:
    """The days of a time expression, and whether its year was supplied from around it."""
    limit = bool(time["before"] or time["only_before"] or time["quarter_before"])
    part = (time["part"] or time["only_part"] or time["quarter_part"] or "")[-1:]
    if part in ("旬",):
        part = (time["part"] or time["only_part"])[0]
    own, guessed = _own_year(time, year, hint)
    month, day = time["month"] or time["only_month"], time["day"] or time["only_day"]
    quarter, half = time["quarter"] or time["only_quarter"], time["half"] or time["only_half"]
    if own is None:
        return When(None, None), guessed
    if month:
        start, due = _in_month(own, to_number(month), to_number(day) if day else None, part)
    elif quarter:
        first = 3 * ("一二三四".find(quarter) if quarter in "一二三四" else int(quarter) - 1) + 1
        start, due = calendar_day(own, first, 1), last_day(own, first + 2)
    elif half:
        start, due = (date(own, 1, 1), date(own, 6, 30)) if half == "上" else (date(own, 7, 1), date(own, 12, 31))
    else:
        start, due = _in_year(own, part)
    if limit and not part and not day and start is not None:
        due = start - timedelta(days=1)  # 6月前 is before June begins
    return When(None if limit or part in ("底", "末", "内") else start, due), guessed


def _own_year(time: re.Match[str], year: int | None, hint: date | None) -> tuple[int | None, bool]:
    if time["year"]:
        return _year(time["year"]), False
    base = hint.year if hint else year
    if time["relative"] or time["bare"]:
        step = {"明年": 1, "次年": 1, "翌年": 1, "后年": 2}.get(time["relative"] or "", 0)
        return (None if base is None else base + step), False
    return (hint.year if hint else year), True


def _in_month(year: int, month: int, day: int | None, part: str) -> tuple[date | None, date | None]:
    if not 1 <= month <= 12:
        return None, None
    if day is not None:
        one = calendar_day(year, month, day)
        return one, one
    end = last_day(year, month)
    first, last = {"上": (1, 10), "中": (11, 20), "下": (21, end.day), "初": (1, 10)}.get(part, (1, end.day))
    return date(year, month, first), date(year, month, last)


def _in_year(year: int, part: str) -> tuple[date, date]:
    months = {"初": (1, 3), "中": (6, 7)}.get(part, (1, 12))
    return date(year, months[0], 1), last_day(year, months[1])
