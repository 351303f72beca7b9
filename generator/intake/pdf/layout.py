"""Characters with their places -> rows in reading order: the columns of a page from left to right, each from the top.

A file may draw its words in any order, so only places count. A page is read in columns only where two blocks of full
lines stand side by side with an empty strip between; everything else, tables included, is read row by row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

GUTTER = 0.8
"""The least width of the strip between columns, in heights of a line."""
FULL = 0.75
"""In columns of running text most lines fill this share of their column; cells of a table do not."""
MIN_LINES = 4
SPACE = 0.35
"""A gap from this many line heights on is written as a space."""
ALIGNED = 3.0
"""Points within which rows begin at one place."""
INDENT = 0.9
"""An indent from this many line heights on begins a paragraph."""
CELL = 2.5
"""A gap from this many line heights on parts columns or cells."""


class Glyph(NamedTuple):
    """One character and its box in points, y upwards, the page upright."""

    char: str
    left: float
    bottom: float
    right: float
    top: float
    break_before: bool
    """Whether the file has a line end before it."""


@dataclass(slots=True)
class TextRow:
    """A line as it stands on the page, in points."""

    words: str
    left: float
    bottom: float
    right: float
    top: float
    margin: float = 0.0
    """Where the lines of its column begin."""

    @property
    def height(self) -> float:
        """The height of the line."""
        return self.top - self.bottom


@dataclass(slots=True)
class _Piece(TextRow):
    """A part of a line, as the file draws it: characters one after the other without a wide gap."""

    glyphs: list[Glyph] = field(default_factory=list)

    def append(self, glyph: Glyph) -> None:
        """Add a character at the end."""
        self.glyphs.append(glyph)
        self.words += glyph.char
        self.left, self.right = min(self.left, glyph.left), max(self.right, glyph.right)
        self.bottom, self.top = min(self.bottom, glyph.bottom), max(self.top, glyph.top)

    def is_beside(self, other: TextRow) -> bool:
        """Return whether both stand on one line: they overlap by half the height of the lower one."""
        overlap = min(self.top, other.top) - max(self.bottom, other.bottom)
        return overlap > 0.5 * min(self.height, other.height)


def read_rows(glyphs: Sequence[Glyph]) -> list[TextRow]:
    """Return the rows of a page in reading order, without empty ones."""
    return _in_order([piece for piece in _pieces(glyphs) if piece.words.strip()])


def _pieces(glyphs: Sequence[Glyph]) -> list[_Piece]:
    """Return the characters joined into parts of lines, in the order of the file."""
    pieces: list[_Piece] = []
    for glyph in glyphs:
        piece = _Piece(*glyph[:5], glyphs=[glyph])
        if pieces and not glyph.break_before and _follows(pieces[-1], piece):
            pieces[-1].append(glyph)
        else:
            pieces.append(piece)
    return pieces


def _follows(before: _Piece, after: _Piece) -> bool:
    height = max(before.height, after.height)
    return before.is_beside(after) and -height < after.left - before.right < CELL * height


def _in_order(pieces: list[_Piece]) -> list[TextRow]:
    """Return the rows of some pieces in reading order, columns one after the other."""
    gutter = _find_gutter(pieces)
    if gutter is None:
        return _rows(pieces)
    ordered: list[TextRow] = []
    band: list[_Piece] = []
    for piece in sorted(pieces, key=lambda piece: -piece.top):
        if piece.left < gutter < piece.right:  # a title over both columns ends what is above it
            ordered += _columns(band, gutter)
            band = []
            ordered += _rows([piece])
        else:
            band.append(piece)
    return ordered + _columns(band, gutter)


def _columns(band: list[_Piece], gutter: float) -> list[TextRow]:
    left = [piece for piece in band if piece.right <= gutter]
    right = [piece for piece in band if piece.right > gutter]
    return _in_order(left) + _in_order(right)


def _find_gutter(pieces: list[_Piece]) -> float | None:
    """Return the middle of the strip between two columns of running text, None where the page has none."""
    if len(pieces) < 2 * MIN_LINES:
        return None
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    heights = sorted(piece.height for piece in pieces)
    line = heights[len(heights) // 2]
    narrow = sorted(
        (piece for piece in pieces if piece.right - piece.left < 0.6 * (right - left)), key=lambda piece: piece.left
    )
    if len(narrow) < 2 * MIN_LINES:
        return None
    reach = narrow[0].right
    for piece in narrow:
        middle = (reach + piece.left) / 2
        if piece.left - reach > GUTTER * line and _are_columns(narrow, middle) and len(narrow) * 2 > len(pieces):
            return middle
        reach = max(reach, piece.right)
    return None


def _are_columns(pieces: list[_Piece], gutter: float) -> bool:
    """Return whether both sides of a strip hold running text of about one width."""
    sides = [piece for piece in pieces if piece.right <= gutter], [piece for piece in pieces if piece.left >= gutter]
    widths = []
    for side in sides:
        if len(side) < MIN_LINES:
            return False
        width = max(piece.right for piece in side) - min(piece.left for piece in side)
        full = sum(piece.right - piece.left > FULL * width for piece in side)
        if full * 2 < len(side):
            return False
        widths.append(width)
    return min(widths) > FULL * max(widths) or len(sides[1]) > 3 * MIN_LINES


def _rows(pieces: list[_Piece]) -> list[TextRow]:
    """Return the pieces joined into rows, from the top."""
    lines: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-(piece.top + piece.bottom), piece.left)):
        if lines and lines[-1][0].is_beside(piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    rows = [_joined(line) for line in lines]
    margin = _margin(rows)
    for row in rows:
        row.margin = margin
    return rows


def _margin(rows: list[TextRow]) -> float:
    """Return the leftmost place where several rows begin."""
    lefts = sorted(row.left for row in rows)
    enough = min(3, len(lefts))
    for left, other in zip(lefts, lefts[enough - 1 :], strict=False):
        if other - left < ALIGNED:
            return left
    return lefts[0] if lefts else 0.0


def indented_lines(pages: list[list[TextRow]]) -> list[str]:
    """Return the words of all rows, with two U+3000 before those that are indented: the sign of a new paragraph.

    A page on which every row happens to be indented takes its margin from the other pages.
    """
    margins = sorted(row.margin for page in pages for row in page)
    usual = margins[len(margins) // 2] if margins else 0.0
    lines = []
    for row in (row for page in pages for row in page):
        margin = usual if abs(row.margin - usual) < 4 * row.height else row.margin
        lines.append(("\u3000\u3000" if row.left - margin > INDENT * row.height else "") + row.words)
    return lines


def _joined(line: list[_Piece]) -> TextRow:
    """Return the row of a line, its characters from left to right: quotation marks may be drawn after the words between them."""
    glyphs = sorted((glyph for piece in line for glyph in piece.glyphs), key=lambda glyph: glyph.left + glyph.right)
    height = max(piece.height for piece in line)
    words = glyphs[0].char
    for before, after in pairwise(glyphs):
        gap = after.left - before.right > SPACE * height and not (before.char.isspace() or after.char.isspace())
        words += (" " if gap else "") + after.char
    first = next(glyph for glyph in glyphs if not glyph.char.isspace())
    return TextRow(
        words.strip(" "),
        first.left,
        min(piece.bottom for piece in line),
        max(piece.right for piece in line),
        max(piece.top for piece in line),
    )
