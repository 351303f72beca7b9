"""Whatever a notice says, Markdown made of it shows those characters and nothing else."""

import html as stdlib_html
import re

from hypothesis import example, given
from hypothesis import strategies as st

from generator.build.html import render
from generator.pages.escape import REFERENCES, Markdown, as_markdown, escape, link, span

# Characters that mean something to Markdown, HTML, templates, YAML or readers of white space.
ALPHABET = "整改。一（）1.2)-+*#>`~_[]{}()!|\\:;<&\"'/=%$^@? \t\u3000\u00a0\u2028\u200b\ufeff\x01\x0b\x1f\x7f\x85\x80A"
meaningful = st.text(st.sampled_from(ALPHABET), max_size=60)


def shown(markdown: str) -> str:
    """The text of one rendered paragraph; fails when it is anything else."""
    found = re.fullmatch(r"<p>(.*)</p>\n", render(markdown), re.DOTALL)
    assert found, render(markdown)
    assert "<" not in found[1]
    return stdlib_html.unescape(found[1]) if "\x80" not in found[1] else unescape_only_ours(found[1])


def unescape_only_ours(text: str) -> str:
    """What a browser shows: raw control characters stay, the four references of the renderer are resolved."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


def squash(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(meaningful.filter(lambda text: text.strip()))
@example("1. 乙")
@example("#甲")
@example("- 甲")
@example("{{7*7}} {% x %} {.a #b}")
@example("::: article")
@example("[甲](javascript:alert(1))")
@example("---")
@example("&lt;script&gt;")
@example("    四个空格")
@example("甲  ")
@example("http://a.b/c www.a.b a@b.c")
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    assert squash(shown(escape(text))) == squash(text)


@given(meaningful)
def test_each_active_character_becomes_a_reference_and_no_other(text: str) -> None:
    one_by_one = "".join(REFERENCES.get(character, character) for character in text)
    runs = re.split("( +)", one_by_one)
    first, last = runs[0] == "", runs[-1] == ""
    for at in range(1, len(runs), 2):
        edge = (at == 1 and first) or (at == len(runs) - 2 and last)
        runs[at] = "&#32;" * len(runs[at]) if edge else " " + "&#32;" * (len(runs[at]) - 1)
    assert escape(text) == "".join(runs)


@given(meaningful)
def test_spaces_inside_and_at_the_edges_survive(text: str) -> None:
    line = "甲" + text.replace("\x0b", "").replace("\x1f", "").replace("\x85", "") + "乙"
    assert shown(escape(line)) == line


def test_ideographic_space_at_the_start_survives() -> None:
    assert shown(escape("\u3000\u3000甲")) == "\u3000\u3000甲"


def test_nul_is_shown_as_a_derived_glyph_because_html_cannot_hold_it() -> None:
    assert render(escape("甲\0乙")) == '<p>甲<span data-derived="1" class="nul">␀</span>乙</p>\n'


def test_c1_control_characters_are_not_remapped() -> None:
    assert "\x80" in render(escape("甲\x80乙"))
    assert "€" not in render(escape("甲\x80乙"))


@given(meaningful)
def test_a_span_holds_exactly_its_text(text: str) -> None:
    assert render("甲" + span(text, "m") + "乙").startswith('<p>甲<span class="m">')


def test_a_link_escapes_its_text_and_keeps_its_class() -> None:
    assert render(link("](x)", "../a/#b", "chip")) == '<p><a href="../a/#b" class="chip">](x)</a></p>\n'


def test_templates_print_nothing_unescaped_but_markdown() -> None:
    assert as_markdown("*a*") == "&#42;a&#42;"
    assert as_markdown(3) == "3"
    assert as_markdown(Markdown("*a*")) == "*a*"
