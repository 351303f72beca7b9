"""The columns of the index: what all findings can be filtered by, in one small file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from generator.search.records import SearchRecord
from generator.syntax.vocabulary import STATUS_CLASSES

STATUSES = tuple(STATUS_CLASSES)
Value = TypeVar("Value", bound=Hashable)


def filter_columns(records: Sequence[SearchRecord], notices: Sequence[SearchRecord]) -> dict[str, object]:
    """Return the columns as JSON: dictionaries, a list for each property of notices, statuses and topics of findings.

    `notices` is one record of each notice. The numbers in the lists are places in `units`, `regions` and `kinds`, -1 for
    none. `status` and `topics` have one character a finding, "0" + n, where n is a place in STATUSES or in `topic_sets`,
    each of which is a string of "0" + n for a place in `topic_names`.
    """
    sets = value_numbers(record.topics for record in records)
    topics = value_numbers(topic for record in records for topic in record.topics)
    units = value_numbers((notice.unit_id, notice.unit_name) for notice in notices)
    regions = value_numbers(notice.region for notice in notices if notice.region)
    kinds = value_numbers(notice.kind for notice in notices if notice.kind)
    return {
        "units": list(units),
        "regions": list(regions),
        "kinds": list(kinds),
        "topic_names": list(topics),
        "topic_sets": [as_characters(topics[topic] for topic in each) for each in sets],
        "notices": {
            "year": [notice.year for notice in notices],
            "unit": [units[notice.unit_id, notice.unit_name] for notice in notices],
            "region": [regions[notice.region] if notice.region else -1 for notice in notices],
            "kind": [kinds[notice.kind] if notice.kind else -1 for notice in notices],
        },
        "status": as_characters(STATUSES.index(record.status) for record in records),
        "topics": as_characters(sets[record.topics] for record in records),
    }


def value_numbers(values: Iterable[Value]) -> dict[Value, int]:
    """Return the values with their numbers from 0 on, the most frequent first, so that most numbers are short."""
    counts = Counter(values)
    return {value: n for n, value in enumerate(sorted(counts, key=lambda value: (-counts[value], repr(value))))}


def as_characters(numbers: Iterable[int]) -> str:
    """Return the numbers as a string, which packs smaller than a JSON list; at most some 50,000 different ones."""
    return "".join(chr(ord("0") + number) for number in numbers)
