"""Topics: subjects across units, assigned by published keyword rules (`data/topics.yml`).

Each assignment names the keyword that made it, so that a reader can check it. A finding is about what its heading and
statement say; the response mentions too many things to be asked, and the headings above count only where nothing else
fits.
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
    """All topics in the order of the data file."""
    raw = yaml.load((Path(__file__).parent / "data" / "topics.yml").read_bytes(), yaml.CSafeLoader)
    return tuple(msgspec.convert(raw["topics"], list[TopicRule]))


@cache
def _keywords() -> tuple[re.Pattern[str], dict[str, list[tuple[int, int, Topic]]]]:
    """A pattern for the longest keyword at a place; by each keyword, those that begin it and itself, each with the places of its
    topic and of itself in the lists."""
    held: dict[str, list[tuple[int, int, Topic]]] = {}
    for place, rule in enumerate(topic_rules()):
        for rank, keyword in enumerate(rule.keywords):
            held.setdefault(keyword, []).append((place, rank, Topic(rule.id, keyword)))
    within = {
        keyword: [entry for other, entries in held.items() if keyword.startswith(other) for entry in entries]
        for keyword in held
    }
    return re.compile(any_of(held)), within


def assign_topics(heading: str, statement: str | None, path: tuple[str, ...]) -> tuple[Topic, ...]:
    """The topics of a finding in the order of the rule list, each with the keyword that decided."""
    own = _found("".join((heading + (statement or "")).split()))
    return own or _found("".join(path[-2:]))


def _found(words: str) -> tuple[Topic, ...]:
    """The topics of some words, each with the first of its keywords that they hold."""
    pattern, within = _keywords()
    found: dict[int, tuple[int, Topic]] = {}
    match = pattern.search(words)
    while match:
        for place, rank, topic in within[match[0]]:
            if place not in found or rank < found[place][0]:
                found[place] = rank, topic
        match = pattern.search(words, match.start() + 1)
    return tuple([found[place][1] for place in sorted(found)])
