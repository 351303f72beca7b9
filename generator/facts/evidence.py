"""Making a `Fact`: its value, the words it was read from, and their place in the source."""

from __future__ import annotations

import re
from typing import TypeVar

from generator.facts.model import Fact
from generator.source import Span
from generator.syntax.passage import Passage

T = TypeVar("T")

LOOSE_SPACE = re.compile(r"\s(?:(?<![A-Za-z0-9]\s)\s*|\s*(?![A-Za-z0-9]))")
"""White space that means nothing to a Chinese reader; between two Latin words or numbers it stays."""


def make_fact(passage: Passage, start: int, end: int, value: T) -> Fact[T]:
    """Return a fact whose words are `passage.text[start:end]`."""
    return Fact(value, passage.text[start:end], passage.span(start, end))


def text_fact(passage: Passage, start: int, end: int) -> Fact[str]:
    """Return a fact whose value is its words, without the white space that page cuts and letter-spacing leave."""
    return make_fact(passage, start, end, LOOSE_SPACE.sub("", passage.text[start:end]))


def pinned_fact(value: T | None) -> Fact[T] | None:
    """Return a fact for a value from the sidecar, which has no words in the text; None for None."""
    return None if value is None else Fact(value, "", Span(0, 0))


def without_loose_space(passages: list[Passage]) -> Passage:
    """Return the passages as one, without letter-spacing and spaces from old line breaks (通 报, 关于 县委巡察二组)."""
    whole = Passage.chain(passages)
    pieces: list[Passage] = []
    start = 0
    for gap in LOOSE_SPACE.finditer(whole.text):
        pieces.append(whole.slice(start, gap.start()))
        start = gap.end()
    return Passage.chain([*pieces, whole.slice(start, len(whole.text))]) if pieces else whole
