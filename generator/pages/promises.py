"""The page of promises: what units said they would do, by the last day their words allow, seen from the as-of date.

A day that has passed says nothing about whether the promise was kept: it reads 期限已过，本站未收录后续通报. Where the
site holds a notice that the same unit published after that day, the promise stands apart and leads to that notice.

Which promises the page lists follows from the tallies alone, so that a notice's page can lead there without the page
being made.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from generator.facts.model import Commitment, Finding, Notice
from generator.filing import dated, named
from generator.library import Library
from generator.pages import addresses
from generator.pages.across_parts import PromiseGroup, PromiseRow, PromiseYear, YearCount
from generator.pages.across_views import CommitmentsView
from generator.pages.notice import HOME
from generator.pages.rows import title_of

MOST_LISTED = 240
"""Promises the page lists; the data files have all. Where there are more, each part has its quota of the room."""
QUOTAS = (120, 60, 30, 30)
"""Ahead, past, followed, without a day."""
MONTHS = ("1 月至 3 月", "4 月至 6 月", "7 月至 9 月", "10 月至 12 月")
NUMERAL = "一二三四"


class Promise(NamedTuple):
    """A commitment as its notice's tally has it."""

    notice: Notice
    anchor: str
    number: int
    """Counted from 1 within the finding."""
    due: date | None
    later: Notice | None = None
    """Where the day has passed: a later notice of the unit."""

    @property
    def id(self) -> str:
        """Its id on the page."""
        return addresses.promise_anchor(self.notice.id, self.anchor, self.number)


class Part(NamedTuple):
    """Promises of one kind, in the order of the page, of which the first `room` are listed."""

    promises: list[Promise]
    room: int

    @property
    def listed(self) -> list[Promise]:
        """Those on the page."""
        return self.promises[: self.room]


class Layout(NamedTuple):
    """What stands where on the page: ahead nearest first, behind latest quarter first."""

    ahead: Part
    past: Part
    followed: Part
    undated: Part

    @property
    def total(self) -> int:
        """How many promises there are, listed or not."""
        return sum(len(part.promises) for part in self)

    @property
    def listed(self) -> frozenset[str]:
        """Ids of the promises that the page lists."""
        return frozenset(promise.id for part in self for promise in part.listed)


def promises_of(library: Library) -> list[Promise]:
    """Every promise of the notices shown, in the order of notices and text."""
    return [
        Promise(notice, each.anchor, each.number, each.due)
        for notice in library.shown
        for each in library.tally(notice).promised
    ]


def later_notice(library: Library, notice: Notice, due: date) -> Notice | None:
    """The newest notice of the same unit that is dated after the day, or that says it follows up this one."""
    unit = library.unit_by_id.get(notice.unit.id)
    for other in unit.notices if unit else ():
        day = dated(other)
        if day and day > due and other.id != notice.id and other.sidecar.withdrawn is None:
            return other
    for other in library.followers(notice):
        day = dated(other)
        if (day is None or day > due) and other.id != notice.id and other.sidecar.withdrawn is None:
            return other
    return None


def lay_out(library: Library, as_of: str | None, promises: Iterable[Promise]) -> Layout:
    """Where each promise stands. Without an as-of date no day has passed."""
    today = date.fromisoformat(as_of) if as_of else date.min
    ahead: list[Promise] = []
    past: list[Promise] = []
    followed: list[Promise] = []
    undated: list[Promise] = []
    for promise in promises:
        if promise.due is None:
            undated.append(promise)
        elif promise.due >= today:
            ahead.append(promise)
        else:
            later = later_notice(library, promise.notice, promise.due)
            (followed if later else past).append(promise._replace(later=later))
    parts = (sorted(ahead, key=_day), sorted(past, key=_latest), sorted(followed, key=_latest), undated)
    rooms = [min(len(part), quota) for part, quota in zip(parts, QUOTAS, strict=True)]
    for at, part in enumerate(parts):  # what one part leaves free, the others may take
        rooms[at] += min(len(part) - rooms[at], MOST_LISTED - sum(rooms))
    return Layout(*(Part(part, room) for part, room in zip(parts, rooms, strict=True)))


def _day(promise: Promise) -> date:
    return promise.due or date.max


def _latest(promise: Promise) -> tuple[int, int, date]:
    """Latest quarter first, within a quarter by day."""
    day = _day(promise)
    return -day.year, -_quarter(day), day


def _quarter(day: date) -> int:
    return (day.month - 1) // 3


def commitments_page(library: Library, as_of: str | None, layout: Layout) -> CommitmentsView:
    """`/commitments/`."""
    ahead, past, followed, undated = layout
    years = (
        _years(library, ahead, "due"),
        _years(library, past, "past"),
        _years(library, followed, "followed"),
    )
    return CommitmentsView(
        kind="commitments",
        section="commitments",
        heading="承诺时限",
        breadcrumbs=(HOME,),
        as_of=as_of,
        total=layout.total,
        years=_overview(*years),
        ahead=years[0],
        past=years[1],
        followed=years[2],
        undated=tuple(_row(library, promise) for promise in undated.listed),
        undated_more=len(undated.promises) - undated.room,
        calendar_url="commitments.ics" if len(undated.promises) < layout.total else "",
    )


def _row(library: Library, promise: Promise) -> PromiseRow:
    notice = promise.notice
    finding, commitment = _opened(promise)
    unit = library.unit_by_id.get(notice.unit.id)
    line = notice.source.line_of(commitment.span.start)
    return PromiseRow(
        anchor=promise.id,
        text="".join(commitment.text.split()),
        unit=unit.name if unit else named(notice) or title_of(notice),
        unit_url=addresses.unit_url(unit.id) if unit else "",
        heading=finding.heading,
        url=addresses.finding_url(notice.id, finding.anchor),
        due=promise.due.isoformat() if promise.due else None,
        line=line,
        line_url=addresses.line_url(notice.id, line),
        later=title_of(promise.later) if promise.later else "",
        later_url=addresses.notice_url(promise.later.id) if promise.later else "",
    )


def _opened(promise: Promise) -> tuple[Finding, Commitment]:
    finding = next(each for each in promise.notice.findings if each.anchor == promise.anchor)
    return finding, finding.commitments[promise.number - 1]


def _years(library: Library, part: Part, prefix: str) -> tuple[PromiseYear, ...]:
    """By year and quarter, in the order of the part."""
    found: dict[int, dict[int, list[Promise]]] = {}
    for promise in part.promises:
        day = _day(promise)
        found.setdefault(day.year, {}).setdefault(_quarter(day), []).append(promise)
    listed = part.room
    years = []
    for year, quarters in found.items():
        groups = []
        for quarter, promises in quarters.items():
            shown = promises[:listed]
            listed -= len(shown)
            name = f"第{NUMERAL[quarter]}季度（{MONTHS[quarter]}）"
            rows = tuple(_row(library, promise) for promise in shown)
            anchor = f"{prefix}-{year}-q{quarter + 1}"
            groups.append(PromiseGroup(anchor, name, rows, len(promises) - len(rows)))
        years.append(PromiseYear(str(year), f"{prefix}-{year}", sum(map(len, quarters.values())), tuple(groups)))
    return tuple(years)


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
