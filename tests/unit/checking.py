"""Texts -> notices and what the audit says about them, short enough to read in an assertion."""

from __future__ import annotations

from pathlib import Path

from generator.build.inputs import Collected, collect_notices, find_files
from generator.build.reading import read_file
from generator.checks import check_notice
from generator.diagnostics import Diagnostic
from generator.facts.model import ParsedNotice, Sidecar
from generator.facts.read import read_notice
from generator.source import Source


def read(text: str | bytes, notice_id: str = "example", sidecar: Sidecar | None = None) -> ParsedNotice:
    """The notice in a text, read by the real parser."""
    data = text.encode() if isinstance(text, str) else text
    return read_notice(Source(f"{notice_id}.txt", data), notice_id, sidecar or Sidecar())


def collected(folder: Path) -> Collected:
    """The notices of a folder, as the build collects them."""
    found = find_files(folder)
    return collect_notices(found, [read_file(file)[0] for file in found.files])


def audit(text: str | bytes, *families: str) -> list[Diagnostic]:
    """What is noticed about a text, only codes that begin with one of the families; all without any."""
    return [d for d in check_notice(read(text)) if not families or d.code.startswith(families)]


def places(text: str, *families: str) -> list[str]:
    """`line code words` of what is noticed, the words being those that the diagnostic points at."""
    notice = read(text)
    found = [d for d in check_notice(notice) if not families or d.code.startswith(families)]
    return [f"{notice.source.line_of(d.span.start)} {d.code} {d.span.of(notice.source.text)}".rstrip() for d in found]
