"""Files that were left alone since they were last read, told by their state, and their bytes as the store has them."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from generator.source import Source

FINE, COARSE = 100_000_000, 2_000_000_000
"""Nanoseconds after its last change in which a file is read again each time: the clock of a disk goes in steps, and a second
change in the same step would leave no trace. Steps are of some milliseconds, on old disks of two seconds."""


class Seen(msgspec.Struct, frozen=True, array_like=True):
    """The state of a file when it was read, and the hash of what it held."""

    size: int
    modified: int
    changed: int
    """Nanoseconds of the last change of the file's bytes, and of anything about it, which nobody can set."""
    number: int
    sha256: str

    def fits(self, state: os.stat_result) -> bool:
        """Whether the file was left alone since."""
        now = (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)
        return now == (self.size, self.modified, self.changed, self.number)


class Filed(Source):
    """An original that the store holds, not read before somebody asks."""

    def __init__(self, name: str, seen: Seen, path: str) -> None:
        self.name, self.size, self.path = name, seen.size, path
        self.__dict__["sha256"] = seen.sha256

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return Path(self.path).read_bytes()

    def __reduce__(self) -> tuple[type[Source], tuple[str, bytes]]:
        return Source, (self.name, self.data)


def settled(state: os.stat_result, now: int) -> bool:
    """Whether a file that is changed `now`, in nanoseconds, or later cannot look as it does."""
    last = max(state.st_mtime_ns, state.st_ctime_ns)
    return now - last > (FINE if last % 1_000_000 else COARSE)
