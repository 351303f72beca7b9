"""The page of promises: what units said they would do, by the last day their words allow, seen from the as-of date.

A day that has passed says nothing about whether the promise was kept: it reads 期限已过，本站未收录后续通报. Where the
site holds a notice that the same unit published after that day, the promise stands apart and leads to that notice.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from generator.facts.model import Commitment, Finding, Notice
from generator.library import Library, dated, named
from generator.pages import addresses
from generator.pages.across_parts import PromiseGroup, PromiseRow, PromiseYear, YearCount
from generator.pages.across_views import CommitmentsView
from generator.pages.notice import HOME
from generator.pages.rows import title_of

MOST_OF_A_QUARTER = 150
"""Promises a quarter lists; the data files have all."""
MONTHS = ("1 月至 3 月", "4 月至 6 月", "7 月至 9 月", "10 月至 12 月")
NUMERAL = "一二三四"


class Promise(NamedTuple):
    """A commitment with where it stands."""

    notice: Notice
    finding: Finding
    commitment: Commitment
    number: int
    """Counted from 1 within the finding."""


def promises_of(library: Library) -> list[Promise]:
    """Every promise of the notices shown, in the order of notices and text."""
    return [
        Promise(notice, finding, commitment, number)
        for notice in library.notices
        if notice.sidecar.withdrawn is None
        for finding in notice.findings
        for number, commitment in enumerate(finding.commitments, 1)
    ]


def later_notice(library: Library, notice: Notice, due: date) -> Notice | None:
    """The newest notice of the same unit that is dated after the day, or that says it follows up this one."""
    unit = library.unit_by_id.get(notice.unit.id)
    others = [other for other in (unit.notices if unit else ()) if (day := dated(other)) and day > due]
    followers = [other for other in library.followers(notice) if (day := dated(other)) is None or day > due]
    return next(
        (other for other in [*others, *followers] if other.id != notice.id and not other.sidecar.withdrawn), None
    )


def commitments_page(library: Library, as_of: str | None, promises: list[Promise]) -> CommitmentsView:
    """`/commitments/`. Without an as-of date no day has passed."""
    today = date.fromisoformat(as_of) if as_of else date.min
    ahead: list[tuple[date, PromiseRow]] = []
    past: list[tuple[date, PromiseRow]] = []
    followed: list[tuple[date, PromiseRow]] = []
    undated: list[PromiseRow] = []
    for promise in promises:
        due = promise.commitment.due
        if due is None:
            undated.append(_row(library, promise, None))
            continue
        later = later_notice(library, promise.notice, due) if due < today else None
        into = ahead if due >= today else followed if later else past
        into.append((due, _row(library, promise, later)))
    years = (_years(ahead, "due"), _years(past, "past")[::-1], _years(followed, "followed")[::-1])
    return CommitmentsView(
        kind="commitments",
        section="commitments",
        heading="承诺时限",
        breadcrumbs=(HOME,),
        as_of=as_of,
        total=len(promises),
        years=_overview(*years),
        ahead=years[0],
        past=tuple(_latest_first(year) for year in years[1]),
        followed=tuple(_latest_first(year) for year in years[2]),
        undated=tuple(undated[:MOST_OF_A_QUARTER]),
        undated_more=max(0, len(undated) - MOST_OF_A_QUARTER),
        calendar_url="commitments.ics" if len(undated) < len(promises) else "",
    )


def listed(view: CommitmentsView) -> frozenset[str]:
    """Ids of the promises that the page lists."""
    dated_rows = (
        row for part in (view.ahead, view.past, view.followed) for year in part for q in year.quarters for row in q.rows
    )
    return frozenset(row.anchor for row in [*dated_rows, *view.undated])


def _row(library: Library, promise: Promise, later: Notice | None) -> PromiseRow:
    notice, finding, commitment, number = promise
    unit = library.unit_by_id.get(notice.unit.id)
    line = notice.source.line_of(commitment.span.start)
    return PromiseRow(
        anchor=addresses.promise_anchor(notice.id, finding.anchor, number),
        text="".join(commitment.text.split()),
        unit=unit.name if unit else named(notice) or title_of(notice),
        unit_url=addresses.unit_url(unit.id) if unit else "",
        heading=finding.heading,
        url=addresses.finding_url(notice.id, finding.anchor),
        due=commitment.due.isoformat() if commitment.due else None,
        line=line,
        line_url=addresses.line_url(notice.id, line),
        later=title_of(later) if later else "",
        later_url=addresses.notice_url(later.id) if later else "",
    )


def _years(pairs: Iterable[tuple[date, PromiseRow]], prefix: str) -> tuple[PromiseYear, ...]:
    """By year and quarter, earliest first; within a quarter by day, then as they came."""
    found: dict[int, dict[int, list[PromiseRow]]] = {}
    for due, row in sorted(pairs, key=lambda pair: pair[0]):
        found.setdefault(due.year, {}).setdefault((due.month - 1) // 3, []).append(row)
    return tuple(
        PromiseYear(
            str(year),
            f"{prefix}-{year}",
            sum(map(len, quarters.values())),
            tuple(
                PromiseGroup(
                    f"{prefix}-{year}-q{quarter + 1}",
                    f"第{NUMERAL[quarter]}季度（{MONTHS[quarter]}）",
                    tuple(rows[:MOST_OF_A_QUARTER]),
                    max(0, len(rows) - MOST_OF_A_QUARTER),
                )
                for quarter, rows in quarters.items()
            ),
        )
        for year, quarters in found.items()
    )


def _latest_first(year: PromiseYear) -> PromiseYear:
    return PromiseYear(year.year, year.anchor, year.total, year.quarters[::-1])


def _overview(
    ahead: tuple[PromiseYear, ...], past: tuple[PromiseYear, ...], followed: tuple[PromiseYear, ...]
) -> tuple[YearCount, ...]:
    """One row a year, earliest first: where each year's promises stand on the page."""
    parts = [{year.year: year for year in part} for part in (ahead, past, followed)]
    rows = []
    for year in sorted({year for part in parts for year in part}):
        cells: list[tuple[int, str]] = []
        for part in parts:
            held = part.get(year)
            cells.append((held.total, f"commitments/#{held.anchor}") if held else (0, ""))
        (n, url), (m, past_url), (k, followed_url) = cells
        rows.append(YearCount(year, n, url, m, past_url, k, followed_url))
    return tuple(rows)
