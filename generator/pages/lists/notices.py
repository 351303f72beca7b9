"""The list of all notices."""

from __future__ import annotations

from generator.facts.model import Notice
from generator.filing import newest_date
from generator.pages.collection import Part, part_description, part_heading
from generator.pages.context import Context
from generator.pages.lists.rows import cut_notices, notice_row, outcome_facts
from generator.pages.page import Facts, lean

NOTICES_A_PAGE = 100


def notices_parts(context: Context) -> list[Part[Notice]]:
    """Return the pages of the list of all notices."""
    return cut_notices(context.library, context.library.notices, NOTICES_A_PAGE)


def notices_facts(context: Context, part: Part[Notice]) -> Facts | None:
    """Return the facts of `/notices/` or a further page: `{title, description, as_of, total: 5, findings: 156, statuses, words, notices: [notice_row]}`."""
    library = context.library
    if not library.notices:
        return None
    facts: Facts = {
        "title": part_heading("全部通报", part),
        "description": part_description("本站收录的全部通报。", part),
        "as_of": context.as_of if part.first else newest_date(part.rows),
        "notices": [notice_row(library, notice) for notice in part.rows],
    }
    if part.first:
        outcomes = library.outcomes(library.notices)
        facts |= {
            "total": len(library.notices),
            **outcome_facts(outcomes),
        }
    return lean(facts)
