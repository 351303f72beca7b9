"""Files of one record or row after another, cut as `segments` cuts: what each segment gives, and how pieces become a file.

A file is its head, the pieces of all segments in order with what stands between two of them, and its tail. gzip allows
the same of packed pieces: several gzip members, one after the other, are the gzip file of their contents (RFC 1952,
section 2.2), which `gunzip` and every library unpack as one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from generator.exports import calendar, csv
from generator.exports.model import Published
from generator.exports.packed import packed
from generator.exports.tables import TABLES
from generator.filing import year_of

RECORDS = "notices.json"
LINES = "notices.ndjson.gz"
EVENTS = "commitments.ics"


class Piece(NamedTuple):
    """What one segment gives to a file."""

    data: bytes
    rows: int


class Whole(NamedTuple):
    """A file that pieces make."""

    path: str
    piece: str
    """The name of the pieces."""
    text: str
    head: bytes = b""
    between: bytes = b""
    tail: bytes = b""
    empty: bytes = b""
    """The file where no segment has a row."""


def wholes() -> Iterator[Whole]:
    """Every file with one piece a segment."""
    array = "全部通报的结构化数据（JSON 数组，一份通报一项）"
    yield Whole("data/notices.json", RECORDS, array, b"[\n", b",\n", b"\n]\n", b"[]\n")
    for table in TABLES:
        if table.csv:
            head, name = csv.heading(table), f"{table.name}.csv"
            yield Whole(f"data/{name}", name, f"{table.text.split('。')[0]}（CSV）", head, empty=head)


def pieces(part: Published) -> dict[str, Piece]:
    """What a segment gives to each file, those left out to which it gives nothing."""
    lines = part.encoded
    events = calendar.events(part)
    found = {
        RECORDS: Piece(b",\n".join(lines), len(lines)),
        LINES: Piece(packed(b"".join(line + b"\n" for line in lines)) if lines else b"", len(lines)),
        EVENTS: Piece(msgspec.msgpack.encode(events), len(events)),
    }
    for table in TABLES:
        if table.csv:
            found[f"{table.name}.csv"] = Piece(*csv.rows_of(table, part))
    return {name: piece for name, piece in found.items() if piece.rows}


def filed(part: Published) -> str:
    """The year that a segment's notices are filed under: 2026, or `undated`."""
    year = year_of(part.notices[0])
    return "undated" if year is None else str(year)


def year_file(year: str) -> Whole:
    """One record a line. The file of a closed year no longer changes, so it is fetched once."""
    name = "未注明年份" if year == "undated" else f"{year} 年"
    return Whole(f"data/notices-{year}.ndjson.gz", LINES, f"{name}的通报（NDJSON，一行一份，gzip 压缩）")
