"""Replaced originals on the disk: found beside their notice, and what is wrong with them or with the links they had.

A replaced original is kept beside the notice as `<file name of the notice>.r1.txt` (`.r2.txt` …). By its name it is never
read as a notice of its own; by `revisions` in the sidecar it belongs to a correction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.checks import check_notice
from generator.diagnostics import Diagnostic
from generator.facts.aliases import lost, propose
from generator.facts.model import Notice, Replaced, Sidecar
from generator.facts.read import read_notice
from generator.rules import WHOLE_FILE, diagnose
from generator.sidecar import KEPT
from generator.source import Source, Span

MAX_BYTES = 32 * 1024 * 1024
MOST_SHOWN = 20
"""Lost links that a message lists."""


class Corrected(NamedTuple):
    """A notice that knows its replaced originals, their texts, and what was noticed about them, each with its file."""

    notice: Notice
    kept: tuple[Source, ...]
    diagnostics: tuple[tuple[Source, Diagnostic], ...]


def with_replaced(notice: Notice, path: Path, about: Source | None) -> Corrected:
    """The notice in `path` with the originals that its sidecar `about` says were replaced. Never raises for what they hold."""
    if about is None:
        return Corrected(notice, (), ())
    found = [*_alias_faults(notice, about)]
    kept: dict[str, Source] = {}
    for revision in notice.sidecar.revisions:
        name = revision.original
        if name is None or name in kept:
            continue
        file = path.with_name(name)
        if not belongs(name, path) or file.is_symlink() or not file.is_file() or file.stat().st_size > MAX_BYTES:
            found.append((about, diagnose("GK060", _at(about, name), f"没有旧原文 {name}，或者它不能读取。")))
            continue
        kept[name] = Source(about.name.rpartition("/")[0] + "/" * ("/" in about.name) + name, file.read_bytes())
    replaced = tuple(Replaced(name, source.sha256, source.size) for name, source in kept.items())
    notice = msgspec.structs.replace(notice, replaced=replaced)
    gone = _lost_links(notice, about, kept.values())
    return Corrected(notice, tuple(kept.values()), (*found, *([gone] if gone else [])))


def belongs(name: str, path: Path) -> bool:
    """Whether a file name is that of a replaced original of the notice in `path`."""
    return KEPT.fullmatch(name) is not None and name.rpartition(".r")[0] == path.stem


def personal(notice: Notice, kept: Iterable[Source]) -> Iterator[tuple[Source, Diagnostic]]:
    """Personal data in replaced originals, which are published too."""
    aside = tuple(entry for entry in notice.sidecar.suppress if entry.line is None)
    for source in kept:
        old = read_notice(source, notice.id, Sidecar(suppress=aside))
        yield from ((source, found) for found in check_notice(old) if found.code.startswith("GK5"))


def _alias_faults(notice: Notice, about: Source) -> Iterator[tuple[Source, Diagnostic]]:
    anchors = {finding.anchor for finding in notice.findings}
    for old, current in notice.sidecar.aliases.items():
        if current not in anchors:
            yield (
                about,
                diagnose("GK061", _at(about, current), f"aliases 把 {old} 指向 {current}，通报里没有这个问题。"),
            )
        elif old in anchors:
            yield about, diagnose("GK061", _at(about, old), f"aliases 里的 {old} 就是现有的问题，不必也不能另指。")


def _lost_links(notice: Notice, about: Source, kept: Iterable[Source]) -> tuple[Source, Diagnostic] | None:
    """One hint about all anchors of replaced originals that lead nowhere now, with the lines to add."""
    aliases = notice.sidecar.aliases
    gone: dict[str, str] = {}
    again: dict[str, str] = {}
    for source in kept:
        old = read_notice(source, notice.id, notice.sidecar).findings
        gone |= {finding.anchor: finding.heading for finding in lost(old, notice.findings, aliases)}
        again = propose(old, notice.findings, aliases) | again
    if not gone:
        return None
    told = "、".join(f"{anchor}（{_short(heading)}）" for anchor, heading in list(gone.items())[:MOST_SHOWN])
    message = f"更正前的 {len(gone)} 个链接失效：{told}{'……' if len(gone) > MOST_SHOWN else ''}。"
    lines = [f"{old}: {again[old]}" for old in gone if old in again]
    rest = len(gone) - len(lines)
    help_text = f"请核对后在附注的 aliases 下加上：{'；'.join(lines)}。" if lines else ""
    help_text += f"有 {rest} 个找不到相近的问题；确已删去的，不必写。" if rest else ""
    return about, diagnose("GK062", WHOLE_FILE, message, help_text)


def _short(heading: str) -> str:
    return heading if len(heading) <= 16 else heading[:15] + "…"


def _at(about: Source, words: str) -> Span:
    """Where the words stand in the sidecar, else its start."""
    at = about.text.find(words)
    return Span(at, at + len(words)) if at >= 0 else WHOLE_FILE
