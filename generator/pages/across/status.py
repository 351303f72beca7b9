"""The page of outcomes: what each status means, and the units' own words that it gathers."""

from __future__ import annotations

from generator.pages.context import Context
from generator.pages.lists.rows import outcome_facts
from generator.pages.page import Facts, lean


def status_facts(context: Context) -> Facts | None:
    """Return the facts of `/status/`.

    {title, description, as_of, findings: 156, statuses: {completed: 40}, words: {completed: {完成: 3, 已完成: 37}}}
    """
    library = context.library
    if not library.notices:
        return None
    outcomes = library.outcomes(library.notices)
    return lean(
        {
            "title": "整改结果",
            "description": "整改结果各类字样的含义与数量。",
            "as_of": context.as_of,
            **outcome_facts(outcomes),
        }
    )
