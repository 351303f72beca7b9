"""Whatever a notice says, Markdown made of it shows those characters and nothing else, in any reader of CommonMark."""

import html as stdlib_html
import re

import markdown as python_markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.build.render import render
from generator.pages.markdown import Markdown, as_markdown, escape, fenced, heading
from generator.pages.notice.text import squash

# Characters that mean something to Markdown, HTML, templates, YAML or readers of white space.
ALPHABET = "整改。一（）1.2)-+*#>`~_[]{}()!|\\:;<&\"'/=%$^@? \t\u3000\u00a0\u2028\u200b\ufeff\x01\x0b\x1f\x7f\x85\x80A"
meaningful = st.text(st.sampled_from(ALPHABET), max_size=60).filter(squash)


def paragraph(html: str) -> str:
    """The text of one rendered paragraph; fails when it is anything else."""
    found = re.fullmatch(r"<p(?: class=\"\w+\")?>(.*)</p>\s*", html, re.DOTALL)
    assert found, html
    inner = re.sub(r"</?span[^>]*>", "", found[1])
    assert "<" not in inner
    return unescaped(inner)


def unescaped(text: str) -> str:
    """What a browser shows: raw control characters stay, the references of the renderer are resolved."""
    return re.sub(r"&(?:#\d+|\w+);", lambda found: stdlib_html.unescape(found[0]), text)


@given(meaningful)
@example("1. 乙")
@example("#甲")
@example("- 甲")
@example("{{7*7}} {% x %} {.a #b}")
@example("::: finding f-00000000")
@example("[甲](javascript:alert(1))")
@example("---")
@example("&lt;script&gt;")
@example("    四个空格")
@example("甲  ")
@example("http://a.b/c www.a.b a@b.c")
@example("===")
@example("| a | b |")
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    assert squash(paragraph(render(escape(text)).html)) == squash(text)


@given(meaningful)
@example("1) 甲")
@example("甲 # 乙 #")
def test_other_readers_of_commonmark_show_the_same(text: str) -> None:
    other = MarkdownIt("gfm-like", {"linkify": False}).render(escape(text))
    assert squash(paragraph(other)) == squash(text)


# Python-Markdown is another dialect; what it makes of control characters is its own affair.
@given(meaningful.filter(lambda text: text.isprintable()))
def test_python_markdown_shows_the_same(text: str) -> None:
    assert squash(paragraph(python_markdown.markdown(escape(text)))) == squash(text)


@given(meaningful, st.integers(1, 6))
@example("甲 #", 2)
@example("# 甲", 2)
def test_a_heading_shows_exactly_its_text(text: str, level: int) -> None:
    found = re.fullmatch(rf"<h{level}[^>]*>(.*)</h{level}>\n", render(heading(level, text)).html, re.DOTALL)
    assert found
    assert squash(unescaped(found[1])) == squash(text)


@given(st.lists(st.text(st.sampled_from(ALPHABET), max_size=20), min_size=1, max_size=5).map("\n".join))
@example("```\n甲")
@example("````text\n```")
def test_a_fenced_text_shows_exactly_its_lines(text: str) -> None:
    found = re.fullmatch(
        r'<pre><code class="language-text">(.*)\n</code></pre>\n', render(fenced(text)).html, re.DOTALL
    )
    assert found
    assert unescaped(found[1]) == text


@pytest.mark.parametrize(
    "text", ["2025年1月24日，县委第一巡察组", "占比为15.5%", "《办法》（试行）", "电话0730-6699968"]
)
def test_ordinary_words_stay_readable(text: str) -> None:
    assert escape(text) == text


def test_source_numbering_is_no_markdown() -> None:
    assert escape("1.基层服务不优") == "1&#46;基层服务不优"
    assert escape("（1）甲") == "（1）甲"


def test_ideographic_space_at_the_start_survives() -> None:
    assert paragraph(render(escape("\u3000\u3000甲")).html) == "\u3000\u3000甲"


def test_nul_is_shown_as_a_glyph_because_html_cannot_hold_it() -> None:
    assert render(escape("甲\0乙")).html == "<p>甲␀乙</p>\n"


def test_c1_control_characters_are_not_remapped() -> None:
    assert "\x80" in render(escape("甲\x80乙")).html
    assert "€" not in render(escape("甲\x80乙")).html


def test_templates_print_nothing_unescaped_but_markdown() -> None:
    assert as_markdown("*a*") == "&#42;a&#42;"
    assert as_markdown(3) == "3"
    assert as_markdown(Markdown("*a*")) == "*a*"
