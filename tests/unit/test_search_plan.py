"""Which notices are indexed together, and how little of that a new one changes."""

import random
from itertools import pairwise

import msgspec
import pytest

from generator.search import plan
from generator.search.plan import plan_index
from generator.search.records import SearchRecord
from tests.unit.test_search_index import RECORD, record


def notices(count: int, seed: int = 1) -> list[SearchRecord]:
    """Notices of one finding each, of several years, some undated, of sizes that differ."""
    rng = random.Random(seed)
    found = []
    for number in range(count):
        year = rng.choice([None, 2022, 2023, 2024, 2025])
        published = f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}" if year and rng.random() < 0.6 else None
        size = rng.randint(50, 600)
        found.append(record(notice_id=f"notice-{number}", year=year, published=published, response="改" * size))
    return found


def size(records: list[SearchRecord]) -> int:
    return sum(len(record.heading) + sum(map(len, record.body)) for record in records)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Segments of a thirtieth of their size."""
    monkeypatch.setattr(plan, "SEGMENT_LEAST", 20_000)
    monkeypatch.setattr(plan, "SEGMENT_MOST", 60_000)


def test_every_finding_is_in_one_segment_whatever_the_order_of_the_notices() -> None:
    some = notices(3000)
    tasks = plan_index(some)
    assert sorted(r.notice_id for task in tasks for r in task.records) == sorted(r.notice_id for r in some)
    assert plan_index(some[::-1]) == tasks
    assert plan_index([]) == []


def test_segments_have_their_size_and_the_oldest_notices_come_first() -> None:
    tasks = plan_index(notices(3000))
    assert all(20_000 <= size(task.records) <= 60_700 for task in tasks[:-1])
    assert len(tasks) > 15
    years = [{r.year or 0 for r in task.records} for task in tasks]
    assert all(max(a) <= min(b) for a, b in pairwise(years))


def test_documents_stand_newest_first_and_undated_last() -> None:
    some = [
        record(notice_id="b", year=2024, published="2024-01-01"),
        record(notice_id="d", year=2024, published=None),
        record(notice_id="a", year=2024, published="2024-01-01"),
        record(notice_id="c", year=2025, published="2025-01-01"),
    ]
    (task,) = plan_index(some)
    assert [each.notice_id for each in task.records] == ["c", "a", "b", "d"]


def test_a_notice_that_is_added_anywhere_in_time_changes_its_own_segment_and_seldom_another() -> None:
    some = notices(3000)
    before = {msgspec.msgpack.encode(task.records) for task in plan_index(some)}
    changed = []
    for new in notices(3200, seed=2)[3000:]:
        after = plan_index([*some, new])
        changed.append(sum(msgspec.msgpack.encode(task.records) not in before for task in after))
    assert sorted(changed)[len(changed) // 2] == 1
    assert sorted(changed)[int(len(changed) * 0.9)] <= 2
    assert max(changed) <= 8 < len(before)


def test_the_layout_stays_when_a_notice_is_added_that_is_not_sampled() -> None:
    some = notices(500)
    layout = plan_index(some)[0].layout
    same = [plan_index([*some, new])[0].layout == layout for new in notices(540, seed=2)[500:]]
    assert sum(same) > 0.8 * len(same)
    assert plan_index([RECORD])[0].layout != layout
