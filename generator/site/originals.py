"""The notices folder: originals and sidecars found, read, and what is wrong with them.

Files are taken in the order of their paths, so that nothing depends on how a disk lists a folder. Symbolic links are not
followed: what is published must lie in the folder that was reviewed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from generator.diagnostics import Diagnostic
from generator.facts.model import Notice, Sidecar
from generator.facts.read import read_notice
from generator.rules import WHOLE_FILE, diagnose
from generator.sidecar import ID, KEPT_NAME, read_sidecar
from generator.site import corrections
from generator.source import Source

MAX_BYTES = 32 * 1024 * 1024


class Problem(NamedTuple):
    """Something wrong with one file. `source.name` is its path as a person would look for it."""

    source: Source
    diagnostic: Diagnostic


class Original(NamedTuple):
    """A notice file whose name and sidecar are in order. `name` is for messages."""

    name: str
    id: str
    data: bytes
    sidecar: Sidecar


class Collection(NamedTuple):
    """All notices of a folder with the paths of their originals, and the problems of files and sidecars."""

    notices: tuple[Notice, ...]
    paths: dict[str, Path]
    """Notice id -> original."""
    problems: tuple[Problem, ...]
    hints: tuple[Problem, ...] = ()
    """What a person should look at and no build stops for: links that a correction lost."""
    kept: Mapping[str, tuple[Source, ...]] = MappingProxyType({})
    """Notice id -> its replaced originals; ids without any are left out."""


class Gathered(NamedTuple):
    """What `Collection` is made from: the originals that can be read, unread."""

    originals: tuple[Original, ...]
    paths: dict[str, Path]
    problems: tuple[Problem, ...]
    sidecars: dict[str, Source]
    """Notice id -> its `<id>.yml`."""
    replaced: tuple[str, ...]
    """Names of files that are replaced originals by their name."""


def collect(folder: Path) -> Collection:
    """Everything under the folder, read. Messages name files as the folder was named."""
    gathered = gather(folder)
    return completed(
        gathered, [read_notice(Source(name, data), key, sidecar) for name, key, data, sidecar in gathered.originals]
    )


def gather(folder: Path) -> Gathered:
    """Everything under the folder, and what is wrong with it."""
    prefix = folder.as_posix().rstrip("/") + "/"
    problems: list[Problem] = []
    waiting: dict[str, Original] = {}
    paths: dict[str, Path] = {}
    sidecars: dict[str, Source] = {}
    texts = _files(folder, "*.txt")
    replaced = [path for path in texts if KEPT_NAME.search(path.name)]
    for path in texts:
        if KEPT_NAME.search(path.name):
            continue
        source, data, found = opened(path, prefix + path.relative_to(folder).as_posix())
        sidecar = Sidecar()
        beside = path.with_suffix(".yml")
        about = None
        if beside.is_file() and not beside.is_symlink():
            about = Source(prefix + beside.relative_to(folder).as_posix(), beside.read_bytes())
            sidecar, wrong = read_sidecar(about)
            problems += [Problem(about, diagnostic) for diagnostic in wrong]
        notice_id = sidecar.id or path.stem
        if not ID.fullmatch(notice_id):
            found.append(diagnose("GK010", WHOLE_FILE, f"标识“{notice_id}”不合规定：只能用小写字母、数字和连字符。"))
        elif notice_id in waiting:
            other = waiting[notice_id].name
            found.append(diagnose("GK011", WHOLE_FILE, f"标识“{notice_id}”与 {other} 相同。"))
        problems += [Problem(source, diagnostic) for diagnostic in found]
        if not found:
            waiting[notice_id] = Original(source.name, notice_id, data, sidecar)
            paths[notice_id] = path
            if about:
                sidecars[notice_id] = about
    for path in _files(folder, "*.yml"):
        if not path.with_suffix(".txt").exists():
            alone = Source(prefix + path.relative_to(folder).as_posix(), path.read_bytes())
            problems.append(Problem(alone, diagnose("GK028", WHOLE_FILE, f"没有同名的 {path.stem}.txt。")))
    problems += _broken_references({key: original.sidecar for key, original in waiting.items()}, sidecars)
    names = tuple(prefix + path.relative_to(folder).as_posix() for path in replaced)
    return Gathered(tuple(waiting.values()), paths, tuple(problems), sidecars, names)


def completed(gathered: Gathered, notices: Sequence[Notice]) -> Collection:
    """The notices, read from the originals in their order, with the originals that corrections replaced."""
    problems = list(gathered.problems)
    whole: list[Notice] = []
    hints: list[Problem] = []
    kept: dict[str, tuple[Source, ...]] = {}
    for notice in notices:
        corrected = corrections.with_replaced(notice, gathered.paths[notice.id], gathered.sidecars.get(notice.id))
        whole.append(corrected.notice)
        for found_in, noticed in corrected.diagnostics:
            (problems if noticed.severity == "error" else hints).append(Problem(found_in, noticed))
        if corrected.kept:
            kept[notice.id] = corrected.kept
    named = {source.name for sources in kept.values() for source in sources}
    for name in gathered.replaced:
        if name not in named:
            message = f"没有更正说明指明 {name.rpartition('/')[2]}。"
            problems.append(Problem(Source(name, b""), diagnose("GK063", WHOLE_FILE, message)))
    return Collection(tuple(whole), gathered.paths, tuple(problems), tuple(hints), kept)


def load(path: Path, name: str) -> tuple[Source, list[Diagnostic]]:
    """An original and what keeps it from becoming a notice. Never raises for what a file holds or is."""
    source, _, problems = opened(path, name)
    return source, problems


def opened(path: Path, name: str) -> tuple[Source, bytes, list[Diagnostic]]:
    """An original, its bytes, and what keeps it from becoming a notice. Never raises for what a file holds or is."""
    if path.is_symlink() or not path.is_file():
        return Source(name, b""), b"", [diagnose("GK013", WHOLE_FILE, "不是普通文件（链接或文件夹），不予读取。")]
    if path.stat().st_size > MAX_BYTES:
        size = path.stat().st_size // (1024 * 1024)
        return (
            Source(name, b""),
            b"",
            [diagnose("GK014", WHOLE_FILE, f"文件有 {size} MB，超过 {MAX_BYTES // (1024 * 1024)} MB。")],
        )
    data = path.read_bytes()
    source = Source(name, data)
    if source.undecodable is not None:
        at = max(source.text.find("\ufffd"), 0)
        message = f"从第 {source.undecodable + 1} 个字节起无法解码。"
        return source, data, [diagnose("GK001", WHOLE_FILE._replace(start=at, end=at + 1), message)]
    if not source.text.strip("\ufeff \t\r\n\u3000\u00a0\0"):
        return source, data, [diagnose("GK005", WHOLE_FILE, "文件里没有文字。")]
    return source, data, []


def _files(folder: Path, pattern: str) -> list[Path]:
    """All files of the pattern by path; what begins with a dot, such as a notice that is just being added, is not seen."""
    named = ((path.relative_to(folder), path) for path in folder.rglob(pattern))
    seen = ((name.as_posix(), path) for name, path in named if not any(part.startswith(".") for part in name.parts))
    return [path for _, path in sorted(seen)]


def _broken_references(known: dict[str, Sidecar], sidecars: dict[str, Source]) -> list[Problem]:
    """`previous` that names no notice, or the notice itself."""
    problems = []
    for notice_id, source in sidecars.items():
        previous = known[notice_id].previous
        if previous is not None and (previous == notice_id or previous not in known):
            at = max(source.text.find("previous"), 0)
            message = f"previous 所指的“{previous}”" + ("就是这份通报自己。" if previous == notice_id else "不在本站。")
            problems.append(Problem(source, diagnose("GK029", WHOLE_FILE._replace(start=at, end=at + 8), message)))
    return problems
