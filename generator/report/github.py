"""Diagnostics as annotations of a GitHub workflow: `::warning file=…,line=…,col=…,title=…::message`.

The syntax is line-based and splits at commas and colons, so all values are escaped as the runner unescapes them: % CR LF
everywhere, and : , in properties besides. Without that, a notice could write annotations of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.diagnostics import Diagnostic, Severity
from generator.report.model import FileReport
from generator.report.place import message_with_advice, place_of
from generator.rules import RULES

COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "hint": "notice"}
DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
PROPERTY = DATA | str.maketrans({":": "%3A", ",": "%2C"})


def render_github(reports: Sequence[FileReport]) -> str:
    """Return one line a diagnostic; nothing when there is none."""
    return "".join(_annotation(report, diagnostic) for report in reports for diagnostic in report.diagnostics)


def _annotation(report: FileReport, diagnostic: Diagnostic) -> str:
    place = place_of(diagnostic, report.source)
    properties = {"file": report.path, "line": str(place.line)}
    if place.end_line == place.line:
        # The runner refuses columns for annotations over several lines.
        properties |= {"col": str(place.column), "endColumn": str(place.end_column)}
    else:
        properties["endLine"] = str(place.end_line)
    properties["title"] = f"{diagnostic.code} {RULES[diagnostic.code].title}"
    named = ",".join(f"{name}={value.translate(PROPERTY)}" for name, value in properties.items())
    message = message_with_advice(diagnostic, "\n").translate(DATA)
    return f"::{COMMANDS[diagnostic.severity]} {named}::{message}\n"
