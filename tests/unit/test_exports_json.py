"""JSON: every record fits the published schema, and all files of a site agree with each other."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from exporting import PLACED, ROOT, exported, files_of, seeds

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
