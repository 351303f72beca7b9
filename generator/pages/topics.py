"""Topic pages: the same problem across units, with the published rule that put each finding there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.facts.model import Finding, Notice
from generator.facts.topics import TopicRule, topic_rules
from generator.library import Library, named
from generator.pages import addresses
from generator.pages.across_parts import KeywordCount, Mark, TopicFinding, TopicOther, TopicRow, TopicUnit
from generator.pages.across_views import TopicsView, TopicView
from generator.pages.notice import HOME
from generator.pages.rows import findings_of, iso, region_words, shares, status_of, title_of
from generator.pages.view_parts import Crumb
from generator.pages.words import GLYPH, UNSTATED

TOPICS = Crumb("专题", "topics/")
MOST_UNITS = 60
"""Units whose findings a topic page prints; the others are lines of a table that lead to the search."""
MOST_FINDINGS = 8
"""Findings printed of one unit."""
MOST_STATEMENT = 180
"""Characters of a statement printed; the finding itself has all of it."""


class Place(NamedTuple):
    """A finding in a topic, with the keyword that decided."""

    notice: Notice
    finding: Finding
    rule: str


def by_topic(library: Library) -> dict[str, list[Place]]:
    """Topic id -> its findings, in the order of the rules, of the notices and of the text; withdrawn notices left out."""
    found: dict[str, list[Place]] = {rule.id: [] for rule in topic_rules()}
    for notice in library.notices:
        if notice.sidecar.withdrawn is None:
            for finding in notice.findings:
                for topic in finding.topics:
                    found.setdefault(topic.id, []).append(Place(notice, finding, topic.rule))
    return {topic: places for topic, places in found.items() if places}


def topics_page(library: Library, as_of: str | None, held: Mapping[str, list[Place]]) -> TopicsView:
    """`/topics/`."""
    findings = findings_of(library.notices)
    rules = {rule.id: rule for rule in topic_rules()}
    return TopicsView(
        kind="topics",
        section="topics",
        heading="专题",
        breadcrumbs=(HOME,),
        as_of=as_of,
        rows=tuple(
            TopicRow(
                id=topic,
                name=rules[topic].name,
                url=addresses.topic_url(topic),
                units=len({_unit_key(library, place.notice) for place in places}),
                findings=len(places),
                shares=shares((place.finding for place in places), topic=topic),
            )
            for topic, places in held.items()
        ),
        findings=len(findings),
        assigned=sum(bool(finding.topics) for finding in findings),
    )


def topic_page(library: Library, rule: TopicRule, places: list[Place], as_of: str | None) -> TopicView:
    """`/topics/<id>/`."""
    units = list(_by_unit(library, places))
    decided = Counter(place.rule for place in places)
    return TopicView(
        kind="topic",
        section="topics",
        heading=rule.name,
        breadcrumbs=(HOME, TOPICS),
        as_of=as_of,
        id=rule.id,
        units=tuple(_unit(library, rule.id, key, group) for key, group in units[:MOST_UNITS]),
        others=tuple(_other(library, rule.id, key, group) for key, group in units[MOST_UNITS:]),
        findings_total=len(places),
        units_total=len(units),
        shares=shares((place.finding for place in places), topic=rule.id),
        keywords=tuple(KeywordCount(word, n) for word, n in sorted(decided.items(), key=lambda x: (-x[1], x[0]))),
        unused=tuple(word for word in rule.keywords if word not in decided),
        search_url=addresses.search_url(topic=rule.id),
    )


def _unit_key(library: Library, notice: Notice) -> str:
    return notice.unit.id if notice.unit.id in library.unit_by_id else notice.id


def _by_unit(library: Library, places: list[Place]) -> Iterator[tuple[str, list[Place]]]:
    """Units in the order of the unit list, then notices that name none."""
    groups: dict[str, list[Place]] = {}
    for place in places:
        groups.setdefault(_unit_key(library, place.notice), []).append(place)
    for unit in library.units:
        if unit.id in groups:
            yield unit.id, groups.pop(unit.id)
    yield from groups.items()


def _name(library: Library, key: str, notice: Notice) -> tuple[str, str]:
    """Name and address of a unit, or of the notice that names none."""
    unit = library.unit_by_id.get(key)
    if unit:
        return unit.name, addresses.unit_url(key)
    return named(notice) or title_of(notice), addresses.notice_url(notice.id)


def _unit(library: Library, topic: str, key: str, places: list[Place]) -> TopicUnit:
    name, url = _name(library, key, places[0].notice)
    return TopicUnit(
        id=key,
        name=name,
        url=url,
        region=region_words(places[0].notice),
        total=len(places),
        marks=tuple(mark(place.notice, place.finding) for place in places),
        findings=tuple(_finding(place) for place in places[:MOST_FINDINGS]),
        more_url=addresses.search_url(topic=topic, unit=key) if len(places) > MOST_FINDINGS else "",
    )


def _other(library: Library, topic: str, key: str, places: list[Place]) -> TopicOther:
    name, url = _name(library, key, places[0].notice)
    return TopicOther(
        name=name,
        url=url,
        region=region_words(places[0].notice),
        total=len(places),
        shares=shares((place.finding for place in places), topic=topic, unit=key),
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
