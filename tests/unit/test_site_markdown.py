"""The site's Markdown rules read what pages use as a general reader does, and nothing else."""

import html as entities
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.container import container_plugin

from generator.library import Library
from generator.pages.escape import escape, link, span
from generator.pages.render import PageSet
from generator.site import markdown
from generator.site.html import render, render_page
from generator.site.originals import collect

ROOT = Path(__file__).parents[2]
FOLDERS = [ROOT / "notices", ROOT / "tests/sites/hostile/notices"]
SYNTAX = ["[", "]", "(", ")", "{", "}", ".a", "#b", "::: block", ":::", "# ", "\n", "\n\n", "&#91;", "&#58;", "字", " ", "a=1", "<b>", "&lt;", "*", "`", "- ", "1. ", "](x)", "]{.a}", "javascript:", "://", '"']  # fmt: skip


def general() -> MarkdownIt:
    """markdown-it-py with the published plugins, as another generator would set it up."""

    def container(tag: str) -> Any:
        def draw(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
            tokens[index].tag = tag
            return str(self.renderToken(tokens, index, options, env))

        return draw

    md = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})
    for name, tag in markdown.CONTAINERS.items():
        container_plugin(md, name, render=container(tag))
    allowed = sorted(markdown.ALLOWED)
    attrs_plugin(md, spans=True, after=("link_close", "span_close"), allowed=allowed)
    attrs_block_plugin(md, allowed=allowed)
    return md


def words(html: str) -> str:
    return "".join(entities.unescape(re.sub(r"<[^>]*>", "", html)).split())


@pytest.mark.parametrize("folder", FOLDERS, ids=("seeds", "hostile"))
def test_every_page_reads_as_a_general_reader_reads_it(folder: Path) -> None:
    reader = general()
    # A link in whose words a span stands is beyond that reader; there the elements differ and the words do not.
    for path, page in PageSet(Library(collect(folder).notices), None).pages():
        theirs, ours = reader.render(page.body), render(page.body)
        assert ours == theirs or (
            "{.why}](" in page.body and words(ours) == re.sub(r"\]\([^)]*\)\{\.chip\}|\[", "", words(theirs))
        ), path


@given(st.text(max_size=60))
def test_escaped_text_is_shown_as_it_is_whatever_it_holds(text: str) -> None:
    page = render(f"{{.a}}\n{escape(text)}\n")
    assert set(re.findall(r"<(\w+)", page)) <= {"p", "span"}
    shown = text.replace("\0", "␀").replace("\n", " ")
    assert words(page) == "".join(shown.split())


@given(st.lists(st.sampled_from(SYNTAX), max_size=25).map("".join))
def test_any_markdown_makes_only_the_elements_that_pages_use(text: str) -> None:
    page = render(text)
    assert set(re.findall(r"<(/?\w+)", page)) <= {
        slash + name for slash in ("", "/") for name in ("div", "article", "p", "a", "span", "h1")
    }
    opened: list[str] = []
    for end, name in re.findall(r"<(/?)(\w+)[^>]*>", page):
        assert not end or opened.pop() == name
        if not end:
            opened.append(name)
    assert not opened
    assert "javascript" not in "".join(re.findall(r"<[^>]*>", page))


@pytest.mark.parametrize(
    "text",
    ["* 甲", "- 甲", "1. 甲", "> 甲", "甲\n---", "```\n甲\n```", "    甲", "| 甲 |\n|---|", "**甲**", "`甲`", "<b>甲</b>", "&lt;甲",
     "[甲]: https://example.org", "<https://example.org>", "甲\\*", "[甲](javascript:alert(1))", "[甲](data:x)", "{% raw %}", "::: script"],
)  # fmt: skip
def test_syntax_that_pages_do_not_use_is_text(text: str) -> None:
    assert render(text) == f"<p>{entities.escape(text, quote=False).replace(chr(34), '&quot;').strip()}</p>\n"


def test_no_other_rule_of_the_reader_is_active() -> None:
    assert render_page("甲").content == "<p>甲</p>\n"
    assert markdown.parser().get_active_rules() == {
        "core": ["normalize", "block", "inline"],
        "block": ["blocks"],
        "inline": ["brackets"],
        "inline2": [],
    }


def test_attributes_that_are_not_ours_are_dropped() -> None:
    assert render("{#a .b style=x onclick=y href=z data-line=3}\n甲") == '<p id="a" data-line="3" class="b">甲</p>\n'


def test_a_link_may_hold_spans_and_attributes_follow_it() -> None:
    inner = span("丙", "why")
    assert render(f"[{escape('甲')}{inner}](../x/?q=1&a=2#b){{.chip}}") == (
        '<p><a href="../x/?q=1&amp;a=2#b" class="chip">甲<span class="why">丙</span></a></p>\n'
    )
    assert render(link("[甲]", "x/")) == '<p><a href="x/">[甲]</a></p>\n'


def test_a_fence_that_is_never_closed_ends_with_the_page() -> None:
    assert render("::::: article\n\n::: block\n\n甲") == "<article>\n<div>\n<p>甲</p>\n</div>\n</article>\n"
