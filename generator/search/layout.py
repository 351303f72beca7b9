"""The layout of an index: which pairs of characters share a file, and which are so common that they get a gram list.

All segments follow one layout, so that their parts of a file can be joined without being compressed again. It is made from
a sample of the notices: the layout of all their texts would change with each new notice. A layout that fits badly costs
bytes, never a hit.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec
import numpy as np

from generator.search.fold import SEPARATOR, fold_sections, unit_pairs

SINGLE = 1 << 32
"""Added to a unit, this names the gram list of a single character; pairs are below it."""
FILE_BYTES = 24_000
"""The size of a file of pairs before compression, about."""
COMMON = 10_000
"""A pair or character with more places has a gram list."""
POSTING_BYTES = 2.4  # what a posting takes before compression, with its part of the entry, about


class IndexLayout(msgspec.Struct, frozen=True, array_like=True):
    """Ranges of pairs and names of gram lists, both ascending."""

    starts: list[int]
    """The first pair of each range, from 0 on; a range ends where the next begins."""
    grams: list[int]
    """Pairs, or SINGLE + a unit."""

    @property
    def alone(self) -> list[bool]:
        """Whether each range is of one pair, so that its file may be divided."""
        return [end - start == 1 for start, end in pairwise([*self.starts, SINGLE])]


def make_layout(sections: Sequence[Sequence[str]], scale: float) -> IndexLayout:
    """Return the layout for texts that are `scale` times as long as these sections, which are as written."""
    pairs, within = unit_pairs(fold_sections(sections).units)
    pairs, counts = np.unique(pairs[within], return_counts=True)
    places = counts * scale
    units, begins = np.unique(pairs >> np.uint32(16), return_index=True)
    of_unit = np.add.reduceat(places, begins) if len(begins) else places
    held = (places > COMMON) & ((pairs & np.uint32(0xFFFF)) != SEPARATOR)
    grams = [*pairs[held].tolist(), *(SINGLE + units[of_unit > COMMON].astype(np.int64)).tolist()]
    sizes = places * POSTING_BYTES
    return IndexLayout(range_starts(pairs.tolist(), sizes.tolist()), grams)


def range_starts(pairs: Sequence[int], sizes: Sequence[float]) -> list[int]:
    """Return where ranges of about FILE_BYTES begin; a pair that is larger than that has a range for itself."""
    starts = [0]
    held = 0.0
    for pair, size in zip(pairs, sizes, strict=True):
        if held + size > FILE_BYTES and starts[-1] != pair:
            starts.append(pair)
            held = 0
        held += size
        if size > FILE_BYTES:
            starts.append(pair + 1)
            held = 0
    return starts
