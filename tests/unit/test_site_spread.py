"""Work is done once, wherever, and told in order; copies of this process make what they work on themselves."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pytest

from generator.build.pool import Spread, spread


def numbered(items: Sequence[int], add: int) -> list[tuple[int, int]]:
    """Each number raised, and who did it."""
    return [(item + add, os.getpid()) for item in items]


def refused(items: Sequence[int]) -> list[int]:
    raise ValueError(f"{len(items)}")


def makers(numbers: Sequence[int]) -> list[Callable[[], int]]:
    """Numbers that nobody has made. A lambda cannot travel: only a copy of this process has it."""
    return [lambda number=number: number for number in numbers]  # type: ignore[misc]


@pytest.fixture(params=[1, 2], ids=["one worker", "two workers"])
def workforce(request: pytest.FixtureRequest) -> Iterator[Spread]:
    with spread(request.param) as made:
        yield made


def test_planned_work_is_told_in_order(workforce: Spread) -> None:
    first = workforce.plan(numbered, makers(range(40)), 100)
    none = workforce.plan(numbered, [], 0)
    second = workforce.plan(numbered, makers([7, 8]), 0, few=True)
    workforce.begin()
    assert [number for number, _ in first()] == list(range(100, 140))
    assert list(none()) == []
    assert [number for number, _ in second()] == [7, 8]


def test_planned_work_is_done_by_copies_where_there_is_enough() -> None:
    # In a process of its own: one in which another test left a thread cannot be copied.
    script = """
import os
from generator.build.pool import spread

def who(items):
    return [os.getpid() for _ in items]

with spread(2) as workforce:
    for items in (40, 1):
        results = workforce.plan(who, [lambda: 0] * items)
        workforce.begin()
        print(os.getpid() in set(results()))
"""
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.split() == ["False", "True"]


def test_later_copies_know_what_was_made_since(workforce: Spread) -> None:
    known = [1]
    makes = [lambda: len(known)] * 8
    for size in (1, 2, 3):
        results = workforce.plan(numbered, makes, 0)
        workforce.begin()
        assert {number for number, _ in results()} == {size}
        known.append(0)


def test_what_a_worker_raises_is_raised_here(workforce: Spread) -> None:
    results = workforce.plan(refused, makers(range(8)))
    workforce.begin()
    with pytest.raises(ValueError):
        list(results())


def test_what_is_done_beside_is_told_or_raised(workforce: Spread) -> None:
    with workforce.beside(numbered, [1], 1) as done:
        made = workforce.plan(numbered, makers(range(8)), 0)
        workforce.begin()
        assert len(list(made())) == 8
        assert [number for number, _ in done()] == [2]
    with pytest.raises(ValueError), workforce.beside(partial(refused, [1, 2])) as done:
        done()
