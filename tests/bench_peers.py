"""What an office would pick instead, built from the same pages: stock MkDocs + Material + jieba, and Hugo + Pagefind.

They are installed by their ordinary clients into a folder of the benchmark's own. They get the Markdown that we make with its
title, less all that only our templates and our renderer read: less work than a real site of theirs would be.
"""

from __future__ import annotations

import asyncio
import gzip
import html
import json
import math
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

ATTRIBUTE_LINE = re.compile(r"^(?:\{[^{}]*\}|:{3,}.*)\n", re.MULTILINE)
ATTRIBUTES = re.compile(r"\]\{[^{}]*\}")
SPAN = re.compile(r"(?<!\\)\[([^\[\]]*)\](?!\()")
TITLE = re.compile(r"^title:.*(?:\n .*)*", re.MULTILINE)
"""The title of a page in its front matter, which may be written over several lines."""
MKDOCS = """site_name: 对照
docs_dir: {docs}
site_dir: {site}
theme: {{name: material, language: zh, font: false}}
plugins: [{{search: {{lang: zh}}}}]
nav: [index.md]  # with all pages in the menu, as MkDocs does by itself, every page holds them all and the site has gigabytes
"""
HUGO = 'baseURL = "https://example.org/"\ntitle = "对照"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n'
LAYOUT = '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body><h1>{{ .Title }}</h1>{{ .Content }}</body></html>\n'
FINDING_BYTES = 110_000
"""What Pagefind's memory grows by for a finding: 3.3 GB for 30,000 of them, every character a word."""
PACKAGES = ("mkdocs-material", "jieba", "hugo", "pagefind[extended]")
RECORD = (
    '<!DOCTYPE html><html lang="zh"><head><title>{}</title></head><body data-pagefind-body><p>{}</p></body></html>\n'
)


# Runs a command and writes down how long it took, how much processor time it used and how large its largest process was. In a
# process of its own, because a child starts with the memory of the one that starts it on its account.
RUNNER = """
import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.call(sys.argv[2:])
took = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
open(sys.argv[1], "w").write(f"{took} {used.ru_utime + used.ru_stime} {used.ru_maxrss / 1000}")
sys.exit(code)
"""


class Run(NamedTuple):
    """A finished program: seconds, seconds of processor time, and megabytes of its largest process."""

    seconds: float
    processor: float
    memory: float


class Site(NamedTuple):
    """What a peer built, and how it went."""

    run: Run
    site: Path


class Index(NamedTuple):
    """An index by Pagefind. It has several sites where it would not fit into memory as one."""

    run: Run
    sites: list[Path]


def run(command: Sequence[str], folder: Path, environment: dict[str, str] | None = None) -> Run:
    """Run a program to its end. Raises SystemExit with its words when it fails."""
    told = folder / "took.txt"
    with (folder / "output.txt").open("w+b") as output:
        done = subprocess.run(
            [sys.executable, "-S", "-c", RUNNER, str(told), *command],
            cwd=folder,
            env=os.environ | (environment or {}),
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            output.seek(0)
            raise SystemExit(f"{' '.join(command)}\n{output.read().decode(errors='replace')[-2000:]}")
    return Run(*map(float, told.read_text().split()))


def installed(folder: Path) -> tuple[Path, dict[str, str]]:
    """The folder of the peers' programs, and name and version of each. Raises SystemExit when they cannot be installed."""
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    folder.mkdir(parents=True)
    pip = [str(programs / "python"), "-m", "pip", "--disable-pip-version-check"]
    run([sys.executable, "-m", "venv", str(folder)], folder)
    run([*pip, "install", "--quiet", *PACKAGES], folder)
    listing = subprocess.run([*pip, "list", "--format", "json"], capture_output=True, text=True, check=True)
    return programs, {each["name"].lower(): f"{each['name']} {each['version']}" for each in json.loads(listing.stdout)}


def plain_pages(docs: Path, target: Path) -> int:
    """Our generated pages as any generator reads them; how many."""
    count = 0
    for path in sorted(docs.rglob("*.md")):
        front, _, body = path.read_text(encoding="utf-8").removeprefix("---\n").partition("\n---\n")
        title = yaml.safe_load(found[0]) if (found := TITLE.search(front)) else {}
        text = SPAN.sub(r"\1", ATTRIBUTES.sub("]", ATTRIBUTE_LINE.sub("", body)))
        page = target / path.relative_to(docs)
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"---\n{yaml.safe_dump(title, allow_unicode=True)}---\n{text}", encoding="utf-8")
        count += 1
    return count


def stock(programs: Path, docs: Path, folder: Path) -> Site:
    """A cold build of MkDocs with Material and its search."""
    folder.mkdir()
    site = folder / "site"
    (folder / "mkdocs.yml").write_text(MKDOCS.format(docs=docs, site=site), encoding="utf-8")
    return Site(run([str(programs / "mkdocs"), "build", "--quiet"], folder, {"NO_MKDOCS_2_WARNING": "1"}), site)


def hugo(programs: Path, docs: Path, folder: Path) -> Site:
    """A full build by Hugo with the barest layout."""
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (folder / "hugo.toml").write_text(HUGO, encoding="utf-8")
    for name in ("single", "list", "home"):
        (layouts / f"{name}.html").write_text(LAYOUT, encoding="utf-8")
    (folder / "layouts" / "index.html").write_text(LAYOUT, encoding="utf-8")
    content = folder / "content"
    for path in sorted(docs.rglob("*.md")):  # Hugo's name for the page of a folder
        name = path.relative_to(docs)
        name = name.with_name("_index.md") if name.name == "index.md" else name
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_bytes(path.read_bytes())
    return Site(run([str(programs / "hugo"), "--quiet"], folder), folder / "public")


def pagefind(programs: Path, findings: Sequence[str], folder: Path) -> Index:
    """A full index by Pagefind, one page a finding, every character a word of its own (else it misses hits).

    The command reads pages; the Python client waits a tenth of a second for each record and would be at it for an hour. What
    would take more than most of the free memory is indexed in parts, as sites that are searched together, one after the
    other: seconds are the sum, memory is that of the largest.
    """
    parts = math.ceil(len(findings) * FINDING_BYTES / (0.7 * free_memory()))
    runs, sites = [], []
    for part in range(parts):
        site = folder / f"site{part}"
        site.mkdir(parents=True)
        for number, text in enumerate(findings[part::parts]):
            words = html.escape(" ".join("".join(text.split())))
            (site / f"{number}.html").write_text(RECORD.format(number, words), encoding="utf-8")
        runs.append(run([str(programs / "python"), "-m", "pagefind", "--site", str(site), "--quiet"], folder))
        for page in site.glob("*.html"):  # so that only the index is weighed
            page.unlink()
        sites.append(site)
    seconds, processor, memory = zip(*runs, strict=True)
    return Index(Run(sum(seconds), sum(processor), max(memory)), sites)


def free_memory() -> int:
    """Bytes that a new program can have without another being pushed out; those of the machine where it does not tell."""
    told = Path("/proc/meminfo")
    if told.exists() and (found := re.search(r"MemAvailable: *(\d+) kB", told.read_text())):
        return int(found[1]) * 1024
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def index_size(site: Path) -> int:
    """Bytes of Material's search index as a server sends it, gzip."""
    return len(gzip.compress((site / "search" / "search_index.json").read_bytes(), 6))


def weight(sites: Sequence[Path]) -> tuple[int, int]:
    """Files and bytes of published folders."""
    sizes = [path.stat().st_size for site in sites for path in site.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


async def pagefind_search(address: str, terms: Sequence[str]) -> list[tuple[float, int]]:
    """Milliseconds and bytes of a first search for each term, ten excerpts loaded."""
    from playwright.async_api import Request, async_playwright

    found: list[tuple[float, int]] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for term in terms:
            context = await browser.new_context()
            page = await context.new_page()
            requests: list[Request] = []
            page.on("requestfinished", lambda request, requests=requests: requests.append(request))
            await page.goto(address + "blank.html")
            took = await page.evaluate(
                """async (term) => { const start = performance.now();
                const pagefind = await import("./pagefind/pagefind.js");
                const found = await pagefind.search('"' + [...term].join(" ") + '"');
                await Promise.all(found.results.slice(0, 10).map((hit) => hit.data()));
                return performance.now() - start; }""",
                term,
            )
            sizes = [(await request.sizes())["responseBodySize"] for request in requests]
            found.append((took, sum(sizes)))
            await context.close()
        await browser.close()
    return found


def search_pagefind(address: str, terms: Sequence[str]) -> list[tuple[float, int]]:
    """The same, from code that is not asynchronous."""
    return asyncio.run(pagefind_search(address, terms))
