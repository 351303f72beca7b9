"""What the cache says of exports: one index of its files, each under the hash of what it was made from.

One entry for all of them, because five thousand notices have ten thousand files, and an entry read for each would take longer
than making what changed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from generator.exports.manifest import Entry
from generator.site.store import Content, Store, Stored


class Segment(msgspec.Struct, frozen=True):
    """A segment: what it gives to the files made of pieces, and the files of its notices by path."""

    year: str
    rows: dict[str, int]
    sizes: dict[str, int]
    pieces: dict[str, Content]
    files: dict[str, Content]


class Large(msgspec.Struct, frozen=True):
    """A file that was put together."""

    entry: Entry
    file: Stored


class Pair(msgspec.Struct, frozen=True):
    """The two files of a feed."""

    entries: tuple[Entry, ...]
    files: tuple[Content, ...]


class Index(msgspec.Struct):
    """What the store holds of exports, each under the hash of what it was made from."""

    segments: dict[str, Segment] = {}
    larges: dict[str, Large] = {}
    pairs: dict[str, Pair] = {}


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
