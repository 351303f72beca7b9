"""Lines: each line of the source cut into indent, marker, label, words and line end.

Nothing is decided here about what a line is; the offsets are all that later stages need. Every character of the text
lies in exactly one line, and within a line in exactly one of its parts.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.source import LINE_END
from generator.syntax.numbering import Marker, match_marker, match_problem
from generator.syntax.vocabulary import INLINE_LABEL, LABEL, ROLE_OF_LABEL

EDGE = re.compile(r"[\s\u200b\u200c\u2060\ufeff\u00ad]*")
LONG_LABEL = 4
EDGE_CHARS = "\u200b\u200c\u2060\ufeff\u00ad"


class Label(NamedTuple):
    """A label such as 整改情况：, with the role its words have in the vocabulary."""

    role: str
    word: str
    start: int
    end: int
    alone: bool
    """It stood without a colon and filled its line."""


class Segment(NamedTuple):
    """A line, or the part of a line from a label in its middle; `start:end` are its words, edge white space left out."""

    start: int
    end: int
    marker: Marker | None
    problem: Marker | None
    label: Label | None
    body: int
    """Where the words after marker and label begin."""


class Line(NamedTuple):
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
    begin, number = 0, 1
    for found in LINE_END.finditer(text):
        lines.append(_line(text, number, begin, found.start(), found.end()))
        begin, number = found.end(), number + 1
    if begin < len(text):
        lines.append(_line(text, number, begin, len(text), len(text)))
    return lines


def _line(text: str, number: int, begin: int, stop: int, after: int) -> Line:
    start = EDGE.match(text, begin, stop).end()  # type: ignore[union-attr] # the pattern matches the empty string
    end = stop
    while end > start and (text[end - 1].isspace() or text[end - 1] in EDGE_CHARS):
        end -= 1
    return Line(number, begin, start, end, stop, after, tuple(_segments(text, start, end)) if start < end else ())


def _segments(text: str, start: int, end: int) -> list[Segment]:
    cuts = [start]
    if end - start > 8:
        marker = match_marker(text, start, end)
        # A label right behind the marker (（1）整改措施：) opens the line; it does not cut it.
        opening = start if marker is None else _skip(text, marker.end, end)
        cuts += [at for found in INLINE_LABEL.finditer(text, start + 1, end) if (at := found.start()) > opening]
    return [_segment(text, low, high) for low, high in zip(cuts, [*cuts[1:], end], strict=True)]


def _segment(text: str, start: int, end: int) -> Segment:
    body = start
    marker = match_marker(text, body, end)
    if marker is not None:
        body = _skip(text, marker.end, end)
    problem = match_problem(text, body, end)
    if problem is not None:
        body = _skip(text, problem.end, end)
    label = None
    found = LABEL.match(text, body, end)
    # 整改情况　一是…: a space may stand for the colon behind the longer labels, which mean nothing else.
    if found is not None and problem is None and (not found["gap"] or len(found["word"]) >= LONG_LABEL):
        word = found["word"]
        alone = not found["open"] and found[0].rstrip()[-1] not in ":：—" and not found["gap"]
        label = Label(ROLE_OF_LABEL[word], word, body, found.end(), alone)
        body = _skip(text, found.end(), end)
    return Segment(start, end, marker, problem, label, body)


def _skip(text: str, at: int, end: int) -> int:
    return EDGE.match(text, at, end).end()  # type: ignore[union-attr] # the pattern matches the empty string
