"""A folder of files that is brought up to date: what is right already is left where it is.

To make and remove the files of a large site takes longer than everything else that one new notice asks for. So the folder of the site
before is taken up again: an index says what each file held and what size and time it then had. A file that still has both is as it was.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

import msgspec

from generator.build.memo import digest_of


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """A file as it was written: the hash of its bytes, how many they are, and nanoseconds of its last change."""

    digest: bytes
    size: int
    modified: int


INDEX = msgspec.msgpack.Decoder(dict[str, Entry])


class Tree:
    """A folder that is brought up to date: `write` every file, then `finish`. `files` are those written, by path."""

    def __init__(self, folder: Path, index: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.index = folder, index
        self.files: dict[str, Entry] = {}
        self._before: dict[str, Entry] = {}
        with suppress(OSError, msgspec.MsgspecError):  # there is none, or it is damaged
            self._before = INDEX.decode(index.read_bytes())
        self._there: dict[str, os.stat_result] = {}
        """The files that stand in the folder."""
        self._folders = {""}
        self._look("")

    def holds(self, path: str, digest: bytes) -> bool:
        """Whether there is a file at a path whose bytes have this hash."""
        known, state = self._before.get(path), self._there.get(path)
        found = state and (state.st_size, state.st_mtime_ns)
        return known is not None and known.digest == digest and found == (known.size, known.modified)

    def write(self, path: str, data: bytes, digest: bytes | None = None) -> None:
        """Have these bytes at a path; a file that holds them already stays. `digest` is their hash where it is known."""
        digest = digest or digest_of(data)
        known = self._before.get(path)
        if known is None or not self.holds(path, digest):
            self._make_room(path)
            target = f"{self.folder}/{path}"
            with open(target, "wb") as file:  # noqa: PTH123 - a site has tens of thousands of files
                file.write(data)
            known = Entry(digest, len(data), os.stat(target).st_mtime_ns)  # noqa: PTH116
        self.files[path] = known

    def finish(self) -> None:
        """Remove what nobody wrote, and remember what there is."""
        needed = {""}
        for path in self.files:
            folder = path.rpartition("/")[0]
            while folder not in needed:
                needed.add(folder)
                folder = folder.rpartition("/")[0]
        for path in self._there.keys() - self.files.keys():
            with suppress(FileNotFoundError, NotADirectoryError):  # it went with what another tree wrote here
                (self.folder / path).unlink()
        for path in sorted(self._folders - needed, reverse=True):
            with suppress(FileNotFoundError, NotADirectoryError):
                (self.folder / path).rmdir()
        self.index.write_bytes(msgspec.msgpack.encode(self.files))

    def _look(self, below: str) -> None:
        """Look at what stands in a folder and those in it. Links are removed: they would lead out of the site."""
        with os.scandir(f"{self.folder}/{below}") as entries:
            for entry in entries:
                path = below + entry.name
                if entry.is_symlink():
                    os.unlink(entry.path)  # noqa: PTH108
                elif entry.is_dir():
                    self._folders.add(path)
                    self._look(path + "/")
                else:
                    with suppress(FileNotFoundError):  # another tree writes here at the same time
                        self._there[path] = entry.stat(follow_symlinks=False)

    def _make_room(self, path: str) -> None:
        """Have nothing at a path, in a folder that is there. A file that is there may have other names, so none is written into."""
        if path in self._there:
            (self.folder / path).unlink(missing_ok=True)
        elif path in self._folders:
            shutil.rmtree(self.folder / path)
            inside = path + "/"
            self._folders = {each for each in self._folders if each != path and not each.startswith(inside)}
            self._there = {each: state for each, state in self._there.items() if not each.startswith(inside)}
        above = path.rpartition("/")[0]
        if above not in self._folders:
            self._make_room(above)
            (self.folder / above).mkdir(exist_ok=True)
            self._there.pop(above, None)
            self._folders.add(above)
