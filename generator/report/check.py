"""`gongkai check`: files on the disk -> one report in the wanted format, and the exit code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from generator import __version__
from generator.build.inputs import collect_notices, find_files
from generator.build.reading import read_file
from generator.checks import check_library, check_notice
from generator.checks.sidecars import personal_data
from generator.diagnostics import Diagnostic, sort_diagnostics
from generator.facts.model import Notice
from generator.report.github import render_github
from generator.report.gitlab import render_gitlab
from generator.report.json import render_json
from generator.report.model import FileReport
from generator.report.sarif import render_sarif
from generator.report.table import render_table
from generator.report.text import conclusion, render_text
from generator.single import load_notice
from generator.source import Source


class Report(NamedTuple):
    """What to print, and the exit code: 0 clean, 1 findings."""

    words: str
    exit_code: int


class Reports:
    """One report a file, sidecars included, that fills as files are looked at."""

    def __init__(self) -> None:
        self.sources: dict[str, Source] = {}
        self.diagnostics: dict[str, list[Diagnostic]] = {}
        self.notices: dict[str, Notice] = {}

    def add(self, source: Source, diagnostics: Sequence[Diagnostic], notice: Notice | None = None) -> None:
        """Take note of what is to be said about a file."""
        self.sources.setdefault(source.name, source)
        self.diagnostics.setdefault(source.name, []).extend(diagnostics)
        if notice is not None:
            self.notices[source.name] = notice

    def add_folder(self, folder: Path) -> None:
        """Look at all notices of a folder."""
        found = find_files(folder)
        collected = collect_notices(found, [read_file(file)[0] for file in found.files])
        for notice in collected.notices:
            self.add(notice.source, collected.diagnostics[notice.id], notice)
            for source, diagnostic in personal_data(notice, collected.replaced.get(notice.id, ())):
                self.add(source, [diagnostic])
        for source, diagnostic in (*collected.problems, *collected.hints):
            self.add(source, [diagnostic])

    def add_file(self, path: Path) -> None:
        """Look at one notice and its sidecar."""
        item = load_notice(path)
        self.add(item.notice.source, check_notice(item.notice), item.notice)
        if item.sidecar is not None:
            self.add(item.sidecar, item.sidecar_diagnostics)
        for source, diagnostic in personal_data(item.notice, item.replaced):
            self.add(source, [diagnostic])

    def finished(self) -> list[FileReport]:
        """Return the reports sorted by path, with what only all notices together show."""
        across = check_library(list(self.notices.values()))
        for notice in self.notices.values():
            self.add(notice.source, across.get(notice.id, []))
        return [
            FileReport(name, self.sources[name], sort_diagnostics(diagnostics), self.notices.get(name))
            for name, diagnostics in sorted(self.diagnostics.items())
            if diagnostics or name in self.notices
        ]


def check_paths(paths: Sequence[Path], form: str, strict: bool, color: bool) -> Report:
    """Return the report over files and folders. Hints make the exit code 1 only when `strict`."""
    found = Reports()
    for path in paths:
        if path.is_dir():
            found.add_folder(path)
        elif path.as_posix() not in found.sources:
            found.add_file(path)
    reports = found.finished()
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
