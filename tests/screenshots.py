"""`make screenshots`: pictures of the built site for the README, desk, phone and dark, into docs/screenshots/."""

from __future__ import annotations

import functools
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "screenshots"
CHROMIUM = {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox", "--disable-background-networking"]}
PAGES = {
    "home": "",
    "notice": "notices/pingjiang-weijian-2025/",
    "search": "search/?q=工会经费",
    "topic": "topics/procurement/",
    "quality": "quality/",
}
MOST_BYTES = 250_000


class Screen(NamedTuple):
    """What the pictures are taken on."""

    name: str
    width: int
    height: int
    scheme: str


SCREENS = (
    Screen("1280", 1280, 800, "light"),
    Screen("390", 390, 844, "light"),
    Screen("dark", 1280, 800, "dark"),
)


class Handler(SimpleHTTPRequestHandler):
    """Files without a line for each request."""

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


def take(browser: Browser, base: str, screen: Screen) -> Iterator[Path]:
    """All pages on one screen; the files written."""
    context = browser.new_context(
        viewport={"width": screen.width, "height": screen.height},
        color_scheme=screen.scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page = context.new_page()
    for name, address in PAGES.items():
        page.goto(base + address)
        if "?q=" in address:
            page.wait_for_selector('[data-search-state="done"]')
        path = TARGET / f"{name}-{screen.name}.png"
        page.screenshot(path=path, animations="disabled")
        yield path
    context.close()


def main() -> int:
    """0 when every picture was taken and is small enough to be kept in the repository."""
    site = ROOT / "site"
    if not (site / "index.html").is_file():
        print("site/ 还没有生成，请先运行 make site。", file=sys.stderr)
        return 2
    TARGET.mkdir(parents=True, exist_ok=True)
    large = []
    with served(site) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        for screen in SCREENS:
            for path in take(browser, base, screen):
                size = path.stat().st_size
                print(f"{path.relative_to(ROOT)}  {size / 1000:.0f} KB")
                if size > MOST_BYTES:
                    large.append(path.name)
        browser.close()
    if large:
        print(f"超过 {MOST_BYTES // 1000} KB：{'、'.join(large)}", file=sys.stderr)
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main())
