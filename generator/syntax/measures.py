"""Measures: where the items of a response begin.

A response is one list at most: 一是…；二是… on a line, ① ② ③ in paragraphs, （1）…, 1.…, 首先…其次…. Lists inside an item
are not taken apart: the outer list is the one whose first marker comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.syntax.numbering import FIRST_WORDS, number_of
from generator.syntax.passage import Passage

_HAN = "[一二两三四五六七八九十]{1,3}"
_CIRCLED = "①-⑳㉑-㉟"
_BEFORE = r"。；;，,：:！？!?、”’）)》\]】\s①-⑳."
# As \d, but for the characters beyond U+FFFF, which all are let in: one set of characters is asked, not two.
_DIGITS = "".join(filter(str.isdecimal, map(chr, range(0x10000)))) + "\U00010000-\U0010ffff"
# Where an item may begin: at the start of a paragraph or behind punctuation; circled numbers need neither. Looking for
# one only there is many times as fast as trying its forms at every character.
START = re.compile(
    rf"[{_CIRCLED}⑴-⒇⒈-⒛（({_DIGITS}一二两三四五六七八九十第首其再最](?:(?<=[{_CIRCLED}])|(?<=^.)|(?<=[{_BEFORE}].))"
)
ITEM = re.compile(
    rf"""
    (?:^|(?<=[{_BEFORE}]))
    (?: [①-⑳]?(?P<is>{_HAN})(?P<word>是|要)[，,：:]?
      | [（(]\s*(?P<arabic_paren>\d{{1,2}})\s*[)）][、．.]?
      | [（(]\s*(?P<han_paren>{_HAN})\s*[)）][、．.]?
      | (?P<arabic_sign>[⑴-⒇⒈-⒛])
      | (?P<arabic>\d{{1,2}})\s*(?:、|[.．](?:(?!\d)|(?=\d{{4}}\s*年)))
      | (?P<arabic_half>\d{{1,2}})[)）][、．.]?
      | (?P<han>{_HAN})、
      | 第(?P<ordinal>{_HAN})[，,、：:]
      | (?P<first>首先|其次|再次|再者|最后)[，,：:]?
    )
    | (?P<circled>[{_CIRCLED}])[、．.]?
    """,
    re.VERBOSE,
)
IS = {word: "is" + word for word in "是要"}
AT_LINE_START_ONLY = {"arabic", "arabic_half", "han", "han_paren"}


class Item(NamedTuple):
    """A measure marker: its paragraph, and its offsets in that paragraph's words."""

    paragraph: int
    start: int
    end: int
    family: str
    number: int


def find_items(paragraphs: list[Passage]) -> list[Item]:
    """The markers that open the measures of a response, in order; empty when it has no list."""
    candidates: list[Item] = []
    for index, paragraph in enumerate(paragraphs):
        for found in _items(paragraph.text):
            family = group = found.lastgroup or ""
            if group == "word":
                group, family = "is", IS[found[group]]
            words = found[group]
            number = FIRST_WORDS.get(words) if group == "first" else number_of(words)
            if number is not None:
                candidates.append(Item(index, *found.span(), family, number))
    tried: set[str] = set()
    for item in candidates:
        if item.family in tried:
            continue
        tried.add(item.family)
        chosen = _sequence([other for other in candidates if other.family == item.family])
        if chosen and _is_list(chosen, candidates):
            return chosen
    return []


def _items(words: str) -> Iterator[re.Match[str]]:
    done = 0
    for start in START.finditer(words):
        at = start.start()
        if at >= done and (found := ITEM.match(words, at)) is not None:
            done = found.end()
            yield found


def _sequence(items: list[Item]) -> list[Item]:
    """The items that count on: 1, 2, 3 …; one number may be missing or stand twice, and a new 1 starts again."""
    chosen: list[Item] = []
    for item in items:
        if not chosen:
            if item.number == 1 or (item.number == 2 and item.start == 0 and item.paragraph == 0):
                chosen.append(item)
        elif item.number - chosen[-1].number in (0, 1, 2) or (
            item.number == 1 and chosen[-1].number > 1 and item.family.startswith("is")
        ):
            chosen.append(item)
    return chosen


def _is_list(chosen: list[Item], candidates: list[Item]) -> bool:
    first = chosen[0]
    if first.family.startswith("is") and first.family.endswith("是"):
        return True
    if first.family == "first":
        return len(chosen) > 1
    if first.family in AT_LINE_START_ONLY and len(chosen) == 1:
        return first.start == 0 and first.paragraph > 0
    return len(chosen) > 1 or (first.start == 0 and not any(other.family.startswith("is") for other in candidates))
