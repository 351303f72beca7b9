"""The site's own fixed words: names and glyphs of the status classes, verdicts, subjects.

Neutral by rule: a class never replaces the unit's word, and no verdict calls anything wrong or late.
"""

from __future__ import annotations

from typing import Literal

from generator.facts.model import Merged, Status, Subject
from generator.facts.reconcile import merged_name

Result = Literal["match", "differs", "cannot_check", "not_declared"]

STATUSES: tuple[Status, ...] = ("completed", "mostly", "partial", "ongoing", "open", "unstated")
GLYPH: dict[Status, str] = {
    "completed": "●",
    "mostly": "◕",
    "partial": "◑",
    "ongoing": "◔",
    "open": "○",
    "unstated": "－",
}
WORD: dict[Status, str] = {
    "completed": "已完成",
    "mostly": "基本完成",
    "partial": "阶段性完成",
    "ongoing": "持续推进",
    "open": "未完成",
    "unstated": "未注明",
}
DEFINITION: dict[Status, str] = {
    "completed": "通报对该问题写明完成、已完成、整改到位等字样。",
    "mostly": "通报写明基本完成一类字样：主要整改已做，单位自己认为尚未全部完成。",
    "partial": "通报写明阶段性完成、取得阶段性成效等字样：完成了一个阶段，不等于完成，本站也从不计入已完成。",
    "ongoing": "通报写明持续推进、正在整改、长期坚持等字样。",
    "open": "通报写明未完成、尚未整改等字样。",
    "unstated": "通报没有逐条写明该问题的整改结果。未注明不表示未整改，只表示原文没有写。",
}
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

SELF_NOTE = "以下为该单位公开的原文，结果由其自行注明。"
UNSTATED = WORD["unstated"]
NO_REGION = "地区未注明"


def status_word(status: Status, subject: Subject) -> str:
    """The name of a class beside a declared number: petitions and immediate items are 办结, not 完成."""
    return "已办结" if status == "completed" and subject != "findings" else WORD[status]


def merged_words(merged: Merged, subject: Subject) -> str:
    """已完成和基本完成合计: the name of classes that share a declared number."""
    return merged_name(merged, lambda status: status_word(status, subject))
