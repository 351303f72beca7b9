"""An index that was kept and added to is the one made from nothing, byte for byte, and little of it is made anew."""

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec
import pytest

from generator.build import indexing
from generator.build.folder import Folder
from generator.build.memo import Store
from generator.build.pool import Spread
from generator.facts.model import Notice, Sidecar
from generator.facts.read import read_notice
from generator.search import index, layout, plan
from generator.search.index import BuiltSegment, Task
from generator.source import Source
from tests.corpus.make import Made, make

TOPICS = {"finance": "财经纪律"}
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
def indexed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Segments of a few notices, shards of a few segments; how many findings were indexed is counted."""
    monkeypatch.setattr(plan, "SEGMENT_LEAST", 20_000)
    monkeypatch.setattr(plan, "SEGMENT_MOST", 60_000)
    monkeypatch.setattr(plan, "SEGMENT_ODDS", 4)
    monkeypatch.setattr(plan, "SHARD_LEAST", 100_000)
    monkeypatch.setattr(plan, "SHARD_MOST", 300_000)
    monkeypatch.setattr(layout, "SAMPLE", 2)
    counted: list[int] = []
    build = index.built

    def counting(task: Task) -> BuiltSegment:
        counted.append(len(task[0]))
        return build(task)

    monkeypatch.setattr(index, "built", counting)
    return counted


def keys_of(notices: Sequence[Notice]) -> dict[str, str]:
    """What a build says of each notice: a hash of its text and sidecar."""
    return {n.id: f"{n.source.sha256}{n.sidecar.published}{n.sidecar.withdrawn}" for n in notices}


def published(notices: Sequence[Notice], cache: Path, site: Path) -> dict[str, bytes]:
    """The files of the index, by path."""
    store = Store(cache)
    files = indexing.search_index(notices, keys_of(notices), TOPICS, store, Spread(None))
    indexing.place(files(), store, Folder(site))
    store.sweep()
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*.bin"))}


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
def test_what_was_kept_and_what_is_made_from_nothing_have_the_same_bytes(
    notices: list[Notice], tmp_path: Path, how: str
) -> None:
    cache = tmp_path / "cache"
    before = published(notices, cache, tmp_path / "before")
    now = notices
    for number, which in enumerate((3, 77, 140)):
        now = changed(now, which, how)
        kept = published(now, cache, tmp_path / f"kept{number}")
        assert kept == published(now, tmp_path / f"none{number}", tmp_path / f"new{number}")
        assert kept != before
    back = published(notices, cache, tmp_path / "back")
    assert back == before
    assert len({path.split("/")[2] for path in before}) > 12


def test_a_notice_that_is_added_costs_its_segment_and_a_build_of_the_same_nothing(
    notices: list[Notice], tmp_path: Path, indexed: list[int]
) -> None:
    published(notices, tmp_path / "cache", tmp_path / "site")
    every = sum(indexed)
    costs = []
    for which in range(5, COUNT, 24):
        others = [n for n in notices if n is not notices[which]]
        published(others, tmp_path / f"cache{which}", tmp_path / f"a{which}")
        indexed.clear()
        published(notices, tmp_path / f"cache{which}", tmp_path / f"b{which}")
        costs.append(sum(indexed))
        indexed.clear()
        published(notices, tmp_path / f"cache{which}", tmp_path / f"c{which}")
        assert indexed == []
    assert sorted(costs)[len(costs) // 2] < every / 8
    assert max(costs) < every / 2


def test_a_damaged_file_of_the_cache_is_made_again(notices: list[Notice], tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    before = published(notices, cache, tmp_path / "before")
    entries = sorted(cache.iterdir())
    for number, path in enumerate(entries):
        if number % 3 == 0:
            path.unlink()
        elif number % 3 == 1:
            # Another file of that name: what was published under it before stays as it was.
            path.unlink()
            path.write_bytes(b"x")
    assert published(notices, cache, tmp_path / "after") == before
