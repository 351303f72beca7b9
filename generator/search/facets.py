"""The columns of one shard: what each document can be filtered by and sorted by, in one small file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from generator.search.records import SearchRecord

STATUSES = ("completed", "mostly", "partial", "ongoing", "open", "unstated")


class Dictionary:
    """Values numbered in the order they are first met; None is -1."""

    def __init__(self) -> None:
        self.numbers: dict[object, int] = {}

    def number(self, value: object) -> int:
        """The number of the value."""
        return -1 if value is None else self.numbers.setdefault(value, len(self.numbers))

    def values(self) -> list[object]:
        """The values by number."""
        return list(self.numbers)


def as_characters(numbers: Iterable[int]) -> str:
    """The numbers as a string, which packs smaller than a JSON list; at most some 50,000 different ones."""
    return "".join(chr(ord("0") + number) for number in numbers)


def columns(records: Sequence[SearchRecord]) -> dict[str, object]:
    """The columns as JSON: dictionaries, one list a property of notices, and statuses and topics of findings.

    `notices` has one list a property, a value for each run of records with the same notice. `status` and `topics` have
    one character a finding, "0" + n, where n is a place in STATUSES or in `topic_sets`, the distinct sets of topics.
    """
    units, regions, kinds, topics = Dictionary(), Dictionary(), Dictionary(), Dictionary()
    notices: dict[str, list[object]] = {"count": [], "published": [], "year": [], "unit": [], "region": [], "kind": []}
    for _, group in groupby(records, key=lambda record: record.notice_id):
        run = list(group)
        record = run[0]
        region = (record.region_code, record.region_names) if record.region_code else None
        notices["count"].append(len(run))
        notices["published"].append(record.published)
        notices["year"].append(record.year)
        notices["unit"].append(units.number((record.unit_id, record.unit_name)))
        notices["region"].append(regions.number(region))
        notices["kind"].append(kinds.number(record.kind))
    topic_numbers = [topics.number(tuple(sorted(set(record.topics)))) for record in records]
    return {
        "units": units.values(),
        "regions": regions.values(),
        "kinds": kinds.values(),
        "topic_sets": topics.values(),
        "notices": notices,
        "status": as_characters(STATUSES.index(record.status) for record in records),
        "topics": as_characters(topic_numbers),
    }
