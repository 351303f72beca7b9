"""Folded texts as one array of UTF-16 units: a million characters folded at a time.

Most characters of a notice fold by themselves, whatever stands beside them; for those a table says what comes of each.
A text with any other character goes through `fold`, as a query does. Both ways give the same (tested).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from generator.search.fold import fold, unknown

SEPARATOR = 0xDC00
"""Ends a field. A low surrogate that follows no high one: well-formed text never holds it, so no pair of a query does."""

# Blocks of characters that never join with a neighbour, neither as they are nor folded: Latin-1, punctuation and symbols,
# CJK punctuation but for the tone marks, ideographs, full-width forms.
BLOCKS = (
    (0x0000, 0x0100),
    (0x2000, 0x20D0),
    (0x2100, 0x2C00),
    (0x3000, 0x302A),
    (0x3030, 0x3040),
    (0x3200, 0xA000),
    (0xF900, 0xFB00),
    (0xFF01, 0xFF5F),
)
Bits = npt.NDArray[np.bool_]


def tables() -> tuple[npt.NDArray[np.uint16], Bits, Bits]:
    """For each unit: what it folds to, whether anything is left of it, and whether it folds by itself."""
    becomes = np.arange(1 << 16, dtype=np.uint16)
    kept = np.ones(1 << 16, dtype=np.bool_)
    alone = np.zeros(1 << 16, dtype=np.bool_)
    inside = np.zeros(1 << 16, dtype=np.bool_)
    for start, end in BLOCKS:
        inside[start:end] = True
    points = np.flatnonzero(inside).tolist()
    # U+E000 folds to itself and joins with nothing.
    for point, result in zip(points, fold("\ue000".join(map(chr, points))).split("\ue000"), strict=True):
        if len(result) > 1 or (result and (ord(result) > 0xFFFF or not inside[ord(result)])):
            continue
        alone[point], kept[point] = True, bool(result)
        if result:
            becomes[point] = ord(result)
    return becomes, kept, alone


BECOMES, KEPT, ALONE = tables()


def character_class(members: Bits) -> str:
    """The members as the ranges of a regular expression's class."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], members, [False])).astype(np.int8))).tolist()
    bounds = list(pairwise(edges))[::2]
    return "".join(f"\\u{start:04x}-\\u{end - 1:04x}" for start, end in bounds)


ODD = re.compile(f"[^{character_class(ALONE)}]")


class Folded(NamedTuple):
    """The fields of many sections, SEPARATOR after each field; `lengths` are the units of each section.

    `unknown` are the characters of the texts as written that this Python's Unicode tables lack.
    """

    units: npt.NDArray[np.uint16]
    lengths: npt.NDArray[np.int64]
    unknown: str


def folded(sections: Sequence[Sequence[str]]) -> Folded:
    """The sections, as written, folded."""
    fields = [field for section in sections for field in section]
    sizes = np.fromiter(map(len, fields), dtype=np.int64, count=len(fields))
    met: set[str] = set()
    for number, field in enumerate(fields):
        if ODD.search(field):
            met.update(field)
            fields[number] = whole = fold(field)
            sizes[number] = len(whole.encode("utf-16-le")) // 2
    text = chr(SEPARATOR).join([*fields, ""])
    raw = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    seen = np.zeros(1 << 16, dtype=np.bool_)
    seen[raw] = True
    met.update(map(chr, np.flatnonzero(ALONE & seen).tolist()))
    kept = KEPT[raw]
    field_ends = np.append(0, np.cumsum(sizes + 1))
    section_ends = field_ends[np.append(0, np.cumsum([len(section) for section in sections], dtype=np.int64))]
    lengths = np.diff(np.append(0, np.cumsum(kept, dtype=np.uint32)).astype(np.int64)[section_ends])
    return Folded(BECOMES[raw[kept]], lengths, unknown(met))
