"""The search index as files: `search/index/manifest.bin` and one folder a shard, named after what it was made from.

A shard holds the findings of some years, its folder named by a hash of its records, so that a closed year keeps its
name and bytes, caches never serve a stale part, and a build may keep a folder it already has. In a shard documents stand
newest notice first; that is the order of the results, so ranking costs the browser nothing.

    manifest.bin       gzip JSON: format, number of documents, unknown characters, topic names, and for each shard its tables
    <shard>/p<n>.bin   buckets of the positional index (generator/search/postings.py)
    <shard>/g<n>.bin   gram lists
    <shard>/t<n>.bin   gzip JSON: BLOCK findings' texts, for showing hits
    <shard>/facets.bin gzip JSON: columns (generator/search/facets.py)

docs/adr/0003-own-search-index.md says why it is like this.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import msgspec

from generator.facts.topics import topic_rules
from generator.search import postings
from generator.search.facets import columns
from generator.search.fold import SURROGATE, fold, unknown
from generator.search.records import SearchRecord
from generator.search.wire import packed_json

FORMAT = 1
ROOT = "search/index/"
BLOCK = 32
SHARD_LEAST = 4_000_000
SHARD_MOST = 5_000_000


class Shard(NamedTuple):
    """Records that are indexed together, newest notice first. The name is a hash of the records and the format."""

    name: str
    records: tuple[SearchRecord, ...]


class BuiltShard(msgspec.Struct, frozen=True):
    """The files of a shard below ROOT, and its entry in the manifest."""

    name: str
    documents: int
    entry: dict[str, object]
    unknown: str
    files: dict[str, bytes]


def build(records: Sequence[SearchRecord], topic_names: Mapping[str, str] | None = None) -> dict[str, bytes]:
    """The whole index: relative path -> bytes, all below `search/index/`. Topics are named by their rules."""
    names = {rule.id: rule.name for rule in topic_rules()} if topic_names is None else topic_names
    return assembled([built(shard) for shard in shards(records)], names)


def shards(records: Iterable[SearchRecord]) -> list[Shard]:
    """The records in shards, oldest first: years together until SHARD_LEAST characters, none far above SHARD_MOST.

    Cuts are made from the oldest on and between notices, so that a new notice changes the last shard only. The bounds
    weigh memory while building (some 60 bytes a character) against requests (each shard answers each query).
    """
    ordered = sorted(records, key=lambda record: (record.year or 0, record.published or "", record.notice_id))
    groups: list[list[SearchRecord]] = [[]]
    size = 0
    last_year: int | None = None
    for (year, _), notice in groupby(ordered, key=lambda record: (record.year, record.notice_id)):
        if size >= SHARD_MOST or (size >= SHARD_LEAST and year != last_year):
            groups.append([])
            size = 0
        findings = list(notice)
        groups[-1].extend(findings)
        size += sum(len(text) for record in findings for text in texts_of(record))
        last_year = year
    return [shard(group) for group in groups if group]


def shard(records: Sequence[SearchRecord]) -> Shard:
    """One shard of these records; undated notices stand last."""
    newest = sorted(records, key=lambda record: record.notice_id)
    newest.sort(key=lambda record: record.published or "", reverse=True)
    digest = hashlib.sha256(msgspec.msgpack.encode((FORMAT, newest)))
    return Shard(digest.hexdigest()[:12], tuple(newest))


def built(shard: Shard) -> BuiltShard:
    """The files of one shard; depends on nothing but its records."""
    records = shard.records
    headings = [(fold(record.heading),) for record in records]
    bodies = [tuple(fold(text) for text in (r.statement, r.outcome, r.response) if text) for r in records]
    index = postings.build([*headings, *bodies])
    files = {f"{shard.name}/p{number}.bin": data for number, data in enumerate(index.buckets)}
    files |= {f"{shard.name}/g{number}.bin": data for number, data in enumerate(index.grams)}
    for number, first in enumerate(range(0, len(records), BLOCK)):
        block = [shown(record) for record in records[first : first + BLOCK]]
        files[f"{shard.name}/t{number}.bin"] = packed_json(block)
    files[f"{shard.name}/facets.bin"] = packed_json(columns(records))
    pairs = [pair for pair, _ in index.starts]
    entry = {
        "name": shard.name,
        "documents": len(records),
        "block": BLOCK,
        "pairs": [pair - before for pair, before in zip(pairs, [0, *pairs], strict=False)],
        "resumed": {str(number): section for number, (_, section) in enumerate(index.starts) if section},
        "grams": index.gram_names,
    }
    met = {character for record in records for text in texts_of(record) for character in set(text)}
    return BuiltShard(shard.name, len(records), entry, unknown(met), files)


def texts_of(record: SearchRecord) -> tuple[str, ...]:
    """The texts of a finding in which a term may match."""
    return tuple(text for text in (record.heading, record.statement, record.outcome, record.response) if text)


def shown(record: SearchRecord) -> tuple[str | None, ...]:
    """What the browser needs to show one hit, in the order that templates/theme/assets/search/view.js reads."""
    return tuple(
        SURROGATE.sub("\ufffd", text) if text else text
        for text in (
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
        )
    )


def assembled(parts: Sequence[BuiltShard], topic_names: Mapping[str, str]) -> dict[str, bytes]:
    """All files of the index, the manifest included."""
    manifest = {
        "format": FORMAT,
        "documents": sum(part.documents for part in parts),
        "unknown": "".join(sorted(set("".join(part.unknown for part in parts)))),
        "topics": dict(sorted(topic_names.items())),
        "shards": [part.entry for part in parts],
    }
    files = {ROOT + path: data for part in parts for path, data in part.files.items()}
    return dict(sorted({**files, ROOT + "manifest.bin": packed_json(manifest)}.items()))
