"""What a reader of many hits sees: those of one notice together, and the words marked where a hit leads."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """One page for all; what it says on the console is a fault."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-background-networking"]
        )
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page
        browser.close()
        assert said == []


def test_many_hits_of_one_notice_stand_together_and_none_is_lost(page: Page, seed_url: str) -> None:
    page.goto(seed_url + "search/?q=整改&sort=date&n=60")
    page.wait_for_selector('[data-search-state="done"]', state="attached")
    groups = page.locator("li.of-one")
    assert groups.count() >= 1
    expect(groups.first.locator(".of-one-head")).to_contain_text("同一份通报的")
    hidden = groups.first.locator("details a[data-finding]")
    expect(hidden.first).to_be_hidden()
    groups.first.locator("summary").click()
    expect(hidden.first).to_be_visible()
    page.goto(seed_url + "search/?q=整改&sort=date&all=1")
    page.wait_for_selector('[data-search-state="done"]', state="attached")
    total = int(page.locator("[data-search-total]").inner_text())
    links = page.eval_on_selector_all("a[data-finding]", "links => links.map(link => link.href)")
    assert len(links) == len(set(links)) == total > 20


def test_more_hits_follow_those_that_are_listed(page: Page, seed_url: str) -> None:
    page.goto(seed_url + "search/?q=整改&sort=date")
    page.wait_for_selector('[data-search-state="done"]', state="attached")
    before = page.locator("a[data-finding]").count()
    page.get_by_role("button", name="再看").click()
    page.wait_for_function("count => document.querySelectorAll('a[data-finding]').length === count", arg=before + 10)
    assert (
        len(set(page.eval_on_selector_all("a[data-finding]", "links => links.map(link => link.href)"))) == before + 10
    )


def test_the_words_are_marked_in_the_finding_a_hit_leads_to_and_the_text_stays_as_it_is(
    page: Page, seed_url: str
) -> None:
    page.goto(seed_url + "search/?q=工会经费")
    page.wait_for_selector('[data-search-state="done"]', state="attached")
    page.locator("a[data-finding]").first.click()
    page.wait_for_function("() => CSS.highlights.get('searched')?.size > 0")
    words = page.evaluate("[...CSS.highlights.get('searched')].map(range => range.toString())")
    assert words
    assert set(words) == {"工会经费"}
    assert page.locator("[data-notice-body] mark").count() == 0
    # Another finding of the same page is not the one that was searched for.
    page.goto(page.url.split("#")[0])
    assert page.evaluate("CSS.highlights.get('searched') ?? null") is None
