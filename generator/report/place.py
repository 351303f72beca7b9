"""Offsets of a diagnostic as lines and columns, clamped to the text, and the tally of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from generator.diagnostics import Diagnostic, Severity
from generator.report.model import FileReport, Place
from generator.source import Source


def place_of(diagnostic: Diagnostic, source: Source) -> Place:
    """The place of a diagnostic in its text; a diagnostic about the whole file is at line 1, column 1."""
    size = len(source.text)
    start = min(diagnostic.span.start, size)
    end = min(max(diagnostic.span.end, start), size)
    return Place(source.line_of(start), source.column_of(start), source.line_of(end), source.column_of(end))


def tally(reports: Iterable[FileReport]) -> dict[Severity, int]:
    """How many errors, warnings and hints there are in all files."""
    counts = Counter(diagnostic.severity for report in reports for diagnostic in report.diagnostics)
    return {"error": counts["error"], "warning": counts["warning"], "hint": counts["hint"]}
