"""Diagnostics as SARIF 2.1.0 (OASIS Standard, 27 March 2020), for code-scanning pages and editors.

Deterministic: no time, no machine, no absolute path. Columns are code points. The fingerprint of a result is made of
code and line text, so that it survives moved lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from generator.diagnostics import Severity
from generator.report.json import to_json
from generator.report.model import FileReport
from generator.report.place import first_line, message_with_advice, place_of
from generator.rules import RULES, Rule

LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "hint": "note"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
RULE_INDEX = {code: index for index, code in enumerate(RULES)}


def render_sarif(reports: Sequence[FileReport], version: str) -> str:
    """Return the SARIF log of a run as indented JSON. `version` is that of the program."""
    driver = {
        "name": "gongkai",
        "language": "zh-CN",
        "rules": [_rule(rule) for rule in RULES.values()],
        "version": version,
    }
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "artifacts": [_artifact(report) for report in reports],
        "results": [result for index, report in enumerate(reports) for result in _results(index, report)],
    }
    return to_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


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


def _results(index: int, report: FileReport) -> Iterator[dict[str, Any]]:
    """Yield the results of the file that is the artifact of this index."""
    seen: Counter[str] = Counter()
    for diagnostic in report.diagnostics:
        place = place_of(diagnostic, report.source)
        words = f"{diagnostic.code}\n{first_line(diagnostic, report.source)}"
        mark = sha256(words.encode("utf-8", "replace")).hexdigest()[:16]
        seen[mark] += 1
        region = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        }
        location = {"artifactLocation": {"uri": _uri(report.path), "index": index}, "region": region}
        yield {
            "ruleId": diagnostic.code,
            "ruleIndex": RULE_INDEX[diagnostic.code],
            "level": LEVELS[diagnostic.severity],
            "message": {"text": message_with_advice(diagnostic)},
            "locations": [{"physicalLocation": location}],
            "partialFingerprints": {"gongkai/v1": f"{mark}:{seen[mark]}"},
        }
