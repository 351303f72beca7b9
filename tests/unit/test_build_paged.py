"""A site of long lists: every notice is a plain link away, every page has a name and an address of its own."""

from __future__ import annotations

import re
from collections import Counter
from posixpath import dirname, normpath

import pytest

from tests.corpus.paged import COUNT, paged_site

LINK = re.compile(r'<a\b[^>]*\bhref="([^"#?]*)')
LISTS = ("notices", "years/2024", "regions/430000", "quality", "updates", "data", "units/unit-1")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Address -> HTML of every page."""
    site = paged_site(tmp_path_factory.mktemp("paged"))
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): path.read_text("utf-8")
        for path in site.rglob("*.html")
    }


def leads_to(address: str, page: str) -> set[str]:
    found = set()
    for link in LINK.findall(page):
        if ":" not in link:
            path = normpath(f"{address or '.'}/{link}" if link else address)
            found.add("" if path == "." else path + "/")
    return found


def reached(pages: dict[str, str], start: str, below: str) -> set[str]:
    """Pages that links lead to from `start`, by way of pages whose address begins with `below`."""
    known, ahead = {start}, [start]
    while ahead:
        here = ahead.pop()
        for address in leads_to(here, pages[here]) & pages.keys():
            if address not in known:
                known.add(address)
                if address.startswith(below):
                    ahead.append(address)
    return known


@pytest.mark.parametrize("name", ["notices", "data"])
def test_every_notice_is_reached_from_the_front_page_of_a_list_by_its_own_pages(
    pages: dict[str, str], name: str
) -> None:
    found = reached(pages, f"{name}/", f"{name}/page/")
    notices = {address for address in found if re.fullmatch(r"notices/corpus-\d+/", address)}
    assert len(notices) == COUNT


def test_every_check_has_its_row_and_is_reached(pages: dict[str, str]) -> None:
    rows = [
        row
        for address in reached(pages, "quality/", "quality/page/")
        if address.startswith("quality/page/")
        for row in re.findall(r'id="(q-corpus-[^"]+)"', pages[address])
    ]
    assert len(rows) == len(set(rows)) == COUNT


def test_every_unit_is_reached_through_the_regions(pages: dict[str, str]) -> None:
    found = reached(pages, "units/", "regions/")
    assert {f"units/unit-{at}/" for at in range(8)} <= found


@pytest.mark.parametrize("name", LISTS)
def test_a_list_fills_several_pages_that_lead_to_each_other_and_back(pages: dict[str, str], name: str) -> None:
    own = [address for address in pages if address.startswith(f"{name}/page/")]
    assert len(own) > 1
    assert set(own) <= leads_to(f"{name}/", pages[f"{name}/"])
    for address in own:
        assert f"{name}/" in leads_to(address, pages[address])
    assert len([address for address in own if 'rel="next"' not in pages[address]]) == 1
    assert len([address for address in own if 'rel="prev"' not in pages[address]]) == 1


def test_no_two_pages_have_one_title_or_one_address(pages: dict[str, str]) -> None:
    lists = {address: page for address, page in pages.items() if not address.startswith(("notices/corpus", "404"))}
    for pattern in (r"<title>(.*?)</title>", r'<link rel="canonical" href="([^"]*)"'):
        held = Counter(found for page in lists.values() for found in re.findall(pattern, page))
        assert [name for name, count in held.items() if count > 1] == []
    for address, page in lists.items():
        if "/page/" in address:
            assert f'href="https://example.org/gongkai/{address}"' in page
            assert dirname(dirname(address.rstrip("/"))) + "/" in leads_to(address, page)


def test_a_page_of_a_list_offers_no_feed_of_its_own(pages: dict[str, str]) -> None:
    own = [address for address in pages if re.match(r"(units|regions)/[^/]+/(page|units)/", address)]
    assert own
    assert [address for address in own if 'href="feed.xml"' in pages[address]] == []
