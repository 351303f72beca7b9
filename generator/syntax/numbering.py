"""Markers: the numbers that open a line or an item, in every form that notices use.

Seen: 一、 （一） (一) 1. 1． 1、 （1） (1) ⑴ 1） ① 第一， 一是 首先 问题①： 问题一： 问题1： 问题： 反馈问题一:
A marker's kind says its form, never its depth: 1. may be a group in one notice, a finding or a measure in another.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal
from unicodedata import numeric

import msgspec

MarkerKind = Literal[
    "part",  # 第一部分
    "han",  # 一、
    "han_paren",  # （一）
    "arabic",  # 1.
    "arabic_paren",  # （1） ⑴
    "arabic_half",  # 1）
    "circled",  # ①
    "ordinal",  # 第一，
    "is",  # 一是
    "first",  # 首先
    "problem",  # 问题①：
]

# The usual nesting, outermost first; it counts only until a notice has shown its own.
RANK: dict[str, int] = {
    "unit": 0,
    "part": 0,
    "aspect": 2,
    "han": 1,
    "han_paren": 2,
    "arabic": 3,
    "arabic_paren": 4,
    "arabic_half": 5,
    "circled": 6,
    "ordinal": 6,
    "problem": 7,
    "is": 8,
    "first": 8,
}

HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
FIRST_WORDS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 4}

_HAN = "[零〇一二两三四五六七八九十百]{1,4}"
_CIRCLED = "[①-⑳㉑-㉟㊱-㊿❶-❿⓵-⓾]"
_PAREN_NUMBER = "[⑴-⒇]"
_INT = r"\d{1,3}"

MARKER = re.compile(
    rf"""
      (?P<han>{_HAN})\s*[、．.](?!\d)
    | [（(]\s*(?P<han_paren>{_HAN})\s*[)）]\s*[、．.]?
    | [（(]\s*(?P<arabic_paren>{_INT})\s*[)）]\s*(?:[、．]|\.(?!\d))?
    | (?P<arabic_sign>{_PAREN_NUMBER})[、．.]?
    | (?P<arabic_dot>[⒈-⒛])
    | (?P<arabic>{_INT})\s*(?:、|[.．](?:(?!\d)|(?=\d{{4}}\s*年|\d{{1,2}}\s*月|\d+名|\d+家|\d+个)))
    | (?P<arabic_half>{_INT})\s*[)）]\s*[、．.]?
    | (?P<circled>{_CIRCLED})\s*[、．.]?
    | 第(?P<part>{_HAN})部分[、，：:\s]?
    | 第(?P<ordinal>{_HAN})\s*[，,、：:]
    | (?P<is>{_HAN})(?:是|要|为)(?!否)[，,：:]?
    | (?P<first>首先|其次|再次|再者|最后)[，,：:]
    """,
    re.VERBOSE,
)

# 问题①： 问题一： 问题1. 问题（一）： 反馈问题一: 存在问题2： 问题：
PROBLEM = re.compile(
    rf"(?:(?:巡察|巡视|审计|督查)?(?:组)?(?:反馈|指出|发现|查出)?的?(?:具体|主要|存在)?问题|反馈意见)"
    rf"\s*(?:(?P<circled>{_CIRCLED})|(?P<han>{_HAN})|(?P<arabic>{_INT})|[（(]\s*(?P<paren>{_HAN}|{_INT})\s*[)）])?(?:(?<=[一-十\d①-⑳）)])(?:描述|表现|内容))?\s*(?P<stop>[:：]|(?<=[^题见\s])\s*[、.．](?!\d)|(?<=[①-⑳])|$)"
)


class Marker(msgspec.Struct, frozen=True, gc=False):
    """A marker and its place in the text; `number` is None where it has none (问题：)."""

    kind: MarkerKind
    number: int | None
    start: int
    end: int


def han_number(text: str) -> int | None:
    """Return the value of a Chinese numeral up to 999 (二十三 -> 23), or None if it is not one (二二)."""
    total, digit = 0, None
    for char in text:
        if char in "零〇" and total:
            digit = None
        elif char in HAN_DIGITS:
            if digit is not None:
                return None
            digit = HAN_DIGITS[char]
        else:
            total += (1 if digit is None else digit) * (10 if char == "十" else 100)
            digit = None
    return total + (digit or 0)


_SIGNS = (0x2460, 0x249B), (0x24F5, 0x24FE), (0x2776, 0x277F), (0x3251, 0x325F), (0x32B1, 0x32BF)
SIGN_NUMBERS = {chr(code): int(numeric(chr(code))) for first, last in _SIGNS for code in range(first, last + 1)}
"""The values of ①, ⑴, ⒈ and other numbers that are one character."""


@lru_cache(maxsize=1024)
def number_of(words: str) -> int | None:
    """Return the value of a number in any form (12, １２, 十二, ⑫), or None if it is not one."""
    if words.isdecimal():
        return int(words)
    return SIGN_NUMBERS.get(words) or han_number(words)


# The first characters of markers (digits aside), by which the lexer sees that most lines have none.
MARKER_OPENING = frozenset("零〇一二两三四五六七八九十百（(第首其再最") | frozenset(SIGN_NUMBERS)
PROBLEM_OPENING = frozenset("巡审督组反指发查的具主存问")

_KIND: dict[str, MarkerKind] = {"arabic_sign": "arabic_paren", "arabic_dot": "arabic"}


def match_marker(text: str, at: int, end: int) -> Marker | None:
    """Return the numbering marker that opens `text[at:end]`, if any; 一是 and 首先 included, 问题① not."""
    found = MARKER.match(text, at, end)
    if found is None:
        return None
    group = found.lastgroup or ""
    words = found[group]
    kind: MarkerKind = _KIND.get(group, group)  # type: ignore[arg-type]
    number = FIRST_WORDS.get(words) if kind == "first" else number_of(words)
    if number is None:
        return None
    return Marker(kind, number, at, found.end())


def match_problem(text: str, at: int, end: int) -> Marker | None:
    """Return the marker 问题①： (numbered or not) that opens `text[at:end]`, if any."""
    found = PROBLEM.match(text, at, end)
    if found is None:
        return None
    words = found["circled"] or found["han"] or found["arabic"] or found["paren"]
    if words is None and not found["stop"].strip():
        return None
    return Marker("problem", number_of(words) if words else None, at, found.end())
