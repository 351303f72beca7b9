"""What the rest of the site says on the page of one notice: little, and soon told without making the page.

With the notice itself it decides every byte of the page (tests/unit/test_pages_planned.py), so a build keeps the page
while both are the same.
"""

from __future__ import annotations

import msgspec

from generator.facts.model import Notice
from generator.library import Library
from generator.pages import addresses
from generator.pages.finding_foot import Across
from generator.pages.neighbours import neighbours
from generator.pages.rows import quality_place
from generator.pages.view_parts import Neighbour


class Surroundings(msgspec.Struct, frozen=True, array_like=True):
    """The unit's id and name, the notices before and after, the row of checks, and which documents and promises are listed."""

    unit: tuple[str, str] | None
    neighbours: tuple[Neighbour, ...]
    quality: str
    cited: dict[str, str]
    promised: tuple[str, ...]


def surroundings(library: Library, notice: Notice, across: Across) -> Surroundings:
    """What surrounds a notice. `across` are the documents and promises that pages of the site list."""
    unit = library.unit_by_id.get(notice.unit.id)
    tally = library.tally(notice)
    promised = {addresses.promise_anchor(notice.id, each.anchor, each.number) for each in tally.promised}
    return Surroundings(
        (unit.id, unit.name) if unit else None,
        neighbours(library, notice),
        quality_place(library, notice),
        {text: across.cited[text] for text in sorted(tally.cited) if text in across.cited},
        tuple(sorted(promised & across.promised)),
    )
