"""Diagnostics as a code-quality report of GitLab: a JSON list that a merge request shows beside its lines.

Fields are those of GitLab's documentation (Code Quality report format): description, check_name, fingerprint, severity,
location. The fingerprint is made of file, code and line text, so that it survives moved lines; GitLab asks that none
occurs twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from generator.diagnostics import Severity
from generator.report.json import to_json
from generator.report.model import FileReport
from generator.report.place import first_line, message_with_advice, place_of
from generator.rules import RULES

SEVERITIES: dict[Severity, str] = {"error": "critical", "warning": "major", "hint": "info"}


def render_gitlab(reports: Sequence[FileReport]) -> str:
    """Return the list of a run as indented JSON."""
    seen: Counter[str] = Counter()
    issues: list[dict[str, Any]] = []
    for report in reports:
        for diagnostic in report.diagnostics:
            place = place_of(diagnostic, report.source)
            mark = f"{report.path}\n{diagnostic.code}\n{first_line(diagnostic, report.source)}"
            seen[mark] += 1
            title = RULES[diagnostic.code].title
            issues.append(
                {
                    "description": f"{diagnostic.code} {title}：{message_with_advice(diagnostic)}",
                    "check_name": diagnostic.code,
                    "fingerprint": sha256(f"{mark}\n{seen[mark]}".encode("utf-8", "replace")).hexdigest(),
                    "severity": SEVERITIES[diagnostic.severity],
                    "location": {"path": report.path, "lines": {"begin": place.line, "end": place.end_line}},
                }
            )
    return to_json(issues)
