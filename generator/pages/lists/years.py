"""Notices by the year they are filed under."""

from __future__ import annotations

from generator.facts.model import Notice
from generator.filing import newest_date
from generator.library import Library
from generator.pages.collection import Part, part_description, part_heading
from generator.pages.context import Context
from generator.pages.lists.notices import NOTICES_A_PAGE
from generator.pages.lists.rows import cut_notices, notice_row, outcome_facts
from generator.pages.page import Facts, lean

YearMember = tuple[str, tuple[Notice, ...]]


def years_facts(context: Context, part: Part[Notice]) -> Facts | None:
    """Return the facts of `/years/`: `{title, description, as_of, years: [{year, notices: 1, findings: 61, statuses}]}`."""
    library = context.library
    if not library.years:
        return None
    return lean(
        {
            "title": "按年份",
            "description": "按年份查看通报。",
            "as_of": context.as_of,
            "years": [_year_row(library, year, notices) for year, notices in library.years.items()],
        }
    )


def _year_row(library: Library, year: str, notices: tuple[Notice, ...]) -> Facts:
    outcomes = library.outcomes(notices)
    return {"year": year, "notices": len(notices), "findings": outcomes.findings, "statuses": outcomes.by_status}


def year_parts(context: Context, member: YearMember) -> list[Part[Notice]]:
    """Return the pages of the notices of a year."""
    return cut_notices(context.library, member[1], NOTICES_A_PAGE)


def year_facts(context: Context, member: YearMember, part: Part[Notice]) -> Facts:
    """Return the facts of `/years/<yyyy>/` or a further page.

    {title, description, as_of, year: 2025, total: 3, findings: 90, statuses, words, earlier: 2024, later: 2026, notices: [notice_row]}
    """
    year, every = member
    library = context.library
    facts: Facts = {
        "title": part_heading(f"{year} 年", part),
        "description": part_description(f"{year} 年的巡察整改通报。", part),
        "as_of": newest_date(part.rows),
        "year": year,
        "notices": [notice_row(library, notice) for notice in part.rows],
    }
    if part.first:
        outcomes = library.outcomes(every)
        order = sorted(library.years)
        at = order.index(year)
        facts |= {
            "total": len(every),
            **outcome_facts(outcomes),
            "earlier": order[at - 1] if at else None,
            "later": order[at + 1] if at + 1 < len(order) else None,
        }
    return lean(facts)
