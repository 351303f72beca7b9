"""What templates of the theme may call: how facts of the front matter become addresses, words, glyphs and bars.

The templates are given all functions of `addresses` by their names (`{{ notice_url(row.id) | url }}`; the filter `url` makes an address
relative to the page), the tables and functions of `words` that are listed here, and the functions below.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from generator.facts.topics import topic_rules
from generator.pages import addresses, words

THOUSAND = 1000


class BarPart(NamedTuple):
    """A part of a bar and a row of its table: findings of one status. `start` and `share` are thousandths of the bar."""

    status: str
    findings: int
    start: int
    share: int


def bar_parts(counts: Mapping[str, int]) -> list[BarPart]:
    """Divide a bar by the findings of each status, in the order of the statuses."""
    total = sum(counts.values())
    parts: list[BarPart] = []
    before = 0
    for status in words.STATUSES:
        count = counts.get(status, 0)
        if count:
            # Both edges are rounded, not the width: so the parts always add up and never overlap.
            start, end = THOUSAND * before // total, THOUSAND * (before + count) // total
            before += count
            parts.append(BarPart(status, count, start, end - start))
    return parts


def topic_name(topic: str) -> str:
    """Return the published name of a topic, its id where it has none."""
    return {rule.id: rule.name for rule in topic_rules()}.get(topic, topic)


TABLES = (
    "STATUSES",
    "GLYPH",
    "WORD",
    "DEFINITION",
    "SUBJECT",
    "VERDICT",
    "UNSTATED",
    "SELF_NOTE",
    "NO_REGION",
    "MENU",
    "DATA_NOTE",
)
SENTENCES = (
    words.status_word,
    words.inspection_words,
    words.verdict_word,
    words.verdict_sentence,
    words.verdict_short,
    words.check_word,
    words.declared_words,
    words.totals_words,
)


def theme_globals() -> dict[str, Any]:
    """Return everything by the name that templates call it."""
    functions = [value for name, value in vars(addresses).items() if name.endswith(("_url", "_anchor"))]
    named = {each.__name__: each for each in (*functions, *SENTENCES, bar_parts, topic_name)}
    return named | {name: getattr(words, name) for name in TABLES}
