"""The home page: headline figures, the newest notices, and ways in."""

from __future__ import annotations

from generator.pages.across.quality import result_of
from generator.pages.across.search import examples
from generator.pages.context import Context
from generator.pages.lists.rows import notice_row
from generator.pages.page import Facts, lean

NEWEST = 10


def home_facts(context: Context) -> Facts:
    """Return the facts of `/`: notices by region (provinces) and year, findings by unit and topic.

    {title, description, as_of, notices: 5, findings: 156, differing: 1, statuses: {completed: 40}, newest: [notice_row],
     regions: [{code, name, notices}], years: {2026: 1}, topics: {procurement: 12}, units: [{id, name, findings}],
     examples: {工会经费: 5}}
    """
    library = context.library
    outcomes = library.outcomes(library.notices)
    held = library.topic_findings
    return lean(
        {
            "title": "每一个问题，怎么改，改到哪一步",
            "description": "汇集各单位巡察整改通报原文，逐条可查。",
            "as_of": context.as_of,
            "notices": len(library.notices),
            "findings": outcomes.findings,
            "differing": sum(result_of(notice) == "differs" for notice in library.notices),
            "statuses": outcomes.by_status,
            "newest": [notice_row(library, notice) for notice in library.notices[:NEWEST]],
            "regions": [
                {"code": code, "name": place.name, "notices": len(library.notices_by_place[code])}
                for code, place in library.places.items()
                if place.parent is None
            ],
            "years": {year: len(notices) for year, notices in library.years.items()},
            "topics": {
                topic: sum(len(held[notice.id][topic]) for notices in groups.values() for notice in notices)
                for topic, groups in library.topics.items()
            },
            "units": [
                {"id": unit.id, "name": unit.name, "findings": library.outcomes(unit.notices).findings}
                for unit in library.units[:NEWEST]
            ],
            "examples": examples(library) if context.search else None,
        }
    )
