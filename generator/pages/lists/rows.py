"""Rows of lists as facts: notices, units, regions, findings."""

from __future__ import annotations

from collections.abc import Sequence

from generator.facts.model import Finding, Notice
from generator.filing import Place, named, title_of
from generator.library import Library, Outcomes, UnitEntry
from generator.pages.collection import Part, cut_by_time
from generator.pages.page import Facts, lean
from generator.pages.words import inspection_words


def cut_notices(library: Library, notices: Sequence[Notice], size: int) -> list[Part[Notice]]:
    """Cut a list of notices into pages. One that is cut stands in the order of the days that notices are filed under."""
    if len(notices) >= 2 * size:
        notices = sorted(notices, key=lambda notice: library.filing[notice.id])
    return cut_by_time(notices, [library.days[notice.id] for notice in notices], size, "份")


def notice_row(library: Library, notice: Notice) -> Facts:
    """Return a notice in a list.

    {id, title, unit, unit_id, region: 湖南省 岳阳市 平江县, published, inspection: 县委第一巡察组 · 常规巡察, findings: 61,
     statuses: {completed: 3}, check: {result: differs, declared: {total: 62}, counted: {total: 61}, contrary: [total]}}
    """
    outcomes = library.outcomes([notice])
    unit, region = library.unit_by_id.get(notice.unit.id), notice.unit.region
    withdrawn = notice.sidecar.withdrawn is not None
    return lean(
        {
            "id": notice.id,
            "title": title_of(notice),
            "unit": named(notice),
            "unit_id": unit.id if unit else None,
            "region": " ".join(region.names) if region else None,
            "published": notice.published.value.isoformat() if notice.published else None,
            "inspection": inspection_of(notice),
            "findings": outcomes.findings,
            "statuses": outcomes.by_status,
            "check": None if withdrawn else _check(notice),
            "withdrawn": withdrawn or None,
        }
    )


def _check(notice: Notice) -> Facts:
    """Return what the short verdict on the declared total says."""
    check = notice.reconciliation[0]
    if check.result not in ("differs", "match"):
        return {"result": check.result}
    return lean(
        {
            "result": check.result,
            "declared": check.declared,
            "counted": check.counted,
            "contrary": list(check.contrary),
        }
    )


def inspection_of(notice: Notice) -> str:
    """县委第一巡察组 · 常规巡察."""
    inspection = notice.inspection
    known = {name: getattr(inspection, name) for name in ("team", "authority", "kind")}
    return inspection_words({name: fact.value for name, fact in known.items() if fact})


def outcome_facts(outcomes: Outcomes) -> Facts:
    """Return what findings add up to: `{findings: 61, statuses: {completed: 3}, words: {completed: {完成: 2, 已完成: 1}}}`.

    `words` are the units' own words of each status, most first.
    """
    words: dict[str, dict[str, int]] = {}
    for (status, raw), number in sorted(outcomes.words.items(), key=lambda item: (-item[1], item[0])):
        if raw:
            words.setdefault(status, {})[raw] = number
    return {"findings": outcomes.findings, "statuses": outcomes.by_status, "words": words}


def unit_row(library: Library, unit: UnitEntry) -> Facts:
    """Return a unit in a list: `{id, name, notices: 2, findings: 61, statuses: {completed: 3}}`."""
    outcomes = library.outcomes(unit.notices)
    return lean(
        {
            "id": unit.id,
            "name": unit.name,
            "notices": len(unit.notices),
            "findings": outcomes.findings,
            "statuses": outcomes.by_status,
        }
    )


def region_row(library: Library, place: Place) -> Facts:
    """Return a place in a list: `{code, name, depth: 2, units: 1, notices: 2, findings: 61, statuses: {completed: 3}}`."""
    notices = library.notices_by_place[place.code]
    outcomes = library.outcomes(notices)
    return lean(
        {
            "code": place.code,
            "name": place.name,
            "depth": len(place.names) - 1,
            "units": len({notice.unit.id for notice in notices}),
            "notices": len(notices),
            "findings": outcomes.findings,
            "statuses": outcomes.by_status,
        }
    )


def finding_row(finding: Finding) -> Facts:
    """Return a finding in a list: `{label: 问题①, heading, status: partial, outcome: 阶段性完成}`."""
    return lean(
        {
            "label": finding.label,
            "heading": finding.heading,
            "status": finding_status(finding),
            "outcome": finding.outcome.raw if finding.outcome else None,
        }
    )


def finding_status(finding: Finding) -> str:
    """Return the status of a finding; `unstated` where the text states none."""
    return finding.outcome.status if finding.outcome else "unstated"
