"""What the theme's scripts and style sheets do for a reader, and that a reader without scripts lacks nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

NOTICE = "notices/pingjiang-weijian-2025/"
FIRST_VIEW_BYTES = 120_000


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == [], "the console is silent"


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_the_palette_follows_the_system_until_a_reader_chooses_and_then_keeps_the_choice(
    page: Page, seed_url: str
) -> None:
    page.goto(seed_url)
    light = background(page)
    page.emulate_media(color_scheme="dark")
    dark = background(page)
    assert light != dark
    switch = page.locator("[data-palette-switch]")
    switch.click()
    assert background(page) == light
    switch.click()
    page.emulate_media(color_scheme="light")
    assert background(page) == dark
    page.goto(seed_url + "about/")
    assert background(page) == dark
    expect(switch).to_contain_text("深色")
    switch.click()
    assert background(page) == light


def test_the_first_key_press_offers_the_way_past_the_menu(page: Page, seed_url: str) -> None:
    page.goto(seed_url + NOTICE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_contents_follow_the_reader_and_list_the_findings_of_the_part_being_read(page: Page, seed_url: str) -> None:
    page.goto(seed_url + NOTICE)
    assert page.locator(".toc-finding:visible").count() == 0
    finding = page.locator("article.f").nth(30)
    finding.evaluate("(element) => element.scrollIntoView()")
    current = page.locator("[data-toc] a[aria-current=location]")
    expect(current).to_have_attribute("href", f"#{finding.get_attribute('id')}")
    assert 0 < page.locator(".toc-finding:visible").count() < 10


def test_a_line_range_in_the_address_marks_exactly_those_lines(page: Page, seed_url: str) -> None:
    page.goto(f"{seed_url}{NOTICE}source/#L115-L117")
    marked = page.locator(".is-marked")
    expect(marked).to_have_count(3)
    assert marked.evaluate_all("(lines) => lines.map((line) => line.dataset.line)") == ["115", "116", "117"]
    expect(marked.first).to_be_in_viewport()


def test_a_finding_s_own_link_goes_to_it_and_shows_it(page: Page, seed_url: str) -> None:
    page.goto(seed_url + NOTICE)
    finding = page.locator("article.f").nth(5)
    finding.locator("a.permalink").click()
    assert page.url.endswith(f"#{finding.get_attribute('id')}")
    assert page.evaluate("document.querySelector(':target').id") == finding.get_attribute("id")


@pytest.mark.parametrize(("width", "opened"), [(1280, True), (390, False)])
def test_facts_stand_beside_the_text_on_a_desk_and_fold_below_the_title_on_a_phone(
    page: Page, seed_url: str, width: int, opened: bool
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(seed_url + NOTICE)
    assert page.locator(".facts").is_visible() is opened
    title, facts, text = (page.locator(name).bounding_box() for name in (".title", ".notice-side", ".notice-text"))
    assert title
    assert facts
    assert text
    assert (facts["x"] > text["x"] + text["width"]) is opened
    assert opened or title["y"] < facts["y"] < text["y"]


def test_without_scripts_nothing_is_missing_but_conveniences(browser: Browser, seed_url: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto(seed_url + NOTICE)
    expect(page.locator(".facts")).to_be_visible()
    expect(page.locator("[data-palette-switch]")).to_be_hidden()
    assert page.locator("article.f:visible").count() == 61
    assert page.locator("[data-toc] a:visible").count() > 10
    page.goto(seed_url + "search/")
    expect(page.locator("noscript p")).to_be_visible()
    context.close()


def test_every_page_has_one_title_one_main_and_says_where_it_is(page: Page, seed_url: str) -> None:
    for address in ("", "notices/", NOTICE, "units/", "quality/", "search/", "about/"):
        page.goto(seed_url + address)
        assert page.locator("h1").count() == 1, address
        assert page.locator("main").count() == 1, address
        assert page.locator("html").get_attribute("lang") == "zh-CN"
    page.goto(seed_url + "quality/")
    assert page.locator(".main-nav [aria-current=page]").inner_text() == "数据核对"


def test_a_first_page_view_is_small(page: Page, seed_url: str) -> None:
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto(seed_url)
    page.wait_for_load_state("networkidle")
    print(f"first view: {sum(sizes)} bytes before compression, {len(sizes)} requests")
    assert sum(sizes) < FIRST_VIEW_BYTES


def test_paper_gets_the_address_and_the_fingerprint_and_open_folds(page: Page, seed_url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(seed_url + NOTICE)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator(".facts")).to_be_visible()
    foot = page.locator(".print-foot")
    expect(foot).to_contain_text(seed_url + NOTICE)
    assert re.search(r"[0-9a-f]{64}", foot.inner_text())
    expect(page.locator(".top .menu")).to_be_hidden()
