"""What a first search costs a visitor: milliseconds and bytes, on a built site, with nothing cached.

`python -m tests.search_bench [SITE]` prints a table for the site folder (default: site/); `measured()` is what
`make bench` calls. Served without compression or delay from this machine, so bytes carry over and milliseconds do not.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, sync_playwright

QUERIES = ("整改", "的", "全面从严治党", "工会经费", "2025年2月", "卫生院 培训", "，", "医疗质量安全核心制度")

# The page says when it has begun, which is when its scripts are there, and when it is done.
WATCH = """
addEventListener("DOMContentLoaded", () => {
  const page = document.querySelector("[data-search-page]");
  new MutationObserver(() => {
    const state = page.dataset.searchState;
    if (state === "loading") window.searchBegan = performance.now();
    if (state === "done") window.searchTook = performance.now() - window.searchBegan;
  }).observe(page, { attributeFilter: ["data-search-state"] });
});
"""

SERVER = """
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
class Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else 40 ms a request on a kept connection, which no real server has
    def log_message(self, *args): pass
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
"""


class FirstSearch(NamedTuple):
    """One query on a fresh visit. Bytes are the index's alone; the scripts are counted apart."""

    query: str
    hits: int
    milliseconds: float
    index_bytes: int
    index_files: int
    script_bytes: int


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server in a process of its own, so that it does not share a lock with the measuring one."""
    process = subprocess.Popen([sys.executable, "-c", SERVER], cwd=folder, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/"
    finally:
        process.terminate()
        process.wait()
        if process.stdout:
            process.stdout.close()


def first_search(browser: Browser, address: str, query: str) -> FirstSearch:
    """The cost of one query in a fresh profile."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(WATCH)
    sizes: dict[str, int] = {}
    page.on(
        "response",
        lambda response: sizes.__setitem__(
            urlsplit(response.url).path, int(response.headers.get("content-length", "0"))
        ),
    )
    page.goto(f"{address}search/?q={quote(query)}")
    page.locator('[data-search-state="done"]').wait_for(state="attached")
    took = page.evaluate("window.searchTook")
    hits = int(page.locator("[data-search-total]").inner_text())
    context.close()
    index = [size for path, size in sizes.items() if "/search/index/" in path]
    scripts = sum(size for path, size in sizes.items() if "/assets/search/" in path)
    return FirstSearch(query, hits, took, sum(index), len(index), scripts)


def measured(site: Path, queries: Sequence[str] = QUERIES) -> list[FirstSearch]:
    """The cost of each query on a built site. One query warms the browser up and is not counted."""
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-background-networking"]
        )
        first_search(browser, address, queries[0])
        found = [first_search(browser, address, query) for query in queries]
        browser.close()
    return found


def table(searches: Sequence[FirstSearch]) -> Iterator[str]:
    """Lines of a table: each query, then medians."""
    yield f"{'hits':>7} {'ms':>6} {'KB':>7} {'files':>5}  query"
    for search in searches:
        yield (
            f"{search.hits:7} {search.milliseconds:6.0f} {search.index_bytes / 1000:7.1f}"
            f" {search.index_files:5}  {search.query}"
        )
    median_ms = statistics.median(search.milliseconds for search in searches)
    median_bytes = statistics.median(search.index_bytes for search in searches)
    most = max(search.index_bytes for search in searches)
    yield (
        f"first search, cold, ten excerpts: median {median_ms:.0f} ms, {median_bytes / 1000:.1f} KB of index"
        f" (most {most / 1000:.1f} KB), {searches[0].script_bytes / 1000:.1f} KB of scripts once"
    )


def main(site: Path = Path("site")) -> None:
    """Prints the table for a built site."""
    print("\n".join(table(measured(site))))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
