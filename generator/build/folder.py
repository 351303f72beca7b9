"""A folder on its way to be the site: what stands in it already, from the site before the last, is left where it is.

A site of five thousand notices has thirty thousand files in ten thousand folders, of which a new notice changes two
hundred; to make and to remove all the others takes longer than the rest of a build. A file is left alone only if it is
the very file of the store (the same inode of the same disk), which the store has looked at. Nothing is ever written into
a file that is there, because it may have other names.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from generator.build.memo import Content, Store, Stored


class Put(NamedTuple):
    """A file that was asked for: its bytes and its number on the disk, where they are known."""

    size: int | None = None
    number: int | None = None


class Listing(NamedTuple):
    """What stands in a folder: the number of each file on the disk, the folders, by paths relative to it with slashes, and the
    disk. Links are files."""

    files: dict[str, int]
    folders: set[str]
    disk: int | None = None


def listing(root: Path) -> Listing:
    """What stands in the folder, if there is one."""
    if not root.is_dir():
        return Listing({}, {""})
    files: dict[str, int] = {}
    folders = {""}
    waiting = [""]
    while waiting:
        below = waiting.pop()
        with os.scandir(f"{root}/{below}") as entries:
            for entry in entries:
                path = below + entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.add(path)
                    waiting.append(path + "/")
                else:
                    files[path] = entry.inode()
    return Listing(files, folders, root.stat().st_dev)


class Folder:
    """The folder at `root`, made when it is not there. `found` is what stands in it, where that is known."""

    def __init__(self, root: Path, found: Listing | None = None) -> None:
        root.mkdir(parents=True, exist_ok=True)
        found = found or listing(root)
        self.root = root
        self.path = f"{root}/"
        self.disk = root.stat().st_dev
        self.folders = set(found.folders)
        self.before = dict(found.files)
        """The number of each file that was found."""
        self.names: dict[str, Put] = {}
        """Files asked for."""
        self.fresh: set[str] = set()
        """Those of them that did not stand there already."""

    def place(self, content: Content, path: str, store: Store) -> None:
        """Have a file of the store, or bytes, at `path`."""
        if isinstance(content, bytes):
            if path not in self.before or (self.root / path).read_bytes() != content:
                self.new(path).write_bytes(content)
            self.names[path] = Put(len(content), self.before.get(path))
            return
        state = store.state(content.name)
        if self.before.get(path) != state.st_ino or state.st_dev != self.disk:
            self._make_room(path)
            kept, target = store.path + content.name, self.path + path
            try:
                os.link(kept, target)
            except FileNotFoundError:
                raise
            except OSError:  # another disk, or one where a file has one name
                shutil.copyfile(kept, target)
                self.names[path] = Put(state.st_size)
                return
        self.names[path] = Put(state.st_size, state.st_ino)

    def leave(self, content: Stored, path: str, store: Store) -> None:
        """The same for a file of the store that stood at `path` when the folder was looked at."""
        number = self.before.get(path)
        if number is None:
            self.place(content, path, store)
        else:
            self.names[path] = Put(content.size, number)

    def new(self, path: str) -> Path:
        """Where to write a file that is not there yet, in a folder that is."""
        self.names[path] = Put()
        self._make_room(path)
        return self.root / path

    def move(self, path: str, to: str) -> None:
        """Give a file that was written here another path."""
        (self.root / path).replace(self.new(to))
        del self.names[path]
        self.fresh.discard(path)

    def _make_room(self, path: str) -> None:
        """Have nothing at `path`, in a folder that is there. Strings in place of paths: a site has tens of thousands of files."""
        self.fresh.add(path)
        if path in self.before:
            os.unlink(self.path + path)  # noqa: PTH108
            del self.before[path]
        elif path in self.folders:
            self._remove(path)
        above = path.rpartition("/")[0]
        if above not in self.folders:
            missing = []
            while above not in self.folders:
                missing.append(above)
                above = above.rpartition("/")[0]
            for folder in reversed(missing):
                if folder in self.before:
                    os.unlink(self.path + folder)  # noqa: PTH108
                    del self.before[folder]
                with suppress(FileExistsError):  # another process puts its files here, too
                    os.mkdir(self.path + folder)  # noqa: PTH102
                self.folders.add(folder)

    def finish(self) -> None:
        """Remove what nobody asked for."""
        for path in self.before.keys() - self.names.keys():
            (self.root / path).unlink(missing_ok=True)
        needed = {""}
        for folder in {path.rpartition("/")[0] for path in self.names}:
            while folder not in needed:
                needed.add(folder)
                folder = folder.rpartition("/")[0]
        for path in sorted(self.folders - needed, reverse=True):
            with suppress(OSError):  # gone, or somebody put something in it meanwhile
                (self.root / path).rmdir()

    def sizes(self) -> dict[str, int]:
        """The files asked for, with their bytes."""
        return {
            path: (self.root / path).stat().st_size if put.size is None else put.size
            for path, put in self.names.items()
        }

    def like(self, other: Mapping[str, Put]) -> None:
        """Remove every file that is not, under the same path, the very file that the other folder, on the same disk, was
        asked for."""
        self.names = {
            path: put
            for path, number in self.before.items()
            if (put := other.get(path)) is not None and put.number == number
        }
        self.finish()

    def _remove(self, folder: str) -> None:
        shutil.rmtree(self.root / folder)
        inside = folder + "/"
        self.folders = {path for path in self.folders if path != folder and not path.startswith(inside)}
        self.before = {path: number for path, number in self.before.items() if not path.startswith(inside)}
