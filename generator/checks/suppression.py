"""Suppressions of the sidecar: diagnostics that an office has looked at and set aside, with its reason."""

from __future__ import annotations

from generator.diagnostics import Diagnostic
from generator.facts.model import Notice, Suppression
from generator.rules import RULES, WHOLE_FILE, diagnose

LIBRARY_CODES = frozenset({"GK011", "GK012"})
"""Codes that only `check_library` gives: one notice alone does not show whether their suppression is used."""


def apply_suppressions(diagnostics: list[Diagnostic], notice: Notice) -> list[Diagnostic]:
    """Return the diagnostics that no suppression matches, and one for each suppression that matches nothing."""
    used: set[Suppression] = set()
    kept: list[Diagnostic] = []
    for diagnostic in diagnostics:
        matching = [entry for entry in notice.sidecar.suppress if _matches(entry, diagnostic, notice)]
        used.update(matching)
        if not matching:
            kept.append(diagnostic)
    for entry in notice.sidecar.suppress:
        where = f"第{entry.line}行的" if entry.line else ""
        if entry.code not in RULES:
            kept.append(diagnose("GK004", WHOLE_FILE, f"附注文件搁置了 {entry.code}，没有这个诊断编号。"))
        elif entry not in used and entry.code not in LIBRARY_CODES:
            kept.append(diagnose("GK003", WHOLE_FILE, f"附注文件搁置了{where} {entry.code}，这次检查没有发现它。"))
    return kept


def is_suppressed(diagnostic: Diagnostic, notice: Notice) -> bool:
    """Return whether a suppression of the notice matches the diagnostic."""
    return any(_matches(entry, diagnostic, notice) for entry in notice.sidecar.suppress)


def _matches(entry: Suppression, diagnostic: Diagnostic, notice: Notice) -> bool:
    return entry.code == diagnostic.code and entry.line in (None, notice.source.line_of(diagnostic.span.start))
