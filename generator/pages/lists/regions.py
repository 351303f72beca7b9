"""Notices and units by place, with those of all places below it."""

from __future__ import annotations

from typing import Any

from generator.filing import Place, newest_date
from generator.library import Library, UnitEntry
from generator.pages.collection import Part, cut_by_number, part_description, part_heading
from generator.pages.context import Context
from generator.pages.lists.rows import cut_notices, notice_row, outcome_facts, region_row, unit_row
from generator.pages.page import Facts, lean

NOTICES_A_PAGE = 50
UNITS_A_PAGE = 60
MOST_UNITS = 119
"""Units a place lists with those of the places below; where there are more, it lists its own alone."""
MOST_PLACES = 199
UNITS = "units"
"""The folder of the further pages of units."""

RegionMember = tuple[str, Place]


def regions_facts(context: Context, part: Part[Any]) -> Facts | None:
    """Return the facts of `/regions/`: `{title, description, as_of, regions: [region_row], more: true}`, `more` where places are left out."""
    library = context.library
    if not library.places:
        return None
    rows = region_tree(library)
    return lean(
        {
            "title": "地区",
            "description": "按行政区划查看通报。",
            "as_of": context.as_of,
            "regions": rows,
            "more": len(rows) < len(library.places) or None,
        }
    )


def region_tree(library: Library) -> list[Facts]:
    """Return the places in tree order, as many levels of them as a page can hold."""
    places = list(library.places.values())
    for levels in (3, 2, 1):
        shown = [place for place in places if len(place.names) <= levels]
        if len(shown) <= MOST_PLACES:
            break
    return [region_row(library, place) for place in shown]


def units_of_place(library: Library, place: Place) -> tuple[list[UnitEntry], list[UnitEntry]]:
    """Return the units of a place and of all below it that have a notice there, and those that its page lists."""
    ids = dict.fromkeys(notice.unit.id for notice in library.notices_by_place[place.code])
    ranks = library.unit_ranks
    units = sorted((library.unit_by_id[key] for key in ids if key in ranks), key=lambda unit: ranks[unit.id])
    if len(units) <= MOST_UNITS:
        return units, units
    below = {other.code for other in library.below(place.code)}
    return units, [unit for unit in units if unit.region is None or unit.region.code not in below]


def region_parts(context: Context, member: RegionMember) -> list[Part[Any]]:
    """Return the pages of a place: of its notices by time, and the further ones of its units."""
    library = context.library
    notices = library.notices_by_place[member[0]]
    return [*cut_notices(library, notices, NOTICES_A_PAGE), *_unit_parts(library, member[1])[1:]]


def _unit_parts(library: Library, place: Place) -> list[Part[UnitEntry]]:
    return cut_by_number(units_of_place(library, place)[1], UNITS_A_PAGE, "个", UNITS)


def region_facts(context: Context, member: RegionMember, part: Part[Any]) -> Facts:
    """Return the facts of `/regions/<code>/`, or of a further page of its notices or its units.

    {title, description, as_of, code, name, above: [{code, name}], children: [region_row], units: [unit_row], units_total: 3, units_own: 3,
     units_paging, total: 5, findings: 156, statuses, words, notices: [notice_row]}
    """
    library, (code, place) = context.library, member
    of_units = part.name.startswith(UNITS + "/")
    name, about = (f"{place.name}的单位", "的巡察整改通报：单位。") if of_units else (place.name, "的巡察整改通报。")
    facts: Facts = {
        "title": part_heading(name, part),
        "description": part_description(" ".join(place.names) + about, part),
        "as_of": None if of_units else newest_date(part.rows),
        "code": code,
        "name": place.name,
        "full_name": " ".join(place.names),
        "above": _above(library, place),
    }
    if of_units:
        return lean(facts | {"units": [unit_row(library, unit) for unit in part.rows]})
    facts["notices"] = [notice_row(library, notice) for notice in part.rows]
    if part.first:
        every = library.notices_by_place[code]
        outcomes = library.outcomes(every)
        held, listed = units_of_place(library, place)
        units = _unit_parts(library, place)[0]
        facts |= {
            "children": [region_row(library, other) for other in library.children[code]],
            "units": [unit_row(library, unit) for unit in units.rows],
            "units_total": len(held),
            "units_own": len(listed),
            "units_paging": units.paging,
            "total": len(every),
            **outcome_facts(outcomes),
        }
    return lean(facts)


def _above(library: Library, place: Place) -> list[Facts]:
    """Return the places above a place, province first."""
    steps: list[Facts] = []
    code = place.parent
    while code:
        parent = library.places[code]
        steps.append({"code": code, "name": parent.name})
        code = parent.parent
    return steps[::-1]
