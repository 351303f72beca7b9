"""GK406, GK407: brackets, title marks and quotation marks of which only one half is there.

Paired within a paragraph. A page break may cut a paragraph, inside brackets too, so an open half is carried over a line
end when the line does not end a sentence. A full-width half may pair with a half-width one: (（一) is common and harmless.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.examined import Examined
from generator.diagnostics import Diagnostic
from generator.rules import diagnose
from generator.source import Span

MARK_OR_LINE_END = re.compile(r"[（(）)《》〈〉〔〕【】「」『』“”‘’\n\r]")
OPENER_OF = {"）": "（", ")": "（"} | dict(zip("》〉〕】」』”’", "《〈〔【「『“‘", strict=True))
"""The opening half of each closing mark; all round brackets count as （."""
OPENING = frozenset(OPENER_OF.values()) | {"("}
QUOTES = frozenset("“‘「『")
SENTENCE_END = re.compile(r"[。；！？!?;][ \t\u3000\u00a0\r]{0,8}\Z")
LIST_NUMBER = re.compile(r"(?:^|[^0-9A-Za-z一二三四五六七八九十])[0-9A-Za-z一二三四五六七八九十]{1,3}[ ]?$")
CARRIED_LINES = 4
"""An open half is not looked for beyond this many line ends."""


def unpaired_marks(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK406 or GK407 at the first mark of each kind without its other half in each paragraph."""
    text = examined.text
    open_marks: dict[str, list[int]] = {}
    reported: set[str] = set()
    carried = 0
    for found in MARK_OR_LINE_END.finditer(text):
        mark, at = found[0], found.start()
        if mark in "\n\r":
            if open_marks and carried < CARRIED_LINES and not SENTENCE_END.search(text, max(0, at - 9), at):
                carried += 1
            else:
                yield from _left_open(open_marks, text)
                open_marks, carried = {}, 0
                reported.clear()
        elif mark in OPENING:
            open_marks.setdefault("（" if mark == "(" else mark, []).append(at)
        elif places := open_marks.get(opener := OPENER_OF[mark]):
            places.pop()
            if not places:
                del open_marks[opener]
            if not open_marks:
                carried = 0
        elif mark not in reported and not _ends_list_number(text, at) and not _is_apostrophe(text, at):
            reported.add(mark)
            yield _unpaired(mark, at)
    yield from _left_open(open_marks, text)


def _left_open(open_marks: dict[str, list[int]], text: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic for the first place of each kind of mark that was not closed."""
    for places in open_marks.values():
        yield _unpaired(text[places[0]], places[0])


def _unpaired(mark: str, at: int) -> Diagnostic:
    half = "后一半" if mark in OPENING else "前一半"
    if OPENER_OF.get(mark, mark) in QUOTES:
        return diagnose("GK407", Span(at, at + 1), f"引号 {mark} 在本段没有{half}。")
    return diagnose("GK406", Span(at, at + 1), f"“{mark}”在本段没有{half}。")


def _ends_list_number(text: str, at: int) -> bool:
    """Return whether the bracket ends a list number: 1） and 一） have no first half."""
    return text[at] in "）)" and LIST_NUMBER.search(text[max(0, at - 5) : at]) is not None


def _is_apostrophe(text: str, at: int) -> bool:
    """Return whether the mark is ’ behind a Latin letter."""
    return text[at] == "’" and text[max(0, at - 1) : at].isalpha() and text[at - 1].isascii()
