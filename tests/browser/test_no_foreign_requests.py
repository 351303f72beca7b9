"""No request leaves the site, whatever page is opened and whatever is searched for."""

from urllib.parse import quote

from playwright.sync_api import sync_playwright

CHROMIUM = {
    "executable_path": "/usr/bin/chromium",
    "args": ["--no-sandbox", "--disable-background-networking", "--disable-quic"],
}
PAGES = (
    "",
    "notices/pingjiang-weijian-2025/",
    "notices/pingjiang-weijian-2025/source/",
    "units/430626-weishengjiankangju/",
    "quality/",
    "search/?q=" + quote("工会经费"),
    "no-such-page/",
)


def test_every_request_goes_to_the_site_itself(seed_url: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        page = browser.new_page()
        asked: list[str] = []
        blocked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on(
            "console",
            lambda message: blocked.append(message.text) if "Content Security Policy" in message.text else None,
        )
        for path in PAGES:
            page.goto(seed_url + path)
            page.wait_for_load_state("networkidle")
        browser.close()
    assert len(asked) > len(PAGES)
    assert [url for url in asked if not url.startswith((seed_url, "data:"))] == []
    assert blocked == []
