"""Numbers with a counting word and what they count: 62个具体问题 is the total of a subject, 已完成整改3个 that of a status.

The words on the left and right of the number decide. The same sentences also count rules, meetings, people, money and
aspects (5个方面), which are left out.
"""

from __future__ import annotations

import re
from typing import NamedTuple, cast

from generator.facts.model import Status, Subject
from generator.syntax.numbering import han_number
from generator.syntax.vocabulary import classify_status

COUNT = re.compile(
    r"(?<![\d０-９.．第%％零一二两三四五六七八九十百])(?P<number>[\d０-９]{1,5}|[零一二两三四五六七八九十百]{1,6})\s{0,3}"
    r"(?P<unit>个|件|项|条|类|宗|起)(?!方面|大类|大方面|小时|工作日|月|百分|人|以上|左右|小项)"
)
QUALIFIER = r"(?:[^\d０-９，,。；;：:、]{0,10}?(?<!方面)(?<!方面的))"
SUBJECT_NOUNS: tuple[tuple[Subject, str], ...] = (
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
    for subject, noun in SUBJECT_NOUNS
)
TASKS = 3
"""Index of the tasks in `NOUNS`: 整改任务 counts as problems only in a notice that counts no problems."""

CUE = re.compile(r"巡察|巡视|审计|反馈|指出|查出|移交|交办|所列|涉及|回头看|督[察查]组|整改")
CUE_INSPECTOR = re.compile(r"巡察|巡视|审计|回头看")
NOT_DECLARED = re.compile(
    r"(?:解决|化解|自查|查摆|排查|查找|整治|查处|走访|收集|征集|发现并|督促|检查|抽查|督查|督导|群众|患者|学习|研究|梳理分析)[^，,。；;]{0,24}$"
)

CORE = (
    r"(?:完成|整改|办结|销号|解决|落实|推进|坚持|到位|完毕|进行|启动|取得|成效|成果|进展|巩固|延期|办理|处理|回复|阶段|目标|任务|持续|长期|基本|部分|全面|全部|立行立改"
    r"|已经|已|均|都|皆|悉数|未|尚|暂|正在|正|需要|需|待|仍|按|计划|要求|序时|有序|进度|达到|并|继续|深化|性|中|地)"
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
# 已完成（含基本完成）30个, 已整改40项（含部分整改5项）
INCLUDING = re.compile(
    r"\s?[（(]\s?(?:其中)?(?:均?含|包含|包括)(?P<words>[^（）()\d，,。；;]{2,12}?)(?:\d{1,4}\s?[个件项条类])?(?:的?问题)?\s?[）)]"
)
# 完成或基本完成3个
OR = re.compile(rf"(?P<words>{STATUS})(?:或者|或|和|及|与)$")
OR_AFTER = re.compile(
    rf"(?:具体|反馈|整改)?(?:问题|事项|任务|信访件|信访)?(?:目前|现)?(?P<first>{STATUS})(?:或者|或|和|及|与)(?P<words>{STATUS})(?=[，,。；;、）)（(]|$)"
)
ADVERB = re.compile(r"均|都|皆|全部|悉数|目前|全面")
NO_STATUS = re.compile(
    "(?:需要?|待)?整改|整改任务|整改落实|落实|推进|坚持|处理|办理|解决|任务|目标|进展|成果|成效|进行|持续|长期|基本|部分|按|并|中|已|正"
)


class Count(NamedTuple):
    """A number with its counting word, and what it counts: the total of a subject, or a status."""

    start: int
    end: int
    """Behind the number and its noun."""
    stop: int
    """Behind the status words that may follow."""
    value: int
    subject: Subject | None
    status: Status | None
    task: bool = False
    """Whether tasks are counted, not problems."""
    also: tuple[Status, ...] = ()
    """Other statuses that the number includes."""


def read_counts(text: str, start: int, end: int) -> list[Count]:
    """Return the counts of a sentence that are about problems, petitions, immediate items or a status."""
    found: list[Count] = []
    inside = start
    for match in COUNT.finditer(text, start, end):
        if match.start() < inside:
            continue  # 已整改40项（含部分整改5项）: the 5 are among the 40
        number = match["number"]
        value = int(number) if number.isdecimal() else han_number(number)
        if value is None or (
            match[0] == "一个" and not CUE.search(text, max(start, match.start() - 10), match.start())
        ):
            continue
        read = _read_count(text, match, value, start, end)
        if read is not None:
            found.append(read)
            inside = read.stop if read.also else inside
    return found


def _read_count(text: str, match: re.Match[str], value: int, start: int, end: int) -> Count | None:
    """Return what one number counts, by the words on its left, then on its right; None for counts that are left out."""
    left = text[max(start, match.start() - 28) : match.start()]
    bracket = _last_bracket(left)
    before = STATUS_BEFORE.search(left[: bracket.start()] if bracket else left)
    status = status_of_words(before["words"]) if before else None
    if before is not None and status is not None:
        behind = INCLUDING.match(text, match.end(), min(end, match.end() + 30))
        also = _other_statuses(status, bracket or behind, OR.search(before.string, 0, before.start("words")))
        stop = behind.end() if behind and also else match.end()
        return Count(match.start(), match.end(), stop, value, None, status, also=also)
    for place, (subject, right_noun, left_noun) in enumerate(NOUNS):
        right = right_noun.match(text, match.end(), min(end, match.end() + 24))
        if right is None and left_noun.search(left) is None:
            continue
        after = right.end() if right else match.end()
        if subject == "findings" and not _counts_problems(text, start, match.start(), after, end):
            return None
        status, stop, also = _status_after(text, after, end)
        task = place == TASKS or match["unit"] == "类"
        return Count(match.start(), after, stop, value, subject, status, task, also)
    status, stop, also = _status_after(text, match.end(), end)
    return Count(match.start(), match.end(), stop, value, None, status, also=also) if status else None


def _status_after(text: str, at: int, end: int) -> tuple[Status | None, int, tuple[Status, ...]]:
    """Return the status behind a count, the end of its words (else `at`), and other statuses in the number."""
    limit = min(end, at + 30)
    pair = OR_AFTER.match(text, at, limit)
    if pair is not None and (status := status_of_words(pair["first"])) and (also := _other_statuses(status, pair)):
        return status, pair.end(), also
    found = STATUS_AFTER.match(text, at, limit)
    status = status_of_words(found["words"]) if found else None
    if found is None or status is None:
        return None, at, ()
    bracket = INCLUDING.match(text, found.end(), min(end, found.end() + 30))
    also = _other_statuses(status, bracket)
    return status, bracket.end() if bracket and also else found.end(), also


def _last_bracket(left: str) -> re.Match[str] | None:
    """Return the bracket at the end of the words, if it says what a number includes."""
    brackets = list(INCLUDING.finditer(left))
    return brackets[-1] if brackets and not left[brackets[-1].end() :].strip("共计有为整改的问题：: ") else None


def _other_statuses(status: Status, *named: re.Match[str] | None) -> tuple[Status, ...]:
    """Return the statuses that the words of some matches state, without the given one."""
    said = (status_of_words(match["words"]) for match in named if match is not None)
    return tuple(dict.fromkeys(other for other in said if other is not None and other != status))


def status_of_words(words: str) -> Status | None:
    """Return the class of status words, leaving aside 均, 全部 and the like; None for words without a status (整改问题)."""
    bare = ADVERB.sub("", words)
    if NO_STATUS.fullmatch(words) or NO_STATUS.fullmatch(bare):
        return None
    return cast("Status | None", classify_status(words) or classify_status(bare))


def _counts_problems(text: str, start: int, number: int, after: int, end: int) -> bool:
    """Return whether a count of 问题 is of the inspection's problems, not of problems found or solved in daily work."""
    left = text[max(start, number - 60) : number]
    if NOT_DECLARED.search(left) and not CUE_INSPECTOR.search(left[-30:]):
        return False
    return bool(
        CUE.search(left)
        or CUE.search(text, number, min(end, number + 24))
        or ALL.match(text, after, min(end, after + 30))
    )
