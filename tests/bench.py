"""`make bench`: where the time goes, as ratios measured side by side in one run.

Printed, never asserted: machines differ. The texts are the notices of this repository, and 200 made-up ones.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import markdown

from generator.checks import check_notice
from generator.facts.model import Notice, Sidecar
from generator.facts.read import read_notice
from generator.search.records import search_records
from generator.source import Source
from generator.syntax.parser import parse_text
from tests import page_bench, search_bench
from tests.bench_peers import weight
from tests.corpus.large import make_large
from tests.search_files import index_files

ROOT = Path(__file__).parents[1]
PROGRAM = [sys.executable, "-m", "generator"]
Texts = Sequence[tuple[str, str]]
"""Name and text of notices."""


def best(work: Callable[[], object], times: int = 5) -> float:
    """Seconds of processor time, the least of several runs."""
    least = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        least = min(least, time.process_time() - start)
    return least


def read_all(texts: Texts) -> list[Notice]:
    """All notices, facts and checks included."""
    notices = [read_notice(Source(name, text.encode()), name, Sidecar()) for name, text in texts]
    for notice in notices:
        check_notice(notice)
    return notices


def page_of(path: Path) -> str:
    """The Markdown of a notice's page, without front matter."""
    command = [*PROGRAM, "parse", str(path), "--format", "markdown"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n---\n", 1)[1]


def parsing(paths: Sequence[Path], texts: Texts) -> None:
    """Per notice: the tree, all facts and checks, and Python-Markdown over the Markdown of the same notice's page."""
    read_all(texts)
    tree = best(lambda: [parse_text(text) for _, text in texts]) / len(texts)
    whole = best(lambda: read_all(texts)) / len(texts)
    pages = [page_of(path) for path in paths]
    other = best(lambda: [markdown.markdown(page) for page in pages], 3) / len(texts)
    size = sum(len(text) for _, text in texts) / len(texts)
    print(f"parse, {len(texts)} notices of {size:.0f} characters on average, ms a notice")
    print(
        f"  tree {tree * 1000:6.2f}   facts and checks included {whole * 1000:6.2f}   Python-Markdown {other * 1000:6.2f}"
    )
    print(f"  ratio to Python-Markdown {whole / other:.2f}")


def site(root: Path, texts: Texts) -> None:
    """A whole build in a process of its own, stage by stage, and what it publishes. `root` is made."""
    (root / "notices").mkdir(parents=True)
    for stem, text in texts:
        (root / "notices" / f"{stem}.txt").write_bytes(text.encode())
    lines: list[tuple[float, str]] = []
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    with subprocess.Popen([*PROGRAM, "build"], cwd=root, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        for line in process.stderr:
            lines.append((time.perf_counter() - start, line.strip()))
    wall = time.perf_counter() - start
    if process.returncode:
        raise SystemExit("\n".join(words for _, words in lines))
    files, size = weight([root / "site"])
    print(f"build, {len(texts)} notices: {wall:.2f} s wall, {files} files, {size / 1e6:.1f} MB")
    # A stage says its name when it begins; it lasts until the next one speaks.
    for (begun, words), (ended, _) in pairwise(lines):
        print(f"  {ended - begun:6.2f} s  {words}")


def index(texts: Texts) -> None:
    """The search index alone."""
    records = search_records(read_all(texts))
    files: dict[str, bytes] = {}
    seconds = best(lambda: files.update(index_files(records)), 3)
    size = sum(map(len, files.values())) / 1e3
    print(f"search index, {len(records)} findings: {seconds * 1000:.0f} ms, {len(files)} files, {size:.0f} kB")


def main() -> None:
    """All of it, smallest first; the first search and the first view of pages in a browser, on the site of our own notices."""
    paths = sorted((ROOT / "notices").rglob("*.txt"))
    few = [(path.stem, path.read_bytes().decode()) for path in paths]
    many = [(made.id, made.text) for made in make_large(200)]
    parsing(paths, few)
    with tempfile.TemporaryDirectory() as folder:
        for texts in (few, many):
            site(Path(folder, str(len(texts))), texts)
            index(texts)
        search_bench.main(Path(folder, str(len(few)), "site"))
        page_bench.main(Path(folder, str(len(few)), "site"))


if __name__ == "__main__":
    main()
