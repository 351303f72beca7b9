"""The notices folder: originals and sidecars found and read, and what is wrong with them.

Files are taken in the order of their paths, so that nothing depends on how a disk lists a folder. Symbolic links are not
followed: what is published must lie in the folder that was reviewed.

A replaced original is kept beside the notice as `<file name of the notice>.r1.txt` (`.r2.txt` …). By its name it is never
read as a notice of its own; by `revisions` in the sidecar it belongs to a correction.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.build.reading import NoticeFile, Reading
from generator.checks.sidecars import alias_faults, broken_references, lost_links, place_in_sidecar, unnamed_originals
from generator.diagnostics import Diagnostic, described
from generator.facts.model import Notice, Replaced
from generator.rules import WHOLE_FILE, diagnose
from generator.sidecar import ID, KEPT, KEPT_NAME
from generator.source import Source

MAX_BYTES = 32 * 1024 * 1024


class Problem(NamedTuple):
    """Something wrong with one file. `source.name` is its path as a person would look for it."""

    source: Source
    diagnostic: Diagnostic

    def __str__(self) -> str:
        return described(*self)


class Found(NamedTuple):
    """What a notices folder holds."""

    files: tuple[NoticeFile, ...]
    replaced: tuple[str, ...]
    """Names of files that are replaced originals by their name."""
    problems: tuple[Problem, ...]
    """Files that are not read, and sidecars without a notice."""


class Collected(NamedTuple):
    """All notices of a folder, checked against each other."""

    notices: tuple[Notice, ...]
    files: dict[str, NoticeFile]
    """Notice id -> its file."""
    diagnostics: dict[str, tuple[Diagnostic, ...]]
    """Notice id -> what was noticed about it by itself."""
    digests: dict[str, tuple[bytes, bytes]]
    """Notice id -> hashes of its official text and its original, as `Reading` has them."""
    problems: tuple[Problem, ...]
    """Why nothing can be published."""
    hints: tuple[Problem, ...]
    """What a person should look at and no build stops for: links that a correction lost."""
    replaced: dict[str, tuple[Source, ...]]
    """Notice id -> its replaced originals; ids without any are left out."""


def find_files(folder: Path) -> Found:
    """Return everything under the folder. Messages name files as the folder was named."""
    prefix = folder.as_posix().rstrip("/") + "/"
    paths = _paths(folder)
    files: list[NoticeFile] = []
    replaced: list[str] = []
    problems: list[Problem] = []
    for name, path in paths.items():
        if name.endswith(".yml"):
            if name.removesuffix(".yml") + ".txt" not in paths:
                stem = name.rpartition("/")[2].removesuffix(".yml")
                alone = Source(prefix + name, path.read_bytes() if is_plain(path) else b"")
                problems.append(Problem(alone, diagnose("GK028", WHOLE_FILE, f"没有同名的 {stem}.txt。")))
        elif KEPT_NAME.search(name.rpartition("/")[2]):
            replaced.append(prefix + name)
        elif (refused := refusal(path)) is not None:
            problems.append(Problem(Source(prefix + name, b""), refused))
        else:
            beside = paths.get(name.removesuffix(".txt") + ".yml")
            sidecar = beside.read_bytes() if beside is not None and is_plain(beside) else None
            files.append(NoticeFile(prefix + name, path.read_bytes(), sidecar))
    return Found(tuple(files), tuple(replaced), tuple(problems))


def refusal(path: Path) -> Diagnostic | None:
    """Return why a file is not read: because it is a link, a folder, or too large."""
    state = path.lstat()
    if not stat.S_ISREG(state.st_mode):
        return diagnose("GK013", WHOLE_FILE, "不是普通文件（链接或文件夹），不予读取。")
    if state.st_size > MAX_BYTES:
        shown = f"文件有 {state.st_size // (1024 * 1024)} MB，超过 {MAX_BYTES // (1024 * 1024)} MB。"
        return diagnose("GK014", WHOLE_FILE, shown)
    return None


def is_plain(path: Path) -> bool:
    """Whether it is a file, and no link to one."""
    return stat.S_ISREG(path.lstat().st_mode)


def collect_notices(found: Found, readings: Sequence[Reading]) -> Collected:
    """Return the notices that were read, with the originals that corrections replaced, and what is wrong between them."""
    problems = list(found.problems)
    hints: list[Problem] = []
    files: dict[str, NoticeFile] = {}
    notices: dict[str, Notice] = {}
    diagnostics: dict[str, tuple[Diagnostic, ...]] = {}
    digests: dict[str, tuple[bytes, bytes]] = {}
    replaced: dict[str, tuple[Source, ...]] = {}
    for file, reading in zip(found.files, readings, strict=True):
        source = Source(file.name, file.data)
        about = Source(file.sidecar_name, file.sidecar or b"")
        problems += [Problem(about, wrong) for wrong in reading.sidecar_problems]
        problems += [Problem(source, wrong) for wrong in reading.problems]
        if reading.notice is None:
            continue
        wrong_id = _wrong_id(reading.notice.id, files)
        if wrong_id is not None:
            problems.append(Problem(source, wrong_id))
            continue
        notice_id = reading.notice.id
        corrected = with_replaced(reading.notice, Path(file.name), about)
        for found_in, noticed in corrected.diagnostics:
            (problems if noticed.severity == "error" else hints).append(Problem(found_in, noticed))
        files[notice_id], notices[notice_id] = file, corrected.notice
        diagnostics[notice_id], digests[notice_id] = reading.diagnostics, reading.digests
        if corrected.kept:
            replaced[notice_id] = corrected.kept
    sidecars = {each: Source(file.sidecar_name, file.sidecar or b"") for each, file in files.items()}
    named = {kept.name for sources in replaced.values() for kept in sources}
    between = (*broken_references(notices, sidecars), *unnamed_originals(found.replaced, named))
    problems += [Problem(*each) for each in between]
    return Collected(tuple(notices.values()), files, diagnostics, digests, tuple(problems), tuple(hints), replaced)


def _wrong_id(notice_id: str, files: dict[str, NoticeFile]) -> Diagnostic | None:
    if not ID.fullmatch(notice_id):
        return diagnose("GK010", WHOLE_FILE, f"标识“{notice_id}”不合规定：只能用小写字母、数字和连字符。")
    if notice_id in files:
        return diagnose("GK011", WHOLE_FILE, f"标识“{notice_id}”与 {files[notice_id].name} 相同。")
    return None


def _paths(folder: Path) -> dict[str, Path]:
    """Return all notices and sidecars by their paths below the folder, in their order. What begins with a dot, such as a notice that is
    just being added, is not seen; a folder or a link named like a notice is, so that a message says that it is none."""
    found: dict[str, Path] = {}
    for base, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in (*names, *folders):
            if name.endswith((".txt", ".yml")) and not name.startswith("."):
                path = Path(base, name)
                found[path.relative_to(folder).as_posix()] = path
    return dict(sorted(found.items()))


class Corrected(NamedTuple):
    """A notice that knows its replaced originals, their texts, and what was noticed about them, each with its file."""

    notice: Notice
    kept: tuple[Source, ...]
    diagnostics: tuple[tuple[Source, Diagnostic], ...]


def with_replaced(notice: Notice, path: Path, about: Source) -> Corrected:
    """Return the notice in `path` with the originals that its sidecar `about` says were replaced. Never raises for what they hold."""
    found = [*alias_faults(notice, about)]
    kept: dict[str, Source] = {}
    for revision in notice.sidecar.revisions:
        name = revision.original
        if name is None or name in kept:
            continue
        file = path.with_name(name)
        if not belongs(name, path) or not file.exists() or refusal(file):
            found.append(
                (about, diagnose("GK060", place_in_sidecar(about, name), f"没有旧原文 {name}，或者它不能读取。"))
            )
            continue
        kept[name] = Source(about.name.rpartition("/")[0] + "/" * ("/" in about.name) + name, file.read_bytes())
    replaced = tuple(Replaced(name, source.sha256, source.size) for name, source in kept.items())
    notice = msgspec.structs.replace(notice, replaced=replaced)
    gone = lost_links(notice, about, kept.values())
    return Corrected(notice, tuple(kept.values()), (*found, *([gone] if gone else [])))


def belongs(name: str, path: Path) -> bool:
    """Whether a file name is that of a replaced original of the notice in `path`."""
    return KEPT.fullmatch(name) is not None and name.rpartition(".r")[0] == path.stem
