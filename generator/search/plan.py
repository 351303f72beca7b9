"""Which notices are indexed together: decided from what a notice is filed under and its size, before anything is read.

Notices stand in the order of time, undated ones first in their year. A run of some 200 is a *segment*, which is indexed as a
whole; a run of segments is a *shard*, whose files the browser reads. Where a run ends is said by the id of the notice it
ends with, once the run is large enough. So the plan depends on the notices alone and not on what was there before, and a
notice that is added, wherever in time, makes its own segment larger and moves no other but by rare chance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from generator.search.layout import rank

Item = TypeVar("Item")

# Bytes of originals. Large segments cost time when one changes, small ones bytes, as each has entries of its own; shards
# answer each query with requests of their own, and are put together anew when one of their segments changed.
SEGMENT_LEAST = 2_000_000
SEGMENT_MOST = 6_000_000
SEGMENT_ODDS = 64
SHARD_LEAST = 32_000_000
SHARD_MOST = 48_000_000
SHARD_ODDS = 3


class Filed(NamedTuple):
    """A notice as the plan sees it. `size` is in bytes, or whatever grows as the text does."""

    notice_id: str
    year: int | None
    published: str | None
    """ISO 8601 date."""
    size: int


Segment = list[Filed]
Shard = list[Segment]


def planned(notices: Iterable[Filed]) -> list[Shard]:
    """The shards, oldest first, each of segments, oldest first, each of notices, newest first and undated last."""
    ordered = sorted(notices, key=lambda notice: (notice.year or 0, notice.published or "", notice.notice_id))
    segments = runs(ordered, weight, closing, (SEGMENT_LEAST, SEGMENT_MOST, SEGMENT_ODDS))
    shards = runs(
        segments,
        lambda segment: sum(map(weight, segment)),
        lambda segment: closing(segment[-1]) // SEGMENT_ODDS,
        (SHARD_LEAST, SHARD_MOST, SHARD_ODDS),
    )
    return [[newest_first(segment) for segment in shard] for shard in shards]


def weight(notice: Filed) -> int:
    """The size of a notice."""
    return notice.size


def closing(notice: Filed) -> int:
    """A number that says whether a run may end with the notice."""
    return rank(notice.notice_id)


def newest_first(notices: Sequence[Filed]) -> Segment:
    """The order of documents in a segment."""
    return sorted(sorted(notices, key=lambda notice: notice.notice_id), key=lambda n: n.published or "", reverse=True)


def runs(
    items: Iterable[Item], size: Callable[[Item], int], closes: Callable[[Item], int], bounds: tuple[int, int, int]
) -> list[list[Item]]:
    """The items in runs: of `least` at least but the last, of `most` and one item at most, ended in between by one item in
    `odds`, as `closes` says."""
    least, most, odds = bounds
    found: list[list[Item]] = []
    held = most
    for item in items:
        if held >= most or (held >= least and closes(found[-1][-1]) % odds == 0):
            found.append([])
            held = 0
        found[-1].append(item)
        held += size(item)
    return found
