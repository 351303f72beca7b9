"""Suppressions of the sidecar: what an office has looked at and set aside, with its reason."""

from __future__ import annotations

from generator.diagnostics import Diagnostic
from generator.facts.model import Notice, Suppression
from generator.rules import RULES, WHOLE_FILE, diagnose

LIBRARY_CODES = frozenset({"GK011", "GK012"})
"""Codes that only `check_library` gives: whether their suppression is used cannot be seen from one notice."""


def apply(diagnostics: list[Diagnostic], notice: Notice) -> list[Diagnostic]:
    """The diagnostics that no suppression covers, and one for each suppression that covers nothing."""
    entries = notice.sidecar.suppress
    if not entries:
        return diagnostics
    used: set[Suppression] = set()
    kept: list[Diagnostic] = []
    for diagnostic in diagnostics:
        covering = [entry for entry in entries if _covers(entry, diagnostic, notice)]
        used.update(covering)
        if not covering:
            kept.append(diagnostic)
    for entry in entries:
        where = f"第{entry.line}行的" if entry.line else ""
        if entry.code not in RULES:
            kept.append(diagnose("GK004", WHOLE_FILE, f"附注文件搁置了 {entry.code}，没有这个诊断编号。"))
        elif entry not in used and entry.code not in LIBRARY_CODES:
            kept.append(diagnose("GK003", WHOLE_FILE, f"附注文件搁置了{where} {entry.code}，这次检查没有发现它。"))
    return kept


def covers(diagnostic: Diagnostic, notice: Notice) -> bool:
    """Whether a suppression of the notice covers the diagnostic."""
    return any(_covers(entry, diagnostic, notice) for entry in notice.sidecar.suppress)


def _covers(entry: Suppression, diagnostic: Diagnostic, notice: Notice) -> bool:
    return entry.code == diagnostic.code and (
        entry.line is None or entry.line == notice.source.line_of(diagnostic.span.start)
    )
