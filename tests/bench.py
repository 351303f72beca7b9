"""`make bench`: where the time goes, as ratios measured side by side in one run.

Printed, never asserted: machines differ. The texts are the notices of this repository, and 200 notices made from them
by giving each another unit and other figures, so that none is a byte copy of another.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import markdown

from generator.build.single import show
from generator.checks import check_notice
from generator.facts.model import Notice, Sidecar
from generator.facts.read import read_notice
from generator.library import Library
from generator.search.index import build as build_index
from generator.search.records import from_finding
from generator.source import Source
from generator.syntax.parser import parse_text

ROOT = Path(__file__).parents[1]
COUNTIES = (
    "临湘",
    "汨罗",
    "华容",
    "湘阴",
    "苍溪",
    "剑阁",
    "青川",
    "云霄",
    "诏安",
    "南靖",
    "攸县",
    "茶陵",
    "炎陵",
    "东安",
    "双牌",
)


def seeds() -> list[tuple[str, str]]:
    """Name and text of each notice in the repository."""
    return [(path.stem, path.read_bytes().decode("utf-8")) for path in sorted((ROOT / "notices").rglob("*.txt"))]


def varied(count: int) -> list[tuple[str, str]]:
    """`count` notices made from the seeds with a fixed seed: other places, other numbers."""
    rng = random.Random(20260226)
    texts = seeds()
    made = []
    for number in range(count):
        name, text = texts[number % len(texts)]
        place = rng.choice(COUNTIES) + "县"
        for old in ("平江县", "旺苍县", "东山县", "株洲市", "祁阳市"):
            text = text.replace(old, place)
        text = re.sub(
            r"(?<=[，。；：、的有])(\d{1,3})(?=[个家名次件])", lambda found: str(int(found[1]) + rng.randrange(9)), text
        )
        made.append((f"{name}-{number:04d}", text))
    return made


def best(work: Callable[[], object], times: int = 5) -> float:
    """Seconds of processor time, the least of several runs."""
    least = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        least = min(least, time.process_time() - start)
    return least


def read_all(texts: Sequence[tuple[str, str]]) -> list[Notice]:
    """All notices, facts and checks included."""
    notices = [read_notice(Source(name, text.encode()), name, Sidecar()) for name, text in texts]
    for notice in notices:
        check_notice(notice)
    return notices


def parsing() -> None:
    """Per notice: the tree, all facts and checks, and Python-Markdown over the Markdown of the same notice's page."""
    texts = seeds()
    read_all(texts)
    tree = best(lambda: [parse_text(text) for _, text in texts]) / len(texts)
    whole = best(lambda: read_all(texts)) / len(texts)
    pages = [
        show(path, "markdown").decode().split("\n---\n", 1)[1] for path in sorted((ROOT / "notices").rglob("*.txt"))
    ]
    other = best(lambda: [markdown.markdown(page) for page in pages], 3) / len(texts)
    size = sum(len(text) for _, text in texts) / len(texts)
    print(f"parse, {len(texts)} notices of {size:.0f} characters on average, ms a notice")
    print(
        f"  tree {tree * 1000:6.2f}   facts and checks included {whole * 1000:6.2f}   Python-Markdown {other * 1000:6.2f}"
    )
    print(f"  ratio to Python-Markdown {whole / other:.2f}")


def site(texts: Sequence[tuple[str, str]], name: str) -> None:
    """A whole build in a process of its own, stage by stage, and what it publishes."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for part in ("mkdocs.yml", "templates"):
            source = ROOT / part
            (shutil.copytree if source.is_dir() else shutil.copy)(source, root / part)
        (root / "notices").mkdir()
        for stem, text in texts:
            (root / "notices" / f"{stem}.txt").write_bytes(text.encode())
        lines: list[tuple[float, str]] = []
        start = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, "-m", "generator", "build"],
            cwd=root,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        ) as process:
            assert process.stderr is not None
            for line in process.stderr:
                lines.append((time.perf_counter() - start, line.strip()))
        if process.returncode:
            raise SystemExit("\n".join(words for _, words in lines))
        wall = time.perf_counter() - start
        files = [path for path in (root / "site").rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files) / 1e6
        print(f"build, {name}: {wall:.2f} s wall, {len(files)} files, {size:.1f} MB")
        # A stage says its name when it begins; it lasts until the next one speaks.
        for (begun, words), (ended, _) in pairwise(lines):
            print(f"  {ended - begun:6.2f} s  {words}")


def index(texts: Sequence[tuple[str, str]]) -> None:
    """The search index alone."""
    library = Library(read_all(texts))
    records = [from_finding(notice, finding) for notice in library.notices for finding in notice.findings]
    files: dict[str, bytes] = {}
    seconds = best(lambda: files.update(build_index(records)), 3)
    print(
        f"search index, {len(records)} findings: {seconds * 1000:.0f} ms, {len(files)} files, {sum(map(len, files.values())) / 1e3:.0f} kB"
    )


def main() -> None:
    """All of it, smallest first."""
    parsing()
    few, many = seeds(), varied(200)
    for texts, name in ((few, f"{len(few)} notices"), (many, f"{len(many)} notices made from them")):
        site(texts, name)
        index(texts)
    from tests.search_bench import main as first_search

    first_search()

    from tests.page_bench import main as first_view

    first_view()


if __name__ == "__main__":
    main()
