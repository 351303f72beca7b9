"""Packed files in parts that hosts of static sites take: gongkai.sqlite.gz.001, .002, …, one after the other the whole file.

A part ends between two gzip members, where the next one would make it too large: so the parts follow from the members, not
from how they were written.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from generator import exports
from generator.build.folder import Folder


class Part(NamedTuple):
    """A file that was written: its published path, its size and its SHA-256."""

    path: str
    size: int
    digest: bytes


class Parts:
    """A file in the making, at `path` in the folder. Close it to know its parts: one that has the path itself, or several."""

    def __init__(self, target: Folder, path: str) -> None:
        self.target, self.path = target, path
        self.done: list[Part] = []
        self.size = 0
        self._begin(path)

    def fits(self, size: int, waiting: int = 0) -> bool:
        """Whether a member of so many bytes belongs to the part that is being written, after others that wait to be. Only a packed
        file has more than one."""
        before = self.size + waiting
        return not before or before + size <= exports.PART or not self.path.endswith(".gz")

    def turn(self) -> None:
        """Go on with the next part."""
        if not self.done:
            self.target.move(self.path, _numbered(self.path, 1))
        self._end(_numbered(self.path, len(self.done) + 1))
        self._begin(_numbered(self.path, len(self.done) + 1))

    def write(self, data: bytes) -> None:
        """Bytes of this part."""
        self.out.write(data)
        self.digest.update(data)
        self.size += len(data)

    def close(self) -> list[Part]:
        """The parts."""
        self._end(_numbered(self.path, len(self.done) + 1) if self.done else self.path)
        return self.done

    def _begin(self, path: str) -> None:
        self.out = self.target.new(path).open("wb")
        self.digest = hashlib.sha256()
        self.size = 0

    def _end(self, path: str) -> None:
        self.out.close()
        self.done.append(Part(path, self.size, self.digest.digest()))


def _numbered(path: str, number: int) -> str:
    return f"{path}.{number:03}"
