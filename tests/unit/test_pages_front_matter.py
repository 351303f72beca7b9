"""Front matter comes back as it was written, for MkDocs and any other YAML reader."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from generator.pages.front_matter import page_file
from generator.pages.page import Page
from generator.single import load_notice, single_page

ROOT = Path(__file__).parents[2]
HOSTILE = [
    "---", "...", "a: b", "*a", "&a", "!!python/object", "2024-01-01", "no", "010", "12:30", "# x", "{a: b}", "~", "null",
    "\x85", "\u2028", "\ufeff", "\0", "\x7f", "a\n---\nb", "a\r\nb", " 甲", "甲 ", "\t甲", "[甲]", "- 甲", "? 甲", "=", "<<",
]  # fmt: skip
strings = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40))
keys = st.sampled_from(["title", "findings", "toc", "sha256"])
values = st.dictionaries(
    keys,
    st.recursive(
        st.one_of(st.booleans(), st.integers(-(2**63), 2**63), strings),
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)),
        max_leaves=6,
    ),
)


@given(values)
def test_what_is_written_is_read_back_equal(front: dict[str, object]) -> None:
    body, values = get_data(page_file(Page("a.md", "unit.html", front, "正文\n")))
    assert values == {"template": "unit.html", **front}
    assert body == "正文\n"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_string_that_looks_like_yaml_stays_a_string(text: str) -> None:
    block = page_file(Page("a.md", "unit.html", {"title": text}, "")).split("---\n")
    assert get_data("---\n".join(block))[1]["title"] == text
    assert yaml.safe_load(block[1])["title"] == text if len(block) == 3 else True


def test_a_value_that_stands_twice_is_written_twice() -> None:
    shared = {"id": "f-1"}
    text = page_file(Page("a.md", "unit.html", {"one": shared, "other": shared}, ""))
    assert "&id" not in text


@pytest.mark.parametrize("path", sorted((ROOT / "notices").glob("*.txt")), ids=lambda path: path.stem)
def test_the_front_matter_of_a_notice_is_facts_a_person_can_read(path: Path) -> None:
    notice = load_notice(path).notice
    page = single_page(notice)
    body, front = get_data(page_file(page))
    assert front == {"template": "notice.html", **page.front}
    assert [each["id"] for each in front["findings"]] == [finding.anchor for finding in notice.findings]
    assert body.strip() == page.markdown.strip()
    for glyph in "●◕◑◔○":
        assert glyph not in yaml.dump(front, allow_unicode=True)
    assert "../" not in yaml.dump(front)
