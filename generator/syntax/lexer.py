"""The lines of the source, each cut into indent, marker, label, words and line end.

Nothing is decided here about what a line is; the offsets are all that later stages need. Every character of the text
lies in exactly one line, and within a line in exactly one of its parts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise

import msgspec

from generator.source import WHITE_SPACE, split_lines
from generator.syntax.numbering import MARKER_OPENING, PROBLEM_OPENING, Marker, match_marker, match_problem
from generator.syntax.vocabulary import INLINE_LABEL, LABEL, LABEL_OPENING, ROLE_OF_LABEL

INVISIBLE = "\u200b\u200c\u2060\ufeff\u00ad"
EDGE = WHITE_SPACE + INVISIBLE
"""What is not a word at either end of a line: white space and invisible characters."""
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
    """Whether it has no colon and fills its line."""


class LineSegment(msgspec.Struct, frozen=True, gc=False):
    """A line, or a part of it where labels in its middle cut it; `start:end` are its words without edge white space."""

    start: int
    end: int
    marker: Marker | None
    problem: Marker | None
    label: Label | None
    body: int
    """Where the words after marker and label begin."""


class SourceLine(msgspec.Struct, frozen=True, gc=False):
    """One line: `begin:start` indent, `start:end` words, `end:stop` trailing space, `stop:next` line end."""

    number: int
    begin: int
    start: int
    end: int
    stop: int
    next: int
    segments: tuple[LineSegment, ...]
    """Empty for a line without words."""


def read_lines(text: str) -> list[SourceLine]:
    """Return all lines of the text in order; an empty text has none."""
    lines: list[SourceLine] = []
    # One search over the whole text: most lines have no such label, and one search per line takes longer.
    labels = [found.start() + 1 for found in INLINE_LABEL.finditer(text)]
    begin = 0
    for number, line in enumerate(split_lines(text), 1):
        line_words = line.rstrip("\r\n")
        words = line_words.lstrip(EDGE)
        stop, after = begin + len(line_words), begin + len(line)
        start = stop - len(words)
        end = start + len(words.rstrip(EDGE))
        segments = _segments(text, start, end, labels) if words else ()
        lines.append(SourceLine(number, begin, start, end, stop, after, segments))
        begin = after
    return lines


def _segments(text: str, start: int, end: int, labels: list[int]) -> tuple[LineSegment, ...]:
    """Return the segments of a line's words; `labels` are the places of all labels that may stand in mid-line."""
    opening = text[start]
    marker = match_marker(text, start, end) if opening in MARKER_OPENING or opening.isdecimal() else None
    if not labels or end - start <= SHORT_LINE:
        return (_segment(text, start, end, marker),)
    # A label right behind the marker (（1）整改措施：) opens the line; it does not cut it.
    body = start if marker is None else _skip_space(text, marker.end, end)
    cuts = labels[bisect_right(labels, body) : bisect_left(labels, end)]
    first = _segment(text, start, cuts[0] if cuts else end, marker)
    rest = (_segment(text, low, high, match_marker(text, low, high)) for low, high in pairwise([*cuts, end]))
    return (first, *rest)


def _segment(text: str, start: int, end: int, marker: Marker | None) -> LineSegment:
    body = start if marker is None else _skip_space(text, marker.end, end)
    opening = text[body : body + 1]
    problem = match_problem(text, body, end) if opening in PROBLEM_OPENING else None
    if problem is not None:
        return LineSegment(start, end, marker, problem, None, _skip_space(text, problem.end, end))
    found = LABEL.match(text, body, end) if opening in LABEL_OPENING else None
    # 整改情况　一是…: a space may stand for the colon behind the longer labels, which mean nothing else.
    if found is None or (found["gap"] and len(found["word"]) < LONG_LABEL):
        return LineSegment(start, end, marker, None, None, body)
    word = found["word"]
    alone = not found["open"] and found[0].rstrip()[-1] not in ":：—" and not found["gap"]
    label = Label(ROLE_OF_LABEL[word], word, body, found.end(), alone)
    return LineSegment(start, end, marker, None, label, _skip_space(text, found.end(), end))


def _skip_space(text: str, at: int, end: int) -> int:
    """Return the offset of the next word."""
    while at < end and text[at] in EDGE:
        at += 1
    return at
