"""Indexes and collection pages: notices, units, regions, years."""

from __future__ import annotations

from generator.facts.model import Finding, Notice, Status
from generator.library import Library, Place, UnitEntry, in_time, newest_first
from generator.pages import addresses
from generator.pages.notice import HOME, NOTICES, contact_rows
from generator.pages.rows import (
    finding_row,
    findings_of,
    inspection_words,
    iso,
    notice_row,
    region_row,
    shares,
    status_of,
    title_of,
    unit_row,
)
from generator.pages.view_parts import Crumb, FindingGroup, UnitGroup, YearRow
from generator.pages.views import Event, NoticesView, RegionsView, RegionView, UnitsView, UnitView, YearsView, YearView
from generator.pages.words import GLYPH, NO_REGION, STATUSES, WORD

UNITS = Crumb("单位", "units/")
REGIONS = Crumb("地区", "regions/")
YEARS = Crumb("年份", "years/")
MOST_OF_A_STATUS = 200
"""Findings a unit page lists under one status; the search page shows the rest."""


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


def unit_page(library: Library, unit: UnitEntry, as_of: str | None) -> UnitView:
    """`/units/<id>/`."""
    findings = findings_of(unit.notices)
    region = unit.region
    url = addresses.region_url(region.code) if region else ""
    latest = next((notice for notice in unit.notices if contact_rows(notice)), None)
    return UnitView(
        kind="unit",
        section="units",
        heading=unit.name,
        breadcrumbs=(HOME, UNITS),
        as_of=as_of,
        id=unit.id,
        name=unit.name,
        issuers=unit.issuers,
        region=" ".join(region.names) if region else "",
        region_url=url,
        notices=tuple(notice_row(library, notice) for notice in unit.notices),
        events=tuple(_events(unit)),
        findings_total=len(findings),
        shares=shares(findings, unit=unit.id),
        groups=_by_status(unit),
        contacts=contact_rows(latest) if latest else (),
        search_url=addresses.search_url(unit=unit.id),
    )


def _by_status(unit: UnitEntry) -> tuple[FindingGroup, ...]:
    """Findings by class, in the order of the notices and of the text."""
    groups: dict[Status, list[tuple[Notice, Finding]]] = {status: [] for status in STATUSES}
    for notice in unit.notices:
        for finding in findings_of([notice]):
            groups[status_of(finding)].append((notice, finding))
    several = len(unit.notices) > 1
    result: list[FindingGroup] = []
    for status, pairs in groups.items():
        if pairs:
            rows = tuple(finding_row(n, f, title_of(n) if several else "") for n, f in pairs[:MOST_OF_A_STATUS])
            rest = addresses.search_url(status=status, unit=unit.id) if len(pairs) > len(rows) else ""
            result.append(FindingGroup(status, GLYPH[status], WORD[status], len(pairs), rows, rest))
    return tuple(result)


def _events(unit: UnitEntry) -> list[Event]:
    """What the notices say of themselves in time: inspection, feedback, totals, publication."""
    events: list[Event] = []
    for notice in sorted(unit.notices, key=in_time):
        inspection, url = notice.inspection, addresses.notice_url(notice.id)
        words = inspection_words(notice) or "巡察"
        if inspection.start or inspection.end:
            first = inspection.start or inspection.end
            last = inspection.end if inspection.start else None
            if first:
                events.append(Event(first.value.isoformat(), iso(last.value) if last else None, "巡察", words, url))
        if inspection.feedback:
            events.append(Event(inspection.feedback.value.isoformat(), None, "反馈", "反馈巡察意见", url))
        ends = sorted({d.as_of.value for d in notice.declared if d.as_of})
        events += [Event(day.isoformat(), None, "统计截止", "通报中整改数字的截止日期", url) for day in ends]
        if notice.published:
            events.append(Event(notice.published.value.isoformat(), None, "通报", title_of(notice), url))
    return sorted(events, key=lambda event: (event.date, event.end or "", event.kind, event.url))


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
