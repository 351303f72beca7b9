"""axe-core on every kind of page: WCAG 2.2 A and AA, light and dark, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from search_site import served

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
UNIT = "units/430626-weishengjiankangju/"
NOTICE = "notices/pingjiang-weijian-2025/"
PAGES = [
    "",
    "notices/",
    NOTICE,
    "notices/dongshan-weijian-2025/",
    NOTICE + "source/",
    "units/",
    UNIT,
    "regions/",
    "regions/430000/",
    "years/",
    "years/2025/",
    "topics/",
    "topics/procurement/",
    f"topics/procurement/?a={UNIT.split('/')[1]}&b=350626-weishengjiankangju",
    "commitments/",
    "citations/",
    "status/",
    "quality/",
    "updates/",
    "data/",
    "about/",
    "search/",
    "search/?q=工会经费",
    "404.html",
]


@pytest.fixture(scope="module", params=[(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")], ids=str)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def root_url(seed_site: Path) -> Iterator[str]:
    """The site at the root of its host: a page for missing pages can be reached from any depth, so its links are absolute."""
    with served(seed_site) as address:
        yield address


@pytest.mark.parametrize("address", PAGES, ids=lambda address: address or "home")
def test_axe_finds_nothing(page: Page, root_url: str, address: str) -> None:
    page.goto(root_url + address)
    if "?q=" in address:
        page.wait_for_selector('[data-search-state="done"]')
    # What is folded away is looked at as well; the menu would lie over the page.
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => (fold.open = true))")
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"], rule["nodes"][0]["failureSummary"]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
