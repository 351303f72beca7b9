"""What a first search costs a visitor: milliseconds and bytes, on a built site, with nothing cached.

`python -m tests.search_bench [SITE]` prints a table for the site folder (default: site/); `measured()` is what
`make bench` calls. Served from this machine without delay, by nginx as the sample for offices sets it up or, where there is
none, by Python's server, so bytes carry over and milliseconds do not.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, CDPSession, sync_playwright

from tests import nginx

CHROMIUM: dict[str, Any] = {
    "executable_path": "/usr/bin/chromium",
    "args": ["--no-sandbox", "--disable-background-networking"],
}
QUERIES = ("整改", "的", "全面从严治党", "工会经费", "2025年2月", "卫生院 培训", "，", "医疗质量安全核心制度")

# The page says when it has begun, which is when its scripts are there, and when it is done. Nobody asks it meanwhile: a
# question every few milliseconds would be answered by the same thread.
WATCH = """
new MutationObserver(([{ target }]) => {
  const state = target.dataset.searchState;
  if (state === "loading") window.searchBegan ??= performance.now();
  if (state === "done") {
    window.searchDone ??= performance.now();
    console.log("done");
  }
}).observe(document, { subtree: true, attributeFilter: ["data-search-state"] });
"""
MOVED = """performance.getEntriesByType("resource").map(({ name, encodedBodySize }) => [name, encodedBodySize])"""

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
    """One query on a fresh visit. `milliseconds` begin when the page's scripts are there, `since_start` when the address is
    entered, and both end when hits, their number and filters are shown. Bytes are the index's alone; the scripts are
    counted apart. `processor` is milliseconds of the page's process, from its start."""

    query: str
    hits: int
    shown: int
    milliseconds: float
    since_start: float
    processor: float
    index_bytes: int
    index_files: int
    script_bytes: int


def server_name() -> str:
    """Which server answers here."""
    return "nginx" if nginx.PROGRAM.exists() else "Python's http.server"


@contextmanager
def served(folder: Path, policy: bool = True) -> Iterator[str]:
    """The address of a server in a process of its own, so that it does not share a lock with the measuring one. Without
    `policy` pages may do what ours must not, such as WebAssembly."""
    if not nginx.PROGRAM.exists():
        with served_by_python(folder) as address:
            yield address
        return
    port = nginx.free_port()
    sample = nginx.own_host(folder.resolve(), port)
    if not policy:
        sample = "\n".join(line for line in sample.splitlines() if "add_header Content-Security-Policy" not in line)
    with tempfile.TemporaryDirectory() as work, nginx.running(Path(work), sample, port):
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def served_by_python(folder: Path) -> Iterator[str]:
    """The same where there is no nginx."""
    process = subprocess.Popen([sys.executable, "-c", SERVER], cwd=folder, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/"
    finally:
        process.terminate()
        process.wait()
        if process.stdout:
            process.stdout.close()


def processor_times(session: CDPSession) -> dict[int, float]:
    """Milliseconds of processor that each process for pages has used, by its number."""
    processes: list[dict[str, Any]] = session.send("SystemInfo.getProcessInfo")["processInfo"]
    return {each["id"]: 1000 * each["cpuTime"] for each in processes if each["type"] == "renderer"}


def first_search(browser: Browser, address: str, query: str) -> FirstSearch:
    """The cost of one query in a fresh profile."""
    session = browser.new_browser_cdp_session()
    before = processor_times(session)
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(WATCH)
    with page.expect_console_message(lambda message: message.text == "done"):
        page.goto(f"{address}search/?q={quote(query)}")
    processor = sum(used - before.get(process, 0) for process, used in processor_times(session).items())
    began, done, moved = page.evaluate(f"[window.searchBegan, window.searchDone, {MOVED}]")
    hits = int(page.locator("[data-search-total]").inner_text())
    shown = page.locator("a[data-finding]").count()
    context.close()
    session.detach()
    sizes = [(urlsplit(name).path, size) for name, size in moved]
    index = [size for path, size in sizes if "/search/index/" in path]
    scripts = sum(size for path, size in sizes if "/assets/search/" in path)
    return FirstSearch(query, hits, shown, done - began, done, processor, sum(index), len(index), scripts)


def measured(site: Path, queries: Sequence[str] = QUERIES) -> list[FirstSearch]:
    """The cost of each query on a built site. One query warms the browser up and is not counted."""
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        first_search(browser, address, queries[0])
        found = [first_search(browser, address, query) for query in queries]
        browser.close()
    return found


def table(searches: Sequence[FirstSearch]) -> Iterator[str]:
    """Lines of a table: each query, then medians."""
    yield f"{'hits':>7} {'ms':>6} {'in all':>6} {'KB':>7} {'files':>5}  query"
    for search in searches:
        yield (
            f"{search.hits:7} {search.milliseconds:6.0f} {search.since_start:6.0f} {search.index_bytes / 1000:7.1f}"
            f" {search.index_files:5}  {search.query}"
        )
    median_ms = statistics.median(search.milliseconds for search in searches)
    in_all = statistics.median(search.since_start for search in searches)
    processor = statistics.mean(search.processor for search in searches)
    median_bytes = statistics.median(search.index_bytes for search in searches)
    most = max(search.index_bytes for search in searches)
    yield (
        f"first search, cold, ten excerpts, served by {server_name()}: median {median_ms:.0f} ms, {in_all:.0f} ms from"
        f" entering the address, {processor:.0f} ms of the page's processor time; {median_bytes / 1000:.1f} KB of index"
        f" (most {most / 1000:.1f} KB), {searches[0].script_bytes / 1000:.1f} KB of scripts once"
    )


def main(site: Path = Path("site")) -> None:
    """Prints the table for a built site."""
    print("\n".join(table(measured(site))))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
