"""What the cache says of exports: one index of its files, each under the hash of what it was made from.

One entry for all of them, because five thousand notices have ten thousand files, and an entry read for each would take longer
than making what changed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import msgspec

from generator.build.folder import Folder, Put
from generator.build.memo import Content, Store, Stored
from generator.build.parts import Parts
from generator.exports.manifest import Entry


class Segment(msgspec.Struct, frozen=True):
    """A segment: rows and bytes of what it gives to each file made of pieces, the pieces that are kept as they are, and the
    files of its notices by path."""

    year: str
    rows: dict[str, int]
    sizes: dict[str, int]
    pieces: dict[str, Content]
    files: dict[str, Content]


class Large(msgspec.Struct, frozen=True):
    """A file that was put together, or a part of one."""

    entry: Entry
    file: Stored


class Pair(msgspec.Struct, frozen=True):
    """The two files of a feed."""

    entries: tuple[Entry, ...]
    files: tuple[Content, ...]


class Index(msgspec.Struct):
    """What the store holds of exports, each under the hash of what it was made from."""

    segments: dict[str, Segment] = {}
    larges: dict[str, tuple[Large, ...]] = {}
    pairs: dict[str, Pair] = {}


class Exported(NamedTuple):
    """What an export did, for a process that was not there: the entries of the files that lists name, all files, and
    what the store is to keep."""

    listed: list[Entry]
    files: dict[str, Put]
    used: set[str]


@contextmanager
def usable(store: Store) -> Iterator[tuple[Store, Path]]:
    """The store and a folder to work in; where it cannot be written to, a store that is gone afterwards."""
    work = store.folder / "work"
    try:
        shutil.rmtree(work, ignore_errors=True)  # of a build that was killed
        work.mkdir(parents=True)
    except OSError:
        with TemporaryDirectory() as folder:
            Path(folder, "work").mkdir()
            yield Store(Path(folder)), Path(folder, "work")
        return
    try:
        yield store, work
    finally:
        shutil.rmtree(work, ignore_errors=True)


class Places:
    """The store and the folder to publish, as the exporter sees them. The folder of the store is held open: a site has
    thousands of small files, and most of what a rebuild does with them is to look for one."""

    def __init__(self, store: Store, target: Folder) -> None:
        self.store, self.target = store, target
        self._held = os.open(store.folder, os.O_RDONLY)

    def close(self) -> None:
        """Let go of the folder."""
        os.close(self._held)

    def there(self, content: Content) -> bool:
        """Whether the store has the file as it was put there."""
        if isinstance(content, bytes):
            return False
        self.store.note([content.name])
        try:
            state = os.stat(content.name, dir_fd=self._held)
        except OSError:
            return False
        self.store.seen[content.name] = state
        return (state.st_size, state.st_mtime_ns) == (content.size, content.modified) or self.store.has(content)

    def place(self, content: Content, path: str) -> None:
        """Publish it."""
        self.target.place(content, path, self.store)

    def new(self, path: str) -> Path:
        """Where to write a file."""
        return self.target.new(path)

    def parts(self, path: str) -> Parts:
        """The same for one that may be cut into parts."""
        return Parts(self.target, path)
