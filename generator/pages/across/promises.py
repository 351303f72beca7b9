"""Where each promise stands on the page of promises: by the last day that its words allow, seen from the as-of date.

A day that has passed says nothing about whether the promise was kept: it reads 期限已过，本站未收录后续通报. Where the site
holds a notice that the same unit published after that day, the promise stands apart and leads to that notice.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from generator.facts.model import Finding, Notice
from generator.filing import dated
from generator.library import Library
from generator.pages import addresses

MOST_LISTED = 240
"""Promises the page lists; the data files have all. Where there are more, each part has its quota of the room."""
QUOTAS = (120, 60, 30, 30)
"""Ahead, past, followed, without a day."""


class Promise(NamedTuple):
    """A commitment of a finding; `number` counts from 1 within the finding."""

    notice: Notice
    finding: Finding
    number: int
    due: date | None
    later: Notice | None = None
    """Where the day has passed: a later notice of the unit."""

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return addresses.promise_anchor(self.notice.id, self.finding.anchor, self.number)

    @property
    def quarter(self) -> tuple[int, int]:
        """Year and quarter of its last day: (2026, 4)."""
        day = self.due or date.max
        return day.year, (day.month + 2) // 3


class PromisePart(NamedTuple):
    """Promises of one kind, in the order of the page, which lists the first `room` of them."""

    promises: list[Promise]
    room: int


class Promises(NamedTuple):
    """All promises of a library: ahead nearest first, behind latest quarter first."""

    ahead: PromisePart
    past: PromisePart
    followed: PromisePart
    undated: PromisePart

    @property
    def total(self) -> int:
        """How many promises there are, listed or not."""
        return sum(len(part.promises) for part in self)

    @property
    def listed(self) -> frozenset[str]:
        """The anchors of the promises that the page lists."""
        return frozenset(promise.anchor for part in self for promise in part.promises[: part.room])


def sort_promises(library: Library, as_of: str | None) -> Promises:
    """Return where each promise of the notices shown stands. Without an as-of date no day has passed."""
    today = date.fromisoformat(as_of) if as_of else date.min
    ahead: list[Promise] = []
    past: list[Promise] = []
    followed: list[Promise] = []
    undated: list[Promise] = []
    for promise in _promises(library):
        if promise.due is None:
            undated.append(promise)
        elif promise.due >= today:
            ahead.append(promise)
        else:
            later = _later_notice(library, promise.notice, promise.due)
            (followed if later else past).append(promise._replace(later=later))
    ahead.sort(key=_day)
    for part in (past, followed):
        part.sort(key=_day)
        part.sort(key=lambda promise: promise.quarter, reverse=True)
    parts = (ahead, past, followed, undated)
    rooms = [min(len(part), quota) for part, quota in zip(parts, QUOTAS, strict=True)]
    for at, part in enumerate(parts):  # what one part leaves free, the others may take
        rooms[at] += min(len(part) - rooms[at], MOST_LISTED - sum(rooms))
    return Promises(*map(PromisePart, parts, rooms))


def _promises(library: Library) -> list[Promise]:
    return [
        Promise(notice, finding, number, commitment.due)
        for notice in library.shown
        for finding in notice.findings
        for number, commitment in enumerate(finding.commitments, 1)
    ]


def _day(promise: Promise) -> date:
    return promise.due or date.max


def _later_notice(library: Library, notice: Notice, due: date) -> Notice | None:
    """Return the newest notice of the same unit that is dated after the day, else one that says it follows up this one."""
    unit = library.unit_by_id.get(notice.unit.id)
    of_unit = [(other, dated(other)) for other in (unit.notices if unit else ())]
    followers = [(other, dated(other) or date.max) for other in library.followers(notice)]
    for other, day in (*of_unit, *followers):
        if day and day > due and other.id != notice.id and other.sidecar.withdrawn is None:
            return other
    return None
