"""Dated promises inside a response: 2025年底将有2人退出领导岗位, 拟于26年1月上旬组织…, 11月底完工.

A promise is about the future. A time alone is none: 2025年3月已完成 reports, 每年不少于2次 is a rule, 2025年度 names a period. So
a time counts if its clause says so (将, 拟, 预计, 计划, 力争 …), if it is a deadline (…底前, 月底完工), or if it is a year after
that of the notice's own date.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from generator.facts.model import Commitment
from generator.facts.time_words import Days, Time, days_of, find_times
from generator.syntax.passage import Passage

CLAUSE_END = "，,；;。！!？?\n"
END = re.compile(f"[{CLAUSE_END}]")
START = re.compile(rf"[^{CLAUSE_END}：:]{{0,80}}$")
LONGEST_CLAUSE = 160
CLAUSE_MARKER = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}是|[①-⑳]|[（(][\d一二三四五六七八九十]{1,2}[）)]|\d{1,2}[.．、](?!\d))?\s*"
)

PLANNED = re.compile(
    r"(?:拟定?|预计|计划|力争|争取|将|有望|预期|确保|保证|定|要求|承诺|目标是?|考虑)(?:最迟|最晚)?(?:于|在|到|至|自)?\s?$|(?:最迟|最晚|不迟于|不晚于)(?:于|在)?\s?$"
)
"""Words that stand right before the time of a promise."""
MODAL = (
    r"(?:将(?=于|在|有|继|进一|完|组|开展|召|启|全面|陆|逐|按|实施|实现|建成|建立|投入|退出|重点|持|再|通过|会|达|出台|印发|推|加|深|聚|严|对|以|迎|正式|适时|统筹|择|常态|安排|落实|争取|采取|根据)"
    r"|拟(?!定|稿)|预计|计划(?!生育|[中书表和的内任]|，|,|$)|力争|争取|有望|确保|可望)"
)

PLANNED_AFTER = re.compile(rf"[,，]?\s?[一-龥]{{0,8}}?{MODAL}")
"""将 before a noun only moves the object to the front (将老龄工作移交至…), so only these verbs after it look ahead."""
ACHIEVED = re.compile(
    r"[，,]?\s?[一-龥\d]{0,14}?(?:完工|完成|建成|竣工|到位|投入使用|启用|交付|退出|退休|办结|销号|开工|开业|投用|出台|印发|制定|报送|实施|落地|见效|整改|拨付|支付|归还|清退|换届|搬迁|验收|上线|运行|移交|收回|追回|补齐|配齐|解决|设立|举行|举办|组织|召开|偿还|化解|达到|实现|清零|结算|办理|建立|启动)"
)
DONE = re.compile(r"已|了(?!解)|均完成|以来|期间|截[至止]|曾|过$|原计划|原定")
REPORT = re.compile(r"共(?!同|享|建|产)|累计|同比|较[上去]|下降|增长|\d余?多?[次场](?!以上)|余[次场人名家]")
"""Figures of work done: 10月25日前,联合…检查20余次 reports."""
STOP_BEFORE = re.compile(
    r"(?:截[至止]到?|自|从|原计划|原定|原定于|每年?|各|至|到|[-—~～－]|上|去|早在|对|针对|的|《[^》]{0,40})\s?$"
)
STOP_AFTER = re.compile(r"\s?(?:至|到(?!位)|[-—~～－]{1,2}|起|以来|度|来|版|级|届|期间|开始|、)")
LATE = timedelta(days=120)
"""How long after the promised day a notice may appear that still promises it."""


def read_commitments(passage: Passage, hint: date | None) -> tuple[Commitment, ...]:
    """Return the promises of a passage in order. The text of each is its clause as written, without marker.

    `hint` is the notice's best reference date: it completes missing years and separates future from past deadlines.
    `due` is None if no year is known.
    """
    text = passage.text
    found: list[Commitment] = []
    year: int | None = None
    for time in find_times(text):
        year = time.year or year
        reference = hint.year if hint else year
        days = days_of(time, reference)
        if not _looks_ahead(text, time, days, hint):
            continue
        low, high = _clause(text, time)
        if (
            DONE.search(text, time.end, high)
            or REPORT.search(text, time.end, high)
            or DONE.search(text, max(low, time.start - 12), time.start)
        ):
            continue
        if not time.has_year and hint and days.last and days.last < hint.replace(day=1):
            days = days_of(time, hint.year + 1)  # 拟于1月上旬, said in November
        found.append(Commitment(text[low:high], days.first, days.last, passage.span(time.start, time.end)))
    return tuple(found)


def _looks_ahead(text: str, time: Time, days: Days, hint: date | None) -> bool:
    """Return whether the words around a time, or the notice's own date, put it into the future."""
    before, after = text[max(0, time.start - 44) : time.start], text[time.end : time.end + 18]
    if PLANNED.search(before[-10:]) or PLANNED_AFTER.match(after):
        ahead = not (time.has_year and hint and days.last and days.last < hint - LATE)
    elif hint and days.last and days.last < hint:
        ahead = False
    else:
        bare_year = time.year is not None and time.month is None and time.quarter is None and time.half is None
        later_year = bare_year and hint is not None and (time.year or 0) > hint.year
        ahead = time.limit or ((later_year or time.part in ("底", "内")) and ACHIEVED.match(after) is not None)
    return ahead and not STOP_AFTER.match(after) and not STOP_BEFORE.search(before)


def _clause(text: str, time: Time) -> tuple[int, int]:
    """Return the clause around a time, without its marker; with the next clause after a time alone (2026年底前，完成…)."""
    start = START.search(text[max(0, time.start - 80) : time.start])
    low = time.start - len(start[0]) if start else time.start
    lead = CLAUSE_MARKER.match(text, low, time.start)
    low = lead.end() if lead else low
    high = _clause_end(text, time.end)
    if high - time.end < 2 and text[high : high + 1] in ("，", ","):
        high = _clause_end(text, high + 1)
    return low, high


def _clause_end(text: str, at: int) -> int:
    stop = END.search(text, at, at + LONGEST_CLAUSE)
    return stop.start() if stop else min(len(text), at + LONGEST_CLAUSE)
