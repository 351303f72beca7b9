"""The original text of a file, and ranges (spans) that point into it.

Why this exists: everything the program says about a notice must be traceable to characters of the original. So nothing
is cleaned, normalised or copied; later stages carry a `Span` into `Source.text` and slice it when they need the words.

Left out on purpose: `str.splitlines()` (it also breaks lines at VT, FF, NEL and U+2028) and `strip()` on what is kept.
A line ends at LF, CR LF or CR, as in every editor, so that the line numbers we print are those the reader sees.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from io import StringIO
from itertools import accumulate
from typing import NamedTuple

LINE_END = re.compile(r"\r\n?|\n")
WHITE_SPACE = "".join(filter(str.isspace, map(chr, range(0x3001))))
"""All white space characters (U+3000 is the last), as an argument for `strip`."""
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
"""Byte-order marks and the codec that each stands for."""


class Span(NamedTuple):
    """A half-open range of code points in `Source.text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of the text that the span covers."""
        return text[self.start : self.end]


class Source:
    """One original file: name, bytes, hash, decoded text, and conversion of offsets to lines and columns.

    Text and hash are computed on first use, because most code that lists notices needs neither.
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
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def _decoded(self) -> tuple[str, str, int | None]:
        return decode(self.data)

    @cached_property
    def text(self) -> str:
        """Every character of the file, a byte-order mark included; U+FFFD stands for bytes that no codec can read."""
        return self._decoded[0]

    @cached_property
    def encoding(self) -> str:
        """The name of the codec that decoded the bytes."""
        return self._decoded[1]

    @cached_property
    def undecodable(self) -> int | None:
        """The byte offset of the first byte that no codec can read, or None."""
        return self._decoded[2]

    @cached_property
    def line_starts(self) -> list[int]:
        """The offsets at which lines begin; the first is 0."""
        starts = list(accumulate(map(len, split_lines(self.text)), initial=0))
        return starts[:-1] if self.text and self.text[-1] not in "\r\n" else starts

    def line_of(self, offset: int) -> int:
        """Return the 1-based number of the line that holds the offset."""
        return bisect_right(self.line_starts, offset)

    def column_of(self, offset: int) -> int:
        """Return the 1-based column of the offset, counted in code points."""
        return offset - self.line_starts[self.line_of(offset) - 1] + 1

    def line_text(self, line: int) -> str:
        """Return the characters of a line (1-based number), without its line end."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")


def split_lines(text: str) -> Iterator[str]:
    """Return the lines of a text with their ends; unlike `str.splitlines`, only LF, CR LF and CR end a line."""
    return StringIO(text, newline="")


def decode(data: bytes) -> tuple[str, str, int | None]:
    """Return text, codec and the offset of the first unreadable byte (None when all could be read). Never raises.

    A byte-order mark decides; then strict UTF-8; then strict GB18030, which contains GBK and GB2312. The mark stays in
    the text: it is a character of the original.
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
