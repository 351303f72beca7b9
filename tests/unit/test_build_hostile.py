"""The site of a hostile notice, looked at as bytes; tests/browser/test_hostile.py looks at it as a visitor."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.build.verify import META, POLICY, look_at

SOURCES = Path(__file__).parents[1] / "sites/hostile/notices"
# Elements and attributes that only an attack could have brought in.
FOREIGN = {"iframe", "object", "embed", "base", "style", "marquee", "frame", "applet"}


class Elements(HTMLParser):
    """All start tags of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def pages(site: Path) -> list[Path]:
    found = sorted(site.rglob("*.html"))
    assert len(found) > 15
    return found


def test_no_page_has_an_element_that_text_brought_in(hostile_site: Path) -> None:
    for path in pages(hostile_site):
        for tag, attributes in Elements(path.read_text(encoding="utf-8")).found:
            assert tag not in FOREIGN, path
            assert not any(name.startswith("on") or name == "style" for name in attributes), (path, tag, attributes)
            for name in ("src", "href", "action"):
                value = (attributes.get(name) or "").strip().lower()
                assert not value.startswith(("javascript:", "data:", "vbscript:")), (path, tag, value)
                assert "evil.example" not in value or tag == "x", (path, tag, value)
            if tag == "script" and attributes.get("type") not in ("application/json", "application/ld+json"):
                assert attributes.get("src"), (path, attributes)
            if tag == "meta":
                assert (attributes.get("http-equiv") or "").lower() in ("", "content-security-policy")


def test_no_template_expression_of_a_notice_is_evaluated(hostile_site: Path) -> None:
    page = (hostile_site / "notices/hostile-2025/index.html").read_text(encoding="utf-8")
    assert "{{7*7}}" in page
    assert not re.search(r"通报49|49局", page)


def test_front_matter_in_the_text_stays_text(hostile_site: Path) -> None:
    page = (hostile_site / "notices/hostile-2025/index.html").read_text(encoding="utf-8")
    assert "title: 伪造的标题" in page
    assert "<title>伪造的标题" not in page


def test_ids_and_classes_of_a_notice_are_the_programs_own(hostile_site: Path) -> None:
    page = (hostile_site / "notices/hostile-2025/index.html").read_text(encoding="utf-8")
    ids = [attributes["id"] for _, attributes in Elements(page).found if attributes.get("id")]
    assert len(ids) == len(set(ids))
    assert "f-00000000" not in ids
    assert sum("data-notice-body" in attributes for _, attributes in Elements(page).found) == 1


def test_every_page_has_the_policy_before_any_script(hostile_site: Path) -> None:
    for path in pages(hostile_site):
        page = path.read_text(encoding="utf-8")
        assert page.count(META) == 1
        assert page.index(META) < page.index("<script")
        assert not look_at(path.name, page.encode()).forbidden


def test_the_policy_allows_nothing_inline_and_no_other_host() -> None:
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert "default-src 'none'" in POLICY


def test_originals_are_published_byte_for_byte(hostile_site: Path) -> None:
    for original in SOURCES.glob("*.txt"):
        published = hostile_site / "notices" / original.stem / original.name
        assert published.read_bytes() == original.read_bytes()


def test_the_record_of_a_notice_is_plain_json(hostile_site: Path) -> None:
    record = json.loads((hostile_site / "notices/hostile-2025/hostile-2025.json").read_bytes())
    assert record["findings"]
    assert record["unit"]["name"].startswith("<script>")


@pytest.mark.parametrize(
    "page",
    [
        '<p onclick="x">',
        "<p title='>' onload=x>",
        "<script>x</script>",
        "<script type=module>x</script>",
        "<style>",
        '<a style="x">',
    ],
)
def test_a_page_with_inline_program_or_style_is_refused(page: str) -> None:
    assert look_at("a.html", f"<html><body>{page}</body></html>".encode()).forbidden


@pytest.mark.parametrize(
    "page",
    [
        '<script src="a.js"></script>',
        '<script type="application/ld+json">{}</script>',
        "<p>on style = onclick=&quot;</p>",
        '<p title="a onclick=x style=y">',
    ],
)
def test_a_clean_page_is_not_refused(page: str) -> None:
    assert not look_at("a.html", f"<html><body>{page}</body></html>".encode()).forbidden


def test_no_file_is_written_outside_the_notices_own_names(hostile_site: Path) -> None:
    for path in hostile_site.rglob("*"):
        assert re.fullmatch(r"[A-Za-z0-9._-]+", path.name), path


def test_csv_files_defuse_formulas(hostile_site: Path) -> None:
    for path in hostile_site.rglob("*.csv"):
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))):
            assert not any(cell[:1] in ("=", "+", "-", "@", "\t", "\r") for cell in row), (path, row)
