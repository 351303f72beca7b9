"""Which notices are indexed together, and how little of that a new one changes."""

import random
from itertools import pairwise

from generator.search import plan
from generator.search.plan import Filed, planned, runs


def notices(count: int, seed: int = 1) -> list[Filed]:
    """Notices of several years, some undated, of sizes that differ."""
    rng = random.Random(seed)
    found = []
    for number in range(count):
        year = rng.choice([None, 2022, 2023, 2024, 2025])
        published = f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}" if year and rng.random() < 0.6 else None
        found.append(Filed(f"notice-{number}", year, published, rng.randint(5_000, 60_000)))
    return found


def segments(some: list[Filed]) -> set[tuple[Filed, ...]]:
    return {tuple(segment) for shard in planned(some) for segment in shard}


def test_every_notice_is_in_one_segment_whatever_their_order() -> None:
    some = notices(3000)
    shards = planned(some)
    assert sorted(n for shard in shards for segment in shard for n in segment) == sorted(some)
    assert planned(some[::-1]) == shards
    assert planned([]) == []


def test_runs_have_their_size_and_the_oldest_notices_come_first() -> None:
    shards = planned(notices(9000))
    sizes = [[sum(n.size for n in segment) for segment in shard] for shard in shards]
    every = [size for shard in sizes for size in shard]
    assert all(plan.SEGMENT_LEAST <= size <= plan.SEGMENT_MOST + 60_000 for size in every[:-1])
    assert all(plan.SHARD_LEAST <= sum(shard) <= plan.SHARD_MOST + plan.SEGMENT_MOST for shard in sizes[:-1])
    assert len(shards) > 2
    years = [{n.year or 0 for n in segment} for shard in shards for segment in shard]
    assert all(max(a) <= min(b) for a, b in pairwise(years))


def test_documents_stand_newest_first_and_undated_last() -> None:
    some = [
        Filed("b", 2024, "2024-01-01", 1),
        Filed("d", 2024, None, 1),
        Filed("a", 2024, "2024-01-01", 1),
        Filed("c", 2025, "2025-01-01", 1),
    ]
    (((*segment,),),) = planned(some)
    assert [notice.notice_id for notice in segment] == ["c", "a", "b", "d"]


def test_a_notice_that_is_added_anywhere_in_time_changes_its_own_segment_and_seldom_another() -> None:
    some = notices(3000)
    before = segments(some)
    changed = [len(segments([*some, new]) - before) for new in notices(3200, seed=2)[3000:]]
    assert sorted(changed)[len(changed) // 2] == 1
    assert sorted(changed)[int(len(changed) * 0.9)] <= 2
    assert max(changed) <= 8 < len(before)


def test_a_run_that_no_item_closes_ends_at_its_greatest_size() -> None:
    assert runs([1] * 10, lambda item: item, lambda _: 1, (2, 4, 2)) == [[1] * 4, [1] * 4, [1] * 2]
    assert runs([1] * 5, lambda item: item, lambda _: 0, (2, 4, 2)) == [[1, 1], [1, 1], [1]]
