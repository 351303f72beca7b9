"""The notices folder as `gongkai add` writes it: a notice whole or not at all, whatever happens in between.

A notice of one file appears by one rename, a notice of several by one rename of a folder of its own (`notices/<id>/`), a
replaced one by an exchange of two folders. Everything is written and synced before that in `.gongkai-add.part`, which no
stage reads and the next run clears. A lock on the folder keeps two runs apart; it ends with its process.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from generator.exchange import exchange
from generator.intake.model import RefusedFileError
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


class StoredNotice(NamedTuple):
    """A notice of the folder: where its text is, and the hash of its words."""

    path: Path
    words: str


@contextmanager
def locked_folder(notices: Path) -> Iterator[None]:
    """Make the notices folder if need be, lock it for this process, and clear what a killed run left."""
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
            return
        except BlockingIOError:
            if time.monotonic() > until:
                raise RefusedFileError("GK046", "另一个 gongkai add 正在写入，等了一分钟仍未结束。") from None
            time.sleep(0.05)


def _recover(notices: Path) -> None:
    """Bring back a notice that a killed run had moved aside, and clear what it was writing."""
    for old in (notices / ASIDE).glob("*"):
        if not (notices / old.name).exists():
            old.rename(notices / old.name)
    for leftover in (notices / STAGE, notices / ASIDE):
        if leftover.exists():
            shutil.rmtree(leftover)


def stored_notices(notices: Path) -> dict[str, StoredNotice]:
    """Return the notices of the folder by id, as the build sees them: the sidecar's id, else the file name."""
    found: dict[str, StoredNotice] = {}
    for path in sorted(notices.rglob("*.txt")):
        hidden = any(part.startswith(".") for part in path.relative_to(notices).parts)
        if hidden or KEPT_NAME.search(path.name) or path.is_symlink() or not path.is_file():
            continue
        sidecar = path.with_suffix(".yml")
        own_id = read_sidecar(Source(sidecar.name, sidecar.read_bytes())).sidecar.id if sidecar.is_file() else None
        words = hash_words(Source(path.name, path.read_bytes()).text)
        found.setdefault(own_id or path.stem, StoredNotice(path, words))
    return found


def hash_words(text: str) -> str:
    """Return a hash that is the same for a notice as text, Word or PDF: white space and byte-order marks do not count."""
    return hashlib.sha256("".join(text.replace("\ufeff", "").split()).encode("utf-8", "replace")).hexdigest()


def store_new(notices: Path, notice_id: str, files: Mapping[str, bytes]) -> Path:
    """Write a new notice and return the path of its text; `files` maps suffixes (`.txt`, `.yml`, `.docx` …) to bytes.

    Raises RefusedFileError with GK044 where the name is taken.
    """
    text, folder = notices / f"{notice_id}.txt", notices / notice_id
    if set(files) == {".txt"}:
        if os.path.lexists(text):
            raise RefusedFileError("GK044", f"已有文件 {text.name}。")
        (_write_stage(notices, notice_id, _with_stem(notice_id, files)) / text.name).rename(text)
    else:
        if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
            raise RefusedFileError("GK044", f"通报文件夹里已有 {notice_id}，又不是一份通报。")
        _write_stage(notices, notice_id, _with_stem(notice_id, files)).rename(folder)
        text = folder / text.name
    shutil.rmtree(notices / STAGE)
    return text


def replaced_originals(old: Path) -> tuple[str, dict[str, bytes]]:
    """Return the suffix that the text at `old` has once it is replaced (`.r1.txt`), and all its files by such suffixes.

    The text comes with the files it was made from (`.r1.docx`); the number is the next one free.
    """
    names = [path.name.removeprefix(old.stem) for path in old.parent.iterdir() if path.name.startswith(old.stem)]
    numbers = [int(found[1]) for name in names if (found := NUMBERED.fullmatch(name))]
    mark = f".r{max(numbers, default=0) + 1}"
    files = {suffix: old.with_suffix(suffix) for suffix in (".txt", *ORIGINALS)}
    return f"{mark}.txt", {mark + suffix: path.read_bytes() for suffix, path in files.items() if path.is_file()}


def store_replacement(notices: Path, old: Path, files: Mapping[str, bytes]) -> Path:
    """Put new files in the place of the notice at `old`, keeping its sidecar, and return the path of the text.

    Raises RefusedFileError with GK045 when the notice has several files and no folder of its own, because then no single
    step can change them all.
    """
    stem, new = old.stem, _with_stem(old.stem, files)
    beside = [path for path in old.parent.iterdir() if not path.name.startswith(".")]
    if old.parent != notices and all(path.name.startswith(f"{stem}.") and path.is_file() for path in beside):
        rewritten = {f"{stem}{suffix}" for suffix in REWRITTEN}
        kept = {path.name: path.read_bytes() for path in beside if path.name not in rewritten}
        _exchange_folders(notices, _write_stage(notices, stem, kept | new), old.parent)
    else:
        originals = [path.name for path in beside if path.stem == stem and path.suffix in REWRITTEN[1:]]
        if originals or set(files) != {".txt"}:
            raise RefusedFileError("GK045", f"{old.as_posix()} 与别的文件同在一个文件夹，不能一步替换成多个文件。")
        (_write_stage(notices, stem, new) / old.name).replace(old)
    shutil.rmtree(notices / STAGE)
    return old


def _exchange_folders(notices: Path, stage: Path, old: Path) -> None:
    """Put the staged folder in the place of the old one, in one step where the system can."""
    if not exchange(stage, old):
        aside = notices / ASIDE
        aside.mkdir()
        old.rename(aside / old.name)
        stage.rename(old)
        shutil.rmtree(aside)


def _with_stem(stem: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{stem}{suffix}": data for suffix, data in files.items()}


def _write_stage(notices: Path, name: str, files: Mapping[str, bytes]) -> Path:
    """Return a new folder in the stage that holds these files, all written down to the disk."""
    folder = notices / STAGE / name
    folder.mkdir(parents=True)
    for file_name, data in files.items():
        with (folder / file_name).open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return folder
