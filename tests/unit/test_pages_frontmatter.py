"""Front matter comes back as it was written, or is not written."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.build.originals import collect
from generator.library import Library
from generator.pages import frontmatter
from generator.pages.render import PageSet

ROOT = Path(__file__).parents[2]

HOSTILE = [
    "---",
    "...",
    "a: b",
    "*a",
    "&a",
    "!!python/object",
    "2024-01-01",
    "no",
    "010",
    "12:30",
    "# x",
    "{a: b}",
    "\x85",
    "\u2028",
    "\ufeff",
    "\0",
    "\x7f",
    "a\n---\nb",
]
strings = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40).filter(lambda text: text.isprintable() or True))
numbers = st.integers(-(2**63), 2**63)
keys = st.sampled_from(["title", "view", "toc", "sha256"])
values = st.dictionaries(
    keys,
    st.recursive(
        st.one_of(st.none(), st.booleans(), numbers, strings),
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)),
        max_leaves=6,
    ),
)


@given(values)
def test_what_is_written_is_read_back_equal(front: dict[str, object]) -> None:
    block = frontmatter.dump(front, "页")
    back, body = frontmatter.load(block + "\n正文\n")
    assert back == front
    assert body == "\n正文\n"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_string_that_looks_like_yaml_stays_a_string(text: str) -> None:
    assert frontmatter.load(frontmatter.dump({"title": text}, "页"))[0] == {"title": text}


@pytest.mark.parametrize("folder", ["notices", "tests/sites/hostile/notices"])
def test_a_yaml_reader_finds_in_every_page_what_was_meant(folder: str) -> None:
    for path, page in PageSet(Library(collect(ROOT / folder).notices), "2026-02-26").pages():
        assert frontmatter.load(frontmatter.dump(page.front, path)) == (page.front, ""), path


def test_values_that_yaml_would_change_are_refused() -> None:
    with pytest.raises(frontmatter.FrontMatterError, match="首页"):
        frontmatter.dump({"title": ("元组",)}, "首页")


def test_a_page_without_front_matter_is_all_body() -> None:
    assert frontmatter.load("甲\n") == ({}, "甲\n")


def test_the_block_is_plain_yaml_for_other_generators() -> None:
    block = frontmatter.dump({"title": "通报：一", "view": {"n": 1}}, "页")
    assert yaml.safe_load(block.split("---\n")[1]) == {"title": "通报：一", "view": {"n": 1}}


@pytest.mark.parametrize("key", ["a b", "a: b", "甲", "", "-"])
def test_a_key_that_is_no_plain_word_is_refused(key: str) -> None:
    with pytest.raises(frontmatter.FrontMatterError):
        frontmatter.dump({key: 1}, "页")
