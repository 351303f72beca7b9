"""Replaced originals on the disk: found beside their notice, and what is wrong with them or with the links they had.

A replaced original is kept beside the notice as `<file name of the notice>.r1.txt` (`.r2.txt` …). By its name it is never
read as a notice of its own; by `revisions` in the sidecar it belongs to a correction.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.checks.sidecars import alias_faults, lost_links, place_in_sidecar
from generator.diagnostics import Diagnostic
from generator.facts.model import Notice, Replaced
from generator.rules import diagnose
from generator.sidecar import KEPT
from generator.source import Source

MAX_BYTES = 32 * 1024 * 1024


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
        if not belongs(name, path) or file.is_symlink() or not file.is_file() or file.stat().st_size > MAX_BYTES:
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
