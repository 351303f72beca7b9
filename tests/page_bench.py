"""What a first view of a page costs a visitor: bytes over the wire with gzip, and when its largest part is painted.

`python -m tests.page_bench [SITE]` prints a table for the site folder (default: site/) and says which page is beyond
the bounds: 350 KB a view, a largest contentful paint of 1 s with the processor slowed down four times. A fresh
browser context for every view, so nothing is cached; the median of several views. Exit code 1 when a bound is passed.
"""

from __future__ import annotations

import functools
import gzip
import statistics
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
CHROMIUM = {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox", "--disable-background-networking"]}
MOST_BYTES = 350_000
MOST_MILLISECONDS = 1000
SLOWED = 4
VIEWS = 5
COMPRESSED = (".html", ".css", ".js", ".svg", ".json", ".xml", "/")

# The browser reports ever larger parts until the reader does something; the last report counts.
WATCH = """
window.largest = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.largest = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
"""


class View(NamedTuple):
    """The first view of one page."""

    page: str
    milliseconds: float
    wire_bytes: int
    requests: int


class Handler(SimpleHTTPRequestHandler):
    """Files, text compressed as any web server does."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file() or not path.name.endswith(COMPRESSED):
            super().do_GET()
            return
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder on a free port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def pages_of(site: Path) -> list[str]:
    """The first page and, of each kind that there is, the heaviest one."""
    kinds = ("notices", "units", "regions", "topics")
    chosen = [""]
    for kind in kinds:
        found = sorted((site / kind).glob("*/index.html"), key=lambda path: (-path.stat().st_size, path))
        chosen += [f"{kind}/{path.parent.name}/" for path in found[:1]]
    return chosen + [f"{name}/" for name in ("commitments", "citations", "search") if (site / name).is_dir()]


def view(browser: Browser, base: str, page: str) -> View:
    """The median of several first views."""
    took: list[float] = []
    size = requests = 0
    for _ in range(VIEWS):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        tab = context.new_page()
        session = context.new_cdp_session(tab)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        session.send("Network.enable")
        received: list[int] = []
        session.on("Network.loadingFinished", lambda event, to=received: to.append(int(event["encodedDataLength"])))
        tab.add_init_script(WATCH)
        tab.goto(base + page)
        tab.wait_for_load_state("networkidle")
        took.append(float(tab.evaluate("window.largest")))
        size, requests = sum(received), len(received)
        context.close()
    return View(page, statistics.median(took), size, requests)


def measured(site: Path) -> list[View]:
    """The views of a built site, in the order of `pages_of`."""
    with served(site) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        views = [view(browser, base, page) for page in pages_of(site)]
        browser.close()
    return views


def beyond(views: list[View]) -> list[View]:
    """Views that pass a bound."""
    return [each for each in views if each.wire_bytes > MOST_BYTES or each.milliseconds > MOST_MILLISECONDS]


def main(site: Path = ROOT / "site") -> int:
    """0 when every page keeps within the bounds."""
    if not (site / "index.html").is_file():
        print("site/ 还没有生成，请先运行 make site。", file=sys.stderr)
        return 2
    views = measured(site)
    print(f"first view of a page, gzip, processor slowed down {SLOWED} times, median of {VIEWS}")
    for each in views:
        print(
            f"  {each.milliseconds:5.0f} ms largest paint  {each.wire_bytes / 1000:6.1f} KB in {each.requests} requests  /{each.page}"
        )
    over = beyond(views)
    for each in over:
        print(f"beyond {MOST_BYTES // 1000} KB or {MOST_MILLISECONDS} ms: /{each.page}", file=sys.stderr)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"))
