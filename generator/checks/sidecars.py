"""What sidecars name and what is wrong with it: links, notices and originals that are not there; personal data in replaced originals."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from generator.aliases import lost, propose
from generator.checks import check_notice
from generator.diagnostics import Diagnostic
from generator.facts.model import Notice, Sidecar
from generator.facts.read import read_notice
from generator.rules import WHOLE_FILE, diagnose
from generator.source import Source, Span

MOST_SHOWN = 20
"""Lost links that a message lists."""


def personal_data(notice: Notice, kept: Iterable[Source]) -> Iterator[tuple[Source, Diagnostic]]:
    """Yield personal data in replaced originals, which are published too."""
    aside = tuple(entry for entry in notice.sidecar.suppress if entry.line is None)
    for source in kept:
        old = read_notice(source, notice.id, Sidecar(suppress=aside))
        yield from ((source, found) for found in check_notice(old) if found.code.startswith("GK5"))


def alias_faults(notice: Notice, about: Source) -> Iterator[tuple[Source, Diagnostic]]:
    """Yield what is wrong with the `aliases` of a sidecar."""
    anchors = {finding.anchor for finding in notice.findings}
    for old, current in notice.sidecar.aliases.items():
        if current not in anchors:
            yield (
                about,
                diagnose(
                    "GK061", place_in_sidecar(about, current), f"aliases 把 {old} 指向 {current}，通报里没有这个问题。"
                ),
            )
        elif old in anchors:
            yield (
                about,
                diagnose("GK061", place_in_sidecar(about, old), f"aliases 里的 {old} 就是现有的问题，不必也不能另指。"),
            )


def lost_links(notice: Notice, about: Source, kept: Iterable[Source]) -> tuple[Source, Diagnostic] | None:
    """Return one hint about all anchors of replaced originals that lead nowhere now, with the lines to add."""
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


def broken_references(
    notices: Mapping[str, Notice], sidecars: Mapping[str, Source]
) -> Iterator[tuple[Source, Diagnostic]]:
    """Yield every `previous` that names no notice, or the notice itself. Both mappings are by the id of the notice."""
    for notice_id, notice in notices.items():
        previous = notice.sidecar.previous
        if previous is not None and (previous == notice_id or previous not in notices):
            about = sidecars[notice_id]
            message = f"previous 所指的“{previous}”" + ("就是这份通报自己。" if previous == notice_id else "不在本站。")
            yield about, diagnose("GK029", place_in_sidecar(about, "previous"), message)


def unnamed_originals(names: Iterable[str], named: Collection[str]) -> Iterator[tuple[Source, Diagnostic]]:
    """Yield the files that are replaced originals by their name and belong to no correction: are not among those `named`."""
    for name in names:
        if name not in named:
            what = f"没有更正说明指明 {name.rpartition('/')[2]}。"
            yield Source(name, b""), diagnose("GK063", WHOLE_FILE, what)


def place_in_sidecar(about: Source, words: str) -> Span:
    """Return where the words stand in the sidecar, else its start."""
    at = about.text.find(words)
    return Span(at, at + len(words)) if at >= 0 else WHOLE_FILE
