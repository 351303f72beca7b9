"""The sheet on paper: A4, whole, in order, and made without a request or a word on the console."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
from playwright.sync_api import sync_playwright
from search_site import CHROMIUM

from generator.checks import check_notice
from generator.review.sheet import write_sheet
from generator.single import load_notice

ROOT = Path(__file__).parents[2]
A4 = (595, 842)


class Paper(NamedTuple):
    """A printed sheet: the text of each page, their sizes in points, and what the browser asked for and said."""

    pages: list[str]
    sizes: list[tuple[float, float]]
    requests: list[str]
    console: list[str]


def squashed(text: str) -> str:
    """White space out, and a PDF's compatibility characters (⼀ for 一) read as what they stand for."""
    return re.sub(r"[\s\ufffe\u00ad]+", "", unicodedata.normalize("NFKC", text))


def printed(notice: Path, folder: Path) -> Paper:
    sheet, paper = folder / "sheet.html", folder / "sheet.pdf"
    write_sheet(notice, sheet)
    requests: list[str] = []
    console: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        page = browser.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: console.append(message.text))
        page.on("pageerror", lambda error: console.append(str(error)))
        page.goto(sheet.as_uri())
        page.pdf(path=str(paper), prefer_css_page_size=True, print_background=True)
        browser.close()
    document = pypdfium2.PdfDocument(paper)
    pages = [squashed(page.get_textpage().get_text_range()) for page in document]
    sizes = [page.get_size() for page in document]
    document.close()
    return Paper(pages, sizes, requests, console)


@pytest.mark.parametrize(
    ("name", "pages"), [("pingjiang-weijian-2025", range(15, 31)), ("qiyang-renmin-yiyuan-2025", range(4, 31))]
)
def test_a_sheet_prints_whole_on_a4(name: str, pages: range, tmp_path: Path) -> None:
    path = ROOT / f"notices/{name}.txt"
    notice = load_notice(path).notice
    paper = printed(path, tmp_path)
    print(f"{name}: {len(paper.pages)} pages for {len(notice.source.text)} characters")

    assert len(paper.pages) in pages
    assert {(round(width), round(height)) for width, height in paper.sizes} == {A4}
    form = paper.pages[0]
    for box in ("提出", "审核", "(含保密审查)", "审批", "生成本单不会发布任何内容", notice.source.sha256):
        assert squashed(box) in form, box
    for number, words in enumerate(paper.pages, 1):
        assert f"{number}/{len(paper.pages)}" in words
        assert notice.source.sha256[:16] in words

    everything = "".join(paper.pages)
    for diagnostic in check_notice(notice):
        assert diagnostic.code in everything
        assert f"第{notice.source.line_of(diagnostic.span.start)}行" in everything
    preview = everything[everything.index(squashed("五、公开后的样子")) :]
    at = 0
    for finding in notice.findings:
        heading = squashed(finding.heading)[:12]
        found = preview.find(heading, at)
        assert found >= at, f"{finding.label}{finding.heading}"
        at = found
    assert paper.requests == [(tmp_path / "sheet.html").as_uri()]
    assert paper.console == []


def test_a_hostile_notice_prints_and_stays_text(tmp_path: Path) -> None:
    paper = printed(ROOT / "tests/sites/hostile/notices/hostile-2025.txt", tmp_path)
    assert paper.console == []
    assert len(paper.requests) == 1
    assert "<script>" in "".join(paper.pages), "markup of a notice is printed as its characters"
