"""Remembered segments: an index that is made of some has the bytes of one made from nothing, in whatever process."""

import multiprocessing
import random
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date

import msgspec
import pytest

from generator.facts.model import Notice, Sidecar
from generator.facts.read import read_notice
from generator.search import plan
from generator.search.index import assemble_index, index_segment
from generator.search.plan import SegmentTask, plan_index
from generator.search.records import search_records
from generator.source import Source
from tests.corpus.make import Made, make
from tests.search_files import TOPICS, index_files

COUNT = 150


def read(made: Made, rng: random.Random) -> Notice:
    """A notice published on some day of three years, or nobody knows when."""
    day = date(rng.choice([2023, 2024, 2025]), rng.randint(1, 12), rng.randint(1, 28))
    sidecar = Sidecar(published=None if rng.random() < 0.3 else day)
    return read_notice(Source(made.id, made.text.encode()), made.id, sidecar)


@pytest.fixture(scope="module")
def notices() -> list[Notice]:
    """Notices in no order of time."""
    rng = random.Random(9)
    return [read(made, rng) for made in make(COUNT)]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Segments of a few notices."""
    monkeypatch.setattr(plan, "SEGMENT_LEAST", 7_000)
    monkeypatch.setattr(plan, "SEGMENT_MOST", 20_000)
    monkeypatch.setattr(plan, "SEGMENT_ODDS", 4)
    monkeypatch.setattr(plan, "SAMPLE", 2)


class Remembering:
    """What a build does: a segment is indexed unless the same task was before."""

    def __init__(self) -> None:
        self.built: dict[bytes, bytes] = {}
        self.indexed = 0

    def files(self, notices: Iterable[Notice]) -> dict[str, bytes]:
        """The files of the index."""
        tasks = plan_index(search_records(notices))
        return dict(assemble_index(tasks, list(map(self._segment, tasks)), TOPICS))

    def _segment(self, task: SegmentTask) -> bytes:
        key = msgspec.msgpack.encode(task)
        if key not in self.built:
            self.built[key] = index_segment(task)
            self.indexed += len(task.records)
        return self.built[key]


def changed(notices: Sequence[Notice], which: int, how: str) -> list[Notice]:
    """The notices after one was added, changed, withdrawn, or moved to another day."""
    notice = notices[which]
    others = [n for n in notices if n is not notice]
    if how == "removed":
        return others
    if how == "withdrawn":
        sidecar = msgspec.structs.replace(notice.sidecar, withdrawn="重复公开")
    else:
        sidecar = msgspec.structs.replace(notice.sidecar, published=date(2024, 7, 1))
    text = notice.source.text.replace("整改", "落实整改") if how == "changed" else notice.source.text
    return [*others, read_notice(Source(notice.id, text.encode()), notice.id, sidecar)]


@pytest.mark.parametrize("how", ["removed", "withdrawn", "changed", "moved"])
def test_what_was_kept_and_what_is_made_from_nothing_have_the_same_bytes(notices: list[Notice], how: str) -> None:
    memo = Remembering()
    before = memo.files(notices)
    now = notices
    for which in (3, 77, 140):
        now = changed(now, which, how)
        kept = memo.files(now)
        assert kept == index_files(search_records(now))
        assert kept != before
    assert memo.files(notices) == before
    assert len({path.split("/")[2] for path in before}) > 12


def test_a_notice_that_is_added_costs_its_segment_and_a_build_of_the_same_nothing(notices: list[Notice]) -> None:
    costs = []
    for which in range(5, COUNT, 24):
        memo = Remembering()
        memo.files(notices[:which] + notices[which + 1 :])
        memo.indexed = 0
        memo.files(notices)
        costs.append(memo.indexed)
        memo.files(notices)
        assert memo.indexed == costs[-1]
    every = len(search_records(notices))
    assert sorted(costs)[len(costs) // 2] < every / 8
    assert max(costs) <= every / 2


def test_a_segment_made_in_another_process_has_the_same_bytes(notices: list[Notice]) -> None:
    tasks = plan_index(search_records(notices[:30]))
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        assert list(pool.map(index_segment, tasks)) == list(map(index_segment, tasks))
