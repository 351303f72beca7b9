"""Every page of the built site: links and anchors resolve, none is an orphan, and the HTML is valid.

Validity is judged by the HTML standard's own parsing rules (tinyhtml5 reports each parse error), and by rules of the
standard that a parser does not check: ids once a page, references to ids that exist, nothing interactive inside a link,
lists that hold items only, headings without a leap. There is no allow-list: no page needs one.
"""

from __future__ import annotations

import io
import itertools
import posixpath
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import pytest
from tinyhtml5.parser import HTMLParser

START = "index.html"
NOT_LINKED = {"404.html"}
"""Shown by the server for addresses that do not exist."""
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for")
INTERACTIVE = {"a", "button", "input", "select", "textarea", "label", "details"}
ITEMS = {"ul": {"li"}, "ol": {"li"}, "dl": {"div", "dt", "dd"}, "tr": {"th", "td"}, "select": {"option", "optgroup"}}
PHRASING_ONLY = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "summary", "dt", "time", "label", "button"}
BLOCK = {
    "div",
    "p",
    "ul",
    "ol",
    "dl",
    "table",
    "section",
    "article",
    "aside",
    "nav",
    "form",
    "h1",
    "h2",
    "h3",
    "details",
}


class Parsed:
    """A page as a browser's parser sees it."""

    def __init__(self, data: bytes) -> None:
        parser = HTMLParser(namespace_html_elements=False)
        self.root: Element = parser.parse(io.BytesIO(data), override_encoding="utf-8")
        self.errors = [f"{line}:{column} {code}" for (line, column), code, _ in parser.errors]
        self.ids = Counter(element.get("id") for element in self.root.iter() if element.get("id"))


@pytest.fixture(scope="module")
def pages(seed_site: Path) -> dict[str, Parsed]:
    return {
        path.relative_to(seed_site).as_posix(): Parsed(path.read_bytes()) for path in sorted(seed_site.rglob("*.html"))
    }


def links(page: Parsed) -> Iterator[str]:
    for element in page.root.iter():
        for name in ("href", "src", "action"):
            value = element.get(name)
            if value is not None:
                yield value


def target(page: str, link: str) -> str | None:
    """The published file that a link of a page leads to; None for another host or another protocol."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    if not parts.path:
        return page
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    return posixpath.normpath(posixpath.join(path, "index.html")) if parts.path.endswith(("/", ".")) else path


def test_every_internal_link_and_anchor_resolves(seed_site: Path, pages: dict[str, Parsed]) -> None:
    files = {path.relative_to(seed_site).as_posix() for path in seed_site.rglob("*") if path.is_file()}
    broken, followed = [], 0
    for name, page in pages.items():
        for link in links(page):
            where = target(name, link.removeprefix("/") if name in NOT_LINKED else link)
            if where is None:
                continue
            followed += 1
            fragment = unquote(urlsplit(link).fragment)
            if where not in files or (fragment and where in pages and fragment not in pages[where].ids):
                broken.append((name, link))
    assert broken == []
    assert followed > 3000


def test_every_page_can_be_reached_from_the_first(pages: dict[str, Parsed]) -> None:
    seen = {START}
    waiting = deque([START])
    while waiting:
        name = waiting.popleft()
        for link in links(pages[name]):
            where = target(name, link)
            if where in pages and where not in seen:
                seen.add(where)
                waiting.append(where)
    assert set(pages) - seen == NOT_LINKED


def test_every_data_file_can_be_reached_from_a_page(seed_site: Path, pages: dict[str, Parsed]) -> None:
    offered = {target(name, link) for name, page in pages.items() for link in links(page)}
    files = {path.relative_to(seed_site).as_posix() for path in seed_site.rglob("*") if path.is_file()}
    data = {name for name in files if name.startswith("data/") and not name.endswith(".html")}
    data |= {name for name in files if name.endswith((".ics", "feed.xml", "feed.json"))}
    assert data
    assert data - offered == set()


def test_no_page_has_a_parse_error(pages: dict[str, Parsed]) -> None:
    assert {name: page.errors for name, page in pages.items() if page.errors} == {}


def test_hostile_texts_leave_pages_as_valid_as_others(hostile_site: Path) -> None:
    found = {path.name: Parsed(path.read_bytes()).errors for path in sorted(hostile_site.rglob("*.html"))}
    # Control characters of a source are shown as they are (invariant 3); the parser notes each of them.
    noted = {error.split(" ")[1] for errors in found.values() for error in errors}
    assert noted <= {"invalid-codepoint"}


def test_ids_are_unique_and_references_to_them_resolve(pages: dict[str, Parsed]) -> None:
    for name, page in pages.items():
        assert [each for each, count in page.ids.items() if count > 1] == [], name
        for element in page.root.iter():
            for attribute in REFERENCES:
                for wanted in (element.get(attribute) or "").split():
                    assert wanted in page.ids, (name, attribute, wanted)


def test_elements_hold_only_what_the_standard_lets_them_hold(pages: dict[str, Parsed]) -> None:
    wrong = [
        (name, element.tag, inner.tag)
        for name, page in pages.items()
        for element in page.root.iter()
        for inner in misplaced(element)
    ]
    assert wrong == []


def misplaced(element: Element) -> Iterator[Element]:
    """Elements that may not stand where they do."""
    tag = str(element.tag)
    if tag in ITEMS:
        yield from (child for child in element if isinstance(child.tag, str) and child.tag not in ITEMS[tag])
    inside = [inner for inner in element.iter() if inner is not element]
    if tag in ("a", "button"):
        yield from (inner for inner in inside if inner.tag in INTERACTIVE)
    if tag in PHRASING_ONLY:
        yield from (inner for inner in inside if inner.tag in BLOCK)


def test_headings_descend_without_a_leap_and_each_page_has_one_of_the_first_level(pages: dict[str, Parsed]) -> None:
    for name, page in pages.items():
        levels = [int(str(e.tag)[1]) for e in page.root.iter() if e.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels.count(1) == 1, name
        if not name.startswith("notices/"):  # there headings are the source's own
            assert all(lower <= upper + 1 for upper, lower in itertools.pairwise(levels)), (name, levels)


def test_pictures_and_drawings_have_a_name_or_are_hidden_from_ears(pages: dict[str, Parsed]) -> None:
    for name, page in pages.items():
        for element in page.root.iter():
            if str(element.tag).endswith("svg"):
                assert element.get("aria-hidden") == "true" or element.get("aria-label"), name
            assert element.tag != "img", name


def test_a_page_that_a_browser_would_mend_is_noticed() -> None:
    """The tests above are not idle."""
    page = Parsed(b"<!DOCTYPE html><html lang=zh><title>t</title><p id=a><div id=a></p><ul><p>x</p></ul><a><button>y")
    assert page.errors
    assert page.ids["a"] == 2
    assert {inner.tag for element in page.root.iter() for inner in misplaced(element)} == {"p", "button"}
