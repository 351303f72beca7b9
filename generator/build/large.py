"""Files of the store that are too large to be in memory: made elsewhere and moved in, looked at without being read.

Like git's index, an entry holds size and time of its file, and while these are as they were the file is not read. After a
copy that lost the times (a cache that CI unpacked) its hash decides.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from generator.build.memo import Store, Stored


def adopt(store: Store, path: Path, digest: bytes | None = None) -> Stored:
    """Move the file into the store under its own name. `digest` is its SHA-256, where that is known."""
    digest = digest or sha256(path)
    store.used.add(path.name)
    path.replace(store.folder / path.name)
    return _stored(store, path.name, digest)


def link(store: Store, path: Path, name: str, digest: bytes) -> Stored | None:
    """Give a file that was made elsewhere a second name in the store, or put a copy there; None where neither can be done."""
    kept = store.folder / name
    store.used.add(name)
    try:
        kept.unlink(missing_ok=True)
        try:
            os.link(path, kept)
        except OSError:  # another disk
            shutil.copyfile(path, kept)
        return _stored(store, name, digest)
    except OSError:
        return None


def unchanged(store: Store, file: Stored) -> bool:
    """Whether the file is there as it was put; it is needed from now on."""
    store.used.add(file.name)
    path = store.folder / file.name
    try:
        state = path.stat()
        if state.st_size != file.size:
            return False
        return state.st_mtime_ns == file.modified or sha256(path) == file.digest
    except OSError:
        return False


def sha256(path: Path) -> bytes:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _stored(store: Store, name: str, digest: bytes) -> Stored:
    state = (store.folder / name).stat()
    return Stored(name, state.st_size, state.st_mtime_ns, digest)
