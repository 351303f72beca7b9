"""The search index as files: `search/index/manifest.bin`, a folder for the index and a folder for each segment.

    manifest.bin          JSON: format, unknown characters, names of statuses and topics, segments, and what is in the files of pairs
    <index>/p<n>.bin      a range of pairs: chunks of all segments (generator/search/postings.py)
    <index>/g<n>.bin      one gram list, likewise
    <index>/columns.bin   JSON (generator/search/columns.py)
    <segment>/t<n>.bin    JSON: the records of BLOCK findings, for showing hits

Folders are named by a hash of what is in them, so that a browser's cache never serves a stale file. All files are bare deflate
streams. A file of chunks begins with the number of chunks and, for each, the number of its segment and its size. A pair that
is too common for one file has several, each beginning with another segment or section.
docs/adr/0003-own-search-index.md and 0009-search-segments.md say why it is like this.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

import msgspec
import numpy as np

from generator.search import layout as layouts
from generator.search.columns import filter_columns
from generator.search.fold import fold_sections
from generator.search.layout import IndexLayout
from generator.search.plan import SegmentTask
from generator.search.postings import Chunk, Postings, index_texts
from generator.search.wire import deflated_json, joined_stream, varints
from generator.syntax.vocabulary import STATUS_CLASSES

FORMAT = 3
ROOT = "search/index/"
BLOCK = 48
"""Findings in a file of texts, which then has some 7 kB."""


class IndexedSegment(msgspec.Struct, frozen=True, array_like=True):
    """What a segment gives to the index."""

    texts: list[bytes]
    """Its files of texts."""
    unknown: str
    """The characters in it that this Python's Unicode tables lack."""
    postings: Postings


def index_segments(tasks: Sequence[SegmentTask]) -> list[bytes]:
    """Index several segments."""
    return [index_segment(task) for task in tasks]


def index_segment(task: SegmentTask) -> bytes:
    """Return an IndexedSegment, encoded. Pure: nothing but the task decides what comes out."""
    records = task.records
    texts = fold_sections([*((record.heading,) for record in records), *(record.body for record in records)])
    blocks = [deflated_json(records[at : at + BLOCK]) for at in range(0, len(records), BLOCK)]
    return msgspec.msgpack.encode(IndexedSegment(blocks, texts.unknown, index_texts(texts, task.layout)))


def assemble_index(
    tasks: Sequence[SegmentTask], built: Sequence[bytes], topic_names: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """Return the path and the bytes of each file of the index, the manifest last.

    `built` holds what `index_segment` made of each task; topics are named by their ids.
    """
    layout = tasks[0].layout if tasks else IndexLayout([], [])
    segments = [msgspec.msgpack.decode(each, type=IndexedSegment) for each in built]
    entries = []
    heads = []  # the first record of each notice
    for task, segment in zip(tasks, segments, strict=True):
        name = folder_name(segment.texts)
        for number, data in enumerate(segment.texts):
            yield f"{ROOT}{name}/t{number}.bin", data
        notices = [list(run) for _, run in groupby(task.records, key=lambda record: record.notice_id)]
        heads += [run[0] for run in notices]
        days = differences([run[0].day for run in notices])
        entries.append({"name": name, "notices": [len(run) for run in notices], "days": days})
    name = folder_name(built)
    starts, resumed, files = pair_files(layout, [segment.postings.ranges for segment in segments])
    for number, data in enumerate(files):
        yield f"{ROOT}{name}/p{number}.bin", data
    for number, chunks in enumerate(zip(*(segment.postings.grams for segment in segments), strict=True)):
        yield f"{ROOT}{name}/g{number}.bin", chunk_file(list(enumerate(chunks)))
    columns = filter_columns([record for task in tasks for record in task.records], heads)
    yield f"{ROOT}{name}/columns.bin", deflated_json(columns)
    manifest = {
        "format": FORMAT,
        "unknown": "".join(sorted(set().union(*(segment.unknown for segment in segments)))),
        "statuses": [[status, of["word"], of["glyph"]] for status, of in STATUS_CLASSES.items()],
        "topics": dict(sorted(topic_names.items())),
        "block": BLOCK,
        "name": name,
        "segments": entries,
        "pairs": differences(starts),
        "resumed": resumed,
        "grams": differences(layout.grams),
    }
    yield f"{ROOT}manifest.bin", deflated_json(manifest)


def folder_name(contents: Iterable[bytes]) -> str:
    """Return the name of the folder that holds what is made of these contents."""
    digest = hashlib.sha256(bytes([FORMAT]))
    for content in contents:
        digest.update(content)
    return digest.hexdigest()[:12]


def differences(numbers: Sequence[int]) -> list[int]:
    """Return the first number and the difference of each other from the one before it."""
    return [later - before for before, later in pairwise([0, *numbers])]


def pair_files(
    layout: IndexLayout, segments: Sequence[Sequence[Sequence[Chunk]]]
) -> tuple[list[int], dict[str, list[tuple[int, int]]], list[bytes]]:
    """Return the starts of the ranges that hold pairs, where some are resumed in a further file, and the files.

    `segments` has the chunks of each range of each segment. A range that is resumed is named by its number; each of its later
    files begins with a segment and a section.
    """
    starts: list[int] = []
    resumed: dict[str, list[tuple[int, int]]] = {}
    files: list[bytes] = []
    for start, alone, *of_range in zip(layout.starts, layout.alone, *segments, strict=True):
        chunks = [(segment, chunk) for segment, some in enumerate(of_range) for chunk in some]
        if not chunks:
            continue
        parts = divided(chunks) if alone else [chunks]
        if len(parts) > 1:
            resumed[str(len(starts))] = [(part[0][0], part[0][1].first) for part in parts[1:]]
        starts.append(start)
        files += map(chunk_file, parts)
    return starts, resumed, files


def divided(chunks: Sequence[tuple[int, Chunk]]) -> list[list[tuple[int, Chunk]]]:
    """Return the chunks of one pair in files of at most twice FILE_BYTES, where no chunk is larger."""
    files: list[list[tuple[int, Chunk]]] = []
    room = 0
    for segment, chunk in chunks:
        if chunk.size > room:
            files.append([])
            room = 2 * layouts.FILE_BYTES
        files[-1].append((segment, chunk))
        room -= chunk.size
    return files


def chunk_file(chunks: Sequence[tuple[int, Chunk]]) -> bytes:
    """Return one file of these chunks, each with the number of its segment."""
    numbers = [len(chunks), *(number for segment, chunk in chunks for number in (segment, chunk.size))]
    return joined_stream(varints(np.array(numbers)), [chunk.data for _, chunk in chunks])
