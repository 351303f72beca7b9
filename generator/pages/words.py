"""The site's own fixed words: names and glyphs of the status classes, verdicts, subjects, and the sentences made of them.

Neutral by rule: a class never replaces the unit's word, and no verdict calls anything wrong or late.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from generator.facts.model import Status, Subject
from generator.syntax.vocabulary import STATUS_CLASSES

Result = Literal["match", "differs", "cannot_check", "not_declared"]

STATUSES: tuple[Status, ...] = tuple(STATUS_CLASSES)
GLYPH, WORD, DEFINITION = (
    {status: str(of[name]) for status, of in STATUS_CLASSES.items()} for name in ("glyph", "word", "definition")
)
SUBJECT: dict[Subject, str] = {"findings": "问题", "petitions": "信访件", "immediate": "立行立改"}
MEASURE_WORD: dict[Subject, str] = {"findings": "个", "petitions": "件", "immediate": "个"}

VERDICT: dict[Result, str] = {
    "match": "声明数与正文一致",
    "differs": "声明数与正文不一致",
    "cannot_check": "声明数无法逐项核对",
    "not_declared": "通报未声明总数",
}
TOTAL_MATCHES = "声明总数与正文一致"
CHECK: dict[Result, str] = {
    "match": "一致",
    "differs": "不一致",
    "cannot_check": "无法逐项核对",
    "not_declared": "未声明",
}
RESULT_ORDER: dict[Result, int] = {"differs": 0, "cannot_check": 1, "match": 2, "not_declared": 3}

MENU = {
    "notices": "通报",
    "units": "单位",
    "regions": "地区",
    "years": "年份",
    "topics": "专题",
    "commitments": "承诺时限",
    "citations": "引用文件",
    "status": "整改结果",
    "quality": "数据核对",
    "updates": "更新",
    "data": "开放数据",
    "about": "关于",
    "search": "检索",
}
"""The sections of the site, in the order of the menu."""
DATA_NOTE = "本站内容为各单位自行公开的整改情况，原文照录，不作评判。"
SELF_NOTE = "以下为该单位公开的原文，结果由其自行注明。"
UNSTATED = WORD["unstated"]
NO_REGION = "地区未注明"


def status_word(status: Status, subject: Subject) -> str:
    """The name of a class beside a declared number: petitions and immediate items are 办结, not 完成."""
    return "已办结" if status == "completed" and subject != "findings" else WORD[status]


def inspection_words(inspection: Mapping[str, Any]) -> str:
    """县委第一巡察组 · 常规巡察, from the facts of an inspection; '' where neither is known."""
    who = inspection.get("team") or inspection.get("authority")
    return " · ".join(word for word in (who, inspection.get("kind")) if word)


def verdict_word(check: Mapping[str, Any]) -> str:
    """The verdict on a comparison; where the totals agree and the statuses cannot be compared, it speaks of the totals alone."""
    statuses = set(check.get("declared") or ()) - {"total"}
    if check["result"] == "match" and statuses and set(check.get("counted") or ()) == {"total", "unstated"}:
        return TOTAL_MATCHES
    return VERDICT[check["result"]]


def verdict_sentence(check: Mapping[str, Any]) -> str:
    """Both numbers and both possible causes where they differ; otherwise the reason the comparison gives."""
    contrary, declared, counted = check.get("contrary"), check.get("declared"), check.get("counted")
    if not (contrary and declared and counted):
        return str(check.get("note", ""))
    said = "、".join(f"{_subject(key)} {declared[key]} 个" for key in contrary)
    held = "、".join(f"{_subject(key)} {counted.get(key, 0)} 个" for key in contrary)
    return f"通报称{said}；正文逐条计数为{held}。可能是原文遗漏，也可能是程序未识别。"


def verdict_short(check: Mapping[str, Any]) -> str:
    """A few words for a list row: 声明 62，正文 61."""
    contrary, declared, counted = check.get("contrary"), check.get("declared"), check.get("counted")
    if not (contrary and declared and counted):
        return verdict_word(check)
    key = contrary[0]
    return f"{_STATUS_WORDS.get(key, '')}声明 {declared[key]}，正文 {counted.get(key, 0)}"


def check_word(check: Mapping[str, Any]) -> str:
    """一致, 不一致 …; 总数一致 where the statuses cannot be compared."""
    return "总数一致" if verdict_word(check) == TOTAL_MATCHES else CHECK[check["result"]]


def declared_words(declared: Mapping[str, Any]) -> str:
    """共 62 个，已完成 3，截至 2025-12-22: a declared total as one fact."""
    subject = declared["subject"]
    parts = [] if declared.get("total") is None else [f"共 {declared['total']} {MEASURE_WORD[subject]}"]
    parts += _parts(subject, declared.get("by_status", {}), declared.get("merged", ()))
    if "as_of" in declared:
        parts.append(f"截至 {declared['as_of']}")
    return "，".join(parts)


def totals_words(subject: Subject, numbers: Mapping[str, int] | None, merged: Sequence[Mapping[str, Any]] = ()) -> str:
    """共 62 个：已完成 3，阶段性完成 59; '' where nothing is known."""
    if numbers is None:
        return ""
    parts = _parts(subject, numbers, merged)
    return f"共 {numbers.get('total', 0)} {MEASURE_WORD[subject]}" + (f"：{'，'.join(parts)}" if parts else "")


def _parts(subject: Subject, numbers: Mapping[str, int], merged: Sequence[Mapping[str, Any]]) -> list[str]:
    """已完成和基本完成合计 30, 阶段性完成 59."""
    parts = [f"{'和'.join(status_word(s, subject) for s in each['statuses'])}合计 {each['number']}" for each in merged]
    return parts + [f"{status_word(status, subject)} {numbers[status]}" for status in STATUSES if status in numbers]


_STATUS_WORDS: Mapping[str, str] = {str(status): word for status, word in WORD.items()}


def _subject(key: str) -> str:
    return _STATUS_WORDS.get(key, "问题")
