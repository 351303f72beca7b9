"""The search page, and searches worth trying."""

from __future__ import annotations

from itertools import islice

from generator.library import Library
from generator.pages.context import Context
from generator.pages.page import Facts, lean

TERMS = ("工会经费", "医共体", "固定资产", "选人用人", "政府采购", "意识形态", "谈心谈话", "公务接待", "村卫生室")
"""Searches that the site suggests where they find something."""
MOST_EXAMPLES = 4


def search_facts(context: Context) -> Facts | None:
    """Return the facts of `/search/`; the search itself is the theme's script.

    {title, description, as_of, findings: 156, statuses: {completed: 40}, examples: {工会经费: 5}}
    """
    library = context.library
    if not library.notices or not context.search:
        return None
    outcomes = library.outcomes(library.notices)
    return lean(
        {
            "title": "检索",
            "description": "在全部整改问题中逐字检索。",
            "as_of": context.as_of,
            "findings": outcomes.findings,
            "statuses": outcomes.by_status,
            "examples": examples(library),
        }
    )


def examples(library: Library) -> dict[str, int]:
    """Return the first terms of the list that some finding holds in one of its fields, and how many findings do."""
    texts = [
        "\n".join(field for field in (finding.heading, finding.statement, finding.response) if field)
        for notice in library.shown
        for finding in notice.findings
    ]
    counts = ((term, sum(term in text for text in texts)) for term in TERMS)
    return dict(islice(((term, count) for term, count in counts if count), MOST_EXAMPLES))
