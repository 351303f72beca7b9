"""What the documents of a shard can be filtered by, as columns in one small file.

A segment keeps its columns with their values written out; those of a shard's segments are put together with one
dictionary a column, the most frequent values first, so that most numbers are one byte.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import groupby
from typing import Generic, TypeVar

import msgspec

from generator.search.records import SearchRecord

STATUSES = ("completed", "mostly", "partial", "ongoing", "open", "unstated")

Value = TypeVar("Value", bound=Hashable)
Named = tuple[str, str]
Region = tuple[str, tuple[str, ...]]


class OfNotice(msgspec.Struct, frozen=True, array_like=True):
    """What all findings of a notice have in common; `day` is of publication, from 1970 on, 0 where it is unknown."""

    count: int
    day: int
    year: int | None
    unit: Named
    region: Region | None
    kind: str | None


class Columns(msgspec.Struct, frozen=True, array_like=True):
    """The columns of a segment: its notices, and of each finding the place of its status in STATUSES and its topics."""

    notices: list[OfNotice]
    statuses: list[int]
    topics: list[tuple[str, ...]]


def columns(records: Sequence[SearchRecord], days: Sequence[int]) -> Columns:
    """The columns of records that stand notice by notice, with the day of each."""
    notices = []
    at = 0
    for _, group in groupby(records, key=lambda record: record.notice_id):
        run = list(group)
        record = run[0]
        region = (record.region_code, record.region_names) if record.region_code else None
        unit = (record.unit_id, record.unit_name)
        notices.append(OfNotice(len(run), days[at], record.year, unit, region, record.kind))
        at += len(run)
    statuses = [STATUSES.index(record.status) for record in records]
    return Columns(notices, statuses, [tuple(sorted(set(record.topics))) for record in records])


class Dictionary(Generic[Value]):
    """Values numbered by how often they occur; None is -1."""

    def __init__(self, values: Iterable[Value | None]) -> None:
        counts = Counter(value for value in values if value is not None)
        self.values = sorted(counts, key=lambda value: (-counts[value], repr(value)))
        self.numbers: dict[Value | None, int] = {None: -1} | {value: i for i, value in enumerate(self.values)}

    def of(self, values: Iterable[Value | None]) -> list[int]:
        """The numbers of the values."""
        return [self.numbers[value] for value in values]


def as_characters(numbers: Iterable[int]) -> str:
    """The numbers as a string, which packs smaller than a JSON list; at most some 50,000 different ones."""
    return "".join(chr(ord("0") + number) for number in numbers)


def merged(parts: Sequence[Columns]) -> dict[str, object]:
    """The columns of a shard as JSON: dictionaries, a list a property of notices, statuses and topics of findings.

    `notices` has one list a property. `status` and `topics` have one character a finding, "0" + n, where n is a
    place in STATUSES or in `topic_sets`, each of which is a string of "0" + n for a place in `topic_names`.
    """
    notices = [notice for part in parts for notice in part.notices]
    of_findings = [topics for part in parts for topics in part.topics]
    sets = Dictionary(of_findings)
    topics = Dictionary(topic for each in of_findings for topic in each)
    units = Dictionary(notice.unit for notice in notices)
    regions = Dictionary(notice.region for notice in notices)
    kinds = Dictionary(notice.kind for notice in notices)
    return {
        "units": units.values,
        "regions": regions.values,
        "kinds": kinds.values,
        "topic_names": topics.values,
        "topic_sets": [as_characters(topics.of(each)) for each in sets.values],
        "notices": {
            "year": [notice.year for notice in notices],
            "unit": units.of(notice.unit for notice in notices),
            "region": regions.of(notice.region for notice in notices),
            "kind": kinds.of(notice.kind for notice in notices),
        },
        "status": as_characters(status for part in parts for status in part.statuses),
        "topics": as_characters(sets.of(of_findings)),
    }
