"""The database file, made from where an earlier build left off.

A database grows segment by segment (generator/exports/sqlite.py). The state in front of the last segment is a base that the
cache keeps. A build opens it with a write-ahead log, adds the last segment and the small tables, and publishes the pages
of the base with those of the log in their place. The base itself never changes, and the published bytes are those of a
database made from nothing, because a base is made by the same steps.

A packed database is one gzip member for every few pages. Members of pages that are as in the base are copied from
the file that was published last.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator import exports
from generator.build.dbpages import CHUNK, PAGE, Log, Reader, Run, chunk, read_log, set_format
from generator.build.large import adopt, unchanged
from generator.build.memo import Store, Stored, key_of, program
from generator.build.parts import Part, Parts
from generator.exports import sqlite
from generator.exports.model import Published
from generator.exports.packed import packed

PATH = "data/gongkai.sqlite"
MADE_BY = f"{sqlite3.sqlite_version} {zlib.ZLIB_RUNTIME_VERSION}".encode()
"""What decides the bytes besides the program and the notices."""


class Base(msgspec.Struct, frozen=True):
    """A database in front of a segment. `packed` are the parts of what was published of it last, `sizes` the bytes of each
    member in them, negative where the chunk is not as in the base."""

    file: Stored
    rows: int
    packed: tuple[Stored, ...] = ()
    sizes: tuple[int, ...] = ()


BASE = msgspec.msgpack.Decoder(Base)


class Made(NamedTuple):
    """The file that was written, in parts where it is large, and its rows."""

    parts: list[Part]
    rows: int


class Database:
    """A database in the making: ask which segments it `needs`, `add` them in order, then `write` it."""

    def __init__(self, keys: Sequence[str], store: Store, work: Path) -> None:
        """`keys` are those of all segments. `work` is an empty folder, best on the disk of the store."""
        self.store, self.work, self.closed = store, work, len(keys) - 1
        self.chain = [key_of(program(), MADE_BY, b"database")]
        for key in keys[:-1]:
            self.chain.append(key_of(self.chain[-1].encode(), key.encode()))
        self.start, self.base = self._newest()
        self.rows = self.base.rows if self.base else 0
        self.growing: Path | None = None
        self.sizes: list[int] = []
        self.last: Published | None = None

    def needs(self, at: int) -> bool:
        """Whether the segment must be added."""
        return at >= self.start

    def add(self, at: int, part: Published) -> None:
        """The next segment that is needed."""
        if at == self.closed:
            self.last = part
            return
        with self._opened(self._grown()) as connection:
            self.rows += sqlite.append(connection, part)
            sqlite.merge(connection)

    def write(self, published: Published, begin: Callable[[str], Parts]) -> Made:
        """The database as a file that `begin` opens, packed when it is too large for a host."""
        base = self.base if self.base and self.start == self.closed else self._keep()
        with self._read(base.file) as pages:
            log, rows = self._added(base, published)
            plain = log.total * PAGE <= exports.LARGEST
            out = begin(PATH if plain else f"{PATH}.gz")
            if plain:
                for number in range(-(-log.total * PAGE // CHUNK)):
                    out.write(chunk(pages, log, number))
            else:
                self._pack(pages, base, log, out)
            parts = out.close()
        return Made(parts, rows)

    def remember(self, files: Sequence[Stored]) -> None:
        """Say under which names the store has the parts that were written; those of an earlier build are needed no more."""
        base = self._known(self.closed, packed=False)
        if base and self.sizes:
            self._store(self.closed, Base(base.file, base.rows, tuple(files), tuple(self.sizes)))
            kept = {file.name for file in files}
            for file in self.base.packed if self.base else ():
                if file.name not in kept:
                    self.store.used.discard(file.name)

    def _newest(self) -> tuple[int, Base | None]:
        """The last known base. One from before that, if it is not too old, stays for notices that are dated back."""
        there = [
            at for at in range(self.closed, -1, -1) if (self.store.folder / self.store.name(self.chain[at])).exists()
        ]
        found: tuple[int, Base | None] = (0, None)
        for at in there:
            if base := self._known(at):
                found = at, base
                break
        for at in reversed(there):
            if self.closed // 2 <= at < found[0] and self._known(at, packed=False):
                break
        return found

    def _known(self, at: int, packed: bool = True) -> Base | None:
        """The base of a place if it is there, with what was published of it if that is asked for and there."""
        entry = self.store.get(self.chain[at])
        base = BASE.decode(entry) if entry is not None else None
        if base is None or not unchanged(self.store, base.file):
            return None
        there = packed and base.packed and all(unchanged(self.store, file) for file in base.packed)
        return base if there else Base(base.file, base.rows)

    def _grown(self) -> Path:
        """The base to which closed segments are added: at first a copy of a known one, or an empty one."""
        if self.growing is None:
            self.growing = self.work / "growing.sqlite"
            if self.base:
                shutil.copyfile(self.store.folder / self.base.file.name, self.growing)
                set_format(self.growing, sqlite.ROLLBACK_JOURNAL)
            else:
                with self._opened(self.growing) as connection:
                    sqlite.create(connection)
        return self.growing

    def _keep(self) -> Base:
        """Make what has grown the base in front of the last segment."""
        kept = self._grown().rename(self.work / f"{self.chain[self.closed]}.sqlite")
        set_format(kept, sqlite.WRITE_AHEAD_LOG)
        return self._store(self.closed, Base(adopt(self.store, kept), self.rows))

    def _store(self, at: int, base: Base) -> Base:
        self.store.put(self.chain[at], msgspec.msgpack.encode(base))
        return base

    @contextmanager
    def _opened(self, path: Path) -> Iterator[sqlite3.Connection]:
        """The file with nobody else at it and no care for a power cut: a half-made file is never used."""
        connection = sqlite3.connect(path, isolation_level=None)
        with closing(connection):
            connection.executescript(
                "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF;"
                # What is deleted is overwritten: what a page held before must not depend on who remembers it.
                "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768;"
            )
            yield connection

    def _added(self, base: Base, published: Published) -> tuple[Log, int]:
        """What the last segment and the small tables change in the base; how many rows there are then.

        SQLite copies a log into its database when the last connection closes, unless the file has lost its name. So it
        works at a second name of the base, which is gone by then.
        """
        file, second = self.store.folder / base.file.name, self.work / "second.sqlite"
        try:
            os.link(file, second)
        except OSError:
            shutil.copyfile(file, second)
        log = self.work / f"{second.name}-wal"
        connection = sqlite3.connect(second, isolation_level=None)
        with closing(connection):
            connection.executescript(
                "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 0;"
                "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768;"
            )
            rows = base.rows
            if self.last is not None:
                rows += sqlite.append(connection, self.last)
            rows += sqlite.complete(connection, published)
            found = read_log(log.read_bytes())
            second.unlink()
        log.unlink(missing_ok=True)
        if not unchanged(self.store, base.file):  # SQLite found the file after all; what it wrote is what is published
            file.unlink(missing_ok=True)
        return found, rows

    @contextmanager
    def _read(self, *files: Stored) -> Iterator[Reader]:
        """Reads files as if they were one."""
        starts = list(accumulate((file.size for file in files), initial=0))
        with ExitStack() as stack:
            opened = [
                stack.enter_context((self.store.folder / file.name).open("rb", buffering=0)).fileno() for file in files
            ]

            def read(at: int, size: int) -> bytes:
                number = bisect_right(starts, at) - 1
                if number >= len(opened):
                    return b""
                data = os.pread(opened[number], size, at - starts[number])
                missing = size - len(data)
                return data + read(at + len(data), missing) if missing and number + 1 < len(opened) else data

            yield read

    def _pack(self, pages: Reader, base: Base, log: Log, out: Parts) -> None:
        """The database as gzip, chunk by chunk; those that are as in the base from what was published before."""
        changed = {0, *((number - 1) * PAGE // CHUNK for number in log.pages)}
        whole = base.file.size // CHUNK
        earlier = self.base if self.base and self.base.packed else None
        with ExitStack() as stack:
            run = Run(stack.enter_context(self._read(*earlier.packed)), out.write) if earlier else None
            known = self._members(base, earlier, pages, stack)
            for number in range(-(-log.total * PAGE // CHUNK)):
                settled = number not in changed and number < whole
                found = known(number) if settled else None
                if run and found:
                    if not out.fits(found[1], run.waiting):
                        run.flush()
                        out.turn()
                    run.add(*found)
                    self.sizes.append(found[1])
                    continue
                if run:
                    run.flush()
                data = pages(number * CHUNK, CHUNK) if settled else chunk(pages, log, number)
                member = packed(data, exports.QUICK)
                self.sizes.append(len(member) if settled else -len(member))
                if not out.fits(len(member)):
                    out.turn()
                out.write(member)
            if run:
                run.flush()

    def _members(
        self, base: Base, earlier: Base | None, pages: Reader, stack: ExitStack
    ) -> Callable[[int], tuple[int, int] | None]:
        """Where the packed chunk of a number stands in what was published of an earlier base, or of this one, and its size;
        None where it is not known."""
        if earlier is None:
            return lambda number: None
        before = stack.enter_context(self._read(earlier.file))
        sizes, ends = earlier.sizes, list(accumulate(map(abs, earlier.sizes), initial=0))
        same = earlier.file == base.file

        def member(number: int) -> tuple[int, int] | None:
            at = number * CHUNK
            if number >= len(sizes) or sizes[number] < 0:
                return None
            if not same and before(at, CHUNK) != pages(at, CHUNK):
                return None
            return ends[number], sizes[number]

        return member
