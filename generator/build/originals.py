"""The notices folder: originals and sidecars found, read, and what is wrong with them.

Files are taken in the order of their paths, so that nothing depends on how a disk lists a folder. Symbolic links are not
followed: what is published must lie in the folder that was reviewed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from generator.build import corrections
from generator.diagnostics import Diagnostic
from generator.facts.model import Notice, Sidecar
from generator.facts.read import read_notice
from generator.rules import WHOLE_FILE, diagnose
from generator.sidecar import ID, KEPT_NAME, read_sidecar
from generator.source import Source

MAX_BYTES = 32 * 1024 * 1024


class Problem(NamedTuple):
    """Something wrong with one file. `source.name` is its path as a person would look for it."""

    source: Source
    diagnostic: Diagnostic


class Original(NamedTuple):
    """A notice file whose name and sidecar are in order."""

    source: Source
    id: str
    sidecar: Sidecar
    key: str = ""
    """Hash of the program, the file's name, its bytes and its sidecar's: what is read out of it depends on nothing else."""


class Known(NamedTuple):
    """A file that an earlier build found in order. `id` and `sidecar` are what it read; None where there was none."""

    key: str
    read: tuple[str, Sidecar] | None


class Memory:
    """What earlier builds know of files: nothing, where there were none."""

    def unchanged(self, name: str, state: os.stat_result) -> Source | None:
        """A file that is as it was when it was last read; `state` is that of now."""
        return None

    def known(self, stem: str, source: Source, state: os.stat_result, about: bytes | None) -> Known:
        """What is known of a file by its name without suffix, its bytes and those of its sidecar."""
        return Known("", None)


class Collection(NamedTuple):
    """All notices of a folder, and the problems of files and sidecars."""

    notices: tuple[Notice, ...]
    problems: tuple[Problem, ...]
    hints: tuple[Problem, ...] = ()
    """What a person should look at and no build stops for: links that a correction lost."""
    kept: Mapping[str, tuple[Source, ...]] = MappingProxyType({})
    """Notice id -> its replaced originals; ids without any are left out."""


class Gathered(NamedTuple):
    """What `Collection` is made from: the originals that can be read, unread."""

    originals: tuple[Original, ...]
    paths: dict[str, str]
    problems: tuple[Problem, ...]
    sidecars: dict[str, Source]
    """Notice id -> its `<id>.yml`."""
    replaced: tuple[str, ...]
    """Names of files that are replaced originals by their name."""


def collect(folder: Path) -> Collection:
    """Everything under the folder, read. Messages name files as the folder was named."""
    gathered = gather(folder)
    return completed(gathered, [read_notice(o.source, o.id, o.sidecar) for o in gathered.originals])


def gather(folder: Path, memory: Memory | None = None) -> Gathered:
    """Everything under the folder, and what is wrong with it. Files that are known are neither decoded nor checked again, and
    those that are unchanged are not even read."""
    memory = memory or Memory()
    prefix = folder.as_posix().rstrip("/") + "/"
    problems: list[Problem] = []
    waiting: dict[str, Original] = {}
    paths: dict[str, str] = {}
    sidecars: dict[str, Source] = {}
    files = dict(_files(folder))
    replaced: list[str] = []
    for name, path in files.items():
        if not name.endswith(".txt"):
            continue
        stem = name.rpartition("/")[2].removesuffix(".txt")
        if KEPT_NAME.search(f"{stem}.txt"):
            replaced.append(prefix + name)
            continue
        state, found = looked_at(path)
        source = (not found and memory.unchanged(prefix + name, state)) or read(path, prefix + name, found)
        beside = name.removesuffix(".txt") + ".yml"
        about = Source(prefix + beside, Path(files[beside]).read_bytes()) if _is_plain(files.get(beside)) else None
        seen = memory.known(stem, source, state, about.data if about else None)
        if seen.read is None or found:
            found = found or sound(source)
            sidecar, wrong = read_sidecar(about) if about else (Sidecar(), [])
            problems += [Problem(about, diagnostic) for diagnostic in wrong if about]
            notice_id = sidecar.id or stem
            seen = Known("" if wrong else seen.key, None)
        else:
            notice_id, sidecar = seen.read
        if not ID.fullmatch(notice_id):
            found.append(diagnose("GK010", WHOLE_FILE, f"标识“{notice_id}”不合规定：只能用小写字母、数字和连字符。"))
        elif notice_id in waiting:
            other = waiting[notice_id].source.name
            found.append(diagnose("GK011", WHOLE_FILE, f"标识“{notice_id}”与 {other} 相同。"))
        problems += [Problem(source, diagnostic) for diagnostic in found]
        if not found:
            waiting[notice_id] = Original(source, notice_id, sidecar, seen.key)
            paths[notice_id] = path
            if about:
                sidecars[notice_id] = about
    for name, path in files.items():
        if name.endswith(".yml") and name.removesuffix(".yml") + ".txt" not in files:
            alone = Source(prefix + name, Path(path).read_bytes())
            problems.append(Problem(alone, diagnose("GK028", WHOLE_FILE, f"没有同名的 {Path(path).stem}.txt。")))
    problems += _broken_references({key: original.sidecar for key, original in waiting.items()}, sidecars)
    return Gathered(tuple(waiting.values()), paths, tuple(problems), sidecars, tuple(replaced))


def completed(gathered: Gathered, notices: Sequence[Notice]) -> Collection:
    """The notices, read from the originals in their order, with the originals that corrections replaced."""
    problems = list(gathered.problems)
    whole: list[Notice] = []
    hints: list[Problem] = []
    kept: dict[str, tuple[Source, ...]] = {}
    for notice in notices:
        about = gathered.sidecars.get(notice.id)
        if about is None:
            whole.append(notice)
            continue
        corrected = corrections.with_replaced(notice, Path(gathered.paths[notice.id]), about)
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
    return Collection(tuple(whole), tuple(problems), tuple(hints), kept)


def load(path: Path, name: str) -> tuple[Source, list[Diagnostic]]:
    """An original and what keeps it from becoming a notice. Never raises for what a file holds or is."""
    _, problems = looked_at(path)
    source = read(path, name, problems)
    return source, problems or sound(source)


def looked_at(path: Path | str) -> tuple[os.stat_result, list[Diagnostic]]:
    """The state of an original, and why it is not read. Never raises for what a file is."""
    state = os.lstat(path)
    if not stat.S_ISREG(state.st_mode):
        return state, [diagnose("GK013", WHOLE_FILE, "不是普通文件（链接或文件夹），不予读取。")]
    if state.st_size > MAX_BYTES:
        shown = f"文件有 {state.st_size // (1024 * 1024)} MB，超过 {MAX_BYTES // (1024 * 1024)} MB。"
        return state, [diagnose("GK014", WHOLE_FILE, shown)]
    return state, []


def read(path: Path | str, name: str, problems: Sequence[Diagnostic]) -> Source:
    """An original, empty where there is a reason not to read it."""
    return Source(name, b"" if problems else Path(path).read_bytes())


def sound(source: Source) -> list[Diagnostic]:
    """What keeps these bytes from becoming a notice."""
    if source.undecodable is not None:
        at = max(source.text.find("\ufffd"), 0)
        message = f"从第 {source.undecodable + 1} 个字节起无法解码。"
        return [diagnose("GK001", WHOLE_FILE._replace(start=at, end=at + 1), message)]
    if not source.text.strip("\ufeff \t\r\n\u3000\u00a0\0"):
        return [diagnose("GK005", WHOLE_FILE, "文件里没有文字。")]
    return []


def _is_plain(path: str | None) -> bool:
    """Whether it is a file, and no link to one."""
    return path is not None and stat.S_ISREG(os.lstat(path).st_mode)


def _files(folder: Path) -> list[tuple[str, str]]:
    """All notices and sidecars by their paths below the folder, with where they are, in their order. What begins with a dot, such as a notice that
    is just being added, is not seen."""
    found: list[tuple[str, str]] = []
    for base, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        below = Path(base).relative_to(folder).as_posix()
        start = "" if below == "." else below + "/"
        # A folder or a link named like a notice is found too: a message says that it is none.
        for name in (*names, *folders):
            if name.endswith((".txt", ".yml")) and not name.startswith("."):
                found.append((start + name, f"{base}/{name}"))
    return sorted(found)


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
