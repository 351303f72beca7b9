"""What every report format is given. Types only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.diagnostics import Diagnostic
from generator.facts.model import Notice
from generator.source import Source


class FileReport(NamedTuple):
    """One file and the diagnostics about it, in the order of the text."""

    path: str
    """As the reader typed it or will look for it, with forward slashes."""
    source: Source
    diagnostics: Sequence[Diagnostic]
    notice: Notice | None = None
    """For the summary table; None for a sidecar or a file that could not become a notice."""


class TextPlace(NamedTuple):
    """Where a diagnostic begins and ends: 1-based lines and columns in code points, the end column behind the last one."""

    line: int
    column: int
    end_line: int
    end_column: int
