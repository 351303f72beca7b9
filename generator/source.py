"""The original text and how to point at it.

Why this exists: everything the program says about a notice must be traceable to characters of the original. So nothing
is cleaned, normalised or copied; later stages carry a `Span` into `Source.text` and slice it when they need the words.

Left out on purpose: `str.splitlines()` (it breaks at VT, FF, NEL, U+2028) and `strip()` on what is kept. A line ends at
LF, CR LF or CR, as in every editor, so that the line numbers we print are those the reader sees.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

LINE_END = re.compile(r"\r\n|\n|\r")
WHITE_SPACE = "".join(filter(str.isspace, map(chr, range(0x3001))))
"""All white space (U+3000 is the last), for `strip`, which takes half the time of a pattern."""


class Span(NamedTuple):
    """A half-open range of code points in `Source.text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters the span covers."""
        return text[self.start : self.end]


class Source:
    """One original: its bytes' hash, its text as decoded, and line arithmetic.

    `text` holds every character of the file, a byte-order mark included. `encoding` is the codec that decoded it.
    `undecodable` is the byte offset of the first byte no codec could read, or None; the text then holds U+FFFD there.
    Decoded and hashed when first asked, as most of what lists a notice asks for neither.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.size = len(data)
        self._data = data

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self._data

    @cached_property
    def sha256(self) -> str:
        """Of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def _decoded(self) -> tuple[str, str, int | None]:
        return decode(self.data)

    @cached_property
    def text(self) -> str:
        """Every character of the file."""
        return self._decoded[0]

    @cached_property
    def encoding(self) -> str:
        """The codec that decoded it."""
        return self._decoded[1]

    @cached_property
    def undecodable(self) -> int | None:
        """Where the first byte stands that no codec could read."""
        return self._decoded[2]

    @cached_property
    def line_starts(self) -> list[int]:
        """Offsets at which lines begin; the first is 0."""
        return [0, *[after for _, after in line_ends(self.text)]]

    def line_of(self, offset: int) -> int:
        """The 1-based line that holds the offset."""
        return bisect_right(self.line_starts, offset)

    def column_of(self, offset: int) -> int:
        """The 1-based column of the offset, counted in code points."""
        return offset - self.line_starts[self.line_of(offset) - 1] + 1

    def line_text(self, line: int) -> str:
        """The characters of a 1-based line, without its line end."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")


def line_ends(text: str) -> list[tuple[int, int]]:
    """Where each line's end begins and ends. Looked for by LF, where no CR stands alone: the pattern takes three times as long."""
    returns = text.count("\r")
    if returns and returns != text.count("\r\n"):
        return [found.span() for found in LINE_END.finditer(text)]
    ends = []
    at = text.find("\n")
    while at >= 0:
        ends.append((at - 1 if returns and text[at - 1 : at] == "\r" else at, at + 1))
        at = text.find("\n", at + 1)
    return ends


BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode(data: bytes) -> tuple[str, str, int | None]:
    """Text, codec and the offset of the first unreadable byte (None when all could be read).

    A byte-order mark decides; then strict UTF-8; then strict GB18030, which contains GBK and GB2312. The mark stays in
    the text: it is a character of the original. Never raises.
    """
    for mark, codec in BOMS:
        if data.startswith(mark):
            try:
                return data.decode(codec), codec, None
            except UnicodeDecodeError as error:
                return data.decode(codec, "replace"), codec, error.start
    try:
        return data.decode("utf-8"), "utf-8", None
    except UnicodeDecodeError as error:
        broken = error.start
    try:
        return data.decode("gb18030"), "gb18030", None
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace"), "utf-8", broken
