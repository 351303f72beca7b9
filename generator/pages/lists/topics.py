"""Topics: the same problem across units, with the published rule that put each finding there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Any

from generator.facts.model import Notice
from generator.facts.topics import topic_rules
from generator.filing import named, newest_date, title_of
from generator.library import Groups, Library, Outcomes, TopicFinding
from generator.pages.collection import Part, cut_by_number, part_description, part_heading
from generator.pages.context import Context
from generator.pages.lists.rows import finding_row, finding_status, outcome_facts
from generator.pages.page import Facts, lean
from generator.pages.theme_functions import topic_name

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

TopicMember = tuple[str, Groups]
UnitNotices = tuple[str, list[Notice]]
InTopic = tuple[Notice, TopicFinding]


def placed_findings(library: Library, topic: str, notices: Iterable[Notice]) -> list[InTopic]:
    """Return the findings of the notices in the topic, in the order of the notices and the text."""
    return [(notice, each) for notice in notices for each in library.topic_findings[notice.id].get(topic, ())]


def outcomes_of(placed: Iterable[InTopic]) -> Outcomes:
    """Count findings by outcome."""
    findings = [each.finding for _, each in placed]
    return Outcomes(Counter((f.outcome.status, f.outcome.raw) if f.outcome else ("unstated", "") for f in findings))


def topics_facts(context: Context, part: Part[Any]) -> Facts | None:
    """Return the facts of `/topics/`, topics in the order of the published rules.

    {title, description, as_of, findings: 156, assigned: 120, topics: [{id, units: 3, findings: 12, statuses}]}
    """
    library = context.library
    if not library.topics:
        return None
    rows = []
    for topic, groups in library.topics.items():
        outcomes = outcomes_of(_of_groups(library, topic, groups))
        rows.append({"id": topic, "units": len(groups), "findings": outcomes.findings, "statuses": outcomes.by_status})
    return lean(
        {
            "title": "专题",
            "description": "同一类问题，各单位的写法和整改结果放在一起看。",
            "as_of": context.as_of,
            "findings": library.outcomes(library.notices).findings,
            "assigned": sum(bool(finding.topics) for notice in library.shown for finding in notice.findings),
            "topics": rows,
        }
    )


def _of_groups(library: Library, topic: str, groups: Groups) -> list[InTopic]:
    return [each for notices in groups.values() for each in placed_findings(library, topic, notices)]


def printed_units(library: Library, topic: str, groups: Groups) -> int:
    """Return how many units' findings the page prints: the first ones, as far as it has room, but one at least."""
    room, count = MOST_PRINTED, 0
    for notices in groups.values():
        room -= min(len(placed_findings(library, topic, notices)), MOST_FINDINGS)
        if count and (room < 0 or count == MOST_UNITS):
            break
        count += 1
    return count


def topic_parts(context: Context, member: TopicMember) -> list[Part[UnitNotices]]:
    """Return the pages of the table of the units whose findings are not printed."""
    topic, groups = member
    others = list(groups.items())[printed_units(context.library, topic, groups) :]
    return cut_by_number(others, UNITS_A_PAGE, "个")


def topic_facts(context: Context, member: TopicMember, part: Part[UnitNotices]) -> Facts:
    """Return the facts of `/topics/<id>/` or a further page of its table of units.

    {title, description, as_of, id, units_total: 3, findings: 12, statuses, keywords: {工会经费: 2}, unused: [工会], others_total: 0,
     units: [{id, name, region, total: 4, statuses: [partial, …], findings: [{finding_row, statement, keyword, published}]}],
     others: [{id, name, region, findings: 2, statuses: {partial: 2}}]}

    A unit without a page has no `id` but the `notice` that names it.
    """
    library, (topic, groups) = context.library, member
    name = topic_name(topic)
    count = printed_units(library, topic, groups) if part.first else 0
    units = list(islice(groups.items(), count))
    about = f"各单位巡察整改中与“{name}”有关的问题及整改结果。"
    dated = groups.values() if part.first else [notices for _, notices in part.rows]
    facts: Facts = {
        "title": part_heading(name, part),
        "description": part_description(about, part),
        "as_of": newest_date(notices[0] for notices in dated),
        "id": topic,
        "others": [_other(library, topic, key, notices) for key, notices in part.rows],
    }
    if part.first:
        placed = _of_groups(library, topic, groups)
        outcomes = outcomes_of(placed)
        decided = Counter(each.keyword for _, each in placed)
        keywords = next((rule.keywords for rule in topic_rules() if rule.id == topic), ())
        facts |= {
            "units_total": len(groups),
            "others_total": len(groups) - count,
            **outcome_facts(outcomes),
            "keywords": dict(sorted(decided.items(), key=lambda item: (-item[1], item[0]))),
            "unused": [word for word in keywords if word not in decided],
            "units": [_unit(library, topic, key, notices) for key, notices in units],
        }
    return lean(facts)


def _named(library: Library, key: str, notice: Notice) -> Facts:
    """Return who a group of notices is of: a unit with its id, or what the notice that names none is called."""
    unit = library.unit_by_id.get(key)
    region = " ".join(notice.unit.region.names) if notice.unit.region else None
    if unit:
        return {"id": key, "name": unit.name, "region": region}
    return {"notice": notice.id, "name": named(notice) or title_of(notice), "region": region}


def _unit(library: Library, topic: str, key: str, notices: list[Notice]) -> Facts:
    placed = placed_findings(library, topic, notices)
    return lean(
        {
            **_named(library, key, notices[0]),
            "total": len(placed),
            "marks": [finding_status(each.finding) for _, each in placed[:MOST_MARKS]],
            "findings": [_finding(*each) for each in placed[:MOST_FINDINGS]],
        }
    )


def _other(library: Library, topic: str, key: str, notices: list[Notice]) -> Facts:
    outcomes = outcomes_of(placed_findings(library, topic, notices))
    return lean(
        {
            **_named(library, key, notices[0]),
            "findings": outcomes.findings,
            "statuses": outcomes.by_status,
        }
    )


def _finding(notice: Notice, placed: TopicFinding) -> Facts:
    finding, keyword = placed
    published = notice.published.value.isoformat() if notice.published else None
    statement = shortened("".join((finding.statement or "").split()))
    return {
        "notice": notice.id,
        "id": finding.anchor,
        **finding_row(finding),
        **lean({"statement": statement, "keyword": keyword, "published": published}),
    }


def shortened(words: str) -> str:
    """Return the words, or their beginning with ……; what is left out is never just a few characters."""
    return words if len(words) <= MOST_STATEMENT + 20 else words[:MOST_STATEMENT] + "……"
