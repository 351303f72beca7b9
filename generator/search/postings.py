"""The positional bigram index of a segment: where every pair of neighbouring characters stands.

A *section* is a folded text in which terms are looked for: section d is the heading of document d, section
(number of documents + d) its statement, outcome and response, with SEPARATOR after each field. A term of n UTF-16 units occurs at position p
exactly if its pairs stand at p, p+2, p+4 … and p+n-2, so n/2 lists (rounded up) prove it.

Lists are sorted by pair. A segment's lists of one range of the layout are one *chunk*; the list of a pair that has a range for itself
is cut between sections into several, where it is long. A chunk is variable-length integers:

    number of entries E, E differences of pairs, E counts, then for all postings the section gaps, then the positions

The first gap of an entry is the section itself, later ones the distance (0: the same section); the first position in a
section is absolute, later ones distances. Single characters and pairs that the layout calls common also get a *gram
list* of sections without positions, because a short query for 整改 needs no positions: a chunk with the number of sections and their
distances.
"""

from __future__ import annotations

from itertools import pairwise

import msgspec
import numpy as np
import numpy.typing as npt

from generator.search import layout as layouts
from generator.search.fold import FoldedTexts, unit_pairs
from generator.search.layout import SINGLE, IndexLayout
from generator.search.wire import Numbers, deflated_pieces, varint_sizes, varints

Flags = npt.NDArray[np.bool_]


class Chunk(msgspec.Struct, frozen=True, array_like=True):
    """Postings that are read together."""

    first: int
    """The section of the first one."""
    size: int
    """Bytes before compression."""
    data: bytes
    """A piece of a deflate stream."""


class Postings(msgspec.Struct, frozen=True, array_like=True):
    """The chunks of a segment: a list of them for each range of the layout, and one for each gram list."""

    ranges: list[list[Chunk]]
    grams: list[Chunk]


def index_texts(texts: FoldedTexts, layout: IndexLayout) -> Postings:
    """Return the postings of the texts. Holds some 40 bytes a character; at most 2**32 characters and 2**31 sections."""
    pairs, places = sorted_pairs(texts.units)
    section = np.repeat(np.arange(len(texts.lengths), dtype=np.int32), texts.lengths)[places]
    begins = (np.cumsum(texts.lengths) - texts.lengths).astype(np.uint32)
    position = (places - begins[section]).astype(np.int32)
    return Postings(range_chunks(pairs, section, position, layout), gram_chunks(pairs, section, layout))


def sorted_pairs(units: npt.NDArray[np.uint16]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """Return all pairs within fields, ascending, and the places they stand at, ascending for each pair."""
    pairs, within = unit_pairs(units)
    # One sort of pair and place packed into one number is faster and smaller than an indirect sort.
    keys = (pairs.astype(np.uint64) << np.uint64(32) | np.arange(len(pairs), dtype=np.uint32))[within]
    keys.sort()
    return (keys >> np.uint64(32)).astype(np.uint32), keys.astype(np.uint32)


def gram_chunks(pairs: Numbers, section: Numbers, layout: IndexLayout) -> list[Chunk]:
    """Return a chunk for each gram list of the layout."""
    contents = []
    for name in layout.grams:
        low, high = ((name - SINGLE) << 16, (name - SINGLE) << 16 | 0xFFFF) if name >= SINGLE else (name, name)
        start, end = np.searchsorted(pairs, np.uint32(low)), np.searchsorted(pairs, np.uint32(high), side="right")
        found = np.sort(section[start:end])
        found = found[run_starts(found)]
        contents.append(varints(np.concatenate(([len(found)], np.diff(found, prepend=0)))))
    return [Chunk(0, len(raw), data) for raw, data in zip(contents, deflated_pieces(contents), strict=True)]


def range_chunks(pairs: Numbers, section: Numbers, position: Numbers, layout: IndexLayout) -> list[list[Chunk]]:
    """Return the chunks of each range."""
    chunks: list[list[Chunk]] = [[] for _ in layout.starts]
    if not len(pairs):
        return chunks
    first_of_pair = run_starts(pairs)
    first_of_section = first_of_pair | run_starts(section)
    gap = np.where(first_of_pair, section, np.diff(section, prepend=section[:1]))
    offset = np.where(first_of_section, position, np.diff(position, prepend=position[:1]))
    begins = np.searchsorted(pairs, np.array(layout.starts, dtype=np.uint64))
    resumed = resumptions(begins, layout, first_of_section, varint_sizes(gap) + varint_sizes(offset))
    cuts = np.unique(np.concatenate((begins[begins < len(pairs)], resumed)))
    # A list that is resumed in the next chunk begins there like a new entry.
    gap[cuts] = section[cuts]
    entries = np.union1d(np.flatnonzero(first_of_pair), cuts)
    counts = np.diff(np.append(entries, len(pairs)))
    opens = np.isin(entries, cuts, assume_unique=True)
    key = np.where(opens, pairs[entries], np.diff(pairs[entries], prepend=pairs[:1]))
    posting_bounds = np.append(cuts, len(pairs))
    entry_bounds = np.searchsorted(entries, posting_bounds)
    streams = [
        sliced_varints(np.diff(entry_bounds), np.arange(len(cuts) + 1)),
        sliced_varints(key, entry_bounds),
        sliced_varints(counts, entry_bounds),
        sliced_varints(gap, posting_bounds),
        sliced_varints(offset, posting_bounds),
    ]
    contents = [b"".join(pieces) for pieces in zip(*streams, strict=True)]
    numbers = (np.searchsorted(begins, cuts, side="right") - 1).tolist()
    firsts = section[cuts].tolist()
    for number, first, raw, data in zip(numbers, firsts, contents, deflated_pieces(contents), strict=True):
        chunks[number].append(Chunk(first, len(raw), data))
    return chunks


def run_starts(values: Numbers) -> Flags:
    """Return where a value differs from the one before it; true for the first."""
    return np.append(True, values[1:] != values[:-1])[: len(values)]


def sliced_varints(values: Numbers, bounds: Numbers) -> list[bytes]:
    """Return the encoded values between each bound and the next."""
    ends = np.append(0, np.cumsum(varint_sizes(values), dtype=np.int64))
    stream = varints(values)
    return [stream[start:end] for start, end in pairwise(ends[bounds].tolist())]


def resumptions(begins: Numbers, layout: IndexLayout, first_of_section: Flags, size: Numbers) -> Numbers:
    """Return the postings at which the list of a pair with a range for itself goes on in another chunk."""
    before = np.append(0, np.cumsum(size, dtype=np.int64))
    ends = np.append(begins[1:], len(size))
    alone = np.flatnonzero(layout.alone)
    found = [np.empty(0, dtype=np.int64)]
    for start, end in zip(begins[alone].tolist(), ends[alone].tolist(), strict=True):
        full = np.arange(before[start] + layouts.FILE_BYTES, before[end], layouts.FILE_BYTES)
        sections = start + np.flatnonzero(first_of_section[start:end])
        found.append(sections.take(np.searchsorted(sections, np.searchsorted(before, full)), mode="clip"))
    return np.concatenate(found)
