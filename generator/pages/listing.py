"""Indexes and collection pages: notices, units, regions, years."""

from __future__ import annotations

import msgspec

from generator.facts.model import Notice
from generator.facts.tally import Outcomes
from generator.filing import Place, newest_date
from generator.library import Library, UnitEntry
from generator.pages import addresses, paging
from generator.pages.list_views import NoticesView, RegionsView, RegionView, UnitsView, YearsView, YearView
from generator.pages.notice import HOME, NOTICES
from generator.pages.paging import Part
from generator.pages.rows import bar, notice_row, pages_of, region_row, shares, unit_row
from generator.pages.view_parts import Crumb, RegionRow, UnitGroup, YearRow
from generator.pages.words import NO_REGION

REGIONS = Crumb("地区", "regions/")
YEARS = Crumb("年份", "years/")
NOTICES_A_PAGE = 100
"""Rows of a front page; other pages hold less than twice as many. The sizes keep each below some 200 kB of HTML."""
NOTICES_OF_A_REGION = 50
UNITS_A_PAGE = 60
MOST_UNITS = 199
"""Units that the page of all units lists itself; where there are more, regions lead to them."""
MOST_UNITS_OF_A_PLACE = 119
"""Units a place lists with those of the places below; where there are more, it lists its own alone."""
MOST_PLACES = 199


def notices_parts(library: Library) -> list[Part[Notice]]:
    """The pages of the list of all notices."""
    return pages_of(library, "notices/", library.notices, NOTICES_A_PAGE)


def notices_page(library: Library, as_of: str | None, part: Part[Notice]) -> NoticesView:
    """`/notices/`, or one of its further pages."""
    notices, name = part.rows, "全部通报"
    view = NoticesView(
        kind="notices",
        section="notices",
        heading=paging.heading(name, part),
        breadcrumbs=paging.trail((HOME,), name, part),
        as_of=as_of if part.front else newest_date(notices),
        notices=tuple(notice_row(library, notice) for notice in notices),
        total=len(library.notices) if part.front else len(notices),
        paging=part.paging,
        numbered=not part.front,
    )
    if not part.front:
        return view
    outcomes = library.sums.outcomes
    return msgspec.structs.replace(view, shares=shares(outcomes), findings=outcomes.findings)


def listed_units(library: Library) -> list[UnitEntry]:
    """The units that the page of all units lists: all, or where they are many those that no place leads to."""
    if len(library.units) <= MOST_UNITS:
        return list(library.units)
    return [unit for unit in library.units if unit.region is None]


def units_parts(library: Library) -> list[Part[UnitEntry]]:
    """The pages of the list of units."""
    listed = listed_units(library)
    return paging.in_order("units/", listed, UNITS_A_PAGE if len(listed) < len(library.units) else MOST_UNITS, "个")


def units_page(library: Library, as_of: str | None, part: Part[UnitEntry]) -> UnitsView:
    """`/units/`, or one of its further pages."""
    groups: dict[str, list[UnitEntry]] = {}
    for unit in part.rows:
        groups.setdefault(unit.region.code if unit.region else "", []).append(unit)
    name = "单位"
    return UnitsView(
        kind="units",
        section="units",
        heading=paging.heading(name, part),
        breadcrumbs=paging.trail((HOME,), name, part),
        as_of=as_of,
        groups=tuple(_group(library, code, units) for code, units in groups.items()),
        total=len(library.units) if part.front else len(part.rows),
        regions=_tree(library) if part.front and len(library.units) > MOST_UNITS else (),
        paging=part.paging,
        numbered=not part.front,
    )


def _group(library: Library, code: str, units: list[UnitEntry]) -> UnitGroup:
    region = units[0].region
    name = " ".join(region.names) if region else NO_REGION
    return UnitGroup(name, addresses.region_url(code) if code else "", tuple(unit_row(library, unit) for unit in units))


def regions_page(library: Library, as_of: str | None) -> RegionsView:
    """`/regions/`."""
    rows = _tree(library)
    return RegionsView(
        kind="regions",
        section="regions",
        heading="地区",
        breadcrumbs=(HOME,),
        as_of=as_of,
        rows=rows,
        whole=len(rows) == len(library.places),
    )


def _tree(library: Library) -> tuple[RegionRow, ...]:
    """The places in tree order, as many levels of them as a page can hold."""
    places = list(library.places.values())
    for levels in (3, 2, 1):
        shown = [place for place in places if len(place.names) <= levels]
        if len(shown) <= MOST_PLACES:
            break
    return tuple(region_row(library, place) for place in shown)


def units_of_place(library: Library, place: Place) -> tuple[list[UnitEntry], list[UnitEntry]]:
    """The units of a place and of all below it that have a notice there, and those that its page lists."""
    ids = dict.fromkeys(notice.unit.id for notice in library.notices_by_place[place.code])
    ranks = library.unit_ranks
    units = sorted((library.unit_by_id[key] for key in ids if key in ranks), key=lambda unit: ranks[unit.id])
    if len(units) <= MOST_UNITS_OF_A_PLACE:
        return units, units
    below = {other.code for other in library.below(place.code)}
    return units, [unit for unit in units if unit.region is None or unit.region.code not in below]


def region_parts(library: Library, place: Place) -> list[Part[Notice]]:
    """The pages of the notices of a place."""
    notices = library.notices_by_place[place.code]
    return pages_of(library, addresses.region_url(place.code), notices, NOTICES_OF_A_REGION)


def region_unit_parts(library: Library, place: Place) -> list[Part[UnitEntry]]:
    """The pages of the units of a place; the front page is the place's own."""
    listed = units_of_place(library, place)[1]
    return paging.in_order(addresses.region_url(place.code), listed, UNITS_A_PAGE, "个", "units")


def region_page(library: Library, place: Place, part: Part[Notice], units: Part[UnitEntry]) -> RegionView:
    """`/regions/<code>/`: the places directly below, and units and notices of the place and all below it.

    A further page of the notices, or of the units, has those alone.
    """
    notices = part.rows if units.front else ()
    own, name = (part, place.name) if units.front else (units, f"{place.name}的单位")
    view = RegionView(
        kind="region",
        section="regions",
        heading=paging.heading(name, own),
        breadcrumbs=paging.trail((HOME, REGIONS, *above(library, place)), place.name, own),
        as_of=newest_date(notices),
        code=place.code,
        name=place.name,
        full_name=" ".join(place.names),
        units=tuple(unit_row(library, unit) for unit in (units.rows if part.front else ())),
        units_paging=units.paging if part.front else None,
        notices=tuple(notice_row(library, notice) for notice in notices),
        total=len(notices),
        paging=part.paging if units.front else None,
        numbered=not own.front,
    )
    if not (part.front and units.front):
        return view
    every = library.notices_by_place[place.code]
    held, listed = units_of_place(library, place)
    outcomes = library.sums.places.get(place.code, Outcomes())
    return msgspec.structs.replace(
        view,
        children=tuple(region_row(library, other) for other in library.children[place.code]),
        total=len(every),
        units_total=len(held),
        units_own=len(listed),
        findings_total=outcomes.findings,
        shares=shares(outcomes, region=place.code),
        search_url=addresses.search_url(region=place.code),
    )


def above(library: Library, place: Place) -> tuple[Crumb, ...]:
    """The way to a place: the places above it, province first."""
    steps: list[Crumb] = []
    code = place.parent
    while code:
        parent = library.places[code]
        steps.append(Crumb(parent.name, addresses.region_url(code)))
        code = parent.parent
    return tuple(steps[::-1])


def years_page(library: Library, as_of: str | None) -> YearsView:
    """`/years/`."""
    rows = []
    for year, notices in library.years.items():
        outcomes = library.sums.years.get(year, Outcomes())
        rows.append(YearRow(year, addresses.year_url(year), len(notices), outcomes.findings, bar(outcomes)))
    return YearsView(
        kind="years", section="years", heading="按年份", breadcrumbs=(HOME, NOTICES), as_of=as_of, rows=tuple(rows)
    )


def year_parts(library: Library, year: str) -> list[Part[Notice]]:
    """The pages of the notices of a year."""
    return pages_of(library, addresses.year_url(year), library.years[year], NOTICES_A_PAGE)


def neighbour_years(library: Library, year: str) -> tuple[str | None, str | None]:
    """The year before and the year after, of those with notices."""
    order = sorted(library.years)
    here = order.index(year)
    return order[here - 1] if here else None, order[here + 1] if here + 1 < len(order) else None


def year_page(library: Library, year: str, part: Part[Notice]) -> YearView:
    """`/years/<yyyy>/`, or one of its further pages."""
    every = library.years[year]
    notices = part.rows
    name = f"{year} 年"
    view = YearView(
        kind="year",
        section="years",
        heading=paging.heading(name, part),
        breadcrumbs=paging.trail((HOME, YEARS), name, part),
        as_of=newest_date(notices),
        year=year,
        notices=tuple(notice_row(library, notice) for notice in notices),
        total=len(notices),
        paging=part.paging,
        numbered=not part.front,
    )
    if not part.front:
        return view
    outcomes = library.sums.years.get(year, Outcomes())
    earlier, later = neighbour_years(library, year)
    return msgspec.structs.replace(
        view,
        total=len(every),
        findings_total=outcomes.findings,
        shares=shares(outcomes, year=year),
        earlier=_year(earlier) if earlier else None,
        later=_year(later) if later else None,
        search_url=addresses.search_url(year=year),
    )


def _year(year: str) -> Crumb:
    return Crumb(f"{year} 年", addresses.year_url(year))
