"""Whatever the front matter of a page says, the theme shows those characters; none of them becomes markup, on any kind of page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import lxml.html
import msgspec
import pytest
from seeding import context_of, published, seed, seeds

from generator.build.frame import FRAMED, Frame, Framed, frame_pages
from generator.diagnostics import Diagnostic
from generator.facts.model import ParsedNotice, Replaced, Revision
from generator.pages.kinds import all_pages, site_facts
from generator.pages.page import Page
from generator.pages.prose import prose
from generator.pages.words import STATUSES
from generator.source import Span

THEME = Path(__file__).parents[2] / "templates" / "theme"
FRAMES = {"base.html", "main.html", "404.html"}
HOSTILE = "<hostile on='\"'>"
CHOSEN = {"status", "statuses", "marks", "result", "subject", "contrary", "rounds"}
"""Keys whose values the program chooses from a list of its own."""
CHECKED = re.compile(r"f-[0-9a-f]{8}|\d+-\d+")
"""Ids of findings and ranges of lines, which no text can make anything else: the parts of a page find each other by them."""
FREE_KEYS = {"topics", "years", "keywords", "examples", *STATUSES}
"""What these keys hold has words of the text for keys: `words: {completed: {完成: 3}}`."""


def hostile(value: Any, key: str = "") -> Any:
    """The value with markup in every string that a text or a sidecar can say."""
    if isinstance(value, str):
        return value if key in CHOSEN or CHECKED.fullmatch(value) else value + HOSTILE
    if isinstance(value, list):
        return [hostile(each, "" if isinstance(each, dict) else key) for each in value]
    if isinstance(value, dict):
        mark = HOSTILE if key in FREE_KEYS else ""
        return {f"{name}{mark}": hostile(each, str(name)) for name, each in value.items()}
    return value


def notices() -> Iterator[ParsedNotice]:
    """The seeds: with corrections and another notice of the same unit, one withdrawn."""
    _, *others = seeds()
    revision = Revision(date(2026, 1, 5), "更正", "pingjiang-weijian-2025.r1.txt")
    sidecar: dict[str, Any] = {
        "source_url": "https://www.example.gov.cn/",
        "previous": "older",
        "revisions": (revision,),
    }
    first = seed("pingjiang", aliases={"f-00000000": seed("pingjiang").findings[0].anchor}, **sidecar)
    yield msgspec.structs.replace(first, replaced=(Replaced("pingjiang-weijian-2025.r1.txt", "0" * 64, 12),))
    yield published(seed("pingjiang"), date(2024, 1, 1), id="older")
    yield msgspec.structs.replace(seed("zhuzhou", withdrawn="应要求"), id="withdrawn")
    yield from others


def pages() -> Iterator[Page]:
    """Every page of a site of these notices; a unit has many of them."""
    at = seed("pingjiang").findings[0].span.start
    noticed = Diagnostic("GK101", "warning", Span(at, at + 1), "提示"), Diagnostic("GK301", "hint", Span(0, 0), "提示")
    file = {"path": "data/notices.csv", "size": 10, "rows": 2, "text": "通报"}
    column = {"name": "id", "kind": "文字", "text": "编号", "note": "唯一"}
    table = {"name": "notices", "formats": "CSV", "text": "通报", "columns": [column]}
    yield from all_pages(context_of(*notices(), noticed=noticed, list_files=lambda: [file], tables=[table]))


@pytest.fixture(scope="module")
def framed() -> dict[str, list[Framed]]:
    """All pages by their templates, their front matter hostile."""
    made = []
    for page in pages():
        front = hostile(page.front)
        made.append(page._replace(front=front, markdown=prose(page.template[:-5], front) or page.markdown))
    site = {"build/site.yml": site_facts(context_of(*seeds()))}
    by_template: dict[str, list[Framed]] = {}
    for page, data in zip(made, frame_pages(made, Frame(site)), strict=True):
        by_template.setdefault(page.template, []).append(FRAMED.decode(data))
    return by_template


@pytest.mark.parametrize("template", sorted({path.name for path in THEME.glob("*.html")} - FRAMES))
def test_markup_in_front_matter_is_shown_and_never_becomes_markup(
    framed: dict[str, list[Framed]], template: str
) -> None:
    for page in framed[template]:
        html = page.html.decode()
        assert page.look.forbidden == ""
        assert "<hostile" not in html
        assert not re.search(r"&amp;(?:lt|#39|#34|quot|amp);", html)
        document = lxml.html.document_fromstring(html)
        assert HOSTILE in document.find(".//title").text or template == "home.html"
        assert HOSTILE in document.get_element_by_id("main").text_content()


def test_linked_data_is_json_that_says_the_same(framed: dict[str, list[Framed]]) -> None:
    for template in ("notice.html", "unit.html", "data.html"):
        for page in framed[template]:
            (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.html.decode(), re.DOTALL)
            assert HOSTILE in json.loads(block)["name"]
