"""A file that was left alone is not read again; one that was not is, however well it hides."""

from __future__ import annotations

import os
import pickle
import time
from pathlib import Path

import pytest

from generator.build import originals, seen
from generator.build.memo import Store
from generator.build.originals import Gathered, gather
from generator.build.pool import Spread
from generator.build.reading import Shelf, read_all
from generator.build.seen import Filed, settled
from generator.source import Source

ONE = "关于巡察整改进展情况的通报\n\n一、存在问题\n1.制度不健全。\n".encode()
OTHER = ONE.replace("不健全".encode(), "不完善".encode())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two notices, one with a sidecar, written long enough ago."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/one.txt").write_bytes(ONE)
    (tmp_path / "in/two.txt").write_bytes(OTHER)
    (tmp_path / "in/two.yml").write_text("source_url: https://example.org/2\n", "utf-8")
    monkeypatch.setattr(seen, "FINE", 0)
    monkeypatch.setattr(seen, "COARSE", 0)
    return tmp_path / "in"


@pytest.fixture
def read_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the originals that are read."""
    names: list[str] = []
    true_read = originals.read

    def read(path: Path, *rest: object) -> Source:
        names.append(Path(path).name)
        return true_read(path, *rest)

    monkeypatch.setattr(originals, "read", read)
    return names


def look(folder: Path) -> Gathered:
    """What a build does with originals."""
    shelf = Shelf(Store(folder.parent / "store"))
    gathered = gather(folder, shelf)
    read_all(gathered.originals, shelf, Spread(None))
    for original in gathered.originals:
        shelf.text(original)
    shelf.remember()
    shelf.store.sweep()
    return gathered


def texts(gathered: Gathered) -> list[bytes]:
    return [original.source.data for original in gathered.originals]


def test_a_file_that_was_left_alone_is_not_read(folder: Path, read_files: list[str]) -> None:
    first = look(folder)
    assert read_files == ["one.txt", "two.txt"]
    for _ in range(2):
        again = look(folder)
        assert texts(again) == texts(first) == [ONE, OTHER]
        assert [original.key for original in again.originals] == [original.key for original in first.originals]
        assert [original.source.sha256 for original in again.originals] == [
            Source("", data).sha256 for data in (ONE, OTHER)
        ]
    assert read_files == ["one.txt", "two.txt"]


def test_a_change_of_the_same_size_with_the_time_set_back_is_seen(folder: Path, read_files: list[str]) -> None:
    look(folder)
    state = (folder / "one.txt").stat()
    (folder / "one.txt").write_bytes(OTHER)
    os.utime(folder / "one.txt", ns=(state.st_atime_ns, state.st_mtime_ns))
    assert texts(look(folder)) == [OTHER, OTHER]
    assert read_files == ["one.txt", "two.txt", "one.txt"]


def test_another_file_under_the_same_name_is_seen(folder: Path, read_files: list[str]) -> None:
    look(folder)
    (folder / "two.txt").rename(folder / "one.txt")
    (folder / "two.yml").unlink()
    assert texts(look(folder)) == [OTHER]
    assert read_files[2:] == ["one.txt"]


def test_a_sidecar_counts_although_the_text_is_not_read(folder: Path, read_files: list[str]) -> None:
    before = look(folder)
    (folder / "two.yml").write_text("source_url: https://example.org/3\n", "utf-8")
    after = look(folder)
    assert after.originals[1].sidecar != before.originals[1].sidecar
    assert after.originals[1].key != before.originals[1].key
    assert len(read_files) == 2


def test_what_the_store_lost_is_read_again(folder: Path, read_files: list[str]) -> None:
    look(folder)
    for kept in (folder.parent / "store").glob("*.txt"):
        kept.write_bytes(b"")
    assert texts(look(folder)) == [ONE, OTHER]
    assert len(read_files) == 4


def test_a_file_that_has_just_changed_is_not_trusted(
    folder: Path, read_files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seen, "FINE", 3_600_000_000_000)
    look(folder)
    look(folder)
    assert read_files == ["one.txt", "two.txt"] * 2


def test_the_clock_of_a_disk_goes_in_steps(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(ONE)
    last = file.stat().st_ctime_ns
    assert not settled(file.stat(), last)
    assert settled(file.stat(), last + 3_000_000_000)
    now = time.time_ns()
    os.utime(file, ns=(now + 10**12, now + 10**12))
    assert not settled(file.stat(), now + 10**10), "a time to come proves nothing"


def test_an_original_travels_with_its_bytes(folder: Path) -> None:
    look(folder)
    original = look(folder).originals[0]
    assert isinstance(original.source, Filed)
    there = pickle.loads(pickle.dumps(original))
    assert type(there.source) is Source
    assert (there.source.name, there.source.data, there.key) == (original.source.name, ONE, original.key)
