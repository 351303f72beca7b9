"""Diagnostics are data: what was noticed, where, and what to do. Printing them is the work of `report/`."""

from __future__ import annotations

from typing import Literal, NamedTuple

from generator.source import Source, Span

Severity = Literal["error", "warning", "hint"]
SEVERITY_ORDER: dict[Severity, int] = {"error": 0, "warning": 1, "hint": 2}
SEVERITY_NAMES: dict[Severity, str] = {"error": "错误", "warning": "警告", "hint": "提示"}


class Diagnostic(NamedTuple):
    """One message about one place of one text."""

    code: str
    """`GK` and three digits; permanent, listed in `generator.rules`."""
    severity: Severity
    span: Span
    """A place in the text; (0, 0) for a message about the whole file."""
    message: str
    """A Chinese sentence for the clerk."""
    help: str = ""
    """What the clerk can do, or empty."""
    published: bool = True
    """Whether the public site shows the message; messages about personal data are for the office alone."""


def sort_diagnostics(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics without duplicates, sorted by place, severity, code and words.

    This order is total, so the output does not depend on the order in which rules run.
    """
    return sorted(set(diagnostics), key=lambda d: (d.span, SEVERITY_ORDER[d.severity], d.code, d.message, d.help))


def described(source: Source, diagnostic: Diagnostic) -> str:
    """Return `notices/a.yml:3:5 错误 GK024 …`, and below it what to do."""
    at = min(diagnostic.span.start, len(source.text))
    place = f"{source.name}:{source.line_of(at)}:{source.column_of(at)}"
    what = f"{place} {SEVERITY_NAMES[diagnostic.severity]} {diagnostic.code} {diagnostic.message}"
    return what + (f"\n    {diagnostic.help}" if diagnostic.help else "")
