"""`gongkai check`: files on the disk -> one report in the wanted format, and the exit code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from generator import __version__
from generator.build.corrections import personal
from generator.build.load import load_notice
from generator.build.originals import collect
from generator.checks import check_library, check_notice
from generator.diagnostics import Diagnostic, sort_diagnostics
from generator.facts.model import Notice
from generator.report.github import render_github
from generator.report.gitlab import render_gitlab
from generator.report.json import render_json
from generator.report.model import FileReport
from generator.report.sarif import render_sarif
from generator.report.table import render_table
from generator.report.text import conclusion, render_text
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
    if form == "gitlab":
        return Report(render_gitlab(reports), exit_code)
    if form == "sarif":
        return Report(render_sarif(reports, __version__), exit_code)
    return Report(render_text(reports, color=color) + render_table(reports) + conclusion(reports), exit_code)


def reports_of(paths: Sequence[Path]) -> list[FileReport]:
    """One report a file, sidecars included, sorted by path."""
    found: dict[str, tuple[Source, list[Diagnostic], Notice | None]] = {}

    def add(source: Source, diagnostics: Sequence[Diagnostic], notice: Notice | None = None) -> None:
        known = found.get(source.name)
        found[source.name] = (
            source,
            [*(known[1] if known else ()), *diagnostics],
            notice or (known[2] if known else None),
        )

    for path in paths:
        if path.is_dir():
            collection = collect(path)
            for notice in collection.notices:
                add(notice.source, check_notice(notice), notice)
                for source, diagnostic in personal(notice, collection.kept.get(notice.id, ())):
                    add(source, [diagnostic])
            for source, diagnostic in (*collection.problems, *collection.hints):
                add(source, [diagnostic])
        elif path.as_posix() not in found:
            item = load_notice(path)
            add(item.notice.source, check_notice(item.notice), item.notice)
            if item.sidecar_source is not None:
                add(item.sidecar_source, item.sidecar_diagnostics)
            for source, diagnostic in personal(item.notice, item.kept):
                add(source, [diagnostic])
    notices = [notice for _, _, notice in found.values() if notice is not None]
    across = check_library(notices)
    for notice in notices:
        add(notice.source, across.get(notice.id, []), notice)
    return [
        FileReport(name, source, sort_diagnostics(diagnostics), notice)
        for name, (source, diagnostics, notice) in sorted(found.items())
        if diagnostics or notice is not None
    ]
