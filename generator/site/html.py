"""Markdown of generated pages as HTML, by markdown-it-py with the rules of generator/site/markdown.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markdown_it.token import Token

from generator.site.markdown import parser

MD = parser()


def render(markdown: str) -> str:
    """HTML of a page body."""
    return str(MD.render(markdown))


class Rendered(NamedTuple):
    """A page body as HTML. `content` is all of it; `before` and `after` are what stands around our lines below the title
    of a notice, '' on other pages; `headings` are level, id and text of those with an id, h1 left out."""

    content: str
    before: str
    after: str
    headings: list[tuple[int, str, str]]


def render_page(markdown: str) -> Rendered:
    """The body of a page, read once."""
    tokens = MD.parse(markdown)
    lead = next((i for i, token in enumerate(tokens) if token.attrGet("class") == "lead"), None)
    if lead is None:
        return Rendered(render_tokens(tokens), "", "", headings(tokens))
    level = tokens[lead].level
    close = next(i for i in range(lead, len(tokens)) if tokens[i].nesting == -1 and tokens[i].level == level)
    parts = (tokens[:lead], tokens[lead : close + 1], tokens[close + 1 :])
    before, own, after = (render_tokens(part) for part in parts)
    return Rendered(before + own + after, before, after, headings(tokens))


def render_tokens(tokens: Sequence[Token]) -> str:
    """HTML of tokens already parsed."""
    return str(MD.renderer.render(tokens, MD.options, {}))


def headings(tokens: Sequence[Token]) -> list[tuple[int, str, str]]:
    """Level, id and text of every heading that has an id, in order; h1 left out."""
    found: list[tuple[int, str, str]] = []
    for i, token in enumerate(tokens):
        name = token.attrGet("id") if token.type == "heading_open" else None
        if name and token.tag != "h1":
            inner = tokens[i + 1].children or []
            text = "".join(child.content for child in inner if child.type == "text")
            found.append((int(token.tag[1]), str(name), text))
    return found
