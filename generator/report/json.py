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
    """The object as indented text, Chinese unescaped; ends in a line end."""
    counts = tally(reports)
    document = {
        "version": 1,
        "files": [
            {"path": report.path, "diagnostics": [as_object(d, report.source) for d in report.diagnostics]}
            for report in reports
        ],
        "summary": {
            "files": len(reports),
            "errors": counts["error"],
            "warnings": counts["warning"],
            "hints": counts["hint"],
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_object(diagnostic: Diagnostic, source: Source) -> dict[str, Any]:
    """One diagnostic as plain values."""
    place = place_of(diagnostic, source)
    rule = RULES.get(diagnostic.code)
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "title": rule.title if rule else "",
        "message": diagnostic.message,
        "help": diagnostic.help,
        "published": diagnostic.published,
    }
