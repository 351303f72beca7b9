"""The Markdown of generated pages as rules of markdown-it-py: the few forms that pages use, and none besides.

Blocks: a line `{.class #id key=1}` that gives its attributes to the next block; `::: block` and `::: article`, closed by a
fence of the same length; `# heading`; anything else up to an empty line is a paragraph. Inline: `[words](url){…}` is a
link, `[words]{…}` a span, `&#42;` a character. In text from outside every character that could begin one of these is a
numeric reference (generator/pages/escape.py), so only the program makes elements; and all of it is read in one pass
over the lines and one over the brackets, because pages are most of what a build does. A general Markdown reader with the
plugins `attrs` and `container` gives the same HTML; tests compare the two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

CONTAINERS = {"block": "div", "article": "article"}
ALLOWED = frozenset(("id", "class", "data-notice-body", "data-source-body", "data-derived", "data-line"))
MARK = r'(?:[.#][\w-]+|[a-z][a-z-]*=(?:"[\w-]*"|[\w-]+))'
ATTRIBUTES = re.compile(rf"\{{({MARK}(?: {MARK})*)\}}", re.ASCII)
FENCE = re.compile(r"(:{3,})(?: (\w+))?")
HEADING = re.compile(r"(#{1,6}) +(.*)")
# A link goes to a place of the site or to the web; what else a URL scheme can do, no page needs.
URL = r"(?:(?:https?|mailto):)?[\w./#?=&%~+,@;-]*"
BRACKET = re.compile(rf"\[|\](?:\(({URL})\))?(?:\{{({MARK}(?: {MARK})*)\}})?", re.ASCII)
REFERENCE = re.compile(r"&#([0-9]{1,7});")
EMPTY = " \t"


@lru_cache(maxsize=4096)
def attributes(marks: str) -> tuple[tuple[str, str], ...]:
    """`.f .open #f-1 data-line=3` as names and values, the class last; names that are not ALLOWED left out."""
    found: dict[str, str] = {}
    classes: list[str] = []
    for mark in marks.split(" "):
        if mark[0] == ".":
            classes.append(mark[1:])
        elif mark[0] == "#":
            found["id"] = mark[1:]
        else:
            name, _, value = mark.partition("=")
            if name in ALLOWED and name != "class":
                found[name] = value.strip('"')
    if classes:
        found["class"] = " ".join(classes)
    return tuple(found.items())


def blocks(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """All blocks of the page."""
    lines = state.src.split("\n")
    open_fences: list[tuple[str, str]] = []
    given: tuple[tuple[str, str], ...] = ()
    at = 0
    while at < len(lines):
        line = lines[at].strip(EMPTY)
        at += 1
        if not line:
            continue
        first = line[0]
        if first == "{" and (marks := ATTRIBUTES.fullmatch(line)):
            given = attributes(marks.group(1))
            continue
        if first == ":" and (fence := FENCE.fullmatch(line)):
            length, name = fence.groups()
            if name is None and open_fences and open_fences[-1][0] == length:
                _push(state, f"container_{open_fences[-1][1]}_close", CONTAINERS[open_fences.pop()[1]], -1)
                continue
            if name in CONTAINERS:
                open_fences.append((length, name))
                _push(state, f"container_{name}_open", CONTAINERS[name], 1).attrs.update(given)
                given = ()
                continue
        if first == "#" and (heading := HEADING.fullmatch(line)):
            kind, tag, words = "heading", f"h{len(heading.group(1))}", heading.group(2)
        else:
            kind, tag, words = "paragraph", "p", line
            while at < len(lines) and (more := lines[at].strip(EMPTY)):
                words += "\n" + more
                at += 1
        _push(state, kind + "_open", tag, 1).attrs.update(given)
        given = ()
        inline = _push(state, "inline", "", 0)
        inline.content, inline.children = words, []
        _push(state, kind + "_close", tag, -1)
    while open_fences:
        name = open_fences.pop()[1]
        _push(state, f"container_{name}_close", CONTAINERS[name], -1)
    state.line = end
    return True


def _push(state: StateBlock, kind: str, tag: str, nesting: Any) -> Token:
    """A block token, level kept: `StateBlock.push` without what it does for lists."""
    if nesting < 0:
        state.level -= 1
    token = Token(kind, tag, nesting, level=state.level, block=True)
    if nesting > 0:
        state.level += 1
    state.tokens.append(token)
    return token


def brackets(state: StateInline, silent: bool) -> bool:
    """All of a block's words: text, links and spans. A bracket that is neither stays a bracket."""
    source, tokens = state.src, state.tokens
    if "[" not in source:
        tokens.append(Token("text", "", 0, content=characters(source)))
        state.pos = state.posMax
        return True
    opened: list[Token] = []
    at = 0
    for bracket in BRACKET.finditer(source):
        if bracket.start() > at:
            tokens.append(Token("text", "", 0, content=characters(source[at : bracket.start()])))
        at = bracket.end()
        if bracket.group() == "[":
            opened.append(Token("text", "", 0, content="["))
            tokens.append(opened[-1])
            continue
        url, marks = bracket.groups()
        begin = opened.pop() if opened else None
        if begin is None or (url is None and marks is None):
            tokens.append(Token("text", "", 0, content="]"))
            at = bracket.start() + 1
            continue
        kind, tag = ("link", "a") if url is not None else ("span", "span")
        begin.type, begin.tag, begin.nesting, begin.content = f"{kind}_open", tag, 1, ""
        if url is not None:
            begin.attrs["href"] = url
        if marks:
            begin.attrs.update(attributes(marks))
        tokens.append(Token(f"{kind}_close", tag, -1))
    if at < len(source):
        tokens.append(Token("text", "", 0, content=characters(source[at:])))
    state.pos = state.posMax
    return True


def characters(words: str) -> str:
    """The words with numeric references as the characters they stand for."""
    return REFERENCE.sub(_character, words) if "&#" in words else words


def _character(reference: re.Match[str]) -> str:
    number = int(reference.group(1))
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"


def escaped(text: str) -> str:
    """The text inside an element or a quoted attribute."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


class Renderer(RendererHTML):
    """HTML of the tokens that these rules make, as markdown-it-py's own renderer writes it."""

    def render(self, tokens: Sequence[Token], options: Any, env: Any) -> str:
        """All tokens; a line break behind every block and before the content of a container."""
        out: list[str] = []
        last = len(tokens) - 1
        for index, token in enumerate(tokens):
            if token.type == "inline":
                for child in token.children or ():
                    out.append(escaped(child.content) if child.type == "text" else _tag(child))
                continue
            follows = tokens[index + 1] if index < last else None
            joined = (
                token.nesting == 1
                and follows is not None
                and (follows.type == "inline" or (follows.nesting == -1 and follows.tag == token.tag))
            )
            out.append(_tag(token) if joined else _tag(token) + "\n")
        return "".join(out)


def _tag(token: Token) -> str:
    if token.nesting < 0:
        return f"</{token.tag}>"
    if not token.attrs:
        return f"<{token.tag}>"
    given = [f' {name}="{escaped(str(value))}"' for name, value in token.attrs.items()]
    return f"<{token.tag}{''.join(given)}>"


def parser() -> MarkdownIt:
    """The one parser configuration of the site: these rules, and no others."""
    md = MarkdownIt("zero", {"html": False, "linkify": False, "typographer": False}, renderer_cls=Renderer)
    md.block.ruler.before("paragraph", "blocks", blocks)
    md.inline.ruler.before("text", "brackets", brackets)
    for ruler, rule in ((md.block.ruler, "blocks"), (md.inline.ruler, "brackets")):
        ruler.enableOnly([rule])
    md.inline.ruler2.enableOnly([])
    md.core.ruler.enableOnly(["normalize", "block", "inline"])
    return md
