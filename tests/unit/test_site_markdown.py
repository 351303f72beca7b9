"""The site's Markdown rules read what pages use as a general reader does, and nothing else."""

import html as entities
import itertools
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.container import container_plugin
from prose_cases import read_cases

from generator.build import markdown
from generator.build.html import MD, Rendered, render, render_page, render_tokens, text_of
from generator.build.originals import collect
from generator.facts.model import Sidecar
from generator.facts.read import read_notice
from generator.library import Library
from generator.pages.escape import escape, link, span
from generator.pages.render import PageSet
from generator.source import Source

ROOT = Path(__file__).parents[2]
FOLDERS = [ROOT / "notices", ROOT / "tests/sites/hostile/notices"]
SYNTAX = ["[", "]", "(", ")", "{", "}", ".a", "#b", "::: block", ":::", "# ", "\n", "\n\n", "&#91;", "&#58;", "字", " ", "a=1", "<b>", "&lt;", "*", "`", "- ", "1. ", "](x)", "]{.a}", "javascript:", "://", '"']  # fmt: skip


# Beside those: what a reference may be, what a lead may be, and where white space may stand.
FINE = [*SYNTAX, "\n{.lead}\n", "\n{#x .lead}\n", "\n{#s-1}\n## ", "\n::::: article\n", "\n:::::\n", "&", "&#12345678;", "&#0;", "&#38;", "&#60;", "&#34;", "&#55555;", "](x?a&#42;b&amp;c&d&#x)", "](u){.chip}", ']{data-line="3"}', "\t", "\r", "\0", "\r\n", "\n  ", " \n", "\x0b", "\u3000", "\u2028"]  # fmt: skip


def as_read(text: str) -> Rendered:
    """The page, its headings as text."""
    page = render_page(text)
    return page._replace(headings=[(level, name, text_of(words)) for level, name, words in page.headings])


def by_tokens(text: str) -> Rendered:
    """A page as markdown-it-py reads it with our rules, token by token."""
    tokens = MD.parse(text)
    headings = [
        (
            int(token.tag[1]),
            str(token.attrs["id"]),
            "".join(c.content for c in words.children or () if c.type == "text"),
        )
        for token, words in itertools.pairwise(tokens)
        if token.type == "heading_open" and token.tag != "h1" and "id" in token.attrs
    ]
    lead = next((at for at, token in enumerate(tokens) if token.attrGet("class") == "lead"), None)
    if lead is None:
        return Rendered(render_tokens(tokens), "", "", headings)
    level = tokens[lead].level
    end = next(at for at, token in enumerate(tokens) if at > lead and token.nesting < 0 and token.level == level) + 1
    before, own, after = (render_tokens(part) for part in (tokens[:lead], tokens[lead:end], tokens[end:]))
    return Rendered(before + own + after, before, after, headings)


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


@pytest.mark.parametrize("folder", FOLDERS, ids=("seeds", "hostile"))
def test_every_page_is_written_as_its_tokens_are(folder: Path) -> None:
    for path, page in PageSet(Library(collect(folder).notices), None).pages():
        assert as_read(page.body) == by_tokens(page.body), path


def test_the_pages_of_every_case_are_written_as_their_tokens_are() -> None:
    for number, case in enumerate(read_cases()):
        notice = read_notice(Source("x.txt", case.text.encode("utf-8")), f"x-{number}", Sidecar())
        for path, page in PageSet(Library([notice]), None).pages():
            if path.startswith("notices/"):
                assert as_read(page.body) == by_tokens(page.body), case.id


@settings(max_examples=500)
@given(st.lists(st.sampled_from(FINE), max_size=40).map("".join))
def test_any_markdown_is_written_as_its_tokens_are(text: str) -> None:
    assert as_read(text) == by_tokens(text)


@given(st.text(max_size=60))
def test_any_text_is_written_as_its_tokens_are(text: str) -> None:
    assert as_read(text) == by_tokens(text)


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
