"""A passage: words as a reader reads them, with the way back to the source.

A paragraph cut by a page break stands in the source as two lines with blank ones between. Facts are read from the
joined words (`Passage.text`); `Passage.span` turns offsets in those words back into a range of the source, so that
every fact still points at the original.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from generator.source import Span
from generator.syntax.tree import Leaf

UNREAD = frozenset(("eol", "space"))
"""Kinds of leaves that carry no words."""


class Passage:
    """Joined words of some leaves. Line ends and edge white space are left out; nothing else is changed.

    It is made from ranges of the source, in order, none of them empty.
    """

    __slots__ = ("_joined", "_source", "text")

    def __init__(self, source: str, ranges: list[tuple[int, int]]) -> None:
        self._source = ranges
        if len(ranges) == 1:
            self._joined = [0]
            start, end = ranges[0]
            self.text = source[start:end]
            return
        self._joined = list(accumulate([end - start for start, end in ranges], initial=0))
        self._joined.pop()
        self.text = "".join([source[start:end] for start, end in ranges])

    @classmethod
    def of(cls, source: str, leaves: Iterable[Leaf]) -> Passage:
        """The words of the leaves that carry words. Those that touch, as a marker and its text do, are one range."""
        ranges: list[tuple[int, int]] = []
        start = end = -1
        for leaf in leaves:
            kind = leaf.kind
            if kind == "eol" or kind == "space":
                continue
            if leaf.start == end:
                end = leaf.end
                continue
            if end >= 0:
                ranges.append((start, end))
            start, end = leaf.start, leaf.end
        if end >= 0:
            ranges.append((start, end))
        return cls(source, ranges)

    @classmethod
    def chain(cls, parts: Iterable[Passage]) -> Passage:
        """Several passages read as one, in the order given: the lines of a title, the halves of a cut sentence."""
        whole = cls("", [])
        length = 0
        texts: list[str] = []
        for part in parts:
            whole._joined += [length + offset for offset in part._joined]
            whole._source += part._source
            texts.append(part.text)
            length += len(part.text)
        whole.text = "".join(texts)
        return whole

    def at(self, offset: int) -> int:
        """The source offset of the character at an offset of `text`."""
        if len(self._joined) < 2:
            return self._source[0][0] + offset if self._joined else 0
        piece = bisect_right(self._joined, offset) - 1
        return self._source[piece][0] + offset - self._joined[piece]

    def span(self, start: int, end: int) -> Span:
        """The source range of `text[start:end]`; across a page cut it includes the line ends between."""
        if start >= end:
            return Span(self.at(start), self.at(start))
        return Span(self.at(start), self.at(end - 1) + 1)

    def whole(self) -> Span:
        """The source range of all words."""
        return Span(self._source[0][0], self._source[-1][1]) if self._source else Span(0, 0)

    def match_span(self, match: re.Match[str], group: int | str = 0) -> Span:
        """The source range of a match (or of one group of it) in `text`."""
        return self.span(*match.span(group))

    def slice(self, start: int, end: int) -> Passage:
        """A part of the passage, still tied to the source."""
        part = object.__new__(Passage)
        part.text = self.text[start:end]
        part._joined, part._source = [], []
        for base, (source_start, source_end) in zip(self._joined, self._source, strict=True):
            length = source_end - source_start
            low, high = max(start, base), min(end, base + length)
            if low < high:
                part._joined.append(low - start)
                part._source.append((source_start + low - base, source_start + high - base))
        return part

    def __bool__(self) -> bool:
        return bool(self.text)
