"""Blocks: lines joined where a page or a column cut a sentence, blank lines apart.

A new line does not start a new paragraph by itself: page breaks cut sentences, words and even numbers (`234名95` /
`周岁及以上`), and some texts are wrapped every thirty characters. Joining is for reading only; the line ends stay in
the tree as leaves.
"""

from __future__ import annotations

import re

from generator.syntax.furniture import is_contact, is_date, is_furniture, is_noise_anywhere, is_signoff
from generator.syntax.lexer import Label, Line, Segment
from generator.syntax.numbering import Marker
from generator.syntax.wrapping import TERMINAL, Wrap, find_wrap

NEVER_FIRST = "”’）)】》〉」』。，；、：！？"  # no paragraph begins with these: the line was cut before them
OPENERS = "（(《“‘〈【「『"
OPEN_END = "，、,（(《“‘〈【—"
TITLE_STOP = re.compile(r"(?:通\s*报|公\s*告|报\s*告|公\s*示)$")  # a title is complete, however long it is
HEADING_WIDTH = 40  # characters; a line with a number and no full stop up to this long is taken for a heading


class Block:
    """One or more lines (or a part of one) that read as one paragraph.

    `pieces` are the word ranges, one a line; `length` counts their characters, `stopped` says that a full stop or
    semicolon is among them; `begin:stop` covers indent, words, white space and line ends, so that the
    blocks in order cover the whole text. `role` and `level` are filled in by the outline.
    """

    __slots__ = (
        "begin",
        "body",
        "label",
        "last_line",
        "length",
        "level",
        "line",
        "marker",
        "pieces",
        "problem",
        "role",
        "section",
        "stop",
        "stopped",
    )

    def __init__(self, line: int, begin: int, stop: int, segment: Segment | None) -> None:
        self.line = self.last_line = line
        self.begin, self.stop = begin, stop
        self.pieces: list[tuple[int, int]] = []
        self.length = 0
        self.stopped = False
        self.marker: Marker | None = None
        self.problem: Marker | None = None
        self.label: Label | None = None
        self.body = begin
        self.role = "blank"
        self.level = 0
        self.section = ""
        if segment is not None:
            self.marker, self.problem, self.label = segment.marker, segment.problem, segment.label
            self.body = segment.body
            self.role = ""

    def words(self, text: str) -> str:
        """The block as it reads, marker and label included."""
        if len(self.pieces) == 1:
            return text[self.pieces[0][0] : self.pieces[0][1]]
        return "".join(text[start:end] for start, end in self.pieces)

    def content(self) -> list[tuple[int, int]]:
        """The word ranges behind marker and label."""
        return [(max(start, self.body), end) for start, end in self.pieces if end > self.body]

    def take(self, text: str, start: int, end: int) -> None:
        """Adds a line's words; length and full stops are kept count of, so that joining stays linear."""
        self.pieces.append((start, end))
        self.length += end - start
        self.stopped = self.stopped or any(text.find(mark, start, end) >= 0 for mark in "。；;")


def read_blocks(text: str, lines: list[Line]) -> list[Block]:
    """The blocks of the text in order, together covering every character once."""
    wrap = find_wrap(text, lines)
    blocks: list[Block] = []
    previous: Block | None = None
    for line in lines:
        if not line.segments:
            blocks.append(Block(line.number, line.begin, line.next, None))
            continue
        if previous is not None and continues(text, previous, line, wrap):
            while blocks[-1] is not previous:
                blocks.pop()
            previous.take(text, line.start, line.segments[0].end)
            previous.last_line = line.number
            previous.stop = line.next if len(line.segments) == 1 else line.segments[1].start
            rest = line.segments[1:]
        else:
            rest = line.segments
        for index, segment in enumerate(rest):
            begin = line.begin if segment is line.segments[0] else segment.start
            stop = rest[index + 1].start if index + 1 < len(rest) else line.next
            previous = Block(line.number, begin, stop, segment)
            previous.take(text, segment.start, segment.end)
            blocks.append(previous)
    return blocks


def continues(text: str, previous: Block, line: Line, wrap: Wrap | None) -> bool:
    """Whether the line goes on with the sentence that the block before it left open."""
    start, end = previous.pieces[-1]
    last = text[end - 1]
    words = text[line.start : line.end]
    opening = text[previous.pieces[0][0] : previous.pieces[0][1]]
    if (
        is_noise_anywhere(words)
        or is_noise_anywhere(opening)
        or (previous.line == previous.last_line and is_furniture(opening))
    ):
        return False
    if text[line.start] in NEVER_FIRST or last in OPENERS:
        return True
    next_line = line.number == previous.last_line + 1
    if wrap is not None and wrap.indented:
        if next_line and not TITLE_STOP.search(opening[-6:]) and wrap.goes_on(text, start, end, line):
            return True
        wrap = None  # between paragraphs that are set in, the widths of lines tell nothing
    segment = line.segments[0]
    if segment.problem is not None or segment.label is not None:
        return False
    if segment.marker is not None and segment.marker.kind not in ("is", "first"):
        return False
    if is_contact(words):
        return False
    if last in OPEN_END:
        return True
    if last in TERMINAL and not (last in ".．" and text[end - 2 : end - 1].isdigit() and words[0].isdigit()):
        return False
    if is_date(words) or is_date(text[start:end]) or (is_signoff(words) and line.end - line.start <= 30):
        return False
    if TITLE_STOP.search(text[max(start, end - 6) : end]):
        return False
    if wrap is not None:
        return wrap.fills(text, start, end, first=len(previous.pieces) == 1)
    if line.number - previous.last_line > 3:
        return False
    # Without punctuation at its end, a long paragraph was cut; a short numbered line is a heading.
    if previous.label is not None:
        return previous.length > 25
    if previous.marker is not None or previous.problem is not None:
        return previous.stopped or previous.length > HEADING_WIDTH + 20
    return previous.stopped or previous.length > HEADING_WIDTH
