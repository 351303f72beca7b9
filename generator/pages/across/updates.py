"""The page of changes: notices taken up, corrected and withdrawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from generator.facts.model import Notice, Revision
from generator.filing import title_of
from generator.pages.collection import Part, cut_by_time, part_description, part_heading
from generator.pages.context import Context
from generator.pages.page import Facts, lean

CHANGES_A_PAGE = 200


def changes(notice: Notice) -> list[Facts]:
    """Return the corrections of a notice, newest first. What replaced or is about a withdrawn text is not shown any more.

    {date: 2026-03-01, reason, anchor: revision-2026-03-01, original: {name: x.r1.txt, size: 7012}, sha256}
    """
    shown = notice.sidecar.withdrawn is None
    kept = {old.name: old for old in notice.replaced} if shown else {}
    found = []
    for revision, anchor in anchored_revisions(notice.sidecar.revisions):
        old = kept.get(revision.original or "")
        change = {
            "date": revision.date.isoformat(),
            "reason": revision.reason,
            "anchor": anchor if shown else None,
            "original": {"name": old.name, "size": old.size} if old else None,
            "sha256": old.sha256 if old else None,
        }
        found.append(lean(change))
    return sorted(found, key=lambda change: (change["date"], change.get("reason", "")), reverse=True)


def anchored_revisions(revisions: Iterable[Revision]) -> list[tuple[Revision, str]]:
    """Return each correction, as the sidecar lists them, with its anchor: its day, and a number from the day's second on."""
    days: Counter[date] = Counter()
    found = []
    for revision in revisions:
        days[revision.date] += 1
        again = f"-{days[revision.date]}" if days[revision.date] > 1 else ""
        found.append((revision, f"revision-{revision.date.isoformat()}{again}"))
    return found


def updates_parts(context: Context) -> list[Part[Facts]]:
    """Return the pages of the list of changes, newest first; those without a date last, each filed under its notice's day
    where the list is cut.
    """
    rows = [row for notice in context.library.notices for row in _rows(notice)]
    days = context.library.days if len(rows) >= 2 * CHANGES_A_PAGE else {}

    def filed(row: Facts) -> str | None:
        return row.get("date") or days.get(row["id"])

    def newest(row: Facts) -> tuple[str, ...]:
        day = filed(row)
        return (day, row["id"], row["kind"], row.get("reason", "")) if day else ()

    rows.sort(key=newest, reverse=True)
    return cut_by_time(rows, [filed(row) for row in rows], CHANGES_A_PAGE, "条")


def _rows(notice: Notice) -> Iterator[Facts]:
    own = {"id": notice.id, "title": title_of(notice)}
    withdrawn = notice.sidecar.withdrawn
    yield own | {"kind": "收录"} | lean({"date": notice.published.value.isoformat() if notice.published else None})
    for change in changes(notice):
        yield own | {"kind": "更正"} | change
    if withdrawn is not None:
        yield own | {"kind": "撤回"} | lean({"reason": withdrawn})


def updates_facts(context: Context, part: Part[Facts]) -> Facts | None:
    """Return the facts of `/updates/` or a further page. `kind` is 收录, 更正 or 撤回; only 更正 has more than a date and a reason.

    {title, description, as_of, changes: [{id, title, kind: 更正, date, reason, anchor, original: {name, size}, sha256}]}
    """
    if not part.rows:
        return None
    newest = max((row["date"] for row in part.rows if "date" in row), default=None)
    return lean(
        {
            "title": part_heading("更新与更正", part),
            "description": part_description("收录、更正与撤回记录。", part),
            "as_of": context.as_of if part.first else newest,
            "changes": list(part.rows),
        }
    )
