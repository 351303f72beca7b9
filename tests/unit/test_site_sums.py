"""Sums go on from those before, and are what counting everything gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.build import sums
from generator.build.memo import Store
from generator.build.originals import gather
from generator.build.pool import Spread
from generator.build.reading import Read, Shelf, read_all
from generator.facts.model import Notice
from generator.facts.tally import Tally
from generator.library import Library
from generator.sums import Sums, summed
from tests.corpus.make import make


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for made in make(6):
        (tmp_path / "in" / f"{made.id}.txt").write_bytes(made.text.encode())
    return tmp_path / "in"


def look(folder: Path) -> list[Read]:
    shelf = Shelf(Store(folder.parent / "store"))
    return read_all(gather(folder, shelf).originals, shelf, Spread(None))


def counted(read: list[Read]) -> Sums:
    return Library([each.notice for each in read]).sums


def test_sums_after_any_change_are_those_of_everything(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(folder.parent / "sums")
    looked: list[int] = []

    def watched(more: list[tuple[Notice, Tally]], before: Sums) -> Sums:
        looked.append(len(more))
        return summed(more, before)

    monkeypatch.setattr(sums, "summed", watched)
    files = sorted(folder.glob("*.txt"))
    away = folder.parent / "away.txt"
    files[2].rename(away)
    steps = []
    for change in (
        lambda: None,
        lambda: None,  # nothing changed
        lambda: away.rename(files[2]),  # one more
        lambda: files[0].with_suffix(".yml").write_text("withdrawn: 单位撤回\n", "utf-8"),
        lambda: files[0].with_suffix(".yml").unlink(),
        lambda: files[4].unlink(),
        lambda: files[1].write_bytes(files[1].read_bytes() + "（四）补充问题。整改情况：已完成。\n".encode()),
    ):
        change()
        read = look(folder)
        assert in_any_order(sums.sums_of(read, store)) == in_any_order(counted(read))
        steps.append(looked[-1] if looked else 0)
        looked.append(0)
    assert steps == [5, 0, 1, 6, 6, 5, 5]
    assert counted(look(folder)).topics, "the notices have topics"


def in_any_order(found: Sums) -> dict[str, Any]:
    return {name: getattr(found, name) for name in Sums.__struct_fields__}
