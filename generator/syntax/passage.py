"""A passage: joined words, with the places in the source that they come from.

A paragraph cut by a page break stands in the source as two lines with blank lines between. Facts are read from the
joined words (`Passage.text`); `Passage.span` converts offsets in those words to a range of the source, so that every
fact still points at the original.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from generator.source import Span
from generator.syntax.tree import UNREAD, Leaf


class Passage:
    """The joined words of some ranges of the source, which are in order and not empty."""

    def __init__(self, source: str, ranges: list[tuple[int, int]]) -> None:
        self._ranges = ranges
        self._starts = [0] if ranges else []
        if len(ranges) == 1:  # as most passages
            self.text = source[ranges[0][0] : ranges[0][1]]
            return
        for start, end in ranges[:-1]:
            self._starts.append(self._starts[-1] + end - start)
        self.text = "".join([source[start:end] for start, end in ranges])

    @classmethod
    def of(cls, source: str, leaves: Iterable[Leaf]) -> Passage:
        """Return the words of some leaves; line ends and edge white space are left out, nothing else is changed."""
        ranges: list[tuple[int, int]] = []
        start = end = -1
        for leaf in leaves:
            if leaf.kind in UNREAD:
                continue
            if leaf.start != end:
                if start < end:
                    ranges.append((start, end))
                start = leaf.start
            end = leaf.end
        return cls(source, [*ranges, (start, end)] if start < end else ranges)

    @classmethod
    def chain(cls, parts: Iterable[Passage]) -> Passage:
        """Return several passages as one, in the order given: the lines of a title, the halves of a cut sentence."""
        whole = cls("", [])
        length = 0
        texts: list[str] = []
        for part in parts:
            whole._starts += [length + start for start in part._starts]
            whole._ranges += part._ranges
            texts.append(part.text)
            length += len(part.text)
        whole.text = "".join(texts)
        return whole

    def at(self, offset: int) -> int:
        """Return the source offset of the character at an offset of `text`."""
        if len(self._starts) < 2:
            return self._ranges[0][0] + offset if self._starts else 0
        piece = bisect_right(self._starts, offset) - 1
        return self._ranges[piece][0] + offset - self._starts[piece]

    def span(self, start: int, end: int) -> Span:
        """Return the source range of `text[start:end]`; across a page cut it includes the line ends between."""
        if start >= end:
            return Span(self.at(start), self.at(start))
        return Span(self.at(start), self.at(end - 1) + 1)

    def whole(self) -> Span:
        """Return the source range of all words."""
        return Span(self._ranges[0][0], self._ranges[-1][1]) if self._ranges else Span(0, 0)

    def match_span(self, match: re.Match[str], group: int | str = 0) -> Span:
        """Return the source range of a match in `text`, or of one of its groups."""
        return self.span(*match.span(group))

    def slice(self, start: int, end: int) -> Passage:
        """Return a part of the passage as a passage."""
        part = object.__new__(Passage)
        part.text = self.text[start:end]
        part._starts, part._ranges = [], []
        for base, (source_start, source_end) in zip(self._starts, self._ranges, strict=True):
            length = source_end - source_start
            low, high = max(start, base), min(end, base + length)
            if low < high:
                part._starts.append(low - start)
                part._ranges.append((source_start + low - base, source_start + high - base))
        return part

    def __bool__(self) -> bool:
        return bool(self.text)
