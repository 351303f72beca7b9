"""Indexes and collection pages: notices, units, regions, years."""

from __future__ import annotations

from generator.library import Library, Place, UnitEntry, newest_first
from generator.pages import addresses
from generator.pages.notice import HOME, NOTICES
from generator.pages.rows import findings_of, notice_row, region_row, shares, unit_row
from generator.pages.view_parts import Crumb, UnitGroup, YearRow
from generator.pages.views import NoticesView, RegionsView, RegionView, UnitsView, YearsView, YearView
from generator.pages.words import NO_REGION

REGIONS = Crumb("地区", "regions/")
YEARS = Crumb("年份", "years/")


def notices_page(library: Library, as_of: str | None) -> NoticesView:
    """`/notices/`."""
    findings = findings_of(library.notices)
    return NoticesView(
        kind="notices",
        section="notices",
        heading="全部通报",
        breadcrumbs=(HOME,),
        as_of=as_of,
        notices=tuple(notice_row(library, notice) for notice in library.notices),
        shares=shares(findings),
        findings=len(findings),
    )


def units_page(library: Library, as_of: str | None) -> UnitsView:
    """`/units/`."""
    groups: dict[str, list[UnitEntry]] = {}
    for unit in library.units:
        groups.setdefault(unit.region.code if unit.region else "", []).append(unit)
    return UnitsView(
        kind="units",
        section="units",
        heading="单位",
        breadcrumbs=(HOME,),
        as_of=as_of,
        groups=tuple(_group(code, units) for code, units in groups.items()),
        total=len(library.units),
    )


def _group(code: str, units: list[UnitEntry]) -> UnitGroup:
    region = units[0].region
    name = " ".join(region.names) if region else NO_REGION
    return UnitGroup(name, addresses.region_url(code) if code else "", tuple(unit_row(unit) for unit in units))


def regions_page(library: Library, as_of: str | None) -> RegionsView:
    """`/regions/`."""
    rows = tuple(region_row(library, place) for place in library.places.values())
    return RegionsView(kind="regions", section="regions", heading="地区", breadcrumbs=(HOME,), as_of=as_of, rows=rows)


def region_page(library: Library, place: Place, as_of: str | None) -> RegionView:
    """`/regions/<code>/`: the places directly below, and units and notices of the place and all below it."""
    notices = sorted(library.notices_by_place[place.code], key=newest_first)
    ids = {notice.unit.id for notice in notices}
    findings = findings_of(notices)
    return RegionView(
        kind="region",
        section="regions",
        heading=place.name,
        breadcrumbs=(HOME, REGIONS, *_above(library, place)),
        as_of=as_of,
        code=place.code,
        name=place.name,
        full_name=" ".join(place.names),
        children=tuple(region_row(library, other) for other in library.places.values() if other.parent == place.code),
        units=tuple(unit_row(unit) for unit in library.units if unit.id in ids),
        notices=tuple(notice_row(library, notice) for notice in notices),
        findings_total=len(findings),
        shares=shares(findings, region=place.code),
        search_url=addresses.search_url(region=place.code),
    )


def _above(library: Library, place: Place) -> list[Crumb]:
    steps: list[Crumb] = []
    code = place.parent
    while code:
        parent = library.places[code]
        steps.append(Crumb(parent.name, addresses.region_url(code)))
        code = parent.parent
    return steps[::-1]


def years_page(library: Library, as_of: str | None) -> YearsView:
    """`/years/`."""
    rows = []
    for year, notices in library.years.items():
        findings = findings_of(notices)
        bar = shares(findings, year=year)
        rows.append(YearRow(year, addresses.year_url(year), len(notices), len(findings), bar))
    return YearsView(
        kind="years", section="years", heading="按年份", breadcrumbs=(HOME, NOTICES), as_of=as_of, rows=tuple(rows)
    )


def year_page(library: Library, year: str, as_of: str | None) -> YearView:
    """`/years/<yyyy>/`."""
    notices = library.years[year]
    findings = findings_of(notices)
    order = sorted(library.years)
    here = order.index(year)
    return YearView(
        kind="year",
        section="years",
        heading=f"{year} 年",
        breadcrumbs=(HOME, YEARS),
        as_of=as_of,
        year=year,
        notices=tuple(notice_row(library, notice) for notice in notices),
        findings_total=len(findings),
        shares=shares(findings, year=year),
        earlier=_year(order[here - 1]) if here else None,
        later=_year(order[here + 1]) if here + 1 < len(order) else None,
        search_url=addresses.search_url(year=year),
    )


def _year(year: str) -> Crumb:
    return Crumb(f"{year} 年", addresses.year_url(year))
