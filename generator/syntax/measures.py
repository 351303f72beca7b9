"""The places where the measures of a response begin.

A response has one list of measures at most: 一是…；二是… on a line, ① ② ③ in paragraphs, （1）…, 1.…, 首先…其次…. Lists
inside a measure are not taken apart: the outer list is the one whose first marker comes first.
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
# Where a measure may begin: at the start of a paragraph or behind punctuation; circled numbers need neither. Looking
# for this first is many times as fast as trying all forms at every character.
START = re.compile(
    rf"[{_CIRCLED}⑴-⒇⒈-⒛（(\d一二两三四五六七八九十第首其再最](?:(?<=[{_CIRCLED}])|(?<=^.)|(?<=[{_BEFORE}].))"
)
MEASURE = re.compile(
    rf"""
    (?:^|(?<=[{_BEFORE}]))
    (?: [①-⑳]?(?:(?P<is>{_HAN})是|(?P<is_to>{_HAN})要)[，,：:]?
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
IS_FAMILIES = {"is", "is_to"}
AT_LINE_START_ONLY = {"arabic", "arabic_half", "han", "han_paren"}


class MeasureMarker(NamedTuple):
    """A marker that may open a measure, with its offsets in the words of its paragraph."""

    paragraph: int
    """Index of the paragraph in the response."""
    start: int
    end: int
    family: str
    """The form of the marker, a group of `MEASURE`."""
    number: int


def find_measures(paragraphs: list[Passage]) -> list[MeasureMarker]:
    """Return the markers that open the measures of a response, in order; empty if it has no list."""
    candidates: list[MeasureMarker] = []
    for index, paragraph in enumerate(paragraphs):
        for found in _find_markers(paragraph.text):
            family = found.lastgroup or ""
            number = FIRST_WORDS[found["first"]] if family == "first" else number_of(found[family])
            if number is not None:
                candidates.append(MeasureMarker(index, *found.span(), family, number))
    for family in dict.fromkeys(marker.family for marker in candidates):
        chosen = _counting_on([marker for marker in candidates if marker.family == family])
        if chosen and _is_list(chosen, candidates):
            return chosen
    return []


def _find_markers(words: str) -> Iterator[re.Match[str]]:
    """Yield the matches of `MEASURE`, left to right."""
    done = 0
    for start in START.finditer(words):
        at = start.start()
        if at >= done and (found := MEASURE.match(words, at)) is not None:
            done = found.end()
            yield found


def _counting_on(markers: list[MeasureMarker]) -> list[MeasureMarker]:
    """Return the markers that count on (1, 2, 3 …); one number may be missing or repeated, and a new 1 starts again."""
    chosen: list[MeasureMarker] = []
    for marker in markers:
        if not chosen:
            if marker.number == 1 or (marker.number == 2 and marker.start == 0 and marker.paragraph == 0):
                chosen.append(marker)
            continue
        step = marker.number - chosen[-1].number
        if step in (0, 1, 2) or (marker.number == 1 and step < 0 and marker.family in IS_FAMILIES):
            chosen.append(marker)
    return chosen


def _is_list(chosen: list[MeasureMarker], candidates: list[MeasureMarker]) -> bool:
    """Return whether the chosen markers are those of a list of measures."""
    first = chosen[0]
    if first.family == "is":
        return True
    if first.family == "first":
        return len(chosen) > 1
    if first.family in AT_LINE_START_ONLY and len(chosen) == 1:
        return first.start == 0 and first.paragraph > 0
    return len(chosen) > 1 or (first.start == 0 and not any(other.family in IS_FAMILIES for other in candidates))
