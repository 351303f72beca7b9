"""Hard-wrapped texts: their line width, and whether a line begins a new paragraph.

Portals and PDF files often give texts whose lines are cut at one width. Two signs tell a new paragraph from a new line.
Width: a line as wide as all others goes on below, a shorter one ends. Indent: where the first line of every paragraph
is indented, as in Chinese typesetting, a full line goes on in the next line without indent, whatever it ends with.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.syntax.lexer import SourceLine

TERMINAL = "。！？；：;:!?…”』」）)】〉》.．"
NARROWEST, WIDEST = 15, 60
NARROW = re.compile("[\0-\u1fff]+")
FIRST_LINE = 2
"""Characters by which the first line of a wrapped paragraph is shorter."""
TOLERANCE = 3
"""Characters by which lines of one width may differ: punctuation and numbers are not cut."""
SHORTEST_SHARE = 0.6
"""Least share of the width that a full line has: 2025 with 年）》； behind it is not cut and leaves the rest empty."""


class Wrap(NamedTuple):
    """How a text is wrapped."""

    width: int
    """Of a full line, in Chinese characters."""
    typeset: bool
    """Whether figures and Latin letters count half, as on a page; a program that cuts lines counts them whole."""
    indented: bool = False
    """Whether the first line of each paragraph is indented."""

    def measure(self, text: str, start: int, end: int) -> int:
        """Return the width of a range of words in Chinese characters."""
        if not self.typeset:
            return end - start
        return end - start - sum(map(len, NARROW.findall(text, start, end))) // 2

    def fills(self, text: str, start: int, end: int, *, first: bool) -> bool:
        """Return whether a line is as wide as the text; the first of a typeset paragraph is shorter by its indent."""
        least = self.width - TOLERANCE - (FIRST_LINE if first and self.typeset else 0)
        if first and not self.typeset:
            # The words may begin behind an indent or a label in the middle of the line; the line is what was cut.
            start = max(text.rfind("\n", max(0, start - WIDEST), start), start - WIDEST) + 1
        return least <= self.measure(text, start, end) <= self.width + 1

    def goes_on(self, text: str, start: int, end: int, line: SourceLine) -> bool:
        """Return whether a line that is not indented may go on with the range of words before it.

        That range may end early, where a word must not be cut.
        """
        return not is_indented(text, line) and self.measure(text, start, end) >= SHORTEST_SHARE * self.width


def is_indented(text: str, line: SourceLine) -> bool:
    """Return whether a line is indented by about two characters."""
    indent = text[line.begin : line.start]
    return "\u3000" in indent or "\t" in indent or len(indent) >= 2


def find_wrap(text: str, lines: list[SourceLine]) -> Wrap | None:
    """Return how the whole text is hard-wrapped (about 27 characters in some portals), or None.

    Wrapped means: of the lines without number and label, over half end without punctuation and have one width, give or
    take 3. Of the two ways to measure, the one by which more lines agree counts; without any, the widest lines decide.
    """
    plain = [line for line in lines if line.segments and _is_plain(line)]
    # By either measure, a line of twice the least width is wide enough, and one below the least width is not.
    wide = sum(line.end - line.start >= 2 * NARROWEST for line in plain)
    cut = sum(line.end - line.start >= NARROWEST and text[line.end - 1] not in TERMINAL for line in plain)
    ways = (False, True) if cut * 2 > wide else ()
    found = [best for typeset in ways if (best := _most_common_width(text, plain, typeset)) is not None]
    if not found:
        return _width_of_widest(text, lines)
    _, wrap = max(found, key=lambda best: best[0])
    return wrap._replace(indented=_has_indented_paragraphs(text, lines, wrap))


def _is_plain(line: SourceLine) -> bool:
    """Return whether a line says something about the width: wider than any wrap, or without number and label."""
    first = line.segments[0]
    return line.end - line.start > 2 * WIDEST or not (first.marker or first.label or first.problem)


def _most_common_width(text: str, plain: list[SourceLine], typeset: bool) -> tuple[int, Wrap] | None:
    """Return the width that most lines share, after the number of lines that share it."""
    ruler = Wrap(0, typeset)
    widths: dict[int, int] = {}
    seen = 0
    for line in plain:
        length = line.end - line.start
        width = ruler.measure(text, line.start, line.end) if NARROWEST <= length <= 2 * WIDEST else length
        if width < NARROWEST:
            continue
        seen += 1
        if width <= WIDEST and text[line.end - 1] not in TERMINAL:
            widths[width] = widths.get(width, 0) + 1
    if seen < 8 or sum(widths.values()) * 2 <= seen:
        return None
    best, share = 0, 0
    for width in sorted(widths):
        near = sum(widths.get(width - back, 0) for back in range(4))
        if near >= share:
            best, share = width, near
    return (share, Wrap(best, typeset)) if share * 2 > seen else None


def _width_of_widest(text: str, lines: list[SourceLine]) -> Wrap | None:
    """Return the width of the widest lines, if a third of all lines fill it and most of those stop in mid-sentence.

    This is for short texts of numbered and labelled lines, which the most common width leaves out.
    """
    widest = max((line.end - line.begin for line in lines if line.segments), default=0)
    if not NARROWEST + 5 <= widest <= WIDEST:
        return None
    spans = [(line.end - line.begin, text[line.end - 1]) for line in lines if line.segments]
    broad = sum(width >= NARROWEST // 2 for width, _ in spans)
    full = [last for width, last in spans if width >= widest - TOLERANCE]
    cut = sum(last not in TERMINAL for last in full)
    return Wrap(widest, False) if cut >= 3 and cut * 3 >= broad and cut * 3 >= len(full) * 2 else None


def _has_indented_paragraphs(text: str, lines: list[SourceLine], wrap: Wrap) -> bool:
    """Return whether indents mark paragraphs: lines without one nearly always follow full lines, and both are many."""
    indented = plain = following = 0
    before: SourceLine | None = None
    for line in lines:
        if not line.segments:
            continue
        if is_indented(text, line):
            indented += 1
        else:
            plain += 1
            following += before is not None and wrap.fills(text, before.start, before.end, first=True)
        before = line
    return indented >= 3 and plain >= 3 and following >= 0.9 * plain
