"""GK406, GK407: brackets, title marks and quotation marks of which only one half is there.

Counted a paragraph at a time. A paragraph may be cut by a page break, inside brackets too, so an open half is carried
over a line end when the line does not end a sentence; full and half width may pair (（一) is common and harmless).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.examined import Examined
from generator.diagnostics import Diagnostic
from generator.rules import diagnose
from generator.source import Span

TOKEN = re.compile(r"[（(）)《》〈〉〔〕【】「」『』“”‘’\n\r]")
PAIRS = {
    "（": "）",
    "(": "）",
    "《": "》",
    "〈": "〉",
    "〔": "〕",
    "【": "】",
    "「": "」",
    "『": "』",
    "“": "”",
    "‘": "’",
}
OPENING = {"（": "（", "(": "（"} | {mark: mark for mark in "《〈〔【「『“‘"}
CLOSING = {"）": "（", ")": "（"} | {closer: opener for opener, closer in PAIRS.items() if opener not in "（("}
QUOTES = frozenset("“‘「『")
SENTENCE_END = "。；！？!?;"
LIST_NUMBER = re.compile(r"(?:^|[^0-9A-Za-z一二三四五六七八九十])[0-9A-Za-z一二三四五六七八九十]{1,3}[ ]?$")
_WORDS = r"[^（(）)《》〈〉〔〕【】「」『』“”‘’\n\r]*+"
_INNER = rf"《{_WORDS}》|“{_WORDS}”"
_OUTER = rf"《{_WORDS}》|“{_WORDS}(?:《{_WORDS}》{_WORDS})*+”|[（(]{_WORDS}(?:(?:{_INNER}){_WORDS})*+[）)]"
# Most lines, which have no marks or their halves side by side; taken as they are, before the rest is looked at mark by mark.
WHOLE_LINES = re.compile(rf"(?:{_WORDS}(?:(?:{_OUTER}){_WORDS})*+[\n\r])++")
CARRIED_LINES = 4
"""An open half is not looked for further down than this many line ends."""


def unbalanced(examined: Examined) -> Iterator[Diagnostic]:
    """GK406 and GK407, at the first mark of a kind without its other half in each paragraph."""
    text = examined.text
    open_marks: dict[str, list[int]] = {}
    told: set[str] = set()
    carried = done = 0
    if (whole := WHOLE_LINES.match(text)) is not None:
        done = whole.end()
    while (found := TOKEN.search(text, done)) is not None:
        mark, at = found[0], found.start()
        done = at + 1
        if mark in "\n\r":
            if open_marks and (carried >= CARRIED_LINES or _ends_sentence(text, at)):
                yield from _left(open_marks, text)
                open_marks, carried = {}, 0
            elif open_marks:
                carried += 1
                continue
            told.clear()
            if (whole := WHOLE_LINES.match(text, done)) is not None:
                done = whole.end()
        elif mark in OPENING:
            open_marks.setdefault(OPENING[mark], []).append(at)
        else:
            opener = CLOSING[mark]
            if open_marks.get(opener):
                open_marks[opener].pop()
                if not open_marks[opener]:
                    del open_marks[opener]
                    carried = 0 if not open_marks else carried
            elif mark not in told and not _closes_list_number(text, at, mark) and not _apostrophe(text, at, mark):
                told.add(mark)
                yield _alone(mark, at, opener)
    yield from _left(open_marks, text)


def _left(open_marks: dict[str, list[int]], text: str) -> Iterator[Diagnostic]:
    for opener, places in open_marks.items():
        yield _alone(text[places[0]], places[0], opener)


def _alone(mark: str, at: int, opener: str) -> Diagnostic:
    code = "GK407" if opener in QUOTES else "GK406"
    half = "后一半" if mark in OPENING else "前一半"
    return diagnose(
        code, Span(at, at + 1), f"“{mark}”在本段没有{half}。" if code == "GK406" else f"引号 {mark} 在本段没有{half}。"
    )


def _ends_sentence(text: str, at: int) -> bool:
    """Whether the line before the line end says that its sentence is over."""
    end = at
    while end > 0 and at - end < 8 and text[end - 1] in " \t\u3000\u00a0\r":
        end -= 1
    return end > 0 and text[end - 1] in SENTENCE_END


def _closes_list_number(text: str, at: int, mark: str) -> bool:
    """1） and 一） open an item and have no first half."""
    return mark in "）)" and LIST_NUMBER.search(text[max(0, at - 5) : at]) is not None


def _apostrophe(text: str, at: int, mark: str) -> bool:
    """’ between Latin letters is an apostrophe."""
    return mark == "’" and at > 0 and text[at - 1].isascii() and text[at - 1].isalpha()
