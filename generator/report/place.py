"""What several formats say of a diagnostic: its place as lines and columns, its message, and the numbers of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from generator.diagnostics import Diagnostic, Severity
from generator.report.model import FileReport, TextPlace
from generator.source import Source


def place_of(diagnostic: Diagnostic, source: Source) -> TextPlace:
    """Return the place of a diagnostic, cut to the text; line 1, column 1 for a diagnostic about the whole file."""
    size = len(source.text)
    start = min(diagnostic.span.start, size)
    end = min(max(diagnostic.span.end, start), size)
    return TextPlace(source.line_of(start), source.column_of(start), source.line_of(end), source.column_of(end))


def first_line(diagnostic: Diagnostic, source: Source) -> str:
    """Return the words of the line where a diagnostic begins. Fingerprints hold them, to stay the same when lines move."""
    return source.line_text(place_of(diagnostic, source).line).strip()


def message_with_advice(diagnostic: Diagnostic, separator: str = "") -> str:
    """Return the message of a diagnostic and what to do about it."""
    return diagnostic.message + (f"{separator}办法：{diagnostic.help}" if diagnostic.help else "")


def tally(reports: Iterable[FileReport]) -> dict[Severity, int]:
    """Return the number of errors, warnings and hints in all files."""
    counts = Counter(diagnostic.severity for report in reports for diagnostic in report.diagnostics)
    return {"error": counts["error"], "warning": counts["warning"], "hint": counts["hint"]}
