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


def assign_topics(heading: str, statement: str | None, path: tuple[str, ...]) -> tuple[Topic, ...]:
    """The topics of a finding in the order of the rule list, each with the keyword that decided."""
    own = _found("".join((heading + (statement or "")).split()))
    found = own or _found("".join(path[-2:]))
    return tuple(Topic(rule.id, found[rule.id]) for rule in topic_rules() if rule.id in found)


def _found(words: str) -> dict[str, str]:
    """Topic id -> the first of its keywords that the words hold."""
    found: dict[str, str] = {}
    for rule in topic_rules():
        for keyword in rule.keywords:
            if keyword in words:
                found[rule.id] = keyword
                break
    return found
