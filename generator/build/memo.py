"""The cache of a build: content-addressed entries under build/cache, good for nothing but time.

An entry's name is a hash of everything it was made from, so an entry is never stale; it begins with a hash of its own
content, so one that was damaged is not taken. It is written beside and moved into place: readers see all of it or
nothing, whoever else builds at the same time and whenever a build is killed.
"""

from __future__ import annotations

import errno
import hashlib
import os
import struct
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.pages.writer import templates_folder

PACKAGE = Path(__file__).parents[1]
DIGEST = 16  # bytes
SUFFIX = ".bin"


def key_of(*parts: bytes) -> str:
    """The name of what is made from these parts; their lengths go before them, so none runs into the next."""
    frame = struct.pack(f"<{len(parts) + 1}Q", len(parts), *map(len, parts))
    return hashlib.blake2b(frame + b"".join(parts), digest_size=20).hexdigest()


def fingerprint(folder: Path, patterns: Iterable[str] = ("*",)) -> bytes:
    """A hash over names and bytes of all files of a folder."""
    digest = hashlib.blake2b(digest_size=20)
    for path in sorted({path for pattern in patterns for path in folder.rglob(pattern)}):
        if path.is_file() and "__pycache__" not in path.parts:
            data = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.digest()


@cache
def code() -> bytes:
    """Code and word lists as this process loaded them: read once, so that what they make has no later edit's name."""
    return fingerprint(PACKAGE, ("*.py", "*.yml", "*.json", "*.csv", "*.tsv", "*.txt"))


@cache
def program() -> bytes:
    """What the program is: its code, word lists and page templates. Better than a version, which nobody raises for an edit."""
    return code() + fingerprint(templates_folder() / "pages")


class Stored(NamedTuple):
    """A file of the store as it was written: its name there, its bytes, nanoseconds of its last change, and its hash."""

    name: str
    size: int
    modified: int
    digest: bytes


Content = Stored | bytes
"""What is published under some path: a file of the store, or bytes that could not be kept there."""


class Store:
    """Entries of one kind in one folder. What `get`, `put` and `keep` named stays; `sweep` removes the rest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = f"{folder}/"
        """The same for what is done thousands of times: to make a path object takes longer than to read a small file."""
        self.used: set[str] = set()
        self.seen: dict[str, os.stat_result] = {}

    def get(self, key: str) -> bytes | None:
        """The entry's content, None where there is none or it is damaged."""
        try:
            with open(self.path + key + SUFFIX, "rb", buffering=0) as file:  # noqa: PTH123
                data = file.read()
        except OSError:
            return None
        content = data[DIGEST:]
        if digest_of(content) != data[:DIGEST]:
            return None
        self.keep(key)
        return content

    def name(self, key: str) -> str:
        """The file that holds an entry."""
        return key + SUFFIX

    def keep(self, key: str) -> None:
        """Say that an entry is needed, without reading it."""
        self.used.add(key + SUFFIX)

    def put(self, key: str, content: bytes) -> bool:
        """Keep the content; whether it is kept. An entry that cannot be written is not: the cache is never the reason a build
        fails."""
        self.keep(key)
        return self._write(key + SUFFIX, digest_of(content) + content)

    def note(self, names: Iterable[str]) -> None:
        """Say that files are needed which another process put here."""
        for name in names:
            self.used.add(name)
            self.seen.pop(name, None)

    def put_file(self, name: str, content: bytes) -> Content:
        """Keep bytes under a name as a file that is nothing but them, so that a site can have it without a copy. `name` holds
        the hash of what they are made from, as keys do."""
        self.used.add(name)
        if not self._write(name, content):
            return content
        state = self.state(name)
        return Stored(name, state.st_size, state.st_mtime_ns, digest_of(content))

    def has(self, file: Stored) -> bool:
        """Whether the file is as it was written. One whose time is another, as after a copy, is read to see."""
        self.used.add(file.name)
        try:
            state = self.state(file.name)
            if state.st_size != file.size:
                return False
            if state.st_mtime_ns == file.modified:
                return True
            return digest_of((self.folder / file.name).read_bytes()) == file.digest
        except OSError:
            return False

    def state(self, name: str) -> os.stat_result:
        """Size, time and number of a file of the store, as last looked at."""
        state = self.seen.get(name)
        if state is None:
            state = self.seen[name] = os.stat(self.path + name)  # noqa: PTH116
        return state

    def sweep(self) -> None:
        """Remove what this build did not use, and what killed builds left half written."""
        with suppress(OSError), os.scandir(self.folder) as entries:
            for entry in entries:
                if entry.name not in self.used:
                    with suppress(OSError):
                        (self.folder / entry.name).unlink()

    def _write(self, name: str, data: bytes) -> bool:
        beside = f"{self.path}{name}.{os.getpid()}.new"
        for _ in range(2):
            try:
                with open(beside, "wb", buffering=0) as file:  # noqa: PTH123
                    if file.write(data) != len(data):
                        raise OSError(errno.ENOSPC, "")
                os.replace(beside, self.path + name)  # noqa: PTH105
                self.seen.pop(name, None)
                return True
            except FileNotFoundError:
                with suppress(OSError):
                    self.folder.mkdir(parents=True, exist_ok=True)
            except OSError:
                break
        return False


class Book:
    """Small entries of a store that every build wants, bound together: to open thousands of files takes longer than to read
    them. Each is an entry by itself, too, for builds that never came to the end."""

    def __init__(self, store: Store, key: str) -> None:
        self.store, self.key = store, key
        packed = store.get(key)
        self.before = BOOK.decode(packed) if packed is not None else {}
        self.entries: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """The content of an entry, None where there is none."""
        content = self.before.get(key)
        if content is None:
            content = self.store.get(key)
        if content is None:
            return None
        self.store.keep(key)
        self.entries[key] = content
        return content

    def bind(self) -> None:
        """Keep the entries that were asked for, for the next build."""
        if self.entries.keys() != self.before.keys():
            self.store.put(self.key, msgspec.msgpack.encode(self.entries))


BOOK = msgspec.msgpack.Decoder(dict[str, bytes])


def digest_of(content: bytes) -> bytes:
    """The hash of the content of an entry."""
    return hashlib.blake2b(content, digest_size=DIGEST).digest()
