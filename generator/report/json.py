"""Diagnostics for programs: one JSON object for a run.

`{"version": 1, "files": [{"path", "diagnostics": [{"code", "severity", "line", "column", "end_line", "end_column",
"title", "message", "help", "published"}]}], "summary": {"files", "errors", "warnings", "hints"}}`. Lines and columns are
1-based, columns in code points; the end column lies behind the last one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from generator.diagnostics import Diagnostic
from generator.report.model import FileReport
from generator.report.place import place_of, tally
from generator.rules import RULES
from generator.source import Source


def render_json(reports: Sequence[FileReport]) -> str:
    """Return the object of a run."""
    counts = tally(reports)
    files = [
        {"path": report.path, "diagnostics": [_diagnostic(found, report.source) for found in report.diagnostics]}
        for report in reports
    ]
    summary = {
        "files": len(reports),
        "errors": counts["error"],
        "warnings": counts["warning"],
        "hints": counts["hint"],
    }
    return to_json({"version": 1, "files": files, "summary": summary})


def to_json(document: object) -> str:
    """Return a document as indented JSON with Chinese unescaped; ends in a line end."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _diagnostic(diagnostic: Diagnostic, source: Source) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        **place_of(diagnostic, source)._asdict(),
        "title": RULES[diagnostic.code].title,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "published": diagnostic.published,
    }
