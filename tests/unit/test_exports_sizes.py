"""Files too large for hosts: packed, and where even that is too much one file a year."""

from __future__ import annotations

import gzip
import json
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from exporting import SITE, exported, files_of, hostile, library_of, open_database, seeds, sheet

from generator.exports import files
from generator.library import Library


def both() -> Library:
    """Notices of several years and one without any date."""
    return library_of([*seeds().notices, *hostile().notices])


def unpacked(data: bytes) -> bytes:
    return gzip.decompress(data)


def test_large_files_are_published_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 100_000)
    made = files_of(seeds(), SITE)
    for name in ("data/findings.csv", "data/notices.json", "data/gongkai.sqlite"):
        assert name not in made
        assert unpacked(made[f"{name}.gz"]) == exported()[name]
    index = {entry["path"]: entry for entry in json.loads(made["data/index.json"])["files"]}
    assert index["data/findings.csv.gz"]["rows"] == 156
    assert index["data/findings.csv.gz"]["bytes"] == len(made["data/findings.csv.gz"])
    assert index["data/findings.csv.gz"]["description"].endswith("，gzip 压缩")
    assert made["data/notices.csv"] == exported()["data/notices.csv"]


def test_packed_files_are_unpacked_by_gunzip_and_hold_neither_time_nor_system(tmp_path: Path) -> None:
    names = [name for name in exported() if name.endswith(".gz")]
    assert names
    for name in names:
        data = exported()[name]
        assert data[:4] == b"\x1f\x8b\x08\x00"
        assert data[4:8] + data[9:10] == b"\0\0\0\0\xff"
        (tmp_path / "x.gz").write_bytes(data)
        command = subprocess.run(["gunzip", "-c", tmp_path / "x.gz"], capture_output=True, check=True)
        assert (command.stdout, command.stderr) == (unpacked(data), b"")


def test_what_hosts_refuse_even_packed_is_published_by_year(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = files_of(both(), SITE)
    monkeypatch.setattr(files, "LARGEST", 1000)
    monkeypatch.setattr(files, "REFUSED", 5000)
    made = files_of(both(), SITE)
    years = ["undated", "2024", "2025", "2026"]
    for name, form in (("findings", "csv"), ("notices", "json"), ("gongkai", "sqlite")):
        assert [path for path in made if path.startswith(f"data/{name}") and f".{form}" in path] == [
            f"data/{name}-{year}.{form}.gz" for year in years
        ]
    parts = {path: unpacked(made[path]) for path in made if path.endswith(".gz")}
    rows = [row for year in years for row in sheet(parts[f"data/findings-{year}.csv.gz"])]
    assert rows == sheet(whole["data/findings.csv"])
    records = [record for year in years for record in json.loads(parts[f"data/notices-{year}.json.gz"])]
    assert records == json.loads(whole["data/notices.json"])
    index = {entry["path"]: entry for entry in json.loads(made["data/index.json"])["files"]}
    assert sum(index[f"data/findings-{year}.csv.gz"]["rows"] for year in years) == len(rows)
    assert index["data/findings-2025.csv.gz"]["description"].endswith("（CSV），2025 年，gzip 压缩")
    assert not {"data/findings.csv", "data/findings.csv.gz"} & set(index)


def test_the_database_of_a_year_is_complete_for_its_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 1000)
    monkeypatch.setattr(files, "REFUSED", 5000)
    made = files_of(both(), SITE)
    with closing(open_database(unpacked(made["data/gongkai-2026.sqlite.gz"]))) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT id FROM notices").fetchall() == [("zhuzhou-weijian-2026",)]
        (count,) = connection.execute("SELECT count(*) FROM findings").fetchone()
        assert connection.execute("SELECT notices, findings FROM units").fetchall() == [(1, count)]
        assert connection.execute("SELECT min(id), max(id) FROM findings").fetchone() == (1, count)
        assert connection.execute("SELECT value FROM about WHERE name = 'as_of'").fetchone() == ("2026-02-26",)
