"""How the pairs of a shard are laid out in files: which lie together, and which are so common that they get a gram list.

All segments of a shard follow one layout, so that their parts of a file can be joined without being written again. It is
made from a sample of the shard's notices, those whose ids hash lowest: a notice that is added is seldom one of
them, and then the layout stays as it was. A layout that fits badly costs bytes, never a hit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from generator.search.units import SEPARATOR, folded
from generator.search.wire import Numbers

SINGLE = 1 << 32
"""Added to a unit, this names the gram list of a single character; pairs are below it."""
RANGE_BYTES = 24_000
GRAM_BYTES = 48_000
COMMON = 10_000
SAMPLE = 32
POSTING_BYTES = 2.3  # what a posting takes before compression, about
ENTRY_BYTES = 3  # what an entry's pair and count take, about
SEGMENTS = 5  # in which a pair has an entry of its own, about


class Layout(msgspec.Struct, frozen=True, array_like=True):
    """`starts` are the first pairs of the ranges, ascending from 0; a range ends where the next begins.

    `grams` are the names in each file of gram lists, ascending: a pair, or SINGLE + a unit.
    """

    starts: list[int]
    grams: list[list[int]]


def rank(notice_id: str) -> int:
    """A number that depends on nothing but the id, as good as random."""
    return int.from_bytes(hashlib.blake2b(notice_id.encode(), digest_size=8).digest(), "big")


def sampled(notice_ids: Iterable[str]) -> list[str]:
    """The ids of the notices that a layout is made from, at most SAMPLE."""
    return sorted(sorted(notice_ids, key=rank)[:SAMPLE])


def scale_of(whole: int, part: int) -> float:
    """How many times as large the whole is, in steps of a sixth, so that one more notice seldom changes it."""
    scale = 1.0
    while part and scale * 7 / 6 * part <= whole:
        scale *= 7 / 6
    return scale


def made(sections: Sequence[Sequence[str]], scale: float) -> Layout:
    """The layout for texts `scale` times as long as those of the sections, which are as written."""
    units = folded(sections).units.astype(np.uint32)
    pairs = units[:-1] << np.uint32(16) | units[1:]
    pairs, counts = np.unique(pairs[~separators(units)[:-1]], return_counts=True)
    weights = counts * scale
    leading = pairs >> np.uint32(16)
    singles, begin = np.unique(leading, return_index=True)
    of_single = np.add.reduceat(weights, begin) if len(begin) else weights
    common = (of_single > COMMON) & ((singles < 0xD800) | (singles > 0xDFFF))
    ends = (pairs & np.uint32(0xFFFF)) == SEPARATOR
    held = (weights > COMMON) & ~ends
    names = [*pairs[held].tolist(), *(SINGLE + singles[common].astype(np.int64)).tolist()]
    sizes = [*weights[held].tolist(), *of_single[common].tolist()]
    weights[ends & np.isin(leading, singles[common])] = 0
    entries = np.minimum(weights, SEGMENTS) * ENTRY_BYTES
    return Layout(ranges(pairs, weights * POSTING_BYTES + entries), gram_files(names, sizes))


def separators(units: Numbers) -> npt.NDArray[np.bool_]:
    """Which units are separators and not the half of a character."""
    found: npt.NDArray[np.bool_] = units == SEPARATOR
    found[1:] &= (units[:-1] < 0xD800) | (units[:-1] >= 0xDC00)
    return found


def ranges(pairs: Numbers, weights: npt.NDArray[np.float64]) -> list[int]:
    """Where ranges of about RANGE_BYTES begin; a pair that is heavier has one for itself."""
    ends = np.cumsum(weights)
    starts = [0]
    at = 0
    while at < len(pairs):
        before = ends[at] - weights[at]
        end = int(np.searchsorted(ends, before + RANGE_BYTES, side="right"))
        if starts[-1] != pairs[at] and at:
            starts.append(int(pairs[at]))
        if end == at:
            if starts[-1] != pairs[at]:
                starts.append(int(pairs[at]))
            end = at + 1
            if end < len(pairs) and pairs[end] != pairs[at] + 1:
                starts.append(int(pairs[at]) + 1)
        at = end
    return starts


def gram_files(names: Sequence[int], sizes: Sequence[float]) -> list[list[int]]:
    """The names in files of about GRAM_BYTES; a list takes at most a byte or two a place."""
    files: list[list[int]] = []
    room = 0.0
    for name, size in sorted(zip(names, sizes, strict=True)):
        if room <= 0:
            files.append([])
            room = GRAM_BYTES
        files[-1].append(name)
        room -= size
    return files
