"""A long notice in a browser: nothing for axe-core to find, and a way from every old address to its text without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from search_site import served
from test_accessibility import RULES

from generator.build.build import build
from generator.pages import parts

ROOT = Path(__file__).parents[2]
NOTICE = "notices/pingjiang-weijian-2025/"
PAGES = ("", "part/1/", "part/2/", "source/", "source/part/2/")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("long")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "LONG", 3000)
        patch.setattr(parts, "PART", 3000)
        build(root, ROOT / "notices", root / "site", say=lambda _: None)
    with served(root / "site") as url:
        yield url + NOTICE


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_on_the_index_and_on_parts(browser: Browser, address: str, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    for name in PAGES:
        page.goto(address + name)
        page.evaluate("document.querySelectorAll('main details').forEach((fold) => (fold.open = true))")
        found = Axe().run(page, options=RULES).response["violations"]
        assert [
            (name, rule["id"], rule["nodes"][0]["html"], rule["nodes"][0]["failureSummary"]) for rule in found
        ] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"
    page.close()


def test_every_lasting_address_leads_to_its_text_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    anchor = page.locator(".entry").last.get_attribute("id")
    page.goto(f"{address}#{anchor}")
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()
    page.locator(f"#{anchor} a").click()
    expect(page.locator(f"article#{anchor}:target")).to_be_in_viewport()
    page.locator(f"article#{anchor} .chip", has_text="对照原文").click()
    expect(page.locator(f".f-lines#{anchor}:target")).to_be_in_viewport()
    page.goto(f"{address}source/#L150")
    page.locator("#L150").click()
    expect(page.locator("p#L150:target")).to_be_in_viewport()
    context.close()


def test_the_parts_are_read_one_after_the_other(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.locator(".part-ways a").first.click()
    page.locator("a[rel=next]").last.click()
    expect(page.locator("h1")).to_contain_text("第 2 部分")
    page.locator("a[rel=prev]").first.click()
    expect(page.locator("h1")).to_contain_text("第 1 部分")
    page.get_by_role("link", name="目录", exact=True).first.click()
    expect(page).to_have_url(address)
    page.close()
