"""One notice from the disk, for commands that need no site: a text file and its sidecar -> Notice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from generator.build.corrections import with_replaced
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
    kept: tuple[Source, ...] = ()
    """Its replaced originals."""


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
    corrected = with_replaced(notice, path, sidecar_source)
    diagnostics = [*diagnostics, *(diagnostic for _, diagnostic in corrected.diagnostics)]
    return Loaded(path, corrected.notice, beside, sidecar_source, diagnostics, corrected.kept)
