"""One record a finding: what the search matches, shows and filters by. Persons are no field here (invariant 11)."""

from __future__ import annotations

import msgspec

from generator.facts.model import Finding, Notice


class SearchRecord(msgspec.Struct, frozen=True):
    """A finding as the search knows it. The four texts stay as written; folding is the index's business."""

    notice_id: str
    anchor: str
    heading: str
    statement: str | None
    outcome: str | None
    """The status words as written (`raw`)."""
    response: str | None
    label: str | None
    unit_id: str
    unit_name: str
    region_code: str | None
    """GB/T 2260, six digits: 430626."""
    region_names: tuple[str, ...]
    """From province down, as many as are known."""
    year: int | None
    published: str | None
    """ISO 8601 date."""
    status: str
    """The class: completed, mostly, partial, ongoing, open or unstated."""
    topics: tuple[str, ...]
    kind: str | None
    """常规巡察, 专项巡察, 回头看 …"""
    path: tuple[str, ...]
    """The headings above the finding, outermost first."""


def year_of(notice: Notice) -> int | None:
    """The year a citizen files the notice under: of publication, else of feedback, else of the inspection."""
    inspection = notice.inspection
    for fact in (notice.published, inspection.feedback, inspection.end, inspection.start):
        if fact is not None:
            return fact.value.year
    return None


def from_finding(notice: Notice, finding: Finding) -> SearchRecord:
    """The record of one finding of one notice."""
    unit, outcome, kind = notice.unit, finding.outcome, notice.inspection.kind
    named = unit.name or unit.issuer
    return SearchRecord(
        notice_id=notice.id,
        anchor=finding.anchor,
        heading=finding.heading,
        statement=finding.statement,
        outcome=outcome.raw if outcome else None,
        response=finding.response,
        label=finding.label,
        unit_id=unit.id,
        unit_name=named.value if named else notice.id,
        region_code=unit.region.code if unit.region else None,
        region_names=unit.region.names if unit.region else (),
        year=year_of(notice),
        published=notice.published.value.isoformat() if notice.published else None,
        status=outcome.status if outcome else "unstated",
        topics=tuple(topic.id for topic in finding.topics),
        kind=kind.value if kind else None,
        path=finding.path,
    )
