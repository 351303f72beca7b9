"""The list of units, and the page of each: its notices in time, its findings by topic and by outcome."""

from __future__ import annotations

from collections.abc import Iterable

from generator.facts.model import Notice
from generator.filing import in_time, newest_date, title_of
from generator.library import Library, Outcomes, UnitEntry
from generator.pages.collection import Part, cut_by_number, part_description, part_heading
from generator.pages.context import Context
from generator.pages.lists.regions import region_tree
from generator.pages.lists.repeats import OfNotice, repeated_findings
from generator.pages.lists.rows import (
    cut_notices,
    finding_row,
    finding_status,
    inspection_of,
    notice_row,
    outcome_facts,
    unit_row,
)
from generator.pages.notice.facts import contact_facts
from generator.pages.page import Facts, lean
from generator.pages.words import STATUSES

UNITS_A_PAGE = 60
MOST_UNITS = 199
"""Units that the page of all units lists itself; where there are more, regions lead to them."""
NOTICES_A_PAGE = 25
"""Notices of a further page of a unit, with their time line."""
MOST_LISTED = 160
"""Findings a unit page lists by outcome; the search page shows the rest."""
MOST_ROUNDS = 8
"""Notices, newest ones, whose findings stand in the table of topics."""
MOST_MARKS = 200
"""Findings in the table of topics: fewer notices where they hold many."""
MOST_OF_A_CELL = 40
MOST_COMPARED = 30
"""Notices, newest ones, that are looked through for findings that come again."""
MOST_REPEATS = 20

UnitMember = tuple[str, UnitEntry]


def units_parts(context: Context) -> list[Part[UnitEntry]]:
    """Return the pages of the list of units: of all, or where they are many of those that no place leads to."""
    units = context.library.units
    if len(units) <= MOST_UNITS:
        return [Part(units)]
    return cut_by_number([unit for unit in units if unit.region is None], UNITS_A_PAGE, "个")


def units_facts(context: Context, part: Part[UnitEntry]) -> Facts | None:
    """Return the facts of `/units/` or a further page; `regions` where the units are too many to list.

    {title, description, as_of, total: 5, groups: [{region: 湖南省 岳阳市 平江县, code: 430626, units: [unit_row]}], regions: [region_row]}
    """
    library = context.library
    if not library.units:
        return None
    groups: dict[str, list[UnitEntry]] = {}
    for unit in part.rows:
        groups.setdefault(unit.region.code if unit.region else "", []).append(unit)
    many = len(library.units) > MOST_UNITS
    return lean(
        {
            "title": part_heading("单位", part),
            "description": part_description("按地区列出的公开单位。", part),
            "as_of": context.as_of,
            "total": len(library.units) if part.first else len(part.rows),
            "groups": [_group(library, code, units) for code, units in groups.items()],
            "regions": region_tree(library) if part.first and many else None,
        }
    )


def _group(library: Library, code: str, units: list[UnitEntry]) -> Facts:
    region = units[0].region
    rows = [unit_row(library, unit) for unit in units]
    return lean({"region": " ".join(region.names) if region else None, "code": code, "units": rows})


def unit_parts(context: Context, member: UnitMember) -> list[Part[Notice]]:
    """Return the pages of the notices of a unit."""
    return cut_notices(context.library, member[1].notices, NOTICES_A_PAGE)


def unit_facts(context: Context, member: UnitMember, part: Part[Notice]) -> Facts:
    """Return the facts of `/units/<id>/`, or of a further page of its notices with their time line.

    {title, description, as_of, id, name, issuers: […], region, region_code, total: 2, findings: 61, statuses, words,
     events: [{date, end, kind: 巡察, text, notice}], notices: [notice_row],
     rounds: [<notice id>], topics: [{id, total: 4, cut: true, findings: {<notice id>: [f-1a2b3c4d]}}],
     repeats: [{topic, findings}], repeats_total: 1, repeats_of: 30, groups: [{status, total: 58, findings}],
     by_notice: {<notice id>: {title, published, name: 2026-02-26 发布, findings: {f-1a2b3c4d: finding_row with `group`, the heading above}}},
     contacts: {notice, phones: [{text, line}]}}

    A finding stands once, in `by_notice`; topics, repeats and groups name it by its id.
    """
    library, unit = context.library, member[1]
    facts: Facts = {
        "title": part_heading(unit.name, part),
        "description": part_description(f"{unit.name}的巡察整改通报与全部问题。", part),
        "as_of": newest_date(part.rows),
        "id": unit.id,
        "name": unit.name,
        "events": _events(part.rows),
        "notices": [notice_row(library, notice) for notice in part.rows],
    }
    return lean(facts | _whole(library, unit) if part.first else facts)


def _whole(library: Library, unit: UnitEntry) -> Facts:
    """Return what the first page of a unit says besides its notices."""
    outcomes = library.outcomes(unit.notices)
    shown = [notice for notice in sorted(unit.notices, key=in_time) if notice.sidecar.withdrawn is None]
    rounds = _rounds(library, shown)
    topics = _by_topic(library, rounds)
    repeats = repeated_findings(library, shown[-MOST_COMPARED:])
    repeated = [{"topic": topic, "findings": _ids(places)} for topic, places in repeats[:MOST_REPEATS]]
    groups = _by_status(unit, outcomes)
    latest = next((notice for notice in unit.notices if contact_facts(notice)), None)
    return {
        "issuers": list(unit.issuers),
        "region": " ".join(unit.region.names) if unit.region else None,
        "region_code": unit.region.code if unit.region else None,
        "total": len(unit.notices),
        **outcome_facts(outcomes),
        "rounds": [notice.id for notice in rounds],
        "topics": topics,
        "repeats": repeated,
        "repeats_total": len(repeats) or None,
        "repeats_of": MOST_COMPARED if len(shown) > MOST_COMPARED else None,
        "groups": groups,
        "by_notice": _by_notice(unit, rounds, [*topics, *repeated, *groups]),
        "contacts": {"notice": latest.id, **contact_facts(latest)} if latest else None,
    }


def round_name(notice: Notice) -> str:
    """Return what tells a notice from the unit's others, in a word: its day of publication, else that of the inspection."""
    if notice.published:
        return f"{notice.published.value.isoformat()} 发布"
    inspection = notice.inspection
    fact, what = (inspection.feedback, "反馈") if inspection.feedback else (inspection.end or inspection.start, "巡察")
    return f"{fact.value.isoformat()} {what}" if fact else "日期未注明"


def _rounds(library: Library, shown: list[Notice]) -> list[Notice]:
    """Return the newest notices, in time, whose marks the table of topics has room for; one at least."""
    room, count = MOST_MARKS, 0
    for notice in shown[::-1][:MOST_ROUNDS]:
        room -= sum(map(len, library.topic_findings[notice.id].values()))
        if count and room < 0:
            break
        count += 1
    return shown[-count:] if count else []


def _by_topic(library: Library, rounds: list[Notice]) -> list[Facts]:
    """Return the topics in the order of the rules, each with its findings round by round, long cells cut."""
    rows = []
    for topic in library.topics:
        cells = [[(n, each.finding) for each in library.topic_findings[n.id].get(topic, ())] for n in rounds]
        total = sum(map(len, cells))
        if total:
            cut = any(len(cell) > MOST_OF_A_CELL for cell in cells)
            marks = _ids(place for cell in cells for place in cell[:MOST_OF_A_CELL])
            rows.append(lean({"id": topic, "total": total, "cut": cut or None, "findings": marks}))
    return rows


def _by_status(unit: UnitEntry, outcomes: Outcomes) -> list[Facts]:
    """Return the findings by status, in the order of the notices and of the text, as many as the page has room for."""
    by_status = outcomes.by_status
    totals: dict[str, int] = {status: by_status[status] for status in STATUSES if status in by_status}
    wanted = _room(totals)
    rows: dict[str, list[OfNotice]] = {status: [] for status in wanted}
    for notice in unit.notices:
        for finding in notice.findings if notice.sidecar.withdrawn is None else ():
            status = finding_status(finding)
            if len(rows[status]) < wanted[status]:
                rows[status].append((notice, finding))
    return [{"status": status, "total": totals[status], "findings": _ids(listed)} for status, listed in rows.items()]


def _ids(places: Iterable[OfNotice]) -> dict[str, list[str]]:
    """Return the ids of findings by the ids of their notices."""
    found: dict[str, list[str]] = {}
    for notice, finding in places:
        found.setdefault(notice.id, []).append(finding.anchor)
    return found


def _by_notice(unit: UnitEntry, rounds: Iterable[Notice], lists: Iterable[Facts]) -> Facts:
    """Return the findings that the lists name, with what tells their notices, and those of the rounds, apart."""
    named: dict[str, set[str]] = {notice.id: set() for notice in rounds}
    for each in lists:
        for notice, anchors in each["findings"].items():
            named.setdefault(notice, set()).update(anchors)
    return {
        notice.id: lean(
            {
                "title": title_of(notice),
                "published": notice.published.value.isoformat() if notice.published else None,
                "name": round_name(notice),
                "findings": {
                    finding.anchor: finding_row(finding) | lean({"group": (finding.path or ("",))[-1]})
                    for finding in notice.findings
                    if finding.anchor in named[notice.id]
                },
            }
        )
        for notice in unit.notices
        if notice.id in named
    }


def _room(totals: dict[str, int]) -> dict[str, int]:
    """Return how many findings of each status are listed: all, or the room shared so that no status crowds out another."""
    room = MOST_LISTED
    shared: dict[str, int] = {}
    for left, (status, count) in enumerate(sorted(totals.items(), key=lambda item: item[1]), -len(totals)):
        shared[status] = min(count, room // -left)
        room -= shared[status]
    return {status: shared[status] for status in totals}


def _events(notices: Iterable[Notice]) -> list[Facts]:
    """Return what the notices say of themselves in time: inspection, feedback, totals, publication.

    A notice without a date of publication stands behind the last day that it names. What several notices tell of happened once.
    """
    events: list[tuple[str, Facts]] = []
    for notice in sorted(notices, key=in_time):
        own = list(_own_events(notice))
        latest = max((event.get("end") or event.get("date", "") for event in own), default="")
        events += [(event.get("date") or latest + "~", event) for event in own]
    events.sort(key=lambda pair: (pair[0], pair[1].get("end", ""), pair[1]["kind"], pair[1]["notice"]))
    once = {
        (day, event.get("end"), event["kind"], event.get("text"), "" if "date" in event else event["notice"]): event
        for day, event in events[::-1]
    }
    return list(once.values())[::-1]


def _own_events(notice: Notice) -> Iterable[Facts]:
    """Return the events of one notice; the text of its publication is its title."""
    inspection = notice.inspection
    first = inspection.start or inspection.end
    if first:
        last = inspection.end.value.isoformat() if inspection.start and inspection.end else None
        again = bool(inspection.kind and "回头看" in inspection.kind.value)
        text = inspection_of(notice) or "巡察"
        kind = "回头看" if again else "巡察"
        yield lean({"date": first.value.isoformat(), "end": last, "kind": kind, "text": text, "notice": notice.id})
    if inspection.feedback:
        day = inspection.feedback.value.isoformat()
        yield {"date": day, "kind": "反馈", "text": "反馈巡察意见", "notice": notice.id}
    for day in sorted({declared.as_of.value.isoformat() for declared in notice.declared if declared.as_of}):
        yield {"date": day, "kind": "统计截止", "text": "通报中整改数字的截止日期", "notice": notice.id}
    published = notice.published.value.isoformat() if notice.published else None
    kind = "后续通报" if notice.sidecar.previous else "通报"
    yield lean({"date": published, "kind": kind, "text": title_of(notice), "notice": notice.id})
