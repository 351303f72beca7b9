"""Widths on a terminal: a Chinese character takes two columns, a combining mark none (Unicode's UAX #11).

Ambiguous characters (“ ” ① …) take one, as terminals draw them by default. Characters that would move the cursor or
hide themselves (controls, direction marks) are shown as a replacement: a notice must not be able to drive a terminal.
"""

from __future__ import annotations

from unicodedata import category, east_asian_width

ELLIPSIS = "…"
HIDDEN = "\ufffd"


def cell(char: str) -> tuple[str, int]:
    """Return what is printed for a character, and its columns (0, 1 or 2)."""
    if char == "\t":
        return " ", 1
    kind = category(char)
    if kind in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return HIDDEN, 1
    if kind in ("Mn", "Me"):
        return char, 0
    return char, 2 if east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """Return the columns that a text takes on a terminal."""
    return sum(columns for _, columns in map(cell, text))


def printable(text: str) -> str:
    """Return the text as it may be sent to a terminal."""
    return "".join(shown for shown, _ in map(cell, text))


def pad(text: str, columns: int) -> str:
    """Return the text with spaces behind it that fill it up to a number of columns."""
    return text + " " * max(0, columns - width(text))


def window(line: str, start: int, end: int, columns: int) -> tuple[str, int, int]:
    """Return a part of a line round `line[start:end]`, at most about `columns` wide, with … where it is cut.

    The three values are the printable part, the columns before the marked text and those of the marked text (at least 1).
    """
    before, inside, after = line[:start], line[start:end], line[end:]
    marked = max(1, width(inside))
    room = max(0, columns - min(marked, columns))
    if width(before) + marked + width(after) <= columns:
        return printable(line), width(before), marked
    right = _head(after, room - min(width(before), room * 2 // 3))
    left = _tail(before, room - width(right))
    inner = _head(inside, columns) if marked > columns else inside
    cut = ELLIPSIS if len(left) < len(before) else ""
    more = ELLIPSIS if len(right) < len(after) or len(inner) < len(inside) else ""
    shown = right if len(inner) == len(inside) else ""
    return cut + printable(left + inner + shown) + more, width(cut) + width(left), max(1, width(inner))


def _head(text: str, columns: int) -> str:
    """Return the longest beginning of a text that is at most so wide."""
    head = text[: columns + 1]  # at most, because combining marks take no columns
    taken = 0
    for index, char in enumerate(head):
        taken += cell(char)[1]
        if taken > columns:
            return head[:index]
    return head


def _tail(text: str, columns: int) -> str:
    """Return the longest end of a text that is at most so wide."""
    return _head(text[::-1], columns)[::-1]
