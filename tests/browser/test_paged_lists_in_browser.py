"""Pages of long lists in a browser: nothing for axe-core to find, and a way back and forth for the keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from search_site import served
from test_accessibility import RULES

from tests.corpus.paged import paged_site

LISTS = ("notices/", "years/2024/", "regions/430000/", "quality/", "updates/", "data/", "units/unit-1/", "units/")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(paged_site(tmp_path_factory.mktemp("paged"))) as url:
        yield url


@pytest.fixture(scope="module", params=[(1280, "light"), (390, "dark")], ids=str)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=True
    )
    yield context.new_page()
    context.close()


def looked_at(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => (fold.open = true))")
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"], rule["nodes"][0]["failureSummary"]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"


@pytest.mark.parametrize("name", LISTS)
def test_axe_finds_nothing_on_the_front_page_and_on_the_next(page: Page, address: str, name: str) -> None:
    page.goto(address + name)
    looked_at(page)
    onward = page.locator('.paging a[rel="next"]')
    if name != "units/":
        onward.first.click()
        assert page.url.startswith(address + name + "page/")
        looked_at(page)


def test_a_reader_goes_on_to_the_last_page_and_back_to_the_front(page: Page, address: str) -> None:
    page.goto(address + "notices/")
    names = [page.title()]
    while page.locator('.paging a[rel="next"]').count():
        page.locator('.paging a[rel="next"]').press("Enter")
        page.wait_for_load_state()
        names.append(page.title())
    assert len(set(names)) == len(names) > 3
    page.get_by_role("navigation", name="分页").get_by_role("link", name="首页").click()
    assert page.url == address + "notices/"
