"""The search index as files: `search/index/manifest.bin`, a folder a shard and a folder a segment.

Folders are named by a hash of what is in them, so that caches never serve a stale part, and a build may keep what it
has. generator/search/plan.py says which notices are in which segment and shard.

    manifest.bin         gzip JSON: format, number of documents, unknown characters, topic names, and the shards' entries
    <shard>/p<n>.bin     a range of pairs: chunks of all segments (generator/search/postings.py)
    <shard>/g<n>.bin     gram lists, likewise
    <shard>/columns.bin  gzip JSON (generator/search/facets.py)
    <segment>/t<n>.bin   gzip JSON: the texts of `block` findings, for showing hits

A file of chunks is a bare deflate stream, so that chunks are joined without being written again. It begins with the
number of chunks and, for each, the number of its segment and its size. A range that is too large for one file has
several, each beginning with another segment or section. docs/adr/0003-own-search-index.md and 0009-search-shards.md say
why it is like this.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec
import numpy as np

from generator.facts.topics import topic_rules
from generator.search import layout as layouts
from generator.search.facets import Columns, columns, merged
from generator.search.fold import SURROGATE
from generator.search.layout import Layout
from generator.search.plan import Filed, Shard, planned
from generator.search.postings import CHUNK_RANGES, Chunk, Parts
from generator.search.postings import build as build_postings
from generator.search.records import SearchRecord
from generator.search.units import folded
from generator.search.wire import joined, packed_json, varints

FORMAT = 2
ROOT = "search/index/"
MANIFEST = ROOT + "manifest.bin"
BLOCKS = (32, 48)  # findings in a file of texts, least and most
TEXT_BYTES = 6_600  # which such a file should have
EPOCH = date(1970, 1, 1).toordinal()


class Segment(msgspec.Struct, frozen=True):
    """What a shard needs to know of a segment. The name is a hash of its records."""

    name: str
    documents: int
    block: int
    columns: Columns
    unknown: str


class BuiltSegment(msgspec.Struct, frozen=True):
    """A segment with its files of texts and its chunks."""

    segment: Segment
    texts: list[bytes]
    parts: Parts


class BuiltShard(NamedTuple):
    """The files of a shard below ROOT, texts left out, and what the manifest says of it."""

    entry: dict[str, Any]
    unknown: str
    files: dict[str, bytes]


Task = tuple[Sequence[SearchRecord], Layout]


def build(
    records: Sequence[SearchRecord],
    topic_names: Mapping[str, str] | None = None,
    divide: Callable[[Iterable[Filed]], list[Shard]] = planned,
) -> dict[str, bytes]:
    """The whole index: relative path -> bytes, all below `search/index/`. Topics are named by their rules."""
    names = {rule.id: rule.name for rule in topic_rules()} if topic_names is None else topic_names
    of_notice: dict[str, list[SearchRecord]] = {}
    for record in records:
        of_notice.setdefault(record.notice_id, []).append(record)
    filed = [
        Filed(notice_id, run[0].year, run[0].published, 3 * sum(size_of(record) for record in run))
        for notice_id, run in of_notice.items()
    ]
    files: dict[str, bytes] = {}
    shards = []
    for shard in divide(filed):
        sample = layouts.sampled(notice.notice_id for segment in shard for notice in segment)
        scale = scale_of(shard, sample)
        layout = layout_of([record for notice_id in sample for record in of_notice[notice_id]], scale)
        segments = [
            built(([record for notice in segment for record in of_notice[notice.notice_id]], layout))
            for segment in shard
        ]
        for each in segments:
            files |= texts_of_segment(each)
        made = assembled([each.segment for each in segments], [each.parts for each in segments], layout)
        files |= made.files
        shards.append((made.entry, made.unknown))
    files[MANIFEST] = manifest(shards, names)
    return dict(sorted(files.items()))


def scale_of(shard: Sequence[Sequence[Filed]], sample: Sequence[str]) -> float:
    """How many times as large a shard is as the sample of its notices."""
    notices = [notice for segment in shard for notice in segment]
    chosen = set(sample)
    part = sum(notice.size for notice in notices if notice.notice_id in chosen)
    return layouts.scale_of(sum(notice.size for notice in notices), part)


def layout_of(sample: Sequence[SearchRecord], scale: float) -> Layout:
    """The layout of a shard, from the records of a sample."""
    return layouts.made(sections_of(sample), scale)


def built(task: Task) -> BuiltSegment:
    """One segment; depends on nothing but its records and the layout. Records stand in the order of documents."""
    records, layout = task
    digest = hashlib.sha256(msgspec.msgpack.encode((FORMAT, records)))
    texts = folded(sections_of(records))
    block = block_of(records)
    blocks = [records[at : at + block] for at in range(0, len(records), block)]
    days = [day_of(record.published) for record in records]
    segment = Segment(digest.hexdigest()[:12], len(records), block, columns(records, days), texts.unknown)
    return BuiltSegment(segment, list(map(_packed_texts, blocks)), build_postings(texts, layout))


def _packed_texts(records: Sequence[SearchRecord]) -> bytes:
    """One file of texts. Half a surrogate pair, which no file can hold, is looked for when one is met."""
    try:
        return packed_json(list(map(shown, records)))
    except UnicodeEncodeError:
        return packed_json([shown(cleaned(record)) for record in records])


def cleaned(record: SearchRecord) -> SearchRecord:
    """The record with U+FFFD for halves of surrogate pairs in its texts."""
    texts = {
        name: SURROGATE.sub("\ufffd", text)
        for name in ("label", "heading", "statement", "outcome", "response", "status", "unit_name", "published")
        if (text := getattr(record, name))
    }
    path = tuple(SURROGATE.sub("\ufffd", heading) for heading in record.path)
    return msgspec.structs.replace(record, path=path, **texts)


def block_of(records: Sequence[SearchRecord]) -> int:
    """How many findings' texts go into one file, so that it has about TEXT_BYTES."""
    least, most = BLOCKS
    first = records[:most]
    size = len(_packed_texts(first))
    return min(most, max(least, TEXT_BYTES * len(first) // size)) if first else least


def texts_of_segment(built: BuiltSegment) -> dict[str, bytes]:
    """The published files of texts."""
    return {f"{ROOT}{built.segment.name}/t{number}.bin": data for number, data in enumerate(built.texts)}


def assembled(segments: Sequence[Segment], parts: Sequence[Parts], layout: Layout) -> BuiltShard:
    """A shard of these segments, indexed by one layout."""
    digest = hashlib.sha256(msgspec.msgpack.encode((FORMAT, layout, [segment.name for segment in segments])))
    name = digest.hexdigest()[:12]
    starts: list[int] = []
    resumed: dict[str, list[tuple[int, int]] | int] = {}
    contents: list[bytes] = []
    bounds = [*layout.starts, 1 << 32]
    for number, chunks in enumerate(zip(*(part.ranges for part in parts), strict=True)):
        begun = list(files_of(chunks))
        if not begun:
            continue
        if len(begun) > 1:
            alone = bounds[number + 1] - bounds[number] == 1
            resumed[str(len(starts))] = [first for first, _ in begun[1:]] if alone else len(begun) - 1
        starts.append(bounds[number])
        contents += [data for _, data in begun]
    grams = [
        chunk_file([(segment, chunk) for segment, chunk in enumerate(chunks)])
        for chunks in zip(*(part.grams for part in parts), strict=True)
    ]
    files = {f"{ROOT}{name}/p{number}.bin": data for number, data in enumerate(contents)}
    files |= {f"{ROOT}{name}/g{number}.bin": data for number, data in enumerate(grams)}
    files[f"{ROOT}{name}/columns.bin"] = packed_json(merged([segment.columns for segment in segments]))
    entry = {
        "name": name,
        "segments": [entry_of(segment) for segment in segments],
        "pairs": [pair - before for pair, before in zip(starts, [0, *starts], strict=False)],
        "resumed": resumed,
        "grams": [[gram - before for gram, before in zip(names, [0, *names], strict=False)] for names in layout.grams],
    }
    return BuiltShard(entry, "".join(segment.unknown for segment in segments), files)


def entry_of(segment: Segment) -> dict[str, object]:
    """What the manifest says of a segment: `notices` are numbers of findings, `days` their days of publication."""
    notices = segment.columns.notices
    days = [notice.day for notice in notices]
    return {
        "name": segment.name,
        "block": segment.block,
        "notices": [notice.count for notice in notices],
        "days": [day - before for day, before in zip(days, [0, *days], strict=False)],
    }


def files_of(parts: Sequence[Sequence[Chunk]]) -> Iterator[tuple[tuple[int, int], bytes]]:
    """The files of one range: the segment and section each begins with, and its bytes."""
    held: list[tuple[int, Chunk]] = []
    size = 0
    for segment, chunks in enumerate(parts):
        for chunk in chunks:
            if held and size + chunk.size > CHUNK_RANGES * layouts.RANGE_BYTES:
                yield (held[0][0], held[0][1].first), chunk_file(held)
                held, size = [], 0
            held.append((segment, chunk))
            size += chunk.size
    if held:
        yield (held[0][0], held[0][1].first), chunk_file(held)


def chunk_file(chunks: Sequence[tuple[int, Chunk]]) -> bytes:
    """One file of these chunks, each with the number of its segment."""
    numbers = [len(chunks), *(number for segment, chunk in chunks for number in (segment, chunk.size))]
    return joined(varints(np.array(numbers)), [chunk.data for _, chunk in chunks])


def manifest(shards: Sequence[tuple[Mapping[str, Any], str]], topic_names: Mapping[str, str]) -> bytes:
    """The file that names all others, from the entries of the shards and the characters unknown in them."""
    return packed_json(
        {
            "format": FORMAT,
            "documents": sum(sum(part["notices"]) for entry, _ in shards for part in entry["segments"]),
            "unknown": "".join(sorted(set("".join(unknown for _, unknown in shards)))),
            "topics": dict(sorted(topic_names.items())),
            "shards": [entry for entry, _ in shards],
        }
    )


def day_of(published: str | None) -> int:
    """Days from 1970 on; 0 where the day is unknown."""
    return max(0, date.fromisoformat(published).toordinal() - EPOCH) if published else 0


def sections_of(records: Sequence[SearchRecord]) -> list[tuple[str, ...]]:
    """The sections of documents: first the headings of all, then the other texts of each."""
    bodies = [tuple(text for text in (r.statement, r.outcome, r.response) if text) for r in records]
    return [*((record.heading,) for record in records), *bodies]


def texts_of(record: SearchRecord) -> tuple[str, ...]:
    """The texts of a finding in which a term may match."""
    return tuple(text for text in (record.heading, record.statement, record.outcome, record.response) if text)


def size_of(record: SearchRecord) -> int:
    """Characters of those texts."""
    return sum(map(len, texts_of(record)))


def shown(record: SearchRecord) -> tuple[object, ...]:
    """What the browser needs to show one hit and to count it in the filters, as templates/theme/assets/search/engine.js
    reads it."""
    return (
        record.notice_id,
        record.anchor,
        record.label,
        record.heading,
        record.statement,
        record.outcome,
        record.response,
        record.status,
        record.unit_name,
        record.path[-1] if record.path else None,
        record.published,
        record.unit_id,
        (record.region_code, record.region_names) if record.region_code else None,
        record.year,
        record.kind,
        sorted(set(record.topics)),
    )
