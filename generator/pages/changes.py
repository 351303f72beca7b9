"""Corrections of a notice as its pages tell them: what was changed, the original it had before, and where old links lead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from generator.facts.model import Finding, Notice, Replaced, Revision
from generator.pages import addresses
from generator.pages.across_parts import Change
from generator.pages.finding_foot import INNER
from generator.pages.rows import title_of
from generator.pages.view_parts import Download


def changes(notice: Notice) -> tuple[Change, ...]:
    """Corrections of a notice, newest first."""
    title, url = title_of(notice), addresses.notice_url(notice.id)
    shown = notice.sidecar.withdrawn is None
    kept = {old.name: old for old in notice.replaced} if shown else {}
    found: list[Change] = []
    for revision, anchor in anchored(notice.sidecar.revisions):
        old = kept.get(revision.original or "")
        file = replaced_download(notice, old) if old else None
        words, digest = revision.reason, old.sha256 if old else ""
        found.append(
            Change(revision.date.isoformat(), "更正", title, url, words, file, digest, anchor if shown else "")
        )
    return tuple(sorted(found, key=lambda change: (change.date, change.reason), reverse=True))


def anchored(revisions: Sequence[Revision]) -> list[tuple[Revision, str]]:
    """Each correction, as the sidecar lists them, with its anchor: its day, and a number from the day's second on."""
    days: Counter[date] = Counter()
    found: list[tuple[Revision, str]] = []
    for revision in revisions:
        days[revision.date] += 1
        again = f"-{days[revision.date]}" if days[revision.date] > 1 else ""
        found.append((revision, f"revision-{revision.date.isoformat()}{again}"))
    return found


def replaced_download(notice: Notice, old: Replaced) -> Download:
    """An original as it was before a correction."""
    return Download("更正前的原文", addresses.replaced_url(notice.id, old.name), "txt", old.size, "")


def alias_marks(notice: Notice, finding: Finding) -> Iterator[str]:
    """Empty blocks with the anchors that the finding had before corrections, so that old links still reach it."""
    for old, current in notice.sidecar.aliases.items():
        if current == finding.anchor:
            yield from (f"{{.alias #{old} data-derived=1}}", ":" * INNER + " block", "", ":" * INNER, "")
