"""The words of one block of official text, and as Markdown, with quiet spans around markers, labels and outcomes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from generator.pages.escape import Markdown, referred, span
from generator.syntax.tree import Leaf

WHITE = re.compile(r"[\s\u200b\ufeff]+")
LEAF_CLASS = {"marker": "m", "label": "label", "outcome": "o"}

Piece = tuple[str, str]
"""A piece of a block: a kind of leaf and its words."""


def pieces_of(leaves: Iterable[Leaf], text: str) -> list[Piece]:
    """The words of leaves that a page must show."""
    pieces: list[Piece] = []
    for leaf in leaves:
        kind = leaf.kind
        if kind == "eol":
            continue
        words = text[leaf.start : leaf.end]
        if kind == "space":
            words = "" if words.isspace() else WHITE.sub("", words)
        if words:
            pieces.append((kind, words))
    return pieces


def inline(pieces: Sequence[Piece]) -> Markdown:
    """Words of one block, quiet spans around markers, labels and outcomes; white space at the block's edges protected."""
    return Markdown("".join([referred(words) if kind == "text" else _inline(kind, words) for kind, words in pieces]))


@lru_cache(maxsize=4096)
def _inline(kind: str, words: str) -> str:
    """A marker, a label or an outcome: the same few again and again."""
    name = LEAF_CLASS.get(kind)
    return span(words, name) if name else referred(words)


def plain(pieces: Sequence[Piece]) -> str:
    """The words alone."""
    return "".join(words for _, words in pieces)
