"""Totals that the notice itself states, subject by subject, never repaired and never added up.

In life: 截至12月22日，巡察反馈的62个具体问题，已完成整改3个，阶段性完成整改59个，未完成整改0个；巡察移交的13件信访件，已办结13件；… · 巡察移交的6个立行立改
问题和15件信访件,均已全部办结。 · 12个具体问题，已全部完成整改。 Everything hangs on a number with its counting word: what stands to
its left and right says whether it is a subject's total or the count of a status. Rules made, meetings, people, money and
aspects (5个方面) are counted in the same sentences and are none of this.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple, cast

from generator.facts.as_of import AsOf, as_of_dates
from generator.facts.model import Declared, Fact, Status, Subject
from generator.syntax.numbering import han_number
from generator.syntax.passage import Passage
from generator.syntax.vocabulary import classify_status

COUNT = re.compile(
    r"(?<![\d０-９.．第%％零一二两三四五六七八九十百])(?P<number>[\d０-９]{1,5}|[零一二两三四五六七八九十百]{1,6})\s{0,3}"
    r"(?P<unit>个|件|项|条|类|宗|起)(?!方面|大类|大方面|小时|工作日|月|百分|人|以上|左右|小项)"
)
QUALIFIER = r"(?:[^\d０-９，,。；;：:、]{0,10}?(?<!方面)(?<!方面的))"
SUBJECTS: tuple[tuple[Subject, str], ...] = (
    (
        "immediate",
        r"(?:立行立改|边巡边改|边查边改|即知即改|立查立改|立整立改|边审边改)(?:的|类|反馈|交办)*(?:问题|事项|任务|建议|清单|通知书?)*",
    ),
    (
        "petitions",
        r"(?:群众)?(?:信访(?:举报)?(?:交办|反映|转办)?(?:的?(?:问题|事项|案件|线索|信件|件))*|来信来访(?:件)?|举报信访件)",
    ),
    ("findings", r"问题(?!线索|清单|台账|导向|的?整改)"),
    ("findings", r"(?:整改|反馈|巡察|巡视)(?:任务|事项|意见建议|意见|清单)"),
)
NOUNS = tuple(
    (
        subject,
        re.compile(QUALIFIER + noun),
        re.compile(rf"(?:{noun})(?:清单)?(?:的?(?:共计|共有|共|总计|合计|总数为?|有|为|计|数)?)[（(]?\s?$"),
    )
    for subject, noun in SUBJECTS
)
TASKS = 3
"""Place of the tasks in `NOUNS`: 整改任务 counts as problems only in a notice that counts no problems."""

CUE = re.compile(r"巡察|巡视|审计|反馈|指出|查出|移交|交办|所列|涉及|回头看|督[察查]组|整改")
CUE_INSPECTOR = re.compile(r"巡察|巡视|审计|回头看")
NOT_DECLARED = re.compile(
    r"(?:解决|化解|自查|查摆|排查|查找|整治|查处|走访|收集|征集|发现并|督促|检查|抽查|督查|督导|群众|患者|学习|研究|梳理分析)[^，,。；;]{0,24}$"
)

CORE = (
    r"(?:完成|整改|办结|销号|解决|落实|推进|坚持|到位|完毕|进行|启动|取得|成效|成果|进展|巩固|延期|办理|处理|回复|阶段|目标|任务|持续|长期|基本|部分|全面|全部|立行立改"
    r"|已经|已|均|都|皆|悉数|未|尚|暂|正在|正|需要|需|待|仍|按|序时|有序|进度|达到|并|继续|深化|性|中|地)"
)
STATUS = rf"{CORE}{{1,9}}+"
STATUS_BEFORE = re.compile(
    rf"(?<![一-龥])(?:[一-龥]{{0,12}}?)(?P<words>{STATUS})(?:的)?(?:整改)?(?:问题|事项|任务|信访件|信访|件)?(?:数)?(?:共计|共有|共|有|为|计|达)?[:：]?[（(]?\s?$"
)
STATUS_AFTER = re.compile(
    rf"(?:具体|反馈|整改)?(?:问题|事项|任务|信访件|信访)?(?:目前|现)?(?P<words>{STATUS})(?=[，,。；;、）)（(]|$)"
)
ALL = re.compile(rf"(?:目前|现|整改)?(?P<words>(?=均|都|皆|全部|已|悉数|按期){STATUS})(?=[，,。；;、）)（(]|$)")
RATE = re.compile(r"(?P<words>整改|完成|办结|整改完成|销号)率(?:均|都)?(?:为|达到?|已达)?\s?100(?:\.0+)?\s?[%％]")
ADVERB = re.compile(r"均|都|皆|全部|悉数|目前|全面")
NO_STATUS = {
    "整改",
    "需整改",
    "需要整改",
    "落实",
    "推进",
    "坚持",
    "处理",
    "办理",
    "解决",
    "任务",
    "目标",
    "整改任务",
    "进展",
    "成果",
    "成效",
    "并",
    "中",
    "进行",
    "持续",
    "长期",
    "基本",
    "部分",
    "按",
    "已",
    "正",
    "整改落实",
    "待整改",
}
JOINED = re.compile(r"^\s*(?:(?:和|及|与|、|以及|，|,)\s*(?:巡察|巡视|审计)?(?:组)?(?:移交|交办|反馈|转办)?的?)?$")
SENTENCE = re.compile(r"[^。！!？?]+")


class Count(NamedTuple):
    """A number with its counting word, and what it counts: a subject's total, or a status."""

    start: int
    end: int
    value: int
    subject: Subject | None
    status: Status | None
    task: bool = False


class Claim:
    """What one sentence says of one subject, while it is being read. `start` and `end` are the clause's place."""

    __slots__ = ("by_status", "end", "head_end", "passage", "start", "subject", "task", "total")

    def __init__(self, passage: Passage, subject: Subject, start: int, count: Count | None, end: int) -> None:
        self.passage, self.subject, self.start, self.end, self.head_end = passage, subject, start, end, end
        self.total = count.value if count else None
        self.task = count.task if count else False
        self.by_status: dict[Status, int] = {}

    def declared(self, as_of: Fact[date] | None) -> Declared:
        """The claim as the model keeps it."""
        return Declared(
            self.subject,
            self.total,
            self.by_status,
            as_of,
            self.passage.span(self.start, self.end),
            self.passage.text[self.start : self.end],
        )


def read_declared(passages: list[Passage], published: date | None) -> tuple[Declared, ...]:
    """The totals stated in the passages, in the order of the text; the same total said again is left out.

    `published` (or, without it, the latest year the passages name) completes 截至12月22日. A total without statuses gives way to
    the same total with them. `by_status` keeps declared zeros.
    """
    dates = as_of_dates(passages, published)
    claims: list[tuple[Claim, AsOf | None]] = []
    for passage, marks in zip(passages, dates, strict=True):
        for sentence in SENTENCE.finditer(passage.text):
            for claim in _claims(passage, *sentence.span(), claims[-1][0] if claims else None):
                claims.append((claim, next((mark for mark in reversed(marks) if mark.end <= claim.head_end), None)))
    counted_problems = any(claim.subject == "findings" and not claim.task for claim, _ in claims)
    kept: list[tuple[Claim, AsOf | None]] = []
    for claim, mark in claims:
        if claim.task and counted_problems:
            continue
        same = next((place for place, (other, _) in enumerate(kept) if _same(claim, other)), None)
        if same is None:
            kept.append((claim, mark))
        elif claim.by_status and not kept[same][0].by_status:
            kept[same] = (claim, mark)
    return tuple(claim.declared(mark.fact if mark else None) for claim, mark in kept)


def _same(claim: Claim, other: Claim) -> bool:
    """Whether two claims speak of the same set: equal totals, or a bare total beside one that has the statuses."""
    if claim.subject != other.subject:
        return False
    return claim.total == other.total or (
        not claim.by_status and claim.total is not None and other.total is not None and claim.total < other.total
    )


def _claims(passage: Passage, start: int, end: int, previous: Claim | None) -> list[Claim]:
    """The claims of one sentence. `previous` is the last claim before it, which the sentence may complete."""
    counts = _counts(passage.text, start, end)
    claims: list[Claim] = []
    open_claim: Claim | None = None
    for count in counts:
        if count.subject is not None and not _is_part(count, open_claim):
            open_claim = Claim(
                passage, count.subject, _clause_start(passage.text, start, count.start), count, count.end
            )
            claims.append(open_claim)
            continue
        if count.status is None:
            continue
        target = open_claim or _completed_by(passage, previous, start)
        if target is None:
            if not CUE.search(passage.text, start, count.end):
                continue
            target = open_claim = Claim(
                passage, "findings", _clause_start(passage.text, start, count.start), None, count.end
            )
            claims.append(target)
        if count.status not in target.by_status and (
            target.total is None or sum(target.by_status.values()) + count.value <= target.total or not target.by_status
        ):
            target.by_status[count.status] = count.value
            target.end = max(target.end, count.end)
    _settle(passage.text, claims, end)
    if (
        not claims
        and previous is not None
        and not previous.by_status
        and previous.passage is passage
        and not passage.text[previous.end : start].strip("，,；;。\n ")
    ):
        _settle_all(passage.text, [previous], start, end)
    return claims


def _completed_by(passage: Passage, previous: Claim | None, start: int) -> Claim | None:
    """The claim of the sentence before, if it gave a total and no status: 反馈问题62个。截至目前，已完成60个。"""
    if previous is None or previous.passage is not passage or previous.total is None:
        return None
    near = passage.text.count("。", previous.end, start) <= 1
    return previous if near and (not previous.by_status or previous.end > start) else None


def _is_part(count: Count, whole: Claim | None) -> bool:
    """Whether a problem count names a part of the total before it: 62个问题，其中28个问题已完成."""
    return (
        whole is not None
        and whole.subject == "findings" == count.subject
        and whole.total is not None
        and (count.value < whole.total or (count.task and not whole.task))
    )


def _counts(text: str, start: int, end: int) -> list[Count]:
    found: list[Count] = []
    for match in COUNT.finditer(text, start, end):
        number = match["number"]
        value = int(number) if number.isdecimal() else han_number(number)
        if value is None or (
            match[0] == "一个" and not CUE.search(text, max(start, match.start() - 10), match.start())
        ):
            continue
        read = _read_count(text, match, value, start, end)
        if read is not None:
            found.append(read)
    return found


def _read_count(text: str, match: re.Match[str], value: int, start: int, end: int) -> Count | None:
    """What one number counts, by the words on its left, then on its right; None when it is no count of ours."""
    left = text[max(start, match.start() - 28) : match.start()]
    before = STATUS_BEFORE.search(left)
    status = _status(before["words"]) if before else None
    if status is not None:
        return Count(match.start(), match.end(), value, None, status)
    for place, (subject, right_noun, left_noun) in enumerate(NOUNS):
        right = right_noun.match(text, match.end(), min(end, match.end() + 24))
        if right is None and left_noun.search(left) is None:
            continue
        after = right.end() if right else match.end()
        if subject == "findings" and not _problem_count(text, start, match.start(), after, end):
            return None
        status = _status_after(text, after, end)
        return Count(match.start(), after, value, subject, status, place == TASKS or match["unit"] == "类")
    status = _status_after(text, match.end(), end)
    return Count(match.start(), match.end(), value, None, status) if status else None


def _status_after(text: str, at: int, end: int) -> Status | None:
    found = STATUS_AFTER.match(text, at, min(end, at + 30))
    return _status(found["words"]) if found else None


def _status(words: str) -> Status | None:
    bare = ADVERB.sub("", words)
    if words in NO_STATUS or bare in NO_STATUS:
        return None
    return cast("Status | None", classify_status(words) or classify_status(bare))


def _problem_count(text: str, start: int, number: int, after: int, end: int) -> bool:
    """Whether a count of 问题 is of the inspection's problems, not of problems found or solved in daily work."""
    left = text[max(start, number - 60) : number]
    if NOT_DECLARED.search(left) and not CUE_INSPECTOR.search(left[-30:]):
        return False
    return bool(CUE.search(left)) or bool(CUE.search(text, after, min(end, after + 12)))


def _clause_start(text: str, start: int, at: int) -> int:
    """Where the clause of a count begins: behind the last mark before it."""
    low = max(start, at - 80)
    place = max(text.rfind(mark, low, at) for mark in "，,；;。：:\n") + 1
    return max(place, low) + (len(text[max(place, low) : at]) - len(text[max(place, low) : at].lstrip()))


def _settle(text: str, claims: list[Claim], end: int) -> None:
    """Give the claims without counted statuses what is said of all: 均已全部办结, 已全部完成整改, 整改率100%."""
    waiting: list[Claim] = []
    for place, claim in enumerate(claims):
        if claim.by_status:
            waiting = []
            continue
        if waiting and not (
            JOINED.match(_between(text, waiting[-1], claim))
            or (claim.subject != "findings" and waiting[-1].subject != "findings")
        ):
            waiting = []
        waiting.append(claim)
        limit = claims[place + 1].start if place + 1 < len(claims) else end
        if _settle_all(text, waiting, claim.head_end, limit):
            waiting = []


def _between(text: str, first: Claim, second: Claim) -> str:
    return text[first.head_end : max(first.head_end, second.start)][:20]


def _settle_all(text: str, claims: list[Claim], start: int, end: int) -> bool:
    for pattern in (ALL, RATE):
        for found in pattern.finditer(text, start, min(end, start + 120)):
            status = _status(found["words"]) if pattern is ALL else "completed"
            if status is None:
                continue
            for claim in claims:
                if claim.total is not None:
                    claim.by_status[status] = claim.total
                    claim.end = found.end()
            if len(claims) > 1:
                first = min(claim.start for claim in claims)
                for claim in claims:
                    claim.start = first
            return True
    return False
