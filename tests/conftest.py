"""Sites built once for all tests that look at one."""

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from generator.build.recipe import build

ROOT = Path(__file__).parents[1]


def quiet(_: str) -> None:
    """No progress lines in tests."""


@pytest.fixture(scope="session")
def seed_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the five real notices."""
    root = tmp_path_factory.mktemp("seed")
    build(root, ROOT / "notices", root / "site", say=quiet)
    return root / "site"


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the hostile notices of tests/sites/hostile."""
    root = tmp_path_factory.mktemp("hostile")
    build(root, ROOT / "tests/sites/hostile/notices", root / "site", say=quiet)
    return root / "site"


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder without a line a request."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def serving(folder: Path) -> Iterator[str]:
    """The address at which a folder is served below a sub-path, as on a portal; it ends with the test."""
    parent = folder.parent
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(QuietHandler, directory=str(parent)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/{folder.name}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def seed_url(seed_site: Path) -> Iterator[str]:
    """Address of the served seed site."""
    yield from serving(seed_site)


@pytest.fixture(scope="session")
def hostile_url(hostile_site: Path) -> Iterator[str]:
    """Address of the served hostile site."""
    yield from serving(hostile_site)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, one for the tests of a file."""
    from search_site import CHROMIUM  # beside the tests that ask for it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        yield browser
        browser.close()
