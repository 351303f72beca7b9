"""Topic pages: the same problem across units, with the published rule that put each finding there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

import msgspec

from generator.facts.model import Finding, Notice
from generator.facts.tally import Outcomes, added
from generator.facts.topics import TopicRule, topic_rules
from generator.filing import named, newest_date
from generator.library import Groups, Library
from generator.pages import addresses, paging
from generator.pages.across_parts import KeywordCount, Mark, TopicFinding, TopicOther, TopicRow, TopicUnit
from generator.pages.across_views import TopicsView, TopicView
from generator.pages.notice import HOME
from generator.pages.paging import Part
from generator.pages.rows import bar, iso, region_words, shares, status_of, title_of
from generator.pages.view_parts import Crumb
from generator.pages.words import GLYPH, UNSTATED

TOPICS = Crumb("专题", "topics/")
MOST_UNITS = 60
"""Units whose findings a topic page prints; the others are lines of a table that lead to the search."""
MOST_FINDINGS = 8
"""Findings printed of one unit."""
MOST_PRINTED = 120
"""Findings printed of all units."""
MOST_MARKS = 60
"""Glyphs in the row of a unit."""
UNITS_A_PAGE = 60
MOST_STATEMENT = 180
"""Characters of a statement printed; the finding itself has all of it."""


class Place(NamedTuple):
    """A finding in a topic, with the keyword that decided."""

    notice: Notice
    finding: Finding
    rule: str


Group = tuple[str, list[Notice]]


def holders(library: Library) -> dict[str, Groups]:
    """Topic id -> the notices shown that have a finding in it, in the order of the rules."""
    order = {rule.id: at for at, rule in enumerate(topic_rules())}
    return dict(sorted(library.topics.items(), key=lambda item: order.get(item[0], len(order))))


def places_of(notice: Notice, topic: str) -> Iterator[Place]:
    """The findings of a notice in the topic, in the order of the text."""
    for finding in notice.findings:
        for each in finding.topics:
            if each.id == topic:
                yield Place(notice, finding, each.rule)


def found_in(library: Library, topic: str, notices: Iterable[Notice]) -> Outcomes:
    """The findings of the notices in the topic, in numbers."""
    return added(library.tally(notice).topic(topic).outcomes for notice in notices)


def topics_page(library: Library, as_of: str | None, held: Mapping[str, Groups]) -> TopicsView:
    """`/topics/`."""
    rules = {rule.id: rule for rule in topic_rules()}
    return TopicsView(
        kind="topics",
        section="topics",
        heading="专题",
        breadcrumbs=(HOME,),
        as_of=as_of,
        rows=tuple(_row(rules[topic], groups, library.sums.topics[topic].outcomes) for topic, groups in held.items()),
        findings=library.sums.outcomes.findings,
        assigned=library.sums.assigned,
    )


def _row(rule: TopicRule, groups: Groups, outcomes: Outcomes) -> TopicRow:
    return TopicRow(rule.id, rule.name, addresses.topic_url(rule.id), len(groups), outcomes.findings, bar(outcomes))


def printed(library: Library, topic: str, groups: Groups) -> int:
    """How many units' findings the page prints: the first ones, as far as it has room, but one at least."""
    room, count = MOST_PRINTED, 0
    for notices in groups.values():
        room -= min(found_in(library, topic, notices).findings, MOST_FINDINGS)
        if count and (room < 0 or count == MOST_UNITS):
            break
        count += 1
    return count


def topic_parts(library: Library, topic: str, groups: Groups) -> list[Part[Group]]:
    """The pages of the table of the other units."""
    others = list(groups.items())[printed(library, topic, groups) :]
    return paging.in_order(addresses.topic_url(topic), others, UNITS_A_PAGE, "个")


def units_of(library: Library, topic: str, groups: Groups, part: Part[Group]) -> list[Group]:
    """The units that stand on a page: on the front page the printed ones, and its part of the others."""
    count = printed(library, topic, groups) if part.front else 0
    return [*islice(groups.items(), count), *part.rows]


def topic_page(library: Library, rule: TopicRule, groups: Groups, part: Part[Group]) -> TopicView:
    """`/topics/<id>/`, or a further page of its table of units. `groups` are the notices that have a finding in it."""
    units = units_of(library, rule.id, groups, part)
    count = len(units) - len(part.rows)
    view = TopicView(
        kind="topic",
        section="topics",
        heading=paging.heading(rule.name, part),
        breadcrumbs=paging.trail((HOME, TOPICS), rule.name, part),
        as_of=newest_date(group[0] for _, group in (groups.items() if part.front else units)),
        id=rule.id,
        others=tuple(_other(library, rule.id, key, group) for key, group in part.rows),
        total=len(groups) - count if part.front else len(units),
        paging=part.paging,
        numbered=not part.front,
    )
    if not part.front:
        return view
    outcomes, decided = library.sums.topics[rule.id].outcomes, library.sums.topics[rule.id].rules
    return msgspec.structs.replace(
        view,
        units=tuple(_unit(library, rule.id, key, group) for key, group in units[:count]),
        findings_total=outcomes.findings,
        units_total=len(groups),
        shares=shares(outcomes, topic=rule.id),
        keywords=tuple(KeywordCount(word, n) for word, n in sorted(decided.items(), key=lambda x: (-x[1], x[0]))),
        unused=tuple(word for word in rule.keywords if word not in decided),
        search_url=addresses.search_url(topic=rule.id),
    )


def name_of(library: Library, key: str, notice: Notice) -> tuple[str, str]:
    """Name and address of a unit, or of the notice that names none."""
    unit = library.unit_by_id.get(key)
    if unit:
        return unit.name, addresses.unit_url(key)
    return named(notice) or title_of(notice), addresses.notice_url(notice.id)


def _unit(library: Library, topic: str, key: str, notices: list[Notice]) -> TopicUnit:
    name, url = name_of(library, key, notices[0])
    total = found_in(library, topic, notices).findings
    places = list(islice((place for notice in notices for place in places_of(notice, topic)), MOST_MARKS))
    return TopicUnit(
        id=key,
        name=name,
        url=url,
        region=region_words(notices[0]),
        total=total,
        marks=tuple(mark(place.notice, place.finding) for place in places),
        findings=tuple(_finding(place) for place in places[:MOST_FINDINGS]),
        more_url=addresses.search_url(topic=topic, unit=key) if total > MOST_FINDINGS else "",
    )


def _other(library: Library, topic: str, key: str, notices: list[Notice]) -> TopicOther:
    name, url = name_of(library, key, notices[0])
    outcomes = found_in(library, topic, notices)
    return TopicOther(
        name=name,
        url=url,
        region=region_words(notices[0]),
        total=outcomes.findings,
        shares=bar(outcomes),
        search_url=addresses.search_url(topic=topic, unit=key),
    )


def mark(notice: Notice, finding: Finding) -> Mark:
    """A finding as its glyph."""
    status = status_of(finding)
    word = finding.outcome.raw if finding.outcome else UNSTATED
    return Mark(addresses.finding_url(notice.id, finding.anchor), finding.heading, status, GLYPH[status], word)


def _finding(place: Place) -> TopicFinding:
    notice, finding, rule = place
    status = status_of(finding)
    return TopicFinding(
        url=addresses.finding_url(notice.id, finding.anchor),
        label=finding.label or "",
        heading=finding.heading,
        statement=shortened("".join((finding.statement or "").split())),
        status=status,
        glyph=GLYPH[status],
        word=finding.outcome.raw if finding.outcome else UNSTATED,
        rule=rule,
        published=iso(notice.published.value) if notice.published else None,
    )


def shortened(words: str) -> str:
    """The words, or their beginning with ……; what is left out is never just a few characters."""
    return words if len(words) <= MOST_STATEMENT + 20 else words[:MOST_STATEMENT] + "……"
