"""`make bench-scale N=1000 GROWTH=5`: a site of many made-up notices, ours and what an office would pick instead, side by side.

Prints a table of ratios and their bars and, with --write, puts it into docs/benchmarks.md with the machine and the versions.
Seconds belong to the machine; the ratios, taken in one run, are what is promised. Our program is run as its command; the
others get the Markdown that it leaves in build/docs.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from generator import __version__
from generator.facts.model import Sidecar
from generator.facts.read import read_notice
from generator.search.fold import fold
from generator.search.records import SearchRecord, search_records
from generator.source import Source
from tests import bench_peers as peers
from tests.bench_table import Row, machine, table
from tests.corpus.large import make_large
from tests.corpus.make import Made
from tests.search_bench import measured, served, server_name
from tests.search_files import index_files

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
NEWEST, OLD = 5, 3
"""Rebuilds with a new notice, and with one of years ago, of which the median is told: machines vary by a fifth."""
MEGABYTES = {1000: 600, 5000: 1200}
"""What the largest process may take, by the number of notices."""


class Office:
    """A site of ours that gets one notice more each time. `root` is made."""

    def __init__(self, root: Path, workers: int, program: Path = ROOT) -> None:
        (root / "notices").mkdir(parents=True)
        self.root = root
        self.command = [sys.executable, "-m", "generator", "build", "--workers", str(workers)]
        # As on any machine, Python keeps what it has compiled; else each build would compile the program again.
        self.environment = {"PYTHONPATH": str(program), "PYTHONDONTWRITEBYTECODE": ""}

    def build(self, notices: Sequence[Made]) -> peers.Run:
        """The whole command, with these notices more."""
        for made in notices:
            (self.root / "notices" / f"{made.id}.txt").write_bytes(made.text.encode())
        return peers.run(self.command, self.root, self.environment)


class Notices(NamedTuple):
    """What the first build is made of, and what is added to it one by one: new notices, oldest first, and some of years ago."""

    first: list[Made]
    newest: list[Made]
    old: list[Made]


def notices_of(count: int) -> Notices:
    """Made-up notices, `count` of them for the first build."""
    every = list(make_large(count + 1 + NEWEST + OLD))
    dated = sorted((made for made in every if made.published), key=lambda made: (str(made.published), made.id))
    newest, old = dated[-1 - NEWEST :], dated[len(dated) // 4 :][:OLD]
    return Notices([made for made in every if made not in newest and made not in old], newest, old)


class Measured(NamedTuple):
    """The builds at one size, ours and theirs; each kind of rebuild was done several times."""

    cold: peers.Run
    newest: list[peers.Run]
    old: list[peers.Run]
    hugo: peers.Run
    pagefind: peers.Run
    pagefind_parts: int

    @property
    def other(self) -> float:
        """Seconds of Hugo and Pagefind together."""
        return self.hugo.seconds + self.pagefind.seconds


def rows(folder: Path, workers: int, count: int, growth: int) -> Iterator[Row]:
    """Everything, row by row as it is measured; with a growth above 1 also a site that many times as large."""
    programs, versions = peers.installed(folder / "peers")
    mkdocs = ", ".join(versions[name] for name in ("mkdocs", "mkdocs-material", "jieba"))
    hugo = ", ".join(versions[name] for name in ("hugo", "pagefind"))
    yield Row("versions", f"gongkai {__version__}", mkdocs, hugo)
    Office(folder / "first", workers).build(list(make_large(1)))  # so that Python has compiled the program
    yield from size_rows(folder / "small", programs, workers, count, whole=True)
    if growth > 1:
        yield from size_rows(folder / "large", programs, workers, growth * count, whole=False)


def size_rows(folder: Path, programs: Path, workers: int, count: int, whole: bool) -> Iterator[Row]:
    """One size: our first build, theirs of the same notices, our rebuilds; where it is `whole`, stock MkDocs and the search, too."""
    notices, office = notices_of(count), Office(folder / "ours", workers)
    cold = office.build(notices.first)
    records = [record for made in notices.first for record in records_of(made)]
    pages = peers.plain_pages(office.root / "build" / "docs", folder / "plain")
    yield Row("notices, findings, pages", f"{count}, {len(records)}, {pages}")

    stock = peers.stock(programs, folder / "plain", folder / "stock") if whole else None
    hugo = peers.hugo(programs, folder / "plain", folder / "hugo")
    index = peers.pagefind(programs, ["\n".join(texts_of(record)) for record in records], folder / "pagefind")
    if stock:
        yield from site_rows(count, office.root / "site", stock.site, [hugo.site, *index.sites])
        yield from search_rows(records, office.root / "site", stock.site, index)

    office.build(notices.newest[:1])  # so that every file has its place, as on a site that has been kept for a while
    newest = [office.build([made]) for made in notices.newest[1:]]
    old = [office.build([made]) for made in notices.old]
    runs = Measured(cold, newest, old, hugo.run, index.run, len(index.sites))
    yield from build_rows(count, runs, stock.run if stock else None)


def records_of(made: Made) -> list[SearchRecord]:
    """The findings of a notice as the search knows them."""
    notice = read_notice(Source(made.id, made.text.encode()), made.id, Sidecar())
    return search_records([notice])


def texts_of(record: SearchRecord) -> list[str]:
    """The texts of a finding that are searched."""
    return [record.heading, *record.body]


def terms_of(records: Sequence[SearchRecord], count: int) -> list[str]:
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


def median(runs: Sequence[peers.Run]) -> float:
    """Seconds."""
    return statistics.median(run.seconds for run in runs)


def build_rows(count: int, runs: Measured, stock: peers.Run | None) -> Iterator[Row]:
    """Seconds and megabytes of the builds at one size."""
    at, ours, other = f"at {count} notices", runs.cold.seconds, runs.other
    theirs = f"{other:.1f}"
    if runs.pagefind_parts > 1:
        theirs += f" (Pagefind in {runs.pagefind_parts} parts, one after the other)"
    if stock:
        mkdocs = f"{stock.seconds:.1f}"
        yield Row(f"cold build {at}, s", f"{ours:.1f}", mkdocs, "", ours / stock.seconds, 0.35)
    yield Row(f"cold build {at}, s", f"{ours:.1f}", "", theirs, ours / other, 1.0 if stock else None)
    for name, rebuilds, bar in (("one notice", runs.newest, 0.2), ("one of years ago", runs.old, 0.25)):
        took = median(rebuilds)
        yield Row(f"rebuild after {name} {at}, s", f"{took:.2f}", "", theirs, took / other, bar)
    used = statistics.median(run.processor for run in runs.newest)
    yield Row(
        f"processor {at}, cold build; rebuild, s",
        f"{runs.cold.processor:.1f}; {used:.2f}",
        f"{stock.processor:.1f}" if stock else "",
        f"{runs.hugo.processor + runs.pagefind.processor:.1f}",
    )
    rebuilt = max(run.memory for run in (*runs.newest, *runs.old))
    yield Row(
        f"largest process {at}, first build; rebuild, MB",
        f"{runs.cold.memory:.0f}; {rebuilt:.0f}",
        f"{stock.memory:.0f}" if stock else "",
        f"{max(runs.hugo.memory, runs.pagefind.memory):.0f}",
        max(runs.cold.memory, rebuilt),
        MEGABYTES.get(count),
    )


def site_rows(count: int, ours: Path, stock: Path, hugo: Sequence[Path]) -> Iterator[Row]:
    """What is published: bytes and files."""
    weights = [peers.weight([ours]), peers.weight([stock]), peers.weight(hugo)]
    yield Row("site, MB", *(f"{size / 1e6:.0f}" for _, size in weights))
    files = [number / count for number, _ in weights]
    yield Row("published files a notice", *(f"{each:.2f}" for each in files), files[0], 8)


def search_rows(records: Sequence[SearchRecord], ours: Path, stock: Path, pagefind: peers.Index) -> Iterator[Row]:
    """The index, and a first search in a browser for terms cut from the texts; each number of hits is counted again here."""
    start = time.perf_counter()
    index_files(records)
    took, theirs = time.perf_counter() - start, pagefind.run.seconds
    yield Row("index time, s", f"{took:.1f}", "", f"{theirs:.1f}", took / theirs, 0.25)

    terms = terms_of(records, 50)
    searches = measured(ours, terms)
    folded = [[fold(text) for text in texts_of(record)] for record in records]
    right = [sum(any(term in text for text in each) for each in folded) for term in terms]
    exact = [(search.hits, search.shown) for search in searches] == [(hits, min(10, hits)) for hits in right]
    (pagefind.sites[0] / "blank.html").write_text("<!DOCTYPE html><title>x</title>")
    with served(pagefind.sites[0], policy=False) as address:
        others = peers.search_pagefind(address, terms[:10])
    moved = statistics.median(search.index_bytes for search in searches) / 1000
    material = peers.index_size(stock) / 1000
    kilobytes = statistics.median(size for _, size in others) / 1000
    yield Row("first search, kB moved", f"{moved:.0f}", f"{material:.0f}", f"{kilobytes:.0f}", moved / material, 0.02)
    took = statistics.median(search.milliseconds for search in searches)
    name = "first search, ms, median" + ("" if exact else " (NOT ALL EXACT)")
    yield Row(name, f"{took:.0f}", "", f"{statistics.median(ms for ms, _ in others):.0f}", took, 100)
    entered = statistics.median(search.since_start for search in searches)
    yield Row(f"from entering the address to hits shown, ms, median; served by {server_name()}", f"{entered:.0f}")


def main() -> None:
    """Measure, print, and write where asked."""
    options = argparse.ArgumentParser()
    options.add_argument("count", type=int, nargs="?", default=1000)
    options.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options.add_argument("--growth", type=int, default=1, help="also measure a site this many times as large")
    options.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as place:
        found = []
        for row in rows(Path(place), chosen.workers, chosen.count, chosen.growth):
            found.append(row)
            print(row, flush=True)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    text = f"{machine()}; {chosen.workers} workers; load when it ended {load}.\n\n{table(found)}\n"
    print(text)
    if chosen.write:
        head, mark, old = PAGE.read_text(encoding="utf-8").partition("<!-- measured -->\n")
        below = old[at:] if (at := old.find("\n## ")) >= 0 else ""  # what is said about the figures stays
        PAGE.write_text(f"{head}{mark}{text}{below}", encoding="utf-8")


if __name__ == "__main__":
    main()
