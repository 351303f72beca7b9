"""What every report format is given. Types only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.diagnostics import Diagnostic, Severity
from generator.facts.model import Notice
from generator.source import Source


class FileReport(NamedTuple):
    """One file and what was noticed about it, in the order of the text.

    `path` is what the reader typed or will look for, with forward slashes. `notice` is there for the summary table; a
    file that could not become a notice has none.
    """

    path: str
    source: Source
    diagnostics: Sequence[Diagnostic]
    notice: Notice | None = None


class Place(NamedTuple):
    """Where a diagnostic begins and ends: 1-based lines and columns in code points, the end column behind the last one."""

    line: int
    column: int
    end_line: int
    end_column: int


SEVERITY_NAMES: dict[Severity, str] = {"error": "错误", "warning": "警告", "hint": "提示"}
