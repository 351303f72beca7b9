"""Notices from the disk: a text file and its sidecar -> Source, Sidecar, Notice, and what is wrong with the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.diagnostics import Diagnostic
from generator.facts.model import Notice, Sidecar
from generator.facts.read import read_notice
from generator.sidecar import read_sidecar
from generator.source import Source


class Loaded(NamedTuple):
    """One notice file. `sidecar_source` is None where there is no `<id>.yml` beside it."""

    path: Path
    notice: Notice
    sidecar_path: Path
    sidecar_source: Source | None
    sidecar_diagnostics: Sequence[Diagnostic]


def load_notice(path: Path) -> Loaded:
    """The notice in a text file, read with its sidecar. Raises OSError when the file cannot be opened."""
    source = Source(path.as_posix(), path.read_bytes())
    beside = path.with_suffix(".yml")
    sidecar, sidecar_source = Sidecar(), None
    diagnostics: Sequence[Diagnostic] = ()
    if beside.is_file():
        sidecar_source = Source(beside.as_posix(), beside.read_bytes())
        sidecar, diagnostics = read_sidecar(sidecar_source)
    notice = read_notice(source, sidecar.id or path.stem, sidecar)
    return Loaded(path, notice, beside, sidecar_source, diagnostics)


def notice_files(folder: Path) -> list[Path]:
    """All notice texts below a folder, sorted by path; links are not followed."""
    return sorted(path for path in folder.rglob("*.txt") if path.is_file() and not path.is_symlink())


def stray_sidecars(folder: Path) -> list[Path]:
    """Sidecars without a notice beside them."""
    return sorted(path for path in folder.rglob("*.yml") if path.is_file() and not path.with_suffix(".txt").is_file())


def load_folder(folder: Path) -> Iterator[Loaded]:
    """All notices below a folder, by path."""
    return (load_notice(path) for path in notice_files(folder))
