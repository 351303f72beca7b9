"""What the notices of a site add up to.

Each sum is of numbers that a notice has by itself, so sums go on from those of fewer notices: to look at the numbers of 5,000
notices for the sake of one takes longer than to make the pages that say them (generator/build/sums.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from generator.facts.model import Notice
from generator.facts.tally import Outcomes, Tally, TopicTally, added
from generator.filing import named, places_of, year_of


class Sums(msgspec.Struct, frozen=True, array_like=True):
    """Findings in numbers, of the notices that are not withdrawn. What there is none of has no key."""

    outcomes: Outcomes = Outcomes()
    """Of all notices."""
    units: dict[str, Outcomes] = {}
    """By the id of a unit, of the notices that say whose they are."""
    places: dict[str, Outcomes] = {}
    """By the code of a place, with those of all places below it."""
    years: dict[str, Outcomes] = {}
    """By the year that notices are filed under."""
    topics: dict[str, TopicTally] = {}
    """By the id of a topic."""
    assigned: int = 0
    """Findings with a topic."""
    cited: dict[str, int] = {}
    """By the words of a document: the findings that cite it."""
    terms: dict[str, int] = {}
    """By a suggested search: the findings that hold it within one field."""


Parts = dict[str, list[Outcomes]]


def summed(more: Iterable[tuple[Notice, Tally]], before: Sums | None = None) -> Sums:
    """The sums of notices that are counted already and of more."""
    before = before or Sums()
    whole = [before.outcomes]
    units, places, years = _begun(before.units), _begun(before.places), _begun(before.years)
    topics = _begun({topic: tally.outcomes for topic, tally in before.topics.items()})
    rules = {topic: Counter(tally.rules) for topic, tally in before.topics.items()}
    assigned, cited, terms = before.assigned, Counter(before.cited), Counter(before.terms)
    for notice, tally in more:
        if notice.sidecar.withdrawn is not None:
            continue
        outcomes = tally.outcomes
        whole.append(outcomes)
        if named(notice) and notice.unit.id:
            units.setdefault(notice.unit.id, []).append(outcomes)
        for place in places_of(notice.unit.region) if notice.unit.region else ():
            places.setdefault(place.code, []).append(outcomes)
        if (year := year_of(notice)) is not None:
            years.setdefault(str(year), []).append(outcomes)
        for topic in tally.topics:
            part = tally.topic(topic)
            topics.setdefault(topic, []).append(part.outcomes)
            rules.setdefault(topic, Counter()).update(part.rules)
        assigned += tally.assigned
        cited.update(tally.cited)
        terms.update(tally.terms)
    return Sums(
        added(whole),
        _ended(units),
        _ended(places),
        _ended(years),
        {topic: TopicTally(outcomes, dict(rules[topic])) for topic, outcomes in _ended(topics).items()},
        assigned,
        dict(cited),
        dict(terms),
    )


def _begun(held: dict[str, Outcomes]) -> Parts:
    return {key: [outcomes] for key, outcomes in held.items()}


def _ended(parts: Parts) -> dict[str, Outcomes]:
    return {key: held[0] if len(held) == 1 else added(held) for key, held in parts.items()}
