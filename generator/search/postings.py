"""The positional bigram index of one shard: where every pair of neighbouring characters stands.

A *section* is a folded text in which terms are looked for: section d is the heading of document d, section
(number of documents + d) its statement, outcome and response, with SEPARATOR after each field. A term of n UTF-16 units occurs at position p
exactly if its pairs stand at p, p+2, p+4 … and p+n-2, so n/2 lists (rounded up) prove it.

Lists are sorted by pair and cut into buckets of about BUCKET_BYTES before compression; a list larger than that spans
several. A bucket is one gzip file of variable-length integers:

    number of entries E, E differences of pairs, E counts, then for all postings the section gaps, then the positions

The first gap of an entry is the section itself, later ones the distance (0: the same section); the first position in a
section is absolute, later ones distances. Single characters and pairs with more than COMMON postings also get a *gram list*
of sections without positions, because a short query for 整改 needs no positions.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from generator.search.wire import Numbers, packed, sizes, varints

# A low surrogate that follows no high one: well-formed text never holds it, so no pair of a query ends in it.
SEPARATOR = 0xDC00
SINGLE = 1 << 32
"""Added to a unit, this names the gram list of a single character; pairs are below it."""
BUCKET_BYTES = 12_000
GRAM_BYTES = 16_000
COMMON = 4_096
ENTRY_BYTES = 3  # what an entry's pair and count take, about


Flags = npt.NDArray[np.bool_]


class Postings(NamedTuple):
    """The files of a shard's index and the tables that find them."""

    buckets: list[bytes]
    starts: list[tuple[int, int]]
    """A bucket's first pair, and the section its list resumes at (0 where the list begins)."""
    grams: list[bytes]
    gram_names: list[list[int]]
    """The grams in each of those files, ascending: a pair, or SINGLE + a unit."""


def encoded(section: Sequence[str]) -> bytes:
    """The fields of a section as UTF-16 with SEPARATOR after each."""
    return b"".join(field.encode("utf-16-le") + SEPARATOR.to_bytes(2, "little") for field in section)


def build(sections: Sequence[Sequence[str]]) -> Postings:
    """The index over folded sections, each a sequence of fields across which nothing matches.

    Holds some 60 bytes a character; at most 2**32 characters and 2**31 sections.
    """
    texts = [encoded(section) for section in sections]
    lengths = np.array([len(text) // 2 for text in texts], dtype=np.int64)
    units = np.frombuffer(b"".join(texts), dtype="<u2")
    del texts
    pairs, place = sorted_pairs(units)
    section = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)[place]
    begins = (np.cumsum(lengths) - lengths).astype(np.uint32)
    position = (place - begins[section]).astype(np.int32)
    del place
    names, grams, keep = common_grams(pairs, section)
    pairs, section, position = pairs[keep], section[keep], position[keep]
    return Postings(*buckets(pairs, section, position), *gram_files(names, grams))


def sorted_pairs(units: Numbers) -> tuple[Numbers, Numbers]:
    """All pairs that do not begin with a separator, ascending, and the places they stand at."""
    separator = units == SEPARATOR
    separator[1:] &= (units[:-1] < 0xD800) | (units[:-1] >= 0xDC00)
    # One sort of pair and place packed into one number is faster and smaller than an indirect sort.
    keys = units[:-1].astype(np.uint64)
    keys <<= np.uint64(16)
    keys |= units[1:]
    keys <<= np.uint64(32)
    keys |= np.arange(len(keys), dtype=np.uint32)
    keys = keys[~separator[:-1]]
    keys.sort()
    return (keys >> np.uint64(32)).astype(np.uint32), keys.astype(np.uint32)


def common_grams(pairs: Numbers, section: Numbers) -> tuple[list[int], list[Numbers], Flags]:
    """Names and sections of the common grams, and which postings to keep.

    A character's last place in a field is a pair with SEPARATOR. It serves only to answer for the single character, so
    it goes where a gram list answers.
    """
    found: list[tuple[int, Numbers]] = []
    starts, ends = runs(pairs)
    for start, end in zip(starts[ends - starts > COMMON], ends[ends - starts > COMMON], strict=True):
        if pairs[start] & 0xFFFF != SEPARATOR:
            found.append((int(pairs[start]), np.unique(section[start:end])))
    leading = pairs >> 16
    starts, ends = runs(leading)
    units = leading[starts]
    single = (ends - starts > COMMON) & ((units < 0xD800) | (units > 0xDFFF))
    for unit, start, end in zip(units[single], starts[single], ends[single], strict=True):
        found.append((SINGLE + int(unit), np.unique(section[start:end])))
    found.sort(key=lambda pair: pair[0])
    keep = ((pairs & 0xFFFF) != SEPARATOR) | ~np.isin(leading, units[single])
    return [name for name, _ in found], [sections for _, sections in found], keep


def changes(values: Numbers) -> Flags:
    """Where a value differs from the one before it; true for the first."""
    flags = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=flags[1:])
    return flags


def runs(values: Numbers) -> tuple[Numbers, Numbers]:
    """Where runs of equal values begin and end."""
    starts = np.flatnonzero(changes(values))
    return starts, np.append(starts[1:], len(values))


def gram_files(names: Sequence[int], grams: Sequence[Numbers]) -> tuple[list[bytes], list[list[int]]]:
    """Gram lists, several a file: for each list its length and the distances of its sections."""
    files: list[bytes] = []
    contents: list[list[int]] = []
    pending, held = b"", list[int]()
    for name, sections in zip(names, grams, strict=True):
        pending += varints(np.concatenate(([len(sections)], np.diff(sections, prepend=0))))
        held.append(name)
        if len(pending) >= GRAM_BYTES:
            files.append(packed(pending))
            contents.append(held)
            pending, held = b"", []
    if held:
        files.append(packed(pending))
        contents.append(held)
    return files, contents


def buckets(pairs: Numbers, section: Numbers, position: Numbers) -> tuple[list[bytes], list[tuple[int, int]]]:
    """The posting lists cut into files, and what each file begins with."""
    if not len(pairs):
        return [], []
    first_of_pair = changes(pairs)
    first_of_section = first_of_pair | changes(section)
    gap = np.where(first_of_pair, section, np.diff(section, prepend=section[:1]))
    offset = np.where(first_of_section, position, np.diff(position, prepend=position[:1]))
    cuts = bucket_cuts(first_of_pair, first_of_section, sizes(gap) + sizes(offset))
    # A list that is resumed in the next file begins there like a new entry.
    gap[cuts] = section[cuts]
    entries = np.union1d(np.flatnonzero(first_of_pair), cuts)
    counts = np.diff(np.append(entries, len(pairs)))
    opens = np.isin(entries, cuts)
    key = np.where(opens, pairs[entries], np.diff(pairs[entries], prepend=pairs[:1]))

    posting_bounds = np.append(cuts, len(pairs))
    entry_bounds = np.searchsorted(entries, posting_bounds)
    streams = [
        sliced(key, entry_bounds),
        sliced(counts, entry_bounds),
        sliced(gap, posting_bounds),
        sliced(offset, posting_bounds),
    ]
    files = [
        packed(varints(np.array([entries_here])) + b"".join(parts))
        for entries_here, *parts in zip(np.diff(entry_bounds), *streams, strict=True)
    ]
    resumed = np.where(first_of_pair[cuts], 0, section[cuts])
    return files, list(zip(pairs[cuts].tolist(), resumed.tolist(), strict=True))


def sliced(values: Numbers, bounds: Numbers) -> list[bytes]:
    """The encoded values between each bound and the next."""
    ends = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(sizes(values), out=ends[1:])
    ends = ends[bounds].tolist()
    stream = varints(values)
    return [stream[start:end] for start, end in pairwise(ends)]


def bucket_cuts(first_of_pair: Flags, first_of_section: Flags, weight: Numbers) -> Numbers:
    """The postings that begin a bucket: whole lists while they fit; a list that never fits is cut between sections."""
    before = np.zeros(len(weight) + 1, dtype=np.int64)
    np.cumsum(weight + first_of_pair * np.uint8(ENTRY_BYTES), out=before[1:])
    lists = np.append(np.flatnonzero(first_of_pair), len(weight))
    list_ends = before[lists[1:]]
    cuts: list[int] = []
    at = 0  # index into lists
    while at < len(lists) - 1:
        start = int(lists[at])
        cuts.append(start)
        fitting = int(np.searchsorted(list_ends, before[start] + BUCKET_BYTES, side="right"))
        if fitting > at:
            at = fitting
            continue
        end = int(lists[at + 1])
        while before[end] - before[start] > BUCKET_BYTES:
            near = int(np.searchsorted(before, before[start] + BUCKET_BYTES, side="right"))
            ahead = first_of_section[near:end]
            if not ahead.any():
                break
            start = near + int(ahead.argmax())
            cuts.append(start)
        at += 1
    return np.array(cuts, dtype=np.int64)
