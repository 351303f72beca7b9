"""The page of promises: what units said they would do, by the last day that their words allow."""

from __future__ import annotations

from generator.filing import named, title_of
from generator.library import Library
from generator.pages.across.documents import squashed
from generator.pages.across.promises import Promise, PromisePart
from generator.pages.context import Context
from generator.pages.page import Facts, lean


def commitments_facts(context: Context) -> Facts | None:
    """Return the facts of `/commitments/`; None where nothing is promised. `total` counts those that are not listed too.

    {title, description, as_of, total: 14,
     ahead: [{year: 2026, quarters: [{quarter: 4, total: 2, promises: [
         {notice, finding, number: 1, text, unit, unit_id, heading, due: 2026-12-31, line: 52}]}]}],
     past: [like ahead], followed: [like ahead, with later: {id, title}], undated: [promises], undated_more: 3}
    """
    promises, library = context.promises, context.library
    if not promises.total:
        return None
    undated, room = promises.undated
    return lean(
        {
            "title": "承诺时限",
            "description": "各单位在整改通报中写明时限的承诺，按到期先后排列。",
            "as_of": context.as_of,
            "total": promises.total,
            "ahead": _years(library, promises.ahead),
            "past": _years(library, promises.past),
            "followed": _years(library, promises.followed),
            "undated": [_promise(library, promise) for promise in undated[:room]],
            "undated_more": len(undated) - room or None,
        }
    )


def _years(library: Library, part: PromisePart) -> list[Facts]:
    """Return the promises by year and quarter, in the order of the part."""
    years: dict[int, dict[int, Facts]] = {}
    for at, promise in enumerate(part.promises):
        year, number = promise.quarter
        quarter = years.setdefault(year, {}).setdefault(number, {"quarter": number, "total": 0, "promises": []})
        quarter["total"] += 1
        if at < part.room:
            quarter["promises"].append(_promise(library, promise))
    return [{"year": year, "quarters": list(quarters.values())} for year, quarters in years.items()]


def _promise(library: Library, promise: Promise) -> Facts:
    notice, finding, later = promise.notice, promise.finding, promise.later
    commitment = finding.commitments[promise.number - 1]
    unit = library.unit_by_id.get(notice.unit.id)
    return lean(
        {
            "notice": notice.id,
            "finding": finding.anchor,
            "number": promise.number,
            "text": squashed(commitment.text),
            "unit": unit.name if unit else named(notice) or title_of(notice),
            "unit_id": unit.id if unit else None,
            "heading": finding.heading,
            "due": promise.due.isoformat() if promise.due else None,
            "line": notice.source.line_of(commitment.span.start),
            "later": {"id": later.id, "title": title_of(later)} if later else None,
        }
    )
