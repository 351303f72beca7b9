"""Topics: subjects across units, assigned by published keyword rules (`data/topics.yml`).

Each assignment names the keyword that made it, so that a reader can check it. A finding is about what its heading and
statement say; the response mentions too many things to be asked, and the headings above count only where nothing else
fits.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

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


class _Matcher(NamedTuple):
    pattern: re.Pattern[str]
    topics_of: dict[str, tuple[str, ...]]


@cache
def topic_rules() -> tuple[TopicRule, ...]:
    """All topics in the order of the data file."""
    raw = yaml.load((Path(__file__).parent / "data" / "topics.yml").read_bytes(), yaml.CSafeLoader)
    return tuple(msgspec.convert(raw["topics"], list[TopicRule]))


@cache
def _matcher() -> _Matcher:
    topics_of: dict[str, tuple[str, ...]] = {}
    for rule in topic_rules():
        for keyword in rule.keywords:
            topics_of[keyword] = (*topics_of.get(keyword, ()), rule.id)
    # A look-ahead lets keywords overlap: 工会经费 is 工会 and 经费.
    words = "|".join(sorted(map(re.escape, topics_of), key=len, reverse=True))
    return _Matcher(re.compile(f"(?=({words}))"), topics_of)


def assign_topics(heading: str, statement: str | None, path: tuple[str, ...]) -> tuple[Topic, ...]:
    """The topics of a finding in the order of the rule list, each with the keyword that decided."""
    own = _found("".join((heading + (statement or "")).split()))
    found = own or _found("".join(path[-2:]))
    return tuple(Topic(rule.id, found[rule.id]) for rule in topic_rules() if rule.id in found)


def _found(words: str) -> dict[str, str]:
    matcher = _matcher()
    found: dict[str, str] = {}
    for match in matcher.pattern.finditer(words):
        for topic in matcher.topics_of[match[1]]:
            found.setdefault(topic, match[1])
    return found
