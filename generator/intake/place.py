"""A notice into the notices folder: whole or not at all, whatever happens in between.

A notice of one file appears by one link, a notice of several by one rename of a folder of its own (`notices/<id>/`), a
replaced one by an exchange of two folders. Everything is written and synced before that in `.gongkai-add.part`, which no
stage reads and the next run clears. A lock on the folder keeps two runs apart; it ends with its process.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from generator.intake.exchange import exchange
from generator.intake.model import RefusedError
from generator.sidecar import KEPT_NAME, read_sidecar
from generator.source import Source

NUMBERED = re.compile(r"\.r(\d+)\.\w+")
STAGE = ".gongkai-add.part"
ASIDE = ".gongkai-old.part"
PATIENCE = 60.0
"""Seconds to wait for another run."""
ORIGINALS = (".docx", ".pdf", ".html", ".doc", ".wps", ".orig")
REWRITTEN = (".txt", ".sha256", *ORIGINALS)
"""What `add` writes anew when it replaces a notice; the sidecar and whatever else lies in the folder stays."""


class Present(NamedTuple):
    """A notice that is there: where its text is, and the hash of its words."""

    path: Path
    words: str


@contextmanager
def claimed(notices: Path) -> Iterator[None]:
    """The notices folder, made if need be, for this process alone and without what a killed run left."""
    notices.mkdir(parents=True, exist_ok=True)
    handle = os.open(notices, os.O_RDONLY)
    try:
        _lock(handle)
        _recover(notices)
        yield
        os.fsync(handle)
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    try:
        import fcntl
    except ImportError:  # not on Windows, where one clerk works at a time
        return
    until = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise RefusedError("GK046", "另一个 gongkai add 正在写入，等了一分钟仍未结束。") from None
            time.sleep(0.05)
        else:
            return


def _recover(notices: Path) -> None:
    """Brings back a notice that a killed run had moved aside, and clears what it was writing."""
    for old in (notices / ASIDE).glob("*"):
        if not (notices / old.name).exists():
            old.rename(notices / old.name)
    for leftover in (notices / STAGE, notices / ASIDE):
        if leftover.exists():
            shutil.rmtree(leftover)


def present(notices: Path) -> dict[str, Present]:
    """The notices of the folder by id, as the build sees them: the sidecar's id, else the file name."""
    found: dict[str, Present] = {}
    for path in sorted(notices.rglob("*.txt")):
        hidden = any(part.startswith(".") for part in path.relative_to(notices).parts)
        if hidden or KEPT_NAME.search(path.name) or path.is_symlink() or not path.is_file():
            continue
        beside = path.with_suffix(".yml")
        pinned = None
        if beside.is_file():
            pinned = read_sidecar(Source(beside.name, beside.read_bytes())).sidecar.id
        words = words_hash(Source(path.name, path.read_bytes()).text)
        found.setdefault(pinned or path.stem, Present(path, words))
    return found


def words_hash(text: str) -> str:
    """The same for the same notice, whether it came as text, Word or PDF: white space and byte-order marks do not count."""
    return hashlib.sha256("".join(text.replace("\ufeff", "").split()).encode("utf-8", "replace")).hexdigest()


def place_new(notices: Path, notice_id: str, files: Mapping[str, bytes]) -> Path:
    """Writes a new notice; `files` maps suffixes (`.txt`, `.yml`, `.docx` …) to bytes. Returns the text's path."""
    stage = _staged(notices, notice_id, files)
    if set(files) == {".txt"}:
        target = notices / f"{notice_id}.txt"
        _appear(stage / target.name, target)
    else:
        target = notices / notice_id / f"{notice_id}.txt"
        try:
            stage.rename(target.parent)
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
                raise
            raise RefusedError("GK044", f"通报文件夹里已有 {notice_id}，又不是一份通报。") from None
    shutil.rmtree(notices / STAGE)
    return target


def _appear(staged: Path, target: Path) -> None:
    """Gives a finished file its name unless the name is taken."""
    try:
        os.link(staged, target)
    except FileExistsError:
        raise RefusedError("GK044", f"已有文件 {target.name}。") from None
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EMLINK):
            raise
        staged.rename(target)  # a file system without links; the lock keeps the name free


def replaced_originals(old: Path) -> tuple[str, dict[str, bytes]]:
    """The files of the notice at `old` under the names they keep once it is replaced, and the first name: `.r1.txt`.

    The text comes with the files it was made from (`.r1.docx`); the number is the next one free.
    """
    numbers = [
        int(found[1]) for path in old.parent.iterdir() if (found := NUMBERED.fullmatch(path.name[len(old.stem) :]))
    ]
    mark = f".r{max(numbers, default=0) + 1}"
    files = {suffix: old.with_suffix(suffix) for suffix in (".txt", *ORIGINALS)}
    return f"{mark}.txt", {mark + suffix: path.read_bytes() for suffix, path in files.items() if path.is_file()}


def replace(notices: Path, old: Path, files: Mapping[str, bytes]) -> Path:
    """Puts new files in the place of the notice at `old`, keeping its sidecar. Returns the text's path.

    Raises RefusedError with GK045 when the notice has several files and no folder of its own, because then no single
    step can change them all.
    """
    stem = old.stem
    beside = [path for path in old.parent.iterdir() if not path.name.startswith(".")]
    own_folder = old.parent != notices and all(path.name.startswith(f"{stem}.") and path.is_file() for path in beside)
    if not own_folder:
        originals = [path.name for path in beside if path.stem == stem and path.suffix in REWRITTEN[1:]]
        if originals or set(files) != {".txt"}:
            raise RefusedError("GK045", f"{old.as_posix()} 与别的文件同在一个文件夹，不能一步替换成多个文件。")
        stage = _staged(notices, stem, files)
        (stage / old.name).replace(old)
    else:
        rewritten = {f"{stem}{suffix}" for suffix in (*REWRITTEN, *files)}
        kept = {path.name: path.read_bytes() for path in beside if path.name not in rewritten}
        stage = _staged(notices, stem, files, kept)
        if not exchange(stage, old.parent):
            aside = notices / ASIDE
            aside.mkdir()
            old.parent.rename(aside / old.parent.name)
            stage.rename(old.parent)
            shutil.rmtree(aside)
    shutil.rmtree(notices / STAGE)
    return old


def _staged(
    notices: Path, notice_id: str, files: Mapping[str, bytes], others: Mapping[str, bytes] | None = None
) -> Path:
    """A folder with all files of a notice, written down to the disk."""
    folder = notices / STAGE / notice_id
    folder.mkdir(parents=True)
    named = {f"{notice_id}{suffix}": data for suffix, data in files.items()} | dict(others or {})
    for name, data in named.items():
        with (folder / name).open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return folder
