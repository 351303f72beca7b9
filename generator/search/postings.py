"""The positional bigram index of a segment: where every pair of neighbouring characters stands.

A *section* is a folded text in which terms are looked for: section d is the heading of document d, section
(number of documents + d) its statement, outcome and response, with SEPARATOR after each field. A term of n UTF-16 units occurs at position p
exactly if its pairs stand at p, p+2, p+4 … and p+n-2, so n/2 lists (rounded up) prove it.

Lists are sorted by pair, and a segment's lists of one range of the shard's layout are one *chunk*, or several where they are
far larger than the layout foresaw. A chunk is variable-length integers:

    number of entries E, E differences of pairs, E counts, then for all postings the section gaps, then the positions

The first gap of an entry is the section itself, later ones the distance (0: the same section); the first position in a
section is absolute, later ones distances. Single characters and pairs that the layout calls common also get a *gram
list* of sections without positions, because a short query for 整改 needs no positions; a chunk of these is for each gram its length and
the distances of its sections.
"""

from __future__ import annotations

from itertools import pairwise

import msgspec
import numpy as np
import numpy.typing as npt

from generator.search import layout as layouts
from generator.search.layout import SINGLE, Layout
from generator.search.units import SEPARATOR, Folded
from generator.search.wire import Numbers, deflated, sizes, varints

Flags = npt.NDArray[np.bool_]
# A chunk may be as large as two ranges, as the layout only knows a sample.
CHUNK_RANGES = 2


class Chunk(msgspec.Struct, frozen=True, array_like=True):
    """Postings that are read together: `first` is the section of the first one, `size` the bytes before compression."""

    first: int
    size: int
    data: bytes


class Parts(msgspec.Struct, frozen=True, array_like=True):
    """What a segment adds to each range and each file of gram lists of its shard."""

    ranges: list[list[Chunk]]
    grams: list[Chunk]


def build(texts: Folded, layout: Layout) -> Parts:
    """The postings of folded sections, fields across which nothing matches.

    Holds some 40 bytes a character; at most 2**32 characters and 2**31 sections.
    """
    pairs, place = sorted_pairs(texts.units)
    section = np.repeat(np.arange(len(texts.lengths), dtype=np.int32), texts.lengths)[place]
    begins = (np.cumsum(texts.lengths) - texts.lengths).astype(np.uint32)
    position = (place - begins[section]).astype(np.int32)
    del place
    singles = np.array([name - SINGLE for names in layout.grams for name in names if name >= SINGLE], dtype=np.uint32)
    grams = gram_chunks(pairs, section, layout)
    # A character's last place in a field is a pair with SEPARATOR. It serves only to answer for the single character, so
    # it goes where a gram list answers.
    idle = np.zeros(1 << 16, dtype=np.bool_)
    idle[singles] = True
    keep = ((pairs & np.uint32(0xFFFF)) != SEPARATOR) | ~idle[pairs >> np.uint32(16)]
    if not keep.all():
        pairs, section, position = pairs[keep], section[keep], position[keep]
    return Parts(range_chunks(pairs, section, position, layout), grams)


def sorted_pairs(units: npt.NDArray[np.uint16]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """All pairs that do not begin with a separator, ascending, and the places they stand at."""
    # One sort of pair and place packed into one number is faster and smaller than an indirect sort.
    keys = units[:-1].astype(np.uint64)
    keys <<= np.uint64(16)
    keys |= units[1:]
    keys <<= np.uint64(32)
    keys |= np.arange(len(keys), dtype=np.uint32)
    keys = keys[~layouts.separators(units)[:-1]]
    keys.sort()
    return (keys >> np.uint64(32)).astype(np.uint32), keys.astype(np.uint32)


def gram_chunks(pairs: Numbers, section: Numbers, layout: Layout) -> list[Chunk]:
    """The segment's part of each file of gram lists."""
    names = [name for file in layout.grams for name in file]
    lows = [name - SINGLE << 16 if name >= SINGLE else name for name in names]
    lasts = [low + (0xFFFF if name >= SINGLE else 0) for low, name in zip(lows, names, strict=True)]
    starts = np.searchsorted(pairs, np.array(lows, dtype=np.uint32)).tolist()
    ends = np.searchsorted(pairs, np.array(lasts, dtype=np.uint32), side="right").tolist()
    lists = []
    for name, start, end in zip(names, starts, ends, strict=True):
        found = section[start:end]
        if name >= SINGLE:
            found = np.sort(found)
        found = found[changes(found)]
        lists.append(np.concatenate(([len(found)], np.diff(found, prepend=0))))
    rest = iter(lists)
    contents = [varints(np.concatenate([next(rest) for _ in file])) for file in layout.grams]
    return [Chunk(0, len(raw), data) for raw, data in zip(contents, deflated(contents), strict=True)]


def changes(values: Numbers) -> Flags:
    """Where a value differs from the one before it; true for the first."""
    flags = np.ones(len(values), dtype=np.bool_)
    if len(values):
        np.not_equal(values[1:], values[:-1], out=flags[1:])
    return flags


def range_chunks(pairs: Numbers, section: Numbers, position: Numbers, layout: Layout) -> list[list[Chunk]]:
    """The segment's chunks of each range."""
    parts: list[list[Chunk]] = [[] for _ in layout.starts]
    if not len(pairs):
        return parts
    first_of_pair = changes(pairs)
    first_of_section = first_of_pair | changes(section)
    gap = np.where(first_of_pair, section, np.diff(section, prepend=section[:1]))
    offset = np.where(first_of_section, position, np.diff(position, prepend=position[:1]))
    bounds = np.searchsorted(pairs, np.array(layout.starts, dtype=np.uint32))
    cuts = all_cuts(np.unique(bounds[bounds < len(pairs)]), first_of_pair, first_of_section, sizes(gap) + sizes(offset))
    # A list that is resumed in the next chunk begins there like a new entry.
    gap[cuts] = section[cuts]
    entries = np.union1d(np.flatnonzero(first_of_pair), cuts)
    counts = np.diff(np.append(entries, len(pairs)))
    opens = np.isin(entries, cuts, assume_unique=True)
    key = np.where(opens, pairs[entries], np.diff(pairs[entries], prepend=pairs[:1]))
    posting_bounds = np.append(cuts, len(pairs))
    entry_bounds = np.searchsorted(entries, posting_bounds)
    streams = [
        sliced(np.diff(entry_bounds), np.arange(len(cuts) + 1)),
        sliced(key, entry_bounds),
        sliced(counts, entry_bounds),
        sliced(gap, posting_bounds),
        sliced(offset, posting_bounds),
    ]
    contents = [b"".join(pieces) for pieces in zip(*streams, strict=True)]
    numbers = np.searchsorted(bounds, cuts, side="right") - 1
    firsts = section[cuts].tolist()
    for number, first, raw, data in zip(numbers.tolist(), firsts, contents, deflated(contents), strict=True):
        parts[number].append(Chunk(first, len(raw), data))
    return parts


def sliced(values: Numbers, bounds: Numbers) -> list[bytes]:
    """The encoded values between each bound and the next."""
    ends = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(sizes(values), out=ends[1:])
    stream = varints(values)
    return [stream[start:end] for start, end in pairwise(ends[bounds].tolist())]


def all_cuts(starts: Numbers, first_of_pair: Flags, first_of_section: Flags, weight: Numbers) -> Numbers:
    """The postings that begin a chunk: one where a range begins, and more in a range that is too large for one chunk."""
    most = CHUNK_RANGES * layouts.RANGE_BYTES
    before = np.zeros(len(weight) + 1, dtype=np.int64)
    np.cumsum(weight + first_of_pair * np.uint8(layouts.ENTRY_BYTES), out=before[1:])
    ends = np.append(starts[1:], len(weight))
    cuts = starts.tolist()
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if before[end] - before[start] > most:
            cuts += range_cuts(start, end, before, first_of_pair, first_of_section)
    return np.unique(np.array(cuts, dtype=np.int64))


def range_cuts(start: int, end: int, before: Numbers, first_of_pair: Flags, first_of_section: Flags) -> list[int]:
    """Cuts of one range: between lists where that is early enough, else between sections of a list."""
    cuts: list[int] = []
    while before[end] - before[start] > layouts.RANGE_BYTES:
        near = int(np.searchsorted(before, before[start] + layouts.RANGE_BYTES, side="right"))
        lists = np.flatnonzero(first_of_pair[start + 1 : near])
        ahead = first_of_section[near:end]
        if len(lists):
            start += 1 + int(lists[-1])
        elif ahead.any():
            start = near + int(ahead.argmax())
        else:
            break
        cuts.append(start)
    return cuts
