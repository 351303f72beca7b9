"""Pages of a database file: those of a base with those of a write-ahead log in their place, and runs of packed ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from generator.exports import sqlite

PAGE = sqlite.PAGE_SIZE
CHUNK = 8 * PAGE
"""Bytes of the database in one gzip member: so much is packed again for one changed page."""
MEBIBYTE = 1024 * 1024
LOG_HEADER, FRAME_HEADER = 32, 24
"""Bytes in front of a write-ahead log, and of each page in it (SQLite file format, section 4)."""
HEADER = 100
Reader = Callable[[int, int], bytes]
"""Gives the bytes of a file from a place on, so many. Mapped files would count as memory of the build."""


class Log(NamedTuple):
    """Pages that differ from the base, by number from 1, and how many pages the database has."""

    pages: dict[int, bytes]
    total: int


class Run:
    """Members that follow one another in a file, read and written together: there are fourteen thousand of five thousand
    notices."""

    def __init__(self, file: Reader, write: Callable[[bytes], None]) -> None:
        self.file, self.write = file, write
        self.start = self.end = 0

    def add(self, at: int, size: int) -> None:
        """One more member."""
        if at != self.end or self.end - self.start > MEBIBYTE:
            self.flush()
            self.start = at
        self.end = at + size

    @property
    def waiting(self) -> int:
        """Bytes that are not written yet."""
        return self.end - self.start

    def flush(self) -> None:
        """Write what has come together."""
        if self.end > self.start:
            self.write(self.file(self.start, self.end - self.start))
        self.start = self.end


def chunk(pages: Reader, log: Log, number: int) -> bytes:
    """The bytes of a chunk of the published database."""
    first, end = number * CHUNK // PAGE, min((number + 1) * CHUNK // PAGE, log.total)
    found = bytearray(pages(number * CHUNK, end * PAGE - number * CHUNK))
    found.extend(bytes((end - first) * PAGE - len(found)))  # a page that was freed as soon as it was new is nowhere
    for at in range(end - first):
        page = log.pages.get(first + at + 1)
        if page is not None:
            found[at * PAGE : (at + 1) * PAGE] = page
    if number == 0:
        found[:HEADER] = sqlite.normalised(bytes(found[:HEADER]))
    return bytes(found)


def read_log(data: bytes) -> Log:
    """What a write-ahead log, written just now, changes: the last committed image of every page in it."""
    salts = data[16:24]
    pages: dict[int, bytes] = {}
    pending: dict[int, bytes] = {}
    count = 0
    for at in range(LOG_HEADER, len(data), FRAME_HEADER + PAGE):
        if data[at + 8 : at + 16] != salts:
            break
        number, size = (int.from_bytes(data[at + k : at + k + 4], "big") for k in (0, 4))
        pending[number] = data[at + FRAME_HEADER : at + FRAME_HEADER + PAGE]
        if size:  # the frame that commits tells how many pages there are then
            pages |= pending
            pending, count = {}, size
    return Log({number: page for number, page in pages.items() if number <= count}, count)


def set_format(path: Path, versions: bytes) -> None:
    """Say in the header of a database how it is written to."""
    with path.open("r+b") as file:
        file.seek(sqlite.WRITE_FORMAT)
        file.write(versions)
