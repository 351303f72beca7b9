"""What the search knows of a finding: the texts in which terms are looked for, and what is shown and filtered by.

Persons are no field here (invariant 11).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from generator.facts.model import Finding, Notice
from generator.filing import named, year_of

EPOCH = date(1970, 1, 1).toordinal()


class SearchRecord(msgspec.Struct, frozen=True, array_like=True):
    """One finding, all texts as written.

    The files of texts hold records as JSON arrays, so the script `engine.js` reads the fields in this order.
    """

    notice_id: str
    anchor: str
    label: str | None
    heading: str
    statement: str | None
    outcome: str | None
    """The status words as written (`raw`)."""
    response: str | None
    status: str
    """The class: completed, mostly, partial, ongoing, open or unstated."""
    unit_name: str
    above: str | None
    """The nearest heading above the finding."""
    published: str | None
    """ISO 8601 date."""
    unit_id: str
    region: tuple[str, tuple[str, ...]] | None
    """The code of GB/T 2260, six digits (430626), and the names from the province down."""
    year: int | None
    kind: str | None
    """常规巡察, 专项巡察, 回头看 …"""
    topics: tuple[str, ...]
    """Topic ids, sorted."""

    @property
    def body(self) -> tuple[str, ...]:
        """The texts of the finding beside its heading, those that there are."""
        return tuple(text for text in (self.statement, self.outcome, self.response) if text)

    @property
    def day(self) -> int:
        """The day of publication, in days from 1970-01-01; 0 where it is unknown or earlier."""
        return max(0, date.fromisoformat(self.published).toordinal() - EPOCH) if self.published else 0


def search_records(notices: Iterable[Notice]) -> list[SearchRecord]:
    """Return a record for each finding, notice by notice; withdrawn notices are left out."""
    shown = (notice for notice in notices if notice.sidecar.withdrawn is None)
    return [_record(notice, finding) for notice in shown for finding in notice.findings]


def _record(notice: Notice, finding: Finding) -> SearchRecord:
    unit, outcome, kind = notice.unit, finding.outcome, notice.inspection.kind
    return SearchRecord(
        notice_id=notice.id,
        anchor=finding.anchor,
        label=finding.label,
        heading=finding.heading,
        statement=finding.statement,
        outcome=outcome.raw if outcome else None,
        response=finding.response,
        status=outcome.status if outcome else "unstated",
        unit_name=named(notice) or notice.id,
        above=finding.path[-1] if finding.path else None,
        published=notice.published.value.isoformat() if notice.published else None,
        unit_id=unit.id,
        region=(unit.region.code, unit.region.names) if unit.region else None,
        year=year_of(notice),
        kind=kind.value if kind else None,
        topics=tuple(sorted({topic.id for topic in finding.topics})),
    )
