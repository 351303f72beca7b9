"""The cache of a build: content-addressed entries under build/cache, good for nothing but time.

An entry's name is a hash of everything it was made from, so an entry is never stale; it begins with a hash of its own
content, so one that was damaged is not taken. It is written beside and moved into place: readers see all of it or
nothing, whoever else builds at the same time and whenever a build is killed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

from generator.pages.writer import templates_folder

PACKAGE = Path(__file__).parents[1]
DIGEST = 16  # bytes
SUFFIX = ".bin"


def key_of(*parts: bytes) -> str:
    """The name of what is made from these parts; each is framed by its length, so none runs into the next."""
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.hexdigest()


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


class Store:
    """Entries of one kind in one folder. What `get` and `put` touched is kept; `sweep` removes the rest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.used: set[str] = set()
        self.made: set[str] = set()

    def get(self, key: str) -> bytes | None:
        """The entry's content, None where there is none or it is damaged."""
        try:
            data = (self.folder / (key + SUFFIX)).read_bytes()
        except OSError:
            return None
        content = data[DIGEST:]
        if _digest(content) != data[:DIGEST]:
            return None
        self.used.add(key)
        return content

    def keep(self, key: str) -> None:
        """Say that an entry is needed, without reading it."""
        self.used.add(key)

    def put(self, key: str, content: bytes) -> None:
        """Keep the content. An entry that cannot be written is not kept: the cache is never the reason a build fails."""
        self.used.add(key)
        beside = self.folder / f"{key}.{os.getpid()}.new"
        with suppress(OSError):
            if key not in self.made:
                self.folder.mkdir(parents=True, exist_ok=True)
                self.made.add(key)
            beside.write_bytes(_digest(content) + content)
            beside.replace(self.folder / (key + SUFFIX))

    def sweep(self) -> None:
        """Remove what this build did not use, and what killed builds left half written."""
        with suppress(OSError):
            for path in sorted(self.folder.iterdir()):
                if path.name.removesuffix(SUFFIX) not in self.used:
                    with suppress(OSError):
                        path.unlink()


def clear(folder: Path) -> None:
    """Forget everything."""
    shutil.rmtree(folder, ignore_errors=True)


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=DIGEST).digest()
