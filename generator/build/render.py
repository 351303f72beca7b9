"""Markdown as HTML, by markdown-it-py: CommonMark with tables, raw HTML off, and two plugins.

`::: finding f-1a2b3c4d` (a container) becomes an article with that id; comments in it say to the theme where it may add what the
front matter knows of the finding (generator/pages/html_parts.py). `{.class #id}` above a block gives it attributes. Ids of headings and
classes of paragraphs come from generator/pages/typography.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.container import container_plugin

from generator.pages.typography import Heading, mark_blocks, mark_notice

HEADING_ID = re.compile(r"\s*\{\s*#(\S+)\s*\}$")
FINDING = re.compile(r" *finding (f-[0-9a-f]{8}(?:-[0-9]+)?) *")


class Rendered(NamedTuple):
    """A page's HTML and its headings, h1 left out."""

    html: str
    headings: list[Heading]


@cache
def markdown_parser(html: bool = False) -> MarkdownIt:
    """Return the parser of all pages; with `html` that of an office's own, in which HTML and what other plugins put there stay."""
    parser = MarkdownIt("commonmark", {"html": html}).enable("table")
    container_plugin(parser, "finding", validate=_is_finding, render=_finding_tag)
    attrs_block_plugin(parser)
    return parser


def parse(markdown: str, html: bool = False) -> list[Token]:
    """Return the tokens of a page's Markdown. With `html`, `## Words {#id}` gives a heading its id."""
    tokens = markdown_parser(html).parse(markdown)
    for opened, inline in pairwise(tokens) if html else ():
        if opened.type == "heading_open" and inline.children and (found := HEADING_ID.search(inline.content)):
            opened.attrSet("id", found[1])
            inline.children[-1].content = HEADING_ID.sub("", inline.children[-1].content)
    return tokens


def render_tokens(tokens: list[Token], notice: Mapping[str, Any] | None = None) -> Rendered:
    """Return the HTML of a page's tokens. The front matter of a notice says which lines its title has and how findings are labelled."""
    parser = markdown_parser()
    headings = list(mark_blocks(tokens))
    if notice is not None:
        mark_notice(tokens, notice)
    return Rendered(str(parser.renderer.render(tokens, parser.options, {"open": []})), headings)


def render(markdown: str) -> Rendered:
    """Return the HTML of a page's Markdown."""
    return render_tokens(parse(markdown))


def _is_finding(info: str, markup: str) -> bool:
    return FINDING.fullmatch(info) is not None


def _finding_tag(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    """Render the edge of a finding: `env["open"]` are the findings that it stands in."""
    if tokens[at].nesting > 0:
        anchor = tokens[at].info.split()[1]
        env["open"].append(anchor)
        return f'<article class="f" id="{anchor}">\n<!--{anchor}-->'
    return f"<!--/{env['open'].pop()}--></article>\n"
