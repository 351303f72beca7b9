"""The page of one unit: its notices in time, its problems by topic and by outcome, and problems that come again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from generator.facts.model import Finding, Notice, Status
from generator.facts.tally import Outcomes
from generator.filing import in_time, newest_date
from generator.library import Library, UnitEntry
from generator.pages import addresses, paging
from generator.pages.across_parts import Repeat, RepeatedFinding, Round, UnitTopic
from generator.pages.list_views import Event, UnitView
from generator.pages.notice import HOME, contact_rows
from generator.pages.paging import Part
from generator.pages.rows import (
    bar,
    finding_row,
    findings_of,
    inspection_words,
    iso,
    notice_row,
    pages_of,
    shares,
    status_of,
    title_of,
)
from generator.pages.topics import mark
from generator.pages.view_parts import Crumb, FindingGroup, FindingRow
from generator.pages.words import GLYPH, UNSTATED, WORD

UNITS = Crumb("单位", "units/")
NOTICES_A_PAGE = 25
"""Notices of a further page, with their time line."""
MOST_LISTED = 160
"""Findings a unit page lists; the search page shows the rest."""
MOST_ROUNDS = 8
"""Notices, newest ones, whose findings stand in the table of topics."""
MOST_MARKS = 200
"""Findings in the table of topics: fewer notices where they hold many."""
MOST_OF_A_CELL = 40
MOST_COMPARED = 30
"""Notices, newest ones, that are looked through for problems that come again."""
MOST_KNOWN = 60
"""Problems of a topic that a further heading is compared with: keeps a unit with hundreds of notices from taking minutes."""
MOST_REPEATS = 20
"""Problems of several notices that are listed; and of each, its newest findings."""
MOST_REPEATED = 6
ALIKE = 0.6
"""Share of two-character sequences that two headings must have in common to count as alike (Dice's coefficient)."""


def unit_parts(library: Library, unit: UnitEntry) -> list[Part[Notice]]:
    """The pages of the notices of a unit."""
    return pages_of(library, addresses.unit_url(unit.id), unit.notices, NOTICES_A_PAGE)


def unit_page(library: Library, unit: UnitEntry, topics: Mapping[str, str], part: Part[Notice]) -> UnitView:
    """`/units/<id>/`, or a further page of its notices with their time line.

    `topics` maps topic ids to names, in the order of the published rules.
    """
    notices = part.rows
    view = UnitView(
        kind="unit",
        section="units",
        heading=paging.heading(unit.name, part),
        breadcrumbs=paging.trail((HOME, UNITS), unit.name, part),
        as_of=newest_date(notices),
        id=unit.id,
        name=unit.name,
        notices=tuple(notice_row(library, notice) for notice in notices),
        events=tuple(_events(notices)),
        total=len(notices),
        paging=part.paging,
        numbered=not part.front,
    )
    if not part.front:
        return view
    outcomes = library.sums.units.get(unit.id, Outcomes())
    region = unit.region
    latest = next((notice for notice in unit.notices if contact_rows(notice)), None)
    shown = [notice for notice in sorted(unit.notices, key=in_time) if notice.sidecar.withdrawn is None]
    rounds = rounds_shown(library, shown)
    again = repeats(shown[-MOST_COMPARED:], topics)
    return msgspec.structs.replace(
        view,
        total=len(unit.notices),
        issuers=unit.issuers,
        region=" ".join(region.names) if region else "",
        region_url=addresses.region_url(region.code) if region else "",
        findings_total=outcomes.findings,
        shares=shares(outcomes, unit=unit.id),
        rounds=tuple(Round(round_name(n), title_of(n), addresses.notice_url(n.id)) for n in rounds),
        topics=_by_topic(unit, rounds, topics),
        repeats=again[:MOST_REPEATS],
        repeats_total=len(again),
        repeats_of=MOST_COMPARED if len(shown) > MOST_COMPARED else 0,
        groups=_by_status(unit, outcomes),
        contacts=contact_rows(latest) if latest else (),
        search_url=addresses.search_url(unit=unit.id),
    )


def round_name(notice: Notice) -> str:
    """What tells a notice from the unit's others, in a word: its day of publication, else that of the inspection."""
    if notice.published:
        return f"{notice.published.value.isoformat()} 发布"
    inspection = notice.inspection
    fact, what = (inspection.feedback, "反馈") if inspection.feedback else (inspection.end or inspection.start, "巡察")
    return f"{fact.value.isoformat()} {what}" if fact else "日期未注明"


def rounds_shown(library: Library, shown: list[Notice]) -> list[Notice]:
    """The newest notices, in time, whose marks the table of topics has room for; one at least."""
    room, count = MOST_MARKS, 0
    for notice in shown[::-1][:MOST_ROUNDS]:
        tally = library.tally(notice)
        room -= sum(tally.topic(topic).outcomes.findings for topic in tally.topics)
        if count and room < 0:
            break
        count += 1
    return shown[-count:] if count else []


def _by_topic(unit: UnitEntry, rounds: list[Notice], topics: Mapping[str, str]) -> tuple[UnitTopic, ...]:
    """Topics in the order of the rules, each with its findings round by round."""
    rows = []
    for topic, name in topics.items():
        cells = [[(notice, f) for f in notice.findings if _has(f, topic)] for notice in rounds]
        total = sum(map(len, cells))
        if total:
            marks = tuple(tuple(mark(*each) for each in cell[:MOST_OF_A_CELL]) for cell in cells)
            cut = any(len(cell) > MOST_OF_A_CELL for cell in cells)
            rest = addresses.search_url(topic=topic, unit=unit.id) if cut else ""
            rows.append(UnitTopic(name, addresses.topic_url(topic), total, marks, rest))
    return tuple(rows)


def _has(finding: Finding, topic: str) -> bool:
    return any(each.id == topic for each in finding.topics)


def repeats(rounds: list[Notice], topics: Mapping[str, str]) -> tuple[Repeat, ...]:
    """Problems that several notices hold: same topic, and headings of which six in ten two-character sequences agree.

    Each heading is compared with the first one of every problem known so far. A problem of several topics is listed under
    the first.
    """
    if len(rounds) < 2:
        return ()
    found: list[Repeat] = []
    listed: set[tuple[str, ...]] = set()
    for topic, name in topics.items():
        known: list[tuple[frozenset[str], list[tuple[Notice, Finding]]]] = []
        for notice in rounds:
            for finding in notice.findings:
                if not _has(finding, topic):
                    continue
                words = bigrams(finding.heading)
                problem = next((places for other, places in known[-MOST_KNOWN:] if alike(words, other)), None)
                if problem is None:
                    known.append((words, [(notice, finding)]))
                else:
                    problem.append((notice, finding))
        for _, places in known:
            key = tuple(f"{notice.id}#{finding.anchor}" for notice, finding in places)
            if len({notice.id for notice, _ in places}) > 1 and key not in listed:
                listed.add(key)
                rows = tuple(_repeated(notice, finding) for notice, finding in places[-MOST_REPEATED:])
                found.append(Repeat(name, addresses.topic_url(topic), rows))
    return tuple(found)


def bigrams(heading: str) -> frozenset[str]:
    """The two-character sequences of a heading, white space and punctuation left out."""
    words = "".join(character for character in heading if character.isalnum())
    return frozenset(words[i : i + 2] for i in range(len(words) - 1)) or frozenset((words,))


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two headings say nearly the same."""
    return 2 * len(one & other) >= ALIKE * (len(one) + len(other))


def _repeated(notice: Notice, finding: Finding) -> RepeatedFinding:
    status = status_of(finding)
    word = finding.outcome.raw if finding.outcome else UNSTATED
    url = addresses.finding_url(notice.id, finding.anchor)
    return RepeatedFinding(round_name(notice), finding.heading, url, status, GLYPH[status], word)


def rooms(outcomes: Outcomes) -> dict[Status, int]:
    """How many findings of each class the page lists: all, or the room shared so that no class crowds out another."""
    counts = {share.status: share.count for share in bar(outcomes)}
    room = MOST_LISTED
    shared: dict[Status, int] = {}
    for left, (status, count) in enumerate(sorted(counts.items(), key=lambda item: item[1]), -len(counts)):
        shared[status] = min(count, room // -left)
        room -= shared[status]
    return {status: shared[status] for status in counts}


def _by_status(unit: UnitEntry, outcomes: Outcomes) -> tuple[FindingGroup, ...]:
    """Findings by class, in the order of the notices and of the text."""
    totals = {share.status: share.count for share in bar(outcomes)}
    wanted = rooms(outcomes)
    several = len(unit.notices) > 1
    rows: dict[Status, list[FindingRow]] = {status: [] for status in wanted}
    missing = sum(wanted.values())
    for notice in unit.notices:
        if not missing:
            break  # findings of further notices need not be opened
        for finding in findings_of([notice]):
            status = status_of(finding)
            if len(rows[status]) < wanted[status]:
                rows[status].append(finding_row(notice, finding, title_of(notice) if several else ""))
                missing -= 1
    return tuple(
        FindingGroup(
            status,
            GLYPH[status],
            WORD[status],
            totals[status],
            tuple(listed),
            addresses.search_url(status=status, unit=unit.id) if len(listed) < totals[status] else "",
        )
        for status, listed in rows.items()
    )


def _events(notices: Iterable[Notice]) -> list[Event]:
    """What the notices say of themselves in time: inspection, feedback, totals, publication.

    A notice without a date of publication stands behind the last day that it names.
    """
    events: list[tuple[str, Event]] = []
    for notice in sorted(notices, key=in_time):
        inspection, url = notice.inspection, addresses.notice_url(notice.id)
        own: list[Event] = []
        first = inspection.start or inspection.end
        if first:
            last = iso(inspection.end.value) if inspection.start and inspection.end else None
            again = bool(inspection.kind and "回头看" in inspection.kind.value)
            words = inspection_words(notice) or "巡察"
            own.append(Event(first.value.isoformat(), last, "回头看" if again else "巡察", words, url))
        if inspection.feedback:
            own.append(Event(inspection.feedback.value.isoformat(), None, "反馈", "反馈巡察意见", url))
        ends = sorted({d.as_of.value for d in notice.declared if d.as_of})
        own += [Event(day.isoformat(), None, "统计截止", "通报中整改数字的截止日期", url) for day in ends]
        published = iso(notice.published.value) if notice.published else ""
        kind = "后续通报" if notice.sidecar.previous else "通报"
        own.append(Event(published or "", None, kind, title_of(notice), url))
        latest = max((event.end or event.date for event in own), default="")
        events += [(event.date or latest + "~", event) for event in own]
    ordered = sorted(events, key=lambda pair: (pair[0], pair[1].end or "", pair[1].kind, pair[1].url))
    # Several notices tell of the same inspection: it happened once.
    once = {
        (day, event.end, event.kind, event.text, event.url if not event.date else ""): event
        for day, event in ordered[::-1]
    }
    return list(once.values())[::-1]
