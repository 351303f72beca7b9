"""Blocks: lines joined into paragraphs where a page or a column cut a sentence; blank lines are blocks of their own.

A new line does not start a new paragraph by itself: page breaks cut sentences, words and even numbers (`234名95` /
`周岁及以上`), and some texts are wrapped every thirty characters. Joining is for reading only; the line ends stay in
the tree as leaves.
"""

from __future__ import annotations

import re

import msgspec

from generator.syntax.furniture import is_contact, is_date, is_furniture, is_noise_anywhere, is_signoff
from generator.syntax.lexer import Label, SourceLine
from generator.syntax.numbering import Marker
from generator.syntax.wrapping import TERMINAL, Wrap, find_wrap

NEVER_FIRST = "”’）)】》〉」』。，；、：！？"  # no paragraph begins with these: the line was cut before them
OPENERS = "（(《“‘〈【「『"
OPEN_END = "，、,（(《“‘〈【—"
STOP = re.compile("[。；;]")
TITLE_STOP = re.compile(r"(?:通\s*报|公\s*告|报\s*告|公\s*示)$")  # a title is complete, however long it is
PROBLEM_NAMED = re.compile(
    r"问题(?:的?整改(?:落实|进展)?(?:情况)?)?$"
)  # so is the name of a problem, whatever it quotes
HEADING_WIDTH = 40  # characters; a line with a number and no full stop up to this long is taken for a heading


class Block(msgspec.Struct, gc=False, eq=False):
    """One or more lines (or a part of one) that read as one paragraph.

    `begin:stop` covers indent, words, white space and line ends, so that the blocks in order cover the whole text. The
    stages after this one fill in `role`, `level` and `section`, and may cut a block in two.
    """

    line: int
    last_line: int
    begin: int
    stop: int
    body: int
    """Where the words behind marker and label begin."""
    marker: Marker | None = None
    problem: Marker | None = None
    label: Label | None = None
    role: str = ""
    """What the block is (a kind of node, mostly), empty until a stage has found out."""
    pieces: list[tuple[int, int]] = []
    """The ranges of words, one a line."""
    length: int = 0
    """Characters in all pieces."""
    level: int = 0
    """Depth of a heading, 1 for the top."""
    section: str = ""
    """Role of the section that the heading opens, empty where it opens none."""

    def words(self, text: str) -> str:
        """Return the words as they read, marker and label included."""
        if len(self.pieces) == 1:
            return text[self.pieces[0][0] : self.pieces[0][1]]
        return "".join([text[start:end] for start, end in self.pieces])

    def content(self) -> list[tuple[int, int]]:
        """Return the ranges of words behind marker and label."""
        return [(max(start, self.body), end) for start, end in self.pieces if end > self.body]

    def content_words(self, text: str) -> str:
        """Return the words behind marker and label."""
        return "".join([text[start:end] for start, end in self.content()])

    def split(self, text: str, at: int) -> Block:
        """Cut the block at an offset of the text; return the second half, which belongs to a response."""
        pieces = [(max(start, at), end) for start, end in self.pieces if end > at]
        line = self.line + text.count("\n", self.begin, at)
        rest = Block(line, self.last_line, at, self.stop, at, role="response_more", pieces=pieces)
        self.pieces = [(start, min(end, at)) for start, end in self.pieces if start < at]
        self.stop, self.last_line = at, line
        return rest


def read_blocks(text: str, lines: list[SourceLine]) -> list[Block]:
    """Return the blocks of the text in order; together they cover every character once."""
    wrap = find_wrap(text, lines)
    blocks: list[Block] = []
    previous: Block | None = None
    for line in lines:
        if not line.segments:
            blocks.append(Block(line.number, line.number, line.begin, line.next, line.begin, role="blank"))
            continue
        # Page noise is looked for last, because that takes longest.
        joins = (
            previous is not None and _is_cut(text, previous, line, wrap) and not _is_noise_between(text, previous, line)
        )
        for index, segment in enumerate(line.segments):
            begin = segment.start if index else line.begin
            stop = line.segments[index + 1].start if index + 1 < len(line.segments) else line.next
            if previous is not None and joins and not index:
                while blocks[-1] is not previous:
                    blocks.pop()
                previous.last_line, previous.stop = line.number, stop
            else:
                previous = Block(
                    line.number, line.number, begin, stop, segment.body, segment.marker, segment.problem, segment.label
                )
                blocks.append(previous)
            previous.pieces.append((segment.start, segment.end))
            previous.length += segment.end - segment.start
    return blocks


def _is_noise_between(text: str, previous: Block, line: SourceLine) -> bool:
    """Return whether the line or the block before it is page noise, which no sentence goes on from or into."""
    start, end = previous.pieces[0]
    opening = text[start:end]
    alone = previous.line == previous.last_line
    return (
        is_noise_anywhere(text[line.start : line.end])
        or is_noise_anywhere(opening)
        or (alone and is_furniture(opening))
    )


def _is_cut(text: str, previous: Block, line: SourceLine, wrap: Wrap | None) -> bool:
    """Return whether a sentence was cut between the block and the line after it, if neither is page noise."""
    if text[line.start] in NEVER_FIRST or text[previous.pieces[-1][1] - 1] in OPENERS:
        return True
    if wrap is not None and wrap.indented:
        if _fills(text, previous, line, wrap):
            return True
        wrap = None  # between paragraphs that are indented, the widths of lines tell nothing
    return _ends_open(text, previous, line, wrap)


def _fills(text: str, previous: Block, line: SourceLine, wrap: Wrap) -> bool:
    """Return whether the line is not indented and follows a full one, in a text with indented paragraphs."""
    start, end = previous.pieces[-1]
    first_start, first_end = previous.pieces[0]
    return (
        line.number == previous.last_line + 1
        and wrap.goes_on(text, start, end, line)
        and not TITLE_STOP.search(text, max(first_start, first_end - 6), first_end)
    )


def _ends_open(text: str, previous: Block, line: SourceLine, wrap: Wrap | None) -> bool:
    """Return whether the end of the block, the start of the line and their lengths say that a sentence was cut."""
    segment = line.segments[0]
    if segment.problem is not None or segment.label is not None:
        return False
    if segment.marker is not None and segment.marker.kind not in ("is", "first"):
        return False
    start, end = previous.pieces[-1]
    last = text[end - 1]
    if last in TERMINAL and not (last in ".．" and text[end - 2 : end - 1].isdigit() and text[line.start].isdigit()):
        return False
    words = text[line.start : line.end]
    if last in OPEN_END:
        return not is_contact(words)
    if wrap is not None:
        cut = wrap.fills(text, start, end, first=len(previous.pieces) == 1)
    elif line.number - previous.last_line > 3:
        cut = False
    # Without punctuation at its end, a long paragraph was cut; a short numbered line is a heading.
    elif previous.label is not None:
        cut = previous.length > 25
    else:
        numbered = previous.marker is not None or previous.problem is not None
        limit = HEADING_WIDTH + 20 if numbered else HEADING_WIDTH
        cut = previous.length > limit or STOP.search(previous.words(text)) is not None
        if numbered and PROBLEM_NAMED.search(text, max(start, end - 16), end):
            cut = False
    return (
        cut
        and not is_contact(words)
        and not is_date(words)
        and not is_date(text[start:end])
        and not (line.end - line.start <= 30 and is_signoff(words))
        and not TITLE_STOP.search(text, max(start, end - 6), end)
    )
