"""The cache of a build, in which three steps are remembered: reading a notice, framing a page, indexing a search segment.

A key is a hash of the program, the step and everything the step is given, so an entry is never stale. An entry begins with a hash of
its content, so a damaged one is not taken. It is written beside and moved into place: readers see all of it or nothing,
whoever else builds at the same time and whenever a build is killed. The cache is never the reason that a build fails.
"""

from __future__ import annotations

import hashlib
import os
import struct
from contextlib import suppress
from functools import cache
from pathlib import Path

from generator.pages.prose import templates_folder

PACKAGE = Path(__file__).parents[1]
DIGEST = 16
"""Bytes of the hash in front of an entry."""


class Memo:
    """Entries in one folder. What `get` and `put` named stays; `sweep` removes the rest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.used: set[str] = set()

    def get(self, key: str) -> bytes | None:
        """Return the value, None where there is none or it is damaged."""
        self.used.add(key)
        try:
            data = self._path(key).read_bytes()
        except OSError:
            return None
        value = data[DIGEST:]
        return value if digest_of(value) == data[:DIGEST] else None

    def put(self, key: str, value: bytes) -> None:
        """Keep the value, if the disk takes it."""
        self.used.add(key)
        path = self._path(key)
        beside = path.with_name(f"{key}.{os.getpid()}.new")
        try:
            if not path.parent.is_dir():
                path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(digest_of(value) + value)
            beside.replace(path)
        except OSError:  # a full disk
            with suppress(OSError):
                beside.unlink()

    def sweep(self) -> None:
        """Remove what this build did not use, and what killed builds left half written."""
        with suppress(OSError):
            for path in self.folder.glob("*/*"):
                if path.name not in self.used:
                    path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key


def key_of(step: str, *parts: bytes) -> str:
    """Return the key of what this program makes of the parts in a step; lengths go before them, so none runs into the next."""
    named = (program(), step.encode(), *parts)
    digest = hashlib.blake2b(struct.pack(f"<{len(named)}Q", *map(len, named)), digest_size=20)
    for part in named:
        digest.update(part)
    return digest.hexdigest()


def digest_of(value: bytes) -> bytes:
    """Return the hash of a value."""
    return hashlib.blake2b(value, digest_size=DIGEST).digest()


@cache
def program() -> bytes:
    """Return a hash of code, word lists and templates as this process loaded them: better than a version, which nobody raises for an
    edit."""
    digest = hashlib.blake2b(digest_size=20)
    for folder in (PACKAGE, templates_folder()):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                data = path.read_bytes()
                digest.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
                digest.update(data)
    return digest.digest()
