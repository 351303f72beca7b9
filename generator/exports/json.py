"""The record of one notice as a file of its own, and what records look like."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from generator.exports.model import File, Published
from generator.exports.record import indented
from generator.exports.schema import described_schema
from generator.pages import addresses


def notice_files(published: Published) -> Iterator[File]:
    """`notices/<id>/<id>.json` of every notice: what `gongkai parse` prints, less what is for the office alone."""
    for (notice, record), encoded in zip(published.shown, published.encoded, strict=True):
        path = f"{addresses.notice_url(notice.id)}{notice.id}.json"
        yield File(path, indented(encoded), "一份通报的结构化数据", len(record.findings))


def schema_file() -> File:
    """`data/schema.json`: the JSON Schema of one record."""
    data = msgspec.json.format(msgspec.json.encode(described_schema()), indent=2) + b"\n"
    return File("data/schema.json", data, "JSON 数据的格式定义（JSON Schema 2020-12）")
