"""`make bench-scale N=1000`: a site of many made-up notices, ours and what an office would pick instead, side by side.

Prints a table with ratios and, with --write, puts it into docs/benchmarks.md with the machine and the versions. Seconds
belong to the machine; the ratios, taken in one run, are what is promised.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator import __version__
from generator.facts.model import Sidecar
from generator.facts.read import read_notice
from generator.library import Library
from generator.search.fold import fold
from generator.search.index import build as build_index
from generator.search.records import SearchRecord, from_finding
from generator.source import Source
from tests import bench_peers as peers
from tests.bench_table import Row, machine, table
from tests.corpus.large import make_large
from tests.corpus.make import Made
from tests.search_bench import measured, served, server_name

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"


ROUNDS = 5
"""Rebuilds of which the median is told: machines vary by a fifth from minute to minute."""
NEWEST = 1 + 2 * ROUNDS
"""Newest notices that are added one after the other: one so that everything is in its place, then as many as are timed."""
ADDED = 1 + NEWEST
"""Notices added to the site that is built first."""


class Growing:
    """Our site: built of nearly all notices, then of one notice more each time, as an office does."""

    def __init__(self, root: Path, notices: list[Made], workers: int) -> None:
        """A first build; one with a notice of two years ago; one with a new one. `root` is empty before."""
        (root / "notices").mkdir(parents=True)
        self.root, self.workers = root, workers
        self.waiting = notices[-ADDED:][::-1]
        self.cold = self._with(notices[:-ADDED])
        self.backfill = self.rebuild()
        self.rebuild()

    def rebuild(self) -> peers.Run:
        """Build with one notice more."""
        return self._with([self.waiting.pop()])

    def _with(self, notices: list[Made]) -> peers.Run:
        for made in notices:
            (self.root / "notices" / f"{made.id}.txt").write_bytes(made.text.encode())
        return build(self.root, self.workers)


def build(root: Path, workers: int) -> peers.Run:
    """Our build, as the command runs it."""
    command = [sys.executable, "-m", "generator", "build", "--workers", str(workers)]
    return peers.run(command, root, {"PYTHONPATH": str(ROOT)})


def in_time(notices: list[Made]) -> list[Made]:
    """The notices, with one from the middle of the years before the last, and the newest at the end, oldest of them first: what is
    published today is what an office adds."""
    read = [read_notice(Source(made.id, made.text.encode()), made.id, Sidecar()) for made in notices]
    order = [notice.id for notice in Library(read).notices]
    late = {order[len(order) // 2]: 1} | {order[at]: 1 + NEWEST - at for at in range(NEWEST)}
    return sorted(notices, key=lambda made: late.get(made.id, 0))


def seconds(runs: Iterable[peers.Run]) -> float:
    """The median."""
    return statistics.median(run.seconds for run in runs)


def records_of(notices: list[Made]) -> list[SearchRecord]:
    """Every finding as the search knows it."""
    read = [read_notice(Source(made.id, made.text.encode()), made.id, Sidecar()) for made in notices]
    return [from_finding(notice, finding) for notice in Library(read).notices for finding in notice.findings]


def terms_of(records: list[SearchRecord], count: int) -> list[str]:
    """Terms cut from the texts, two to six characters."""
    rng = random.Random(5)
    terms: list[str] = []
    while len(terms) < count:
        text = fold(rng.choice(records).response or "")
        size = rng.randint(2, 6)
        if len(text) > size:
            at = rng.randrange(len(text) - size)
            terms.append(text[at : at + size])
    return terms


def compare(folder: Path, count: int, workers: int, growth: int) -> Iterator[Row]:
    """Measure everything, the peers right after ours."""
    notices = in_time(list(make_large(count + ADDED)))
    mine = Growing(folder / "ours", notices, workers)
    rebuilds = [mine.rebuild() for _ in range(ROUNDS)]
    notices = [made for made in notices if made not in mine.waiting]
    site = folder / "ours" / "site"
    files, size = peers.weight(site)
    records = records_of(notices)
    start = time.perf_counter()
    build_index(records)
    index = time.perf_counter() - start
    terms = terms_of(records, 50)
    searches = measured(site, terms)
    folded = [[fold(t) for t in (r.heading, r.statement, r.outcome, r.response) if t] for r in records]
    right = [sum(any(term in text for text in texts) for texts in folded) for term in terms]
    exact = all(
        (search.hits, search.shown) == (hits, min(10, hits)) for search, hits in zip(searches, right, strict=True)
    )
    first = statistics.median(search.index_bytes for search in searches)
    took = statistics.median(search.milliseconds for search in searches)
    since_start = statistics.median(search.since_start for search in searches)

    setup = peers.installed(folder / "peers")
    if isinstance(setup, str):
        yield Row("peers", "", f"could not be installed: {setup}", "")
        return
    programs, versions = setup
    named = {
        name: f"{name} {versions.get(name, '?')}" for name in ("mkdocs", "mkdocs-material", "jieba", "hugo", "pagefind")
    }
    yield Row(
        "versions",
        f"gongkai {__version__}",
        ", ".join(named[name] for name in ("mkdocs", "mkdocs-material", "jieba")),
        ", ".join(named[name] for name in ("hugo", "pagefind")),
    )
    pages = peers.plain_pages(folder / "ours" / "build" / "docs", folder / "plain")
    stock, stock_site = peers.stock(programs, folder / "plain", folder / "stock")
    hugo, hugo_site = peers.hugo(programs, folder / "plain", folder / "hugo")
    texts = [
        (
            f"/notices/{r.notice_id}/#{r.anchor}",
            "\n".join(filter(None, (r.heading, r.statement, r.outcome, r.response))),
        )
        for r in records
    ]
    found, found_site = peers.pagefind(programs, texts, folder / "pagefind")
    (found_site / "blank.html").write_text("<!DOCTYPE html><title>x</title>")
    with served(found_site, policy=False) as address:
        theirs = peers.search_pagefind(address, terms[:10])
    stock_files, stock_size = peers.weight(stock_site)
    hugo_files, hugo_size = (sum(pair) for pair in zip(peers.weight(hugo_site), peers.weight(found_site), strict=True))
    stock_index = peers.index_size(stock_site)
    other = hugo.seconds + found.seconds

    yield Row("notices, findings, pages", f"{count}, {len(records)}, {pages}", "", "")
    yield Row(
        "cold build, s",
        f"{mine.cold.seconds:.1f}",
        f"{stock.seconds:.1f}",
        f"{other:.1f}",
        mine.cold.seconds / stock.seconds,
        0.25,
    )
    yield Row(
        "rebuild after one notice is added, s",
        f"{seconds(rebuilds):.1f}",
        f"{stock.seconds:.1f}",
        f"{other:.1f}",
        seconds(rebuilds) / other,
        0.15,
    )
    yield Row("rebuild after one of years ago is added, s", f"{mine.backfill.seconds:.1f}", "", "")
    yield Row("index time, s", f"{index:.1f}", "", f"{found.seconds:.1f}", index / found.seconds, 0.25)
    yield Row(
        "largest process, MB",
        f"{max(run.memory for run in (mine.cold, *rebuilds)):.0f}",
        f"{stock.memory:.0f}",
        f"{max(hugo.memory, found.memory):.0f}",
    )
    yield Row("site, MB", f"{size / 1e6:.0f}", f"{stock_size / 1e6:.0f}", f"{hugo_size / 1e6:.0f}")
    yield Row(
        "published files a notice",
        f"{files / len(notices):.2f}",
        f"{stock_files / len(notices):.2f}",
        f"{hugo_files / len(notices):.2f}",
        files / len(notices),
        8,
    )
    yield Row(
        "first search, kB moved",
        f"{first / 1000:.0f}",
        f"{stock_index / 1000:.0f}",
        f"{statistics.median(size for _, size in theirs) / 1000:.0f}",
        first / stock_index,
        0.02,
    )
    yield Row(
        "first search, ms, median" + ("" if exact else " (NOT ALL EXACT)"),
        f"{took:.0f}",
        "",
        f"{statistics.median(ms for ms, _ in theirs):.0f}",
        took,
        100,
    )
    yield Row(
        f"from entering the address to hits shown, ms, median; served by {server_name()}", f"{since_start:.0f}", "", ""
    )
    if growth > 1:
        larger = Growing(folder / "larger", in_time(list(make_large(growth * count + ADDED))), workers)
        pairs = [(mine.rebuild(), larger.rebuild()) for _ in range(ROUNDS)]
        one, other = (seconds(runs) for runs in zip(*pairs, strict=True))
        yield Row(
            f"rebuild at {growth * count} notices, s (in turns with {count}: {one:.1f} s)",
            f"{other:.1f}",
            "",
            "",
            other / one,
            2,
        )
        yield Row(
            f"largest process of a rebuild at {growth * count}, MB",
            f"{max(run.memory for _, run in pairs):.0f}",
            "",
            "",
        )
        yield Row(f"rebuild at {growth * count} with one of years ago, s", f"{larger.backfill.seconds:.1f}", "", "")
        yield Row(
            f"cold build at {growth * count} notices, s; MB",
            f"{larger.cold.seconds:.1f}; {larger.cold.memory:.0f}",
            "",
            "",
        )


def main() -> None:
    """Measure, print, and write where asked."""
    options = argparse.ArgumentParser()
    options.add_argument("count", type=int, nargs="?", default=1000)
    options.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options.add_argument("--growth", type=int, default=1, help="also rebuild a site this many times as large")
    options.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as place:
        rows = []
        for row in compare(Path(place) / "bench", chosen.count, chosen.workers, chosen.growth):
            rows.append(row)
            print(row, flush=True)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    text = f"{machine()}; {chosen.workers} workers; load when it ended {load}.\n\n{table(rows)}\n"
    print(text)
    if chosen.write:
        head, mark, old = PAGE.read_text(encoding="utf-8").partition("<!-- measured -->\n")
        below = old[at:] if (at := old.find("\n## ")) >= 0 else ""  # what is said about the figures stays
        PAGE.write_text(f"{head}{mark}{text}{below}", encoding="utf-8")


if __name__ == "__main__":
    main()
