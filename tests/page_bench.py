"""What a first view of a page costs a visitor: bytes over the wire with gzip, and when its largest part is painted.

`python -m tests.page_bench [SITE]` prints a table for the site folder (default: site/) and says which page is beyond
the bounds: 350 KB a view, a largest contentful paint of 1 s with the processor slowed down four times. A fresh
browser context for every view, so nothing is cached; the median of several views. Exit code 1 when a bound is passed.
Bytes are those of nginx with gzip; without nginx they are larger.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from tests.search_bench import CHROMIUM, served

MOST_BYTES = 350_000
MOST_MILLISECONDS = 1000
SLOWED = 4
VIEWS = 5

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

    @property
    def beyond(self) -> bool:
        """Whether it passes a bound."""
        return self.wire_bytes > MOST_BYTES or self.milliseconds > MOST_MILLISECONDS


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


def main(site: Path = Path("site")) -> int:
    """Print the views of a built site; 0 when every page keeps within the bounds."""
    if not (site / "index.html").is_file():
        print(f"{site}/ 还没有生成，请先运行 make site。", file=sys.stderr)
        return 2
    print(f"first view of a page, gzip, processor slowed down {SLOWED} times, median of {VIEWS}")
    with served(site) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        views = [view(browser, base, page) for page in pages_of(site)]
        browser.close()
    for each in views:
        mark = f"  beyond {MOST_BYTES // 1000} KB or {MOST_MILLISECONDS} ms" * each.beyond
        moved = f"{each.wire_bytes / 1000:6.1f} KB in {each.requests} requests"
        print(f"  {each.milliseconds:5.0f} ms largest paint  {moved}  /{each.page}{mark}")
    return int(any(each.beyond for each in views))


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
