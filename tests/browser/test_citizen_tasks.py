"""Five things a citizen comes for, done as a citizen does them, and the way from the first page to a problem by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

PINGJIANG = "notices/pingjiang-weijian-2025/"
MOST_KEYS = 60


@pytest.fixture(params=[1280, 390], ids=["desk", "phone"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == [], "the console is silent"


def open_from_menu(page: Page, name: str) -> None:
    """Follow the entry of the main menu, folded on a phone."""
    menu = page.locator("[data-menu] summary")
    if menu.is_visible():
        menu.click()
        page.locator("[data-menu] nav").get_by_role("link", name=name, exact=True).click()
    else:
        page.locator(".main-nav").get_by_role("link", name=name, exact=True).click()


def test_a_citizen_finds_every_unit_that_had_trouble_with_union_funds(page: Page, seed_url: str) -> None:
    page.goto(seed_url)
    page.get_by_role("searchbox").fill("工会经费")
    page.keyboard.press("Enter")
    page.wait_for_selector('[data-search-state="done"]')
    assert int(page.locator("[data-search-total]").inner_text()) == page.locator("a[data-finding]").count() > 0
    open_from_menu(page, "专题")
    page.get_by_role("link", name="工会经费").click()
    units = page.locator("[data-unit] h2").all_inner_texts()
    assert units == ["平江县卫生健康局", "祁阳市人民医院", "旺苍县卫生健康局"]
    expect(page.locator("[data-unit]").first).to_contain_text("依据“工会”")


def test_both_problems_numbered_two_have_an_address_of_their_own(page: Page, seed_url: str) -> None:
    page.goto(seed_url + PINGJIANG)
    again = page.locator("article.f", has=page.locator(".note", has_text="编号“问题②”与第"))
    line = re.search(r"与第(\d+)行重复", again.inner_text())
    assert line
    before = page.locator("article.f", has=page.locator(".chip", has_text=f"第 {line[1]}"))
    first, second = before.get_attribute("id"), again.get_attribute("id")
    assert first != second
    for anchor in (first, second):
        page.goto(f"{seed_url}{PINGJIANG}#{anchor}")
        target = page.locator("article.f:target")
        expect(target).to_have_attribute("id", str(anchor))
        expect(target).to_be_in_viewport()
        expect(target.locator(".f-head")).to_contain_text("问题②")
    expect(page.locator("article.f:target .note")).to_contain_text(["重复"])


def test_the_promises_due_in_2026_are_seen_at_a_glance(page: Page, seed_url: str) -> None:
    page.goto(seed_url)
    open_from_menu(page, "承诺时限")
    row = page.locator(".years-table tr", has_text="2026 年")
    expect(row).to_be_in_viewport()
    assert re.findall(r"(\d+) 项", row.inner_text()) == ["2", "2"]
    row.get_by_role("link").first.click()
    heading = page.locator("#due-2026")
    expect(heading).to_be_in_viewport()
    due = page.locator(".promise-year", has=heading).locator(".promise").all_inner_texts()
    assert due == ["另有1名班子成员将于2026年退出领导岗位", "2026年底将有1人退出领导岗位"]
    page.locator(".promise-year", has=heading).get_by_role("link", name="机构编制").first.click()
    expect(page.locator("article.f:target")).to_contain_text("2026年底将有1人退出领导岗位")


def test_problems_with_procurement_are_compared_between_two_units(page: Page, seed_url: str) -> None:
    page.goto(seed_url + "topics/procurement/")
    assert page.locator("[data-unit]:visible").count() == 3
    page.get_by_label("对比").select_option(label="平江县卫生健康局（5）")
    page.get_by_label("与", exact=True).select_option(label="东山县卫生健康局（3）")
    shown = page.locator("[data-unit]:visible")
    expect(shown).to_have_count(2)
    chosen, other = (
        page.locator(f'[data-unit="{unit}"]').bounding_box()
        for unit in ("430626-weishengjiankangju", "350626-weishengjiankangju")
    )
    assert chosen
    assert other
    wide = page.viewport_size is not None and page.viewport_size["width"] > 1000
    beside = chosen["x"] + chosen["width"] <= other["x"] and abs(chosen["y"] - other["y"]) < 2
    below = chosen["y"] + chosen["height"] <= other["y"] + 1
    assert beside if wide else below
    address = page.url
    page.reload()
    assert page.url == address
    expect(page.locator("[data-unit]:visible")).to_have_count(2)
    page.get_by_role("button", name="显示全部单位").click()
    expect(page.locator("[data-unit]:visible")).to_have_count(3)
    assert "?" not in page.url


def test_an_address_that_names_unknown_units_shows_all(page: Page, seed_url: str) -> None:
    page.goto(seed_url + "topics/procurement/?a=nobody&b=%22%3E")
    assert page.locator("[data-unit]:visible").count() == 3


def test_the_62_problems_declared_and_the_61_in_the_text_are_both_shown(page: Page, seed_url: str) -> None:
    page.goto(seed_url + PINGJIANG)
    verdict = page.locator(".verdict.differs")
    expect(verdict).to_be_visible()
    assert re.search(r"62.*61", verdict.inner_text())
    assert page.locator("article.f").count() == 61
    verdict.get_by_role("link", name="查看核对").click()
    check = page.locator(".check:target")
    expect(check).to_contain_text("62")
    check.get_by_role("link", name=re.compile("第 .* 行")).first.click()
    line = page.locator(":target")
    expect(line).to_be_visible()
    expect(line).to_contain_text("62个")


def walk_to(page: Page, wanted: str) -> None:
    """Press Tab until the element is focused; it must be seen there, and the way must not be long."""
    for _ in range(MOST_KEYS):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            box = page.evaluate(
                "(() => { const b = document.activeElement.getBoundingClientRect(); return [b.width, b.height, b.top, innerHeight]; })()"
            )
            assert box[0] > 0, wanted
            assert 0 <= box[2] < box[3], f"{wanted} is focused out of sight"
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"{wanted} cannot be reached in {MOST_KEYS} key presses")


def test_a_reader_without_a_mouse_gets_from_the_first_page_to_a_problem(browser: Browser, seed_url: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(seed_url)
    walk_to(page, 'a[href$="topics/union-funds/"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/topics/union-funds/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    walk_to(page, ".topic-findings h3 a")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/notices/[a-z0-9-]+/#f-[0-9a-f]{8}$"))
    expect(page.locator("article.f:target")).to_be_in_viewport()
    walk_to(page, "article.f:target a.permalink")
    walk_to(page, "article.f:target a.chip")
    context.close()


def test_the_comparison_works_by_keyboard_alone(browser: Browser, seed_url: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(seed_url + "topics/procurement/")
    walk_to(page, 'select[name="a"]')
    page.keyboard.press("ArrowDown")
    walk_to(page, 'select[name="b"]')
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-unit]:visible")).to_have_count(2)
    context.close()


def test_the_citation_of_a_notice_is_copied_whole(browser: Browser, seed_url: str) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.goto(seed_url + PINGJIANG)
    page.get_by_role("button", name="复制引用").click()
    expect(page.get_by_role("status")).to_have_text("已复制引用")
    words = page.evaluate("navigator.clipboard.readText()")
    assert "《中共平江县卫生健康局党组关于巡察整改进展情况的通报》" in words
    assert words.endswith(PINGJIANG)
    context.close()
