"""The search index of a build: only segments with a changed notice are indexed again, wherever that can be done.

Of every notice nothing is looked at but its id, what it is filed under, its size, and the hash of everything that was
read from it. Those decide the plan and the keys in the store; records are made for the segments that the store does not
hold. Per shard the store has a list of its published files, per segment its chunks, which are only read when a neighbour
changed and the shard is put together again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from generator.build.folder import Folder
from generator.build.memo import Content, Store, Stored, key_of, program
from generator.build.pool import Spread
from generator.facts.model import Notice
from generator.search import index, layout
from generator.search.index import BuiltSegment, Segment, Task
from generator.search.layout import Layout
from generator.search.plan import Filed, planned
from generator.search.postings import Parts
from generator.search.records import SearchRecord, from_finding, year_of

ENCODER = msgspec.msgpack.Encoder()
LAYOUT = msgspec.msgpack.Decoder(Layout)
PARTS = msgspec.msgpack.Decoder(Parts)


class KeptSegment(msgspec.Struct, frozen=True):
    """A segment in the store: its files of texts are files there, its chunks another entry."""

    segment: Segment
    texts: list[tuple[str, Stored]]


class KeptShard(msgspec.Struct, frozen=True):
    """A shard in the store: its entry in the manifest, and all its files by their published path."""

    entry: dict[str, Any]
    unknown: str
    files: list[tuple[str, Stored]]


SEGMENT = msgspec.msgpack.Decoder(KeptSegment)
SHARD = msgspec.msgpack.Decoder(KeptShard)
Files = Iterator[tuple[str, Content]]


def search_index(
    notices: Iterable[Notice], keys: Mapping[str, str], topics: Mapping[str, str], store: Store, spread: Spread
) -> Callable[[], Files]:
    """Begin the index over all findings that are shown; call what comes back for its files.

    `keys` has for each notice id a hash of everything that was read from it.
    """
    shown = {notice.id: notice for notice in notices if notice.sidecar.withdrawn is None}
    shards = [Indexing(shard, shown, keys, store) for shard in planned(map(filed, shown.values()))]
    tasks = [task for shard in shards for task in shard.tasks()]
    results = spread.plan(build_segments, tasks, few=True)

    def made() -> Files:
        answers = results()
        entries = []
        for shard in shards:
            entry, unknown, files = shard.finished(answers)
            entries.append((entry, unknown))
            yield from files
        yield index.MANIFEST, index.manifest(entries, topics)

    return made


def place(files: Files, store: Store, site: Folder) -> None:
    """Publish the files of the index."""
    for path, content in files:
        site.place(content, path, store)


def filed(notice: Notice) -> Filed:
    """A notice as the plan sees it."""
    published = notice.published.value.isoformat() if notice.published else None
    return Filed(notice.id, year_of(notice), published, notice.source.size)


def build_segments(tasks: Sequence[Task]) -> list[BuiltSegment]:
    """Each segment."""
    return [index.built(task) for task in tasks]


class Indexing:
    """One shard while it is made: what of it the store holds, and what has to be indexed."""

    def __init__(
        self, plan: Sequence[Sequence[Filed]], notices: Mapping[str, Notice], keys: Mapping[str, str], store: Store
    ) -> None:
        self.plan, self.notices, self.store = plan, notices, store
        ids = [notice.notice_id for segment in plan for notice in segment]
        self.sample = layout.sampled(ids)
        self.scale = index.scale_of(plan, self.sample)
        named = {notice_id: f"{notice_id} {keys[notice_id]}".encode() for notice_id in ids}
        self.layout_key = key_of(program(), b"layout", repr(self.scale).encode(), *map(named.__getitem__, self.sample))
        self.keys = [
            key_of(self.layout_key.encode(), *(named[notice.notice_id] for notice in segment)) for segment in plan
        ]
        self.key = key_of(b"shard", *(key.encode() for key in self.keys))
        self.kept = self._kept()
        self.segments: dict[str, tuple[KeptSegment, bytes]] = {}

    def tasks(self) -> list[Callable[[], Task]]:
        """What has to be indexed, unmade, in the order in which `finished` takes the results."""
        if self.kept:
            return []
        self.segments = {key: found for key in self.keys if (found := self._segment(key)) is not None}
        self.layout = self._layout()
        return [
            partial(self._task, segment)
            for key, segment in zip(self.keys, self.plan, strict=True)
            if key not in self.segments
        ]

    def _task(self, segment: Sequence[Filed]) -> Task:
        return self.records(notice.notice_id for notice in segment), self.layout

    def records(self, notice_ids: Iterable[str]) -> list[SearchRecord]:
        """The records of some notices."""
        chosen = map(self.notices.__getitem__, notice_ids)
        return [from_finding(notice, finding) for notice in chosen for finding in notice.findings]

    def finished(self, answers: Iterator[BuiltSegment]) -> tuple[dict[str, Any], str, list[tuple[str, Content]]]:
        """The entry of the shard in the manifest, its unknown characters, and its files."""
        if self.kept:
            return self.kept.entry, self.kept.unknown, list(self.kept.files)
        files: list[tuple[str, Content]] = []
        segments: list[Segment] = []
        parts: list[Parts] = []
        for key in self.keys:
            known = self.segments.get(key)
            if known is not None:
                kept, packed = known
                segments.append(kept.segment)
                parts.append(PARTS.decode(packed))
                files += kept.texts
                continue
            built = next(answers)
            segments.append(built.segment)
            parts.append(built.parts)
            texts = [self._file(key, path, data) for path, data in index.texts_of_segment(built).items()]
            files += texts
            if stored := all_stored(texts):
                self.store.put(parts_key(key), ENCODER.encode(built.parts))
                self.store.put(key, ENCODER.encode(KeptSegment(built.segment, stored)))
        made = index.assembled(segments, parts, self.layout)
        files += [self._file(self.key, path, data) for path, data in made.files.items()]
        if stored := all_stored(files):
            self.store.put(self.key, ENCODER.encode(KeptShard(made.entry, made.unknown, stored)))
        return made.entry, made.unknown, files

    def _kept(self) -> KeptShard | None:
        entry = self.store.get(self.key)
        if entry is None:
            return None
        kept = SHARD.decode(entry)
        if not all(self.store.has(file) for _, file in kept.files):
            return None
        # Needed when one of them changes.
        for key in (self.layout_key, *self.keys, *map(parts_key, self.keys)):
            self.store.keep(key)
        return kept

    def _segment(self, key: str) -> tuple[KeptSegment, bytes] | None:
        entry, parts = self.store.get(key), self.store.get(parts_key(key))
        if entry is None or parts is None:
            return None
        kept = SEGMENT.decode(entry)
        return (kept, parts) if all(self.store.has(file) for _, file in kept.texts) else None

    def _layout(self) -> Layout:
        entry = self.store.get(self.layout_key)
        if entry is not None:
            return LAYOUT.decode(entry)
        made = index.layout_of(self.records(self.sample), self.scale)
        self.store.put(self.layout_key, ENCODER.encode(made))
        return made

    def _file(self, key: str, path: str, data: bytes) -> tuple[str, Content]:
        return path, self.store.put_file(f"{key}-{path.rpartition('/')[2]}", data)


def parts_key(key: str) -> str:
    """The key of the chunks of a segment."""
    return key_of(b"parts", key.encode())


def all_stored(files: Sequence[tuple[str, Content]]) -> list[tuple[str, Stored]] | None:
    """The files, when the store holds every one."""
    stored = [(path, content) for path, content in files if isinstance(content, Stored)]
    return stored if len(stored) == len(files) else None
