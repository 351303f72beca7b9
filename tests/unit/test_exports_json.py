"""JSON: every record fits the published schema, and all files of a site agree with each other."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from exporting import PLACED, ROOT, SITE, exported, files_of, hostile, keys_of, seeds

import generator.exports
from generator.build import offer
from generator.build.recipe import as_of_date, build
from generator.build.exporting import export
from generator.build.folder import Folder
from generator.build.memo import Store
from generator.exports.discovery import dataset, in_script, organisation, report
from generator.exports.manifest import Entry
from generator.exports.model import Published
from generator.filing import in_time
from generator.library import Library


def schema() -> dict[str, Any]:
    value: dict[str, Any] = json.loads(exported()["data/schema.json"])
    return value


def test_every_record_fits_the_published_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    validator = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())
    for name in ("seeds", "hostile"):
        records = json.loads(exported(name)["data/notices.json"])
        assert records
        for record in records:
            validator.validate(record)


def test_the_schema_refuses_what_is_no_record() -> None:
    record = json.loads(exported()["data/notices.json"])[0]
    for wrong in ({**record, "findings": None}, {key: record[key] for key in record if key != "sha256"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema())


def test_every_property_of_the_schema_is_described_in_chinese() -> None:
    for name, definition in schema()["$defs"].items():
        for field, rule in definition["properties"].items():
            assert rule.get("description", "")[-1:] == "。", f"{name}.{field}"


def test_one_file_all_files_and_the_years_hold_the_same_records() -> None:
    files = exported()
    records = json.loads(files["data/notices.json"])
    assert [record["id"] for record in records] == [notice.id for notice in sorted(seeds().notices, key=in_time)]
    for record in records:
        assert json.loads(files[f"notices/{record['id']}/{record['id']}.json"]) == record
    years = [name for name in files if name.endswith(".ndjson.gz")]
    lines = [line for name in years for line in gzip.decompress(files[name]).splitlines()]
    assert sorted(json.loads(line)["id"] for line in lines) == sorted(record["id"] for record in records)
    assert "data/notices-undated.ndjson.gz" in exported("hostile")


def test_internal_diagnostics_are_in_no_file() -> None:
    hidden = {d.code for found in seeds().diagnostics.values() for d in found if not d.published}
    shown = {d["code"] for record in json.loads(exported()["data/notices.json"]) for d in record["diagnostics"]}
    public = {d.code for found in seeds().diagnostics.values() for d in found if d.published}
    assert shown == public
    assert not shown & (hidden - public)


def test_checksums_and_index_tell_the_truth() -> None:
    files = exported(placed=True)
    sums = dict(reversed(line.split("  ")) for line in files["data/SHA256SUMS"].decode().splitlines())
    assert {f"data/{name}" for name in sums} == {
        name for name in files if name.startswith("data/") and name not in ("data/SHA256SUMS", "data/index.json")
    }
    for name, expected in sums.items():
        assert hashlib.sha256(files[f"data/{name}"]).hexdigest() == expected
    index = json.loads(files["data/index.json"])
    assert (index["notices"], index["findings"], index["as_of"]) == (5, 156, "2026-02-26")
    assert index["licence"]
    assert index["cite"]
    for entry in index["files"]:
        data = files[entry["path"]]
        assert (entry["bytes"], entry["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
        assert entry["url"] == f"https://www.example.gov.cn/xc/{entry['path']}"
    rows = {entry["path"]: entry["rows"] for entry in index["files"]}
    assert rows["data/findings.csv"] == 156
    assert rows["data/notices.json"] == 5


def test_files_too_large_for_a_host_are_published_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generator.exports, "LARGEST", 100_000)
    files = files_of(seeds(), SITE)
    assert "data/findings.csv" not in files
    assert gzip.decompress(files["data/findings.csv.gz"]) == exported()["data/findings.csv"]
    assert "data/findings.csv.gz" in {entry["path"] for entry in json.loads(files["data/index.json"])["files"]}
    assert files["data/notices.csv"] == exported()["data/notices.csv"]


def test_a_site_without_notices_offers_no_data() -> None:
    assert files_of(Library([]), PLACED) == {}


SCRIPT = """
import hashlib, sys
sys.path.insert(0, 'tests/unit')
from exporting import PLACED, SITE, files_of, hostile, seeds
for library in (seeds(), hostile()):
    for site in (SITE, PLACED):
        for name, data in files_of(library, site).items():
            print(name, hashlib.sha256(data).hexdigest())
"""


def test_no_clock_hash_order_time_zone_or_locale_is_in_any_file() -> None:
    answers = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(Path.cwd()), "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C.UTF-8"},
            capture_output=True,
            check=True,
            timeout=60,
        ).stdout
        for seed, zone in (("1", "Asia/Shanghai"), ("4242", "America/New_York"))
    ]
    assert answers[0] == answers[1]
    assert answers[0].count(b"\n") > 100


def test_linked_data_cannot_leave_its_script_element() -> None:
    published = Published(hostile(), PLACED, None)
    values = [report(PLACED, notice) for notice in hostile().notices]
    values += [organisation(PLACED, unit) for unit in hostile().units]
    values.append(dataset(published, [Entry("data/x.csv", 3, "ab", 1, "</script><!--")]))
    for value in values:
        text = in_script(value)
        assert not set(text) & set("<>&\u2028\u2029")
        assert json.loads(text) == value
    assert any("</script>" in str(value) for value in values)


def test_linked_data_says_only_what_the_notice_says() -> None:
    by_id = seeds().by_id
    known = report(PLACED, by_id["zhuzhou-weijian-2026"])
    assert known["@type"] == "Report"
    assert known["datePublished"] == "2026-02-26"
    assert known["url"] == "https://www.example.gov.cn/xc/notices/zhuzhou-weijian-2026/"
    undated = report(SITE, by_id["pingjiang-weijian-2025"])
    assert "datePublished" not in undated
    assert "url" not in undated
    assert "distribution" not in dataset(Published(seeds(), SITE, None), [Entry("data/x.csv", 3, "ab", 1, "表")])


def test_pages_carry_their_linked_data(seed_site: Path) -> None:
    for path, kind in (
        ("notices/pingjiang-weijian-2025/", "Report"),
        ("units/430626-weishengjiankangju/", "GovernmentOrganization"),
        ("data/", "Dataset"),
    ):
        page = (seed_site / path / "index.html").read_text(encoding="utf-8")
        block = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
        assert json.loads(block)["@type"] == kind


def test_the_site_holds_the_exports_and_its_data_page_lists_them_with_their_size(
    seed_site: Path, tmp_path: Path
) -> None:
    page = (seed_site / "data/index.html").read_text(encoding="utf-8")
    day = as_of_date(os.environ.get("SOURCE_DATE_EPOCH"), seeds())
    export(
        seeds(),
        keys_of(seeds()),
        offer.identity(tmp_path, tmp_path / "docs", search=True),
        date.fromisoformat(day or ""),
        Store(tmp_path / "cache"),
        Folder(tmp_path / "site"),
    )
    files = {
        path.relative_to(tmp_path / "site").as_posix(): path.read_bytes()
        for path in (tmp_path / "site").rglob("*")
        if path.is_file()
    }
    assert len(files) > 40
    for name, data in files.items():
        assert (seed_site / name).read_bytes() == data
        if name.startswith("data/"):
            assert f'href="{name.removeprefix("data/")}"' in page
    assert "156 条" in page
    assert "notice_id" in page


def test_the_data_page_says_how_parts_become_a_file(
    seed_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "接成一个文件" not in (seed_site / "data/index.html").read_text("utf-8")
    monkeypatch.setattr(generator.exports, "LARGEST", 1000)
    monkeypatch.setattr(generator.exports, "PART", 20_000)
    build(tmp_path, ROOT / "tests/sites/hostile/notices", tmp_path / "site", say=lambda _: None)
    page = (tmp_path / "site/data/index.html").read_text("utf-8")
    assert "接成一个文件" in page
    parts = sorted((tmp_path / "site/data").glob("gongkai.sqlite.gz.*"))
    assert len(parts) > 1
    for path in parts:
        assert f'href="{path.name}"' in page
    whole = gzip.decompress(b"".join(path.read_bytes() for path in parts))
    assert whole.startswith(b"SQLite format 3\0")
