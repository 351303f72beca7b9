"""Topics: subjects across units, assigned by published keyword rules (`data/topics.yml`).

Each assignment names the keyword that made it, so that a reader can check it. A finding is about what its heading and
statement say; the response mentions too many things to be asked, and the headings above count only where nothing else
fits.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import yaml

from generator.facts.model import Topic


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
def _by_first_character() -> dict[str, list[tuple[str, int, int, Topic]]]:
    """The keywords by their first characters, each with the places of its topic and of itself in the lists."""
    found: dict[str, list[tuple[str, int, int, Topic]]] = {}
    for place, rule in enumerate(topic_rules()):
        for rank, keyword in enumerate(rule.keywords):
            found.setdefault(keyword[0], []).append((keyword, place, rank, Topic(rule.id, keyword)))
    return found


def assign_topics(heading: str, statement: str | None, path: tuple[str, ...]) -> tuple[Topic, ...]:
    """The topics of a finding in the order of the rule list, each with the keyword that decided."""
    own = _found("".join((heading + (statement or "")).split()))
    return own or _found("".join(path[-2:]))


def _found(words: str) -> tuple[Topic, ...]:
    """The topics of some words, each with the first of its keywords that they hold."""
    keywords = _by_first_character()
    found: dict[int, tuple[int, Topic]] = {}
    for first in keywords.keys() & set(words):
        for keyword, place, rank, topic in keywords[first]:
            if keyword in words and (place not in found or rank < found[place][0]):
                found[place] = rank, topic
    return tuple([found[place][1] for place in sorted(found)])
