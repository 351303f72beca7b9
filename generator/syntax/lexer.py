"""Lines: each line of the source cut into indent, marker, label, words and line end.

Nothing is decided here about what a line is; the offsets are all that later stages need. Every character of the text
lies in exactly one line, and within a line in exactly one of its parts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import msgspec

from generator.source import WHITE_SPACE, line_ends
from generator.syntax.numbering import MARKER_OPENING, PROBLEM_OPENING, Marker, match_marker, match_problem
from generator.syntax.vocabulary import INLINE_LABEL, LABEL, LABEL_OPENING, ROLE_OF_LABEL

INVISIBLE = "\u200b\u200c\u2060\ufeff\u00ad"
EDGE = WHITE_SPACE + INVISIBLE
"""What is not a word at either end of a line: white space, and what nobody sees."""
LONG_LABEL = 4
SHORT_LINE = 8
"""A line up to this long has no label in its middle."""


class Label(msgspec.Struct, frozen=True, gc=False):
    """A label such as 整改情况：, with the role its words have in the vocabulary."""

    role: str
    word: str
    start: int
    end: int
    alone: bool
    """It stood without a colon and filled its line."""


class Segment(msgspec.Struct, frozen=True, gc=False):
    """A line, or the part of a line from a label in its middle; `start:end` are its words, edge white space left out."""

    start: int
    end: int
    marker: Marker | None
    problem: Marker | None
    label: Label | None
    body: int
    """Where the words after marker and label begin."""


class Line(msgspec.Struct, frozen=True, gc=False):
    """One line: `begin:start` indent, `start:end` words, `end:stop` trailing space, `stop:next` line end."""

    number: int
    begin: int
    start: int
    end: int
    stop: int
    next: int
    segments: tuple[Segment, ...]


def lex(text: str) -> list[Line]:
    """All lines of the text in order; an empty text has none."""
    lines: list[Line] = []
    # Found all at once: most lines have none, and asking line by line costs more than finding them.
    labels = [found.start() + 1 for found in INLINE_LABEL.finditer(text)]
    labels.append(len(text) + 1)
    begin = near = 0
    ends = line_ends(text)
    if (ends[-1][1] if ends else 0) < len(text):
        ends.append((len(text), len(text)))
    for number, (stop, after) in enumerate(ends, 1):
        words = text[begin:stop].lstrip(EDGE)
        if words:
            start = stop - len(words)
            end = start + len(words.rstrip(EDGE))
            marker = match_marker(text, start, end) if words[0] in MARKER_OPENING or words[0].isdecimal() else None
            while labels[near] <= start:
                near += 1
            cut = labels[near] < end and end - start > SHORT_LINE
            segments = (_cut(text, start, end, marker, labels) if cut else None) or (
                _segment(text, start, end, marker),
            )
            lines.append(Line(number, begin, start, end, stop, after, segments))
        else:
            lines.append(Line(number, begin, stop, stop, stop, after, ()))
        begin = after
    return lines


def _cut(text: str, start: int, end: int, marker: Marker | None, labels: list[int]) -> tuple[Segment, ...]:
    """The segments of a line with labels in its middle; empty for one without."""
    # A label right behind the marker (（1）整改措施：) opens the line; it does not cut it.
    opening = start if marker is None else _skip(text, marker.end, end)
    cuts = labels[bisect_right(labels, opening) : bisect_left(labels, end)]
    if not cuts:
        return ()
    return tuple(
        _segment(text, low, high, match_marker(text, low, high))
        for low, high in zip([start, *cuts], [*cuts, end], strict=True)
    )


def _segment(text: str, start: int, end: int, marker: Marker | None) -> Segment:
    body = start if marker is None else _skip(text, marker.end, end)
    opening = text[body : body + 1]
    problem = match_problem(text, body, end) if opening in PROBLEM_OPENING else None
    if problem is not None:
        body = _skip(text, problem.end, end)
    elif opening in LABEL_OPENING:
        found = LABEL.match(text, body, end)
        # 整改情况　一是…: a space may stand for the colon behind the longer labels, which mean nothing else.
        if found is not None and (not found["gap"] or len(found["word"]) >= LONG_LABEL):
            word = found["word"]
            alone = not found["open"] and found[0].rstrip()[-1] not in ":：—" and not found["gap"]
            label = Label(ROLE_OF_LABEL[word], word, body, found.end(), alone)
            return Segment(start, end, marker, None, label, _skip(text, found.end(), end))
    return Segment(start, end, marker, problem, None, body)


def _skip(text: str, at: int, end: int) -> int:
    """Where the next word begins."""
    while at < end and text[at] in EDGE:
        at += 1
    return at
