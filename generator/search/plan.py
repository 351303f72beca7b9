"""The plan of an index: which findings are indexed together, and the layout of all of them.

Notices stand in the order of time. A run of some 150 is a *segment*, which is indexed by itself and remembered. A run ends at a
notice whose id says so, once the run is large enough: so the plan depends on the notices alone, and a notice that is
added or changed, wherever in time, changes its own segment and seldom another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import msgspec

from generator.search.layout import IndexLayout, make_layout
from generator.search.records import SearchRecord

# Characters of findings. Large segments cost time when one changes, small ones bytes, as each has entries of its own.
SEGMENT_LEAST = 700_000
SEGMENT_MOST = 2_000_000
SEGMENT_ODDS = 64
SAMPLE = 32
"""Notices that the layout is made from."""


class SegmentTask(msgspec.Struct, frozen=True):
    """Everything that a segment is made from: its findings, newest notice first, and the layout."""

    records: list[SearchRecord]
    layout: IndexLayout


NoticeRecords = list[SearchRecord]
"""The records of one notice, at least one."""


def plan_index(records: Iterable[SearchRecord]) -> list[SegmentTask]:
    """Return the segments to be indexed, oldest first. `records` stand notice by notice, notices in any order."""
    by_id: dict[str, NoticeRecords] = {}
    for record in records:
        by_id.setdefault(record.notice_id, []).append(record)
    notices = sorted(by_id.values(), key=lambda n: (n[0].year or 0, n[0].published or "", n[0].notice_id))
    layout = sampled_layout(notices)
    return [SegmentTask([record for notice in run for record in notice], layout) for run in runs(notices)]


def runs(notices: Iterable[NoticeRecords]) -> list[list[NoticeRecords]]:
    """Return the notices in runs of SEGMENT_LEAST to SEGMENT_MOST characters, each run newest first, undated last.

    Between the two sizes a run ends at one notice in SEGMENT_ODDS.
    """
    found: list[list[NoticeRecords]] = []
    held = SEGMENT_MOST
    for notice in notices:
        if held >= SEGMENT_MOST or (held >= SEGMENT_LEAST and id_number(found[-1][-1]) % SEGMENT_ODDS == 0):
            found.append([])
            held = 0
        found[-1].append(notice)
        held += text_size(notice)
    return [sorted(run, key=lambda notice: (-notice[0].day, notice[0].notice_id)) for run in found]


def sampled_layout(notices: Sequence[NoticeRecords]) -> IndexLayout:
    """Return the layout for all the notices, made from those whose ids hash lowest.

    A notice that is added is seldom one of them. The scale goes in steps of a sixth for the same reason.
    """
    sample = sorted(notices, key=id_number)[:SAMPLE]
    whole, part = sum(map(text_size, notices)), sum(map(text_size, sample))
    scale = 1.0
    while part and scale * 7 / 6 * part <= whole:
        scale *= 7 / 6
    return make_layout([(record.heading, *record.body) for notice in sample for record in notice], scale)


def text_size(notice: NoticeRecords) -> int:
    """Return how many characters of the notice are searched."""
    return sum(len(record.heading) + sum(map(len, record.body)) for record in notice)


def id_number(notice: NoticeRecords) -> int:
    """Return a number that depends on the id of the notice alone, as good as random."""
    return int.from_bytes(hashlib.blake2b(notice[0].notice_id.encode(), digest_size=8).digest(), "big")
