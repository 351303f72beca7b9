"""How a reader makes a fact: the value, the words it was read from, and where they stand in the source."""

from __future__ import annotations

import re
from typing import TypeVar

from generator.facts.model import Fact
from generator.syntax.passage import Passage

T = TypeVar("T")

SPACE = re.compile(r"\s+")
LOOSE_SPACE = re.compile(r"(?<![A-Za-z0-9])\s+|\s+(?![A-Za-z0-9])")
"""White space that separates nothing a Chinese reader keeps apart; between two Latin words or numbers it stays."""


def fact(passage: Passage, start: int, end: int, value: T) -> Fact[T]:
    """A fact whose words are `passage.text[start:end]`."""
    return Fact(value, passage.text[start:end], passage.span(start, end))


def as_written(passage: Passage, start: int, end: int) -> Fact[str]:
    """A fact whose value is its own words, white space inside them left out (page cuts and letter-spacing leave it)."""
    return fact(passage, start, end, LOOSE_SPACE.sub("", passage.text[start:end]))


def squeezed(passages: list[Passage]) -> Passage:
    """The passages as one, without letter-spacing and the spaces that old line breaks left (通 报, 关于 县委巡察二组)."""
    whole = Passage.chain(passages)
    pieces: list[Passage] = []
    start = 0
    for gap in LOOSE_SPACE.finditer(whole.text):
        pieces.append(whole.slice(start, gap.start()))
        start = gap.end()
    return Passage.chain([*pieces, whole.slice(start, len(whole.text))]) if pieces else whole
