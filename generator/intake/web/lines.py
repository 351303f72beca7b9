"""The lines of a web page: an element tree -> lines as a browser would show them.

Block elements and <br> make lines; inline elements never do, so 2<span>024</span>年 stays one number. White space
collapses as in CSS, U+00A0 and U+3000 stay. A line break inside the source of a Chinese sentence is nothing (CSS Text 3,
4.1.3), between Latin words a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from generator.intake.number_formats import FORMATS, chinese_number, parse_number
from generator.intake.text import HAN

BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div"}
    | {"dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"}
    | {"hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table"}
    | {"tbody", "td", "tfoot", "th", "thead", "tr", "ul", "ucapcontent", "ucaptitle"}
)
SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "head", "title", "iframe", "object", "svg", "math", "select", "button"}
    | {"textarea", "rt", "rp", "input", "audio", "video", "canvas", "map"}
)
ASIDE = frozenset({"nav", "footer", "aside", "menu"})
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
SPACES = re.compile(r"[ \t\n\r\f]+")
BREAK_IN_CHINESE = re.compile(
    r"(?<=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f])[ \t\r\f]*\n[ \t\n\r\f]*(?=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f])"
)
LIST_STYLES = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
CHINESE_STYLES = {"cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "cjk-decimal"}
LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.I)


class WebLine(NamedTuple):
    """One line of a page."""

    words: str
    block: Any
    """The block element that holds it."""
    running: int
    """Its number of Chinese characters; 0 where all of them are in links."""
    aside: bool
    """Whether it is in navigation, a footer or the like."""

    @property
    def linked(self) -> bool:
        """Whether all of it is link."""
        return self.running == 0 and HAN.search(self.words) is not None


class _Around(NamedTuple):
    """What is around some words: the nearest block element, and whether they are in a link, an aside or a `pre`."""

    block: Any
    linked: bool = False
    aside: bool = False
    keep_space: bool = False


class _OpenLine:
    """The line being collected."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.has_running_text = False

    def add(self, words: str, linked: bool) -> None:
        """Add words to the line."""
        self.parts.append(words)
        if not linked and HAN.search(words):
            self.has_running_text = True

    def close(self, around: _Around) -> Iterator[WebLine]:
        """Yield what was collected, several lines for preformatted text, and begin a new line."""
        words = "".join(self.parts)
        if around.keep_space:
            pieces = [piece.rstrip("\r") for piece in words.split("\n")]
        else:
            pieces = [SPACES.sub(" ", BREAK_IN_CHINESE.sub("", words)).strip(" ")]
        for piece in pieces:
            if piece.strip():
                running = len(HAN.findall(piece)) if self.has_running_text else 0
                yield WebLine(piece, around.block, running, around.aside)
        self.parts, self.has_running_text = [], False


def lines_of(body: Any) -> Iterator[WebLine]:
    """Yield the lines below an element, in document order. The tree must not be deeper than Python may recurse."""
    line = _OpenLine()
    yield from _walk(body, _Around(body), line)
    yield from line.close(_Around(body))


def _walk(element: Any, outside: _Around, line: _OpenLine) -> Iterator[WebLine]:
    """Yield the lines that end within an element; words behind the last line end stay in `line`."""
    tag = element.tag
    is_block = tag in BLOCKS
    inside = _Around(
        element if is_block else outside.block,
        outside.linked or tag == "a",
        outside.aside or tag in ASIDE,
        outside.keep_space or tag == "pre",
    )
    if is_block:
        yield from line.close(outside)
        if tag == "li":
            line.add(_list_mark(element), inside.linked)
    if element.text:
        line.add(element.text, inside.linked)
    for child in element:
        if isinstance(child.tag, str) and not _is_hidden(child):
            if child.tag == "br":
                yield from line.close(inside)
            else:
                yield from _walk(child, inside, line)
        if child.tail:
            line.add(child.tail, inside.linked)
    if is_block:
        yield from line.close(inside)


def _is_hidden(element: Any) -> bool:
    """Return whether a browser shows nothing of the element."""
    return (
        element.tag in SKIPPED
        or element.get("hidden") is not None
        or HIDDEN.search(element.get("style", "")) is not None
    )


def _list_mark(item: Any) -> str:
    """Return the number that a browser prints before an item of an ordered list; empty elsewhere."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    style = LIST_STYLE.search(parent.get("style", ""))
    form = style[1].lower() if style else parent.get("type", "1")
    if form == "none":
        return ""
    number = parse_number(parent.get("start"), 1) - 1
    for sibling in parent.iterchildren("li"):
        number = parse_number(sibling.get("value"), number + 1)
        if sibling is item:
            break
    if form in CHINESE_STYLES:
        return f"{chinese_number(number)}、"
    return f"{FORMATS[LIST_STYLES.get(form, 'decimal')](number)}. "


def single_spaced(words: str) -> str:
    """Return the words of a line without white space at the edges and with one space for each run of it."""
    return " ".join(words.split())
