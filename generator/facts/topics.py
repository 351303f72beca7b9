"""Topics: subjects across units, assigned to findings by published keyword rules (`data/topics.yml`).

Each assignment names its keyword, so that a reader can check it. Heading and statement decide; the response mentions
too many things, and the headings above count only if heading and statement hold no keyword.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec
import yaml

from generator.facts.model import Topic
from generator.syntax.vocabulary import any_of


class TopicRule(msgspec.Struct, frozen=True):
    """A topic with its keywords and its tested examples, as published."""

    id: str
    name: str
    keywords: tuple[str, ...]
    examples: tuple[str, ...]
    not_examples: tuple[str, ...] = msgspec.field(name="not", default=())


@cache
def topic_rules() -> tuple[TopicRule, ...]:
    """Return all topics in the order of the data file."""
    raw = yaml.load((Path(__file__).parent / "data" / "topics.yml").read_bytes(), yaml.CSafeLoader)
    return tuple(msgspec.convert(raw["topics"], list[TopicRule]))


@cache
def _keywords() -> tuple[re.Pattern[str], dict[str, list[tuple[int, int, Topic]]]]:
    """Return a pattern for the longest keyword at a place, and what each keyword assigns.

    A keyword also assigns the topics of shorter keywords that it begins with. Each entry has the index of the topic in
    the rule list and of the keyword in the topic's list.
    """
    topics: dict[str, list[tuple[int, int, Topic]]] = {}
    for place, rule in enumerate(topic_rules()):
        for rank, keyword in enumerate(rule.keywords):
            topics.setdefault(keyword, []).append((place, rank, Topic(rule.id, keyword)))
    assigned = {
        keyword: [entry for other, entries in topics.items() if keyword.startswith(other) for entry in entries]
        for keyword in topics
    }
    return re.compile(any_of(topics)), assigned


def assign_topics(heading: str, statement: str | None, path: tuple[str, ...]) -> tuple[Topic, ...]:
    """Return the topics of a finding in the order of the rule list, each with the keyword that decided."""
    own = _topics_in("".join((heading + (statement or "")).split()))
    return own or _topics_in("".join(path[-2:]))


def _topics_in(words: str) -> tuple[Topic, ...]:
    """Return the topics of some words, each with the first keyword of its list that the words hold."""
    pattern, assigned = _keywords()
    found: dict[int, tuple[int, Topic]] = {}
    match = pattern.search(words)
    while match:
        for place, rank, topic in assigned[match[0]]:
            if place not in found or rank < found[place][0]:
                found[place] = rank, topic
        match = pattern.search(words, match.start() + 1)
    return tuple([found[place][1] for place in sorted(found)])
