"""Diagnostics as SARIF 2.1.0 (OASIS Standard, 27 March 2020), for code-scanning pages and editors.

Deterministic: no time, no machine, no absolute path. Columns are code points. The fingerprint of a result is made of
code and line text, so that it survives moved lines.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from generator.diagnostics import Diagnostic, Severity
from generator.report.model import FileReport
from generator.report.place import place_of
from generator.rules import RULES, Rule

LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "hint": "note"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render_sarif(reports: Sequence[FileReport], version: str = "") -> str:
    """A SARIF log of one run as indented text; ends in a line end. `version` is that of the program, if known."""
    driver: dict[str, Any] = {"name": "gongkai", "language": "zh-CN", "rules": [_rule(rule) for rule in RULES.values()]}
    if version:
        driver["version"] = version
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "artifacts": [_artifact(report) for report in reports],
        "results": [result for index, report in enumerate(reports) for result in _results(index, report)],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": f"{rule.what}{rule.why}"},
        "help": {"text": rule.instead},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _uri(path: str) -> str:
    return quote(path.replace("\\", "/"))


def _artifact(report: FileReport) -> dict[str, Any]:
    return {
        "location": {"uri": _uri(report.path)},
        "length": report.source.size,
        "encoding": report.source.encoding,
        "hashes": {"sha-256": report.source.sha256},
    }


def _results(index: int, report: FileReport) -> list[dict[str, Any]]:
    seen: Counter[str] = Counter()
    results = []
    for diagnostic in report.diagnostics:
        place = place_of(diagnostic, report.source)
        line = report.source.line_text(place.line).strip()
        mark = sha256(f"{diagnostic.code}\n{line}".encode("utf-8", "replace")).hexdigest()[:16]
        seen[mark] += 1
        region = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        }
        location = {"artifactLocation": {"uri": _uri(report.path), "index": index}, "region": region}
        results.append(
            {
                "ruleId": diagnostic.code,
                **_rule_index(diagnostic),
                "level": LEVELS[diagnostic.severity],
                "message": {"text": _message(diagnostic)},
                "locations": [{"physicalLocation": location}],
                "partialFingerprints": {"gongkai/v1": f"{mark}:{seen[mark]}"},
            }
        )
    return results


def _rule_index(diagnostic: Diagnostic) -> dict[str, int]:
    codes = list(RULES)
    return {"ruleIndex": codes.index(diagnostic.code)} if diagnostic.code in RULES else {}


def _message(diagnostic: Diagnostic) -> str:
    return diagnostic.message + (f"办法：{diagnostic.help}" if diagnostic.help else "")
