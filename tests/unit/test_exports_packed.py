"""Packed files are gzip files like any other; those too large for hosts are published in parts, which are the whole file cut."""

from __future__ import annotations

import gzip
import hashlib
import itertools
import json
import subprocess
from pathlib import Path

import pytest
from exporting import SITE, files_of, keys_of, seeds

from generator import exports
from generator.build import exporting
from generator.build.folder import Folder
from generator.build.memo import Store
from generator.exports import segments
from tests.unit.test_exports_segments import difference, library, many, small

__all__ = ["small"]


def test_packed_files_are_unpacked_by_gunzip_and_by_libraries_as_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(segments, "ONE_IN", 3)
    plain = files_of(library(many()), SITE)
    monkeypatch.setattr(exports, "LARGEST", 1000)
    files = files_of(library(many()), SITE)
    names = [name for name in files if name.endswith(".gz") and "ndjson" not in name]
    assert {"data/notices.json.gz", "data/findings.csv.gz", "data/gongkai.sqlite.gz"} <= set(names)
    for name in names:
        (tmp_path / "x.gz").write_bytes(files[name])
        command = subprocess.run(["gunzip", "-c", tmp_path / "x.gz"], capture_output=True, check=True)
        assert command.stdout == gzip.decompress(files[name]) == plain[name.removesuffix(".gz")]
        assert command.stderr == b""


def test_parts_are_the_packed_file_cut_where_hosts_want_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, small: str
) -> None:
    monkeypatch.setattr(exports, "LARGEST", 1000)
    monkeypatch.setattr(exports, "PART", 1 << 30)
    whole = files_of(library(many()), SITE)
    monkeypatch.setattr(exports, "PART", 6000)
    cut = files_of(library(many()), SITE)
    files_of(library(many()[:-3]), SITE, tmp_path)
    assert difference(files_of(library(many()), SITE, tmp_path), cut) == []
    parts: dict[str, list[str]] = {}
    for name in sorted(cut):
        stem, _, number = name.rpartition(".")
        if number.isdigit():
            parts.setdefault(stem, []).append(name)
            assert int(number) == len(parts[stem])
            gzip.decompress(cut[name])
    assert {"data/gongkai.sqlite.gz", "data/notices.json.gz", "data/findings.csv.gz"} <= set(parts)
    lists = {"data/SHA256SUMS", "data/index.json"}
    assert set(cut) - {name for names in parts.values() for name in names} == set(whole) - set(parts)
    assert (
        difference(
            {name: cut[name] for name in set(cut) & set(whole) - lists},
            {name: whole[name] for name in set(cut) & set(whole) - lists},
        )
        == []
    )
    for stem, names in parts.items():
        assert b"".join(cut[name] for name in names) == whole[stem]
        assert len(names) > 1
        assert all(len(cut[one]) + len(cut[other]) > 6000 for one, other in itertools.pairwise(names))
    listed = {each["path"]: each for each in json.loads(cut["data/index.json"])["files"]}
    for stem, names in parts.items():
        assert stem not in listed
        rows = [listed[name]["rows"] for name in names]
        before = {each["path"]: each for each in json.loads(whole["data/index.json"])["files"]}[stem]
        assert rows == [before["rows"], *[None] * (len(names) - 1)]
        assert [listed[name]["bytes"] for name in names] == [len(cut[name]) for name in names]
        assert listed[names[0]]["description"].endswith(f"，第 1 部分，共 {len(names)} 部分")
    for line in cut["data/SHA256SUMS"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(cut[f"data/{name}"]).hexdigest() == digest


def test_a_file_that_is_cut_no_more_leaves_no_parts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(exports, "LARGEST", 1000)
    monkeypatch.setattr(exports, "PART", 6000)
    store, folder = Store(tmp_path / "store"), tmp_path / "site"
    for part, cut in ((6000, True), (1 << 30, False), (6000, True)):
        monkeypatch.setattr(exports, "PART", part)
        monkeypatch.setattr(exporting, "MADE_BY", str(part).encode())  # as another release of the program would have it
        target = Folder(folder)
        exporting.export(seeds(), keys_of(seeds()), SITE, None, store, target)
        target.finish()
        names = {path.name for path in (folder / "data").iterdir()}
        assert ("gongkai.sqlite.gz.001" in names, "gongkai.sqlite.gz" in names) == (cut, not cut)
