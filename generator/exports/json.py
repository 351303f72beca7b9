"""JSON: the record of each notice as a file of its own, all of them together and by year, and what records look like."""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from collections.abc import Iterable

import msgspec

from generator.exports.model import File, Gzip, PublicNotice, Published, Writer, year_labels
from generator.exports.record import encode
from generator.exports.schema import record_schema
from generator.filing import year_of
from generator.pages import addresses


class RecordFiles(Writer):
    """`notices/<id>/<id>.json`, `data/notices.json` and `data/notices-<year>.ndjson.gz`.

    A record is what `gongkai parse` prints, less what is for the office alone.
    """

    def __init__(self, published: Published) -> None:
        super().__init__(published)
        self.array = io.BytesIO()
        self.years: defaultdict[int | None, Gzip] = defaultdict(Gzip)
        self.counts: Counter[int | None] = Counter()

    def add(self, notice: PublicNotice) -> Iterable[File]:
        if notice.record is None:
            return
        line, id_, year = msgspec.json.encode(notice.record), notice.notice.id, year_of(notice.notice)
        self.array.write((b",\n" if self.counts else b"[\n") + line)
        self.years[year].add(line + b"\n")
        self.counts[year] += 1
        data = msgspec.json.format(line, indent=2) + b"\n"
        yield File(f"{addresses.notice_url(id_)}{id_}.json", data, "一份通报的结构化数据", notice.record.counted.total)

    def files(self) -> Iterable[File]:
        self.array.write(b"\n]\n" if self.counts else b"[]\n")
        text = "全部通报的结构化数据（JSON 数组，一份通报一项）"
        yield File("data/notices.json", self.array.getvalue(), text, self.counts.total())
        for year in reversed(self.years):
            name, words = year_labels(year)
            text = f"{words}的通报（NDJSON，一行一份，gzip 压缩）"
            yield File(f"data/notices-{name}.ndjson.gz", self.years[year].data(), text, self.counts[year])


class SchemaFile(Writer):
    """`data/schema.json`: the JSON Schema of one record."""

    def files(self) -> Iterable[File]:
        yield File("data/schema.json", encode(record_schema()), "JSON 数据的格式定义（JSON Schema 2020-12）")
