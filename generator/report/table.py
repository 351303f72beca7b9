"""The summary of a run: one row a file, aligned in columns of a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from generator.facts.model import Notice
from generator.facts.reconcile import declared_total, principal
from generator.report.model import FileReport
from generator.report.place import tally
from generator.report.width import pad, printable, width

HEADER = ("文件", "问题数", "声明数", "核对", "错误", "警告", "提示")
VERDICTS = {"match": "一致", "differs": "不一致", "cannot_check": "无法核对", "not_declared": "未声明"}
TEXT_COLUMNS = frozenset((0, 3))
"""Columns set left; the others hold numbers and are set right."""


def render_table(reports: Sequence[FileReport]) -> str:
    """Return rows of path, findings counted, findings declared, verdict, errors, warnings, hints; ends in a line end."""
    rows = [HEADER, *((printable(report.path), *_findings(report.notice), *_numbers([report])) for report in reports)]
    if len(reports) > 1:
        counted = sum(report.notice.counted.total for report in reports if report.notice is not None)
        rows.append((f"共{len(reports)}个文件", str(counted), "", "", *_numbers(reports)))
    widths = [max(width(row[column]) for row in rows) for column in range(len(HEADER))]
    lines = [
        "  ".join(_cell(value, widths[column], column) for column, value in enumerate(row)).rstrip() for row in rows
    ]
    lines.insert(1, "  ".join("-" * wide for wide in widths))
    return "\n".join(lines) + "\n"


def _findings(notice: Notice | None) -> tuple[str, str, str]:
    """Return the number of findings, the declared number and the verdict; dashes for a file that is no notice."""
    if notice is None:
        return "-", "-", "-"
    said = principal(notice.declared, "findings")
    verdict = next(VERDICTS[row.result] for row in notice.reconciliation if row.subject == "findings")
    return str(notice.counted.total), str(declared_total(said)) if said else "-", verdict


def _numbers(reports: Sequence[FileReport]) -> list[str]:
    """Return the numbers of errors, warnings and hints."""
    return [str(number) for number in tally(reports).values()]


def _cell(value: str, columns: int, column: int) -> str:
    return pad(value, columns) if column in TEXT_COLUMNS else " " * (columns - width(value)) + value
