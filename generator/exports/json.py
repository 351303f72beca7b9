"""Records as JSON: one file a notice, one of all notices, and lines a year for programs that read much."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from generator.exports.model import File, Published
from generator.exports.packed import packed
from generator.exports.record import encode
from generator.exports.schema import described_schema
from generator.pages import addresses


def notice_files(published: Published) -> Iterator[File]:
    """`notices/<id>/<id>.json` of every notice: what `gongkai parse` prints, less what is for the office alone."""
    for notice, record in published.shown:
        path = f"{addresses.notice_url(notice.id)}{notice.id}.json"
        yield File(path, encode(record), "一份通报的结构化数据", len(record.findings))


def all_notices(published: Published) -> File:
    """`data/notices.json`: an array with one record a line, newest notice first."""
    lines = b",\n".join(msgspec.json.encode(record) for _, record in published.shown)
    data = b"[\n" + lines + b"\n]\n" if lines else b"[]\n"
    return File("data/notices.json", data, "全部通报的结构化数据（JSON 数组，一份通报一项）", len(published.shown))


def year_files(published: Published) -> Iterator[File]:
    """`data/notices-<year>.ndjson.gz`: one record a line. The file of a closed year no longer changes, so it is fetched once."""
    for year, records in published.by_year():
        lines = b"".join(msgspec.json.encode(record) + b"\n" for record in records)
        name = "未注明年份" if year == "undated" else f"{year} 年"
        data = packed(lines)
        yield File(f"data/notices-{year}.ndjson.gz", data, f"{name}的通报（NDJSON，一行一份，gzip 压缩）", len(records))


def schema_file() -> File:
    """`data/schema.json`: the JSON Schema of one record."""
    data = msgspec.json.format(msgspec.json.encode(described_schema()), indent=2) + b"\n"
    return File("data/schema.json", data, "JSON 数据的格式定义（JSON Schema 2020-12）")
