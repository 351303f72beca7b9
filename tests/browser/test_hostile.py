"""A visitor of the hostile site sees its payloads as text: nothing runs, opens, loads or moves."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

PAGES = (
    "",
    "notices/",
    "notices/hostile-2025/",
    "notices/hostile-2025/source/",
    "notices/hostile-b-2024/",
    "units/",
    "regions/430626/",
    "quality/",
    "updates/",
    "data/",
    "years/2025/",
    "search/",
)
CHROMIUM = {
    "executable_path": "/usr/bin/chromium",
    "args": ["--no-sandbox", "--disable-background-networking", "--disable-quic"],
}


class Watched:
    """A page, and everything alarming that happens on it."""

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self.home = home
        self.alarms: list[str] = []
        page.on("dialog", lambda dialog: (self.alarms.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("pageerror", lambda error: self.alarms.append(f"error {error}"))
        page.on("popup", lambda popup: self.alarms.append(f"popup {popup.url}"))
        page.on("console", self._console)
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.alarms.append(f"console {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:")):
            self.alarms.append(f"request {request.url}")

    def visit(self, path: str) -> None:
        """Open a page and give scripts time to start."""
        self.page.goto(self.home + path)
        self.page.wait_for_load_state("networkidle")


@pytest.fixture
def watched(browser: Browser, hostile_url: str) -> Iterator[Watched]:
    page = browser.new_page()
    yield Watched(page, hostile_url)
    page.close()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_of_the_notice_runs(watched: Watched, path: str) -> None:
    watched.visit(path)
    assert watched.alarms == []
    assert watched.page.evaluate("window.pwned") is None
    assert watched.page.url == watched.home + path


def test_the_payloads_are_there_to_be_read(watched: Watched) -> None:
    watched.visit("notices/hostile-2025/")
    text = watched.page.inner_text("[data-notice-body]")
    for payload in (
        "<script>window.pwned=1</script>",
        "{{7*7}}",
        "title: 伪造的标题",
        "<iframe src=",
        "![图](javascript:",
        "&lt;script&gt;",
        "::: article",
    ):
        assert payload in text
    assert "{{7*7}}" in watched.page.title()


def test_the_body_is_visible_although_the_text_says_to_hide_it(watched: Watched) -> None:
    watched.visit("notices/hostile-2025/")
    assert watched.page.is_visible("[data-notice-body]")
    assert watched.page.evaluate("getComputedStyle(document.body).display") != "none"


@pytest.mark.parametrize("query", ["<script>", "pwned", "onfocus=window", "cmd|'", "{{7*7}}", '"'])
def test_search_results_show_payloads_as_text(watched: Watched, query: str) -> None:
    watched.visit(f"search/?all=1&q={quote(query)}")
    watched.page.wait_for_selector('[data-search-state="done"]', state="attached")
    assert watched.page.evaluate("window.pwned") is None
    assert watched.alarms == []
    foreign = "[data-search-page] :is(script:not([nomodule]), iframe, img, style, object, embed, base, meta), [data-search-page] [onerror]"
    assert watched.page.locator(foreign).count() == 0


def test_a_search_finds_the_payload_and_leads_to_its_finding(watched: Watched) -> None:
    watched.visit("search/?all=1&q=" + quote("passwd"))
    watched.page.wait_for_selector('[data-search-state="done"]', state="attached")
    links = watched.page.eval_on_selector_all("a[data-finding]", "all => all.map(one => one.href)")
    assert len(links) == 1
    watched.page.goto(links[0])
    anchor = links[0].rsplit("#", 1)[1]
    assert "../../../../etc/passwd" in watched.page.inner_text(f"#{anchor}")
    assert watched.alarms == []


def test_the_policy_would_stop_a_script_that_got_in(watched: Watched) -> None:
    watched.visit("about/")
    watched.page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.pwned = 99'; document.body.append(s) }"
    )
    assert watched.page.evaluate("window.pwned") is None
    assert any("Content Security Policy" in alarm for alarm in watched.alarms)
