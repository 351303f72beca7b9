"""Diagnostics are data: what was noticed, where, and what to do. Printing them is the work of `report/`."""

from __future__ import annotations

from typing import Literal, NamedTuple

from generator.source import Span

Severity = Literal["error", "warning", "hint"]
SEVERITY_ORDER: dict[Severity, int] = {"error": 0, "warning": 1, "hint": 2}


class Diagnostic(NamedTuple):
    """One thing noticed about one text.

    `code` is permanent (`generator.rules`). `span` points into the text; a diagnostic about the whole file points at
    (0, 0). `message` and `help` are Chinese sentences for the clerk; `help` says what to do, or is empty.
    `published` says whether the public site shows it beside the text; personal-data hits are for the office alone.
    """

    code: str
    severity: Severity
    span: Span
    message: str
    help: str = ""
    published: bool = True


def in_order(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Sorted by place, then weight, then code and words: a total order, so that output never depends on rule order."""
    return sorted(set(diagnostics), key=lambda d: (d.span, SEVERITY_ORDER[d.severity], d.code, d.message, d.help))
