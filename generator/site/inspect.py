"""`gongkai check`: files on the disk -> one report in the wanted format, and the exit code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from generator import __version__
from generator.checks import check_library, check_notice
from generator.diagnostics import in_order
from generator.report.github import render_github
from generator.report.json import render_json
from generator.report.model import FileReport
from generator.report.sarif import render_sarif
from generator.report.table import render_table
from generator.report.text import conclusion, render_text
from generator.rules import WHOLE_FILE, diagnose
from generator.sidecar import read_sidecar
from generator.site.load import Loaded, load_notice, notice_files, stray_sidecars
from generator.source import Source


class Report(NamedTuple):
    """What to print, and the exit code: 0 clean, 1 findings."""

    words: str
    exit_code: int


def check_paths(paths: Sequence[Path], form: str, strict: bool, color: bool) -> Report:
    """The report over files and folders. Hints make the exit code 1 only when `strict`."""
    reports = reports_of(paths)
    severities = {diagnostic.severity for report in reports for diagnostic in report.diagnostics}
    exit_code = 1 if severities - (set() if strict else {"hint"}) else 0
    if form == "json":
        return Report(render_json(reports), exit_code)
    if form == "github":
        return Report(render_github(reports), exit_code)
    if form == "sarif":
        return Report(render_sarif(reports, __version__), exit_code)
    return Report(render_text(reports, color=color) + render_table(reports) + conclusion(reports), exit_code)


def reports_of(paths: Sequence[Path]) -> list[FileReport]:
    """One report a file, sidecars included, sorted by path."""
    loaded: dict[Path, Loaded] = {}
    strays: set[Path] = set()
    for path in paths:
        for file in notice_files(path) if path.is_dir() else [path]:
            loaded.setdefault(file, load_notice(file))
        if path.is_dir():
            strays |= set(stray_sidecars(path))
    across = check_library([item.notice for item in loaded.values()])
    reports: list[FileReport] = []
    for path in sorted(loaded):
        item = loaded[path]
        notice = item.notice
        diagnostics = in_order(check_notice(notice) + across.get(notice.id, []))
        reports.append(FileReport(path.as_posix(), notice.source, diagnostics, notice))
        if item.sidecar_source is not None and item.sidecar_diagnostics:
            reports.append(
                FileReport(item.sidecar_path.as_posix(), item.sidecar_source, in_order(list(item.sidecar_diagnostics)))
            )
    reports += [_stray(path) for path in sorted(strays)]
    return reports


def _stray(path: Path) -> FileReport:
    source = Source(path.as_posix(), path.read_bytes())
    _, diagnostics = read_sidecar(source)
    lonely = diagnose("GK025", WHOLE_FILE, f"附注 {path.name} 旁边没有同名的通报 {path.with_suffix('.txt').name}。")
    return FileReport(path.as_posix(), source, in_order([lonely, *diagnostics]))
