"""How a reader makes a fact: the value, the words it was read from, and where they stand in the source."""

from __future__ import annotations

import re
from typing import TypeVar

from generator.facts.model import Fact
from generator.syntax.passage import Passage

T = TypeVar("T")

SPACE = re.compile(r"\s+")


def fact(passage: Passage, start: int, end: int, value: T) -> Fact[T]:
    """A fact whose words are `passage.text[start:end]`."""
    return Fact(value, passage.text[start:end], passage.span(start, end))


def as_written(passage: Passage, start: int, end: int) -> Fact[str]:
    """A fact whose value is its own words, white space inside them left out (page cuts and letter-spacing leave it)."""
    return fact(passage, start, end, SPACE.sub("", passage.text[start:end]))
