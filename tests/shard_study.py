"""How many shards a search index should have: `python -m tests.shard_study [FINDINGS …]` prints the table of ADR 0009.

The findings of made-up notices are indexed as 1, 4 and 10 shards, each in a process of its own, and searched for 50
terms cut from the texts, each on a fresh visit in Chromium. Every number of hits is compared with `term in text`.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.facts.model import Sidecar
from generator.facts.read import read_notice
from generator.search import index, layout, plan
from generator.search.fold import fold
from generator.search.plan import Filed, Shard
from generator.search.records import SearchRecord, from_finding
from generator.source import Source
from tests.bench_scale import terms_of
from tests.browser.search_site import write_files
from tests.corpus.large import make_large
from tests.search_bench import measured

FINDINGS = (30_000, 100_000)
SHARDS = (1, 4, 10)
HEAD = (
    "findings", "shards", "segments", "index, s", "peak, MB", "one notice more, s", "files", "MB", "largest file, kB",
    "first search: requests", "kB, median", "kB, most", "ms, median",
)  # fmt: skip
RECORDS = msgspec.msgpack.Decoder(list[SearchRecord])


class Indexed(NamedTuple):
    """What indexing took: seconds of processor, megabytes of the process, and seconds when one notice is new."""

    segments: int
    seconds: float
    peak: float
    more: float


def findings(least: int) -> list[SearchRecord]:
    """The first findings of made-up notices, whole notices, at least so many."""
    found: list[SearchRecord] = []
    for made in make_large(least):
        if len(found) >= least:
            break
        notice = read_notice(Source(made.id, made.text.encode()), made.id, Sidecar())
        found += [from_finding(notice, finding) for finding in notice.findings]
    return found


def divided(notices: Iterable[Filed], shards: int) -> list[Shard]:
    """Shards of the same size, in the order of time."""
    ordered = [notice for shard in plan.planned(notices) for segment in shard for notice in segment]
    whole = sum(notice.size for notice in ordered)
    parts: list[list[Filed]] = [[] for _ in range(shards)]
    before = 0
    for notice in ordered:
        parts[before * shards // whole].append(notice)
        before += notice.size
    return [[segment for shard in plan.planned(part) for segment in shard] for part in parts]


def indexed(records: Sequence[SearchRecord], shards: int, site: Path) -> Indexed:
    """Index, write what was made, and index one segment again as when a notice in it is new."""
    plans: list[Shard] = []

    def divide(notices: Iterable[Filed]) -> list[Shard]:
        plans.extend(divided(notices, shards))
        return plans

    start = time.process_time()
    files = index.build(records, divide=divide)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    write_files(site, files)
    return Indexed(sum(map(len, plans)), seconds, peak, one_more(records, plans[len(plans) // 2]))


def one_more(records: Sequence[SearchRecord], shard: Shard) -> float:
    """Seconds of processor for a segment of the shard and for putting the shard together."""
    wanted = {notice.notice_id for segment in shard for notice in segment}
    of_notice: dict[str, list[SearchRecord]] = {notice_id: [] for notice_id in wanted}
    for record in records:
        if record.notice_id in wanted:
            of_notice[record.notice_id].append(record)
    sample = layout.sampled(wanted)
    chosen = index.layout_of([r for each in sample for r in of_notice[each]], index.scale_of(shard, sample))
    tasks = [([r for notice in segment for r in of_notice[notice.notice_id]], chosen) for segment in shard]
    built = [index.built(task) for task in tasks]
    start = time.process_time()
    middle = len(tasks) // 2
    built[middle] = index.built(tasks[middle])
    index.assembled([each.segment for each in built], [each.parts for each in built], chosen)
    return time.process_time() - start


def row(records: Sequence[SearchRecord], made: Indexed, shards: int, site: Path) -> list[str]:
    """A line of the table. Raises SystemExit when a search is not exact."""
    terms = terms_of(list(records), 50)
    texts = [[fold(text) for text in index.texts_of(record)] for record in records]
    searches = measured(site, terms)
    for term, search in zip(terms, searches, strict=True):
        expected = sum(any(term in text for text in fields) for fields in texts)
        if search.hits != expected:
            raise SystemExit(f"{term}: {search.hits} hits, {expected} expected")
    sizes = [path.stat().st_size for path in (site / "search/index").rglob("*.bin")]
    # The columns are one file a shard and grow with it; no other file does.
    largest = max(p.stat().st_size for p in (site / "search/index").rglob("*.bin") if p.name != "columns.bin")
    return [
        str(len(records)),
        str(shards),
        str(made.segments),
        f"{made.seconds:.1f}",
        f"{made.peak:.0f}",
        f"{made.more:.2f}",
        str(len(sizes)),
        f"{sum(sizes) / 1e6:.1f}",
        f"{largest / 1000:.0f}",
        f"{statistics.median(search.index_files for search in searches):.0f}",
        f"{statistics.median(search.index_bytes for search in searches) / 1000:.0f}",
        f"{max(search.index_bytes for search in searches) / 1000:.0f}",
        f"{statistics.median(search.milliseconds for search in searches):.0f}",
    ]


def main(sizes: Sequence[int]) -> None:
    """Prints the table."""
    print("| " + " | ".join(HEAD) + " |\n|" + " --- |" * len(HEAD), flush=True)
    for size in sizes:
        records = findings(size)
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            (folder / "records").write_bytes(msgspec.msgpack.encode(records))
            for shards in SHARDS:
                site = folder / f"site{shards}"
                command = [sys.executable, "-m", "tests.shard_study", "--index", str(folder / "records")]
                done = subprocess.run([*command, str(shards), str(site)], capture_output=True, text=True, check=True)
                made = msgspec.json.decode(done.stdout, type=Indexed)
                print("| " + " | ".join(row(records, made, shards, site)) + " |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--index"]:
        held, number, target = sys.argv[2:]
        made = indexed(RECORDS.decode(Path(held).read_bytes()), int(number), Path(target))
        print(msgspec.json.encode(made).decode())
    else:
        main([int(size) for size in sys.argv[1:]] or FINDINGS)
