"""Lines of a web page: an element tree -> lines as a browser would show them.

Block elements and <br> make lines; inline elements never do, so 2<span>024</span>年 stays one number. White space
collapses as in CSS, U+00A0 and U+3000 stay. A line break inside the source of a Chinese sentence is nothing (CSS Text 3,
4.1.3), between Latin words a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.intake.counting import FORMATS, chinese
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


class Line:
    """One line: its words, the block it stands in, and how many Chinese characters of it are outside links.

    `aside` says that it stands in navigation, a footer or the like; `linked` that all of it is link.
    """

    __slots__ = ("aside", "block", "linked", "running", "words")

    def __init__(self, words: str, block: Any, running: int, aside: bool) -> None:
        self.words, self.block, self.running, self.aside = words, block, running, aside
        self.linked = running == 0 and HAN.search(words) is not None


class _Open:
    """The line being collected."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.running = 0

    def add(self, words: str, linked: bool) -> None:
        self.parts.append(words)
        if not linked:
            self.running += len(HAN.findall(words))

    def close(self, block: Any, aside: bool, keep_space: bool = False) -> Iterator[Line]:
        words = "".join(self.parts)
        if not keep_space:
            words = SPACES.sub(" ", BREAK_IN_CHINESE.sub("", words)).strip(" ")
        if words.strip():
            for piece in words.split("\n") if keep_space else (words,):
                if piece.strip():
                    yield Line(piece.rstrip("\r"), block, len(HAN.findall(piece)) if self.running else 0, aside)
        self.parts, self.running = [], 0


def lines_of(body: Any) -> Iterator[Line]:
    """The lines below an element, in document order. The tree must not be deeper than Python may recurse."""
    collected = _Open()
    yield from _walk(body, body, collected, linked=False, aside=False, keep_space=False)
    yield from collected.close(body, aside=False)


def _walk(element: Any, block: Any, collected: _Open, *, linked: bool, aside: bool, keep_space: bool) -> Iterator[Line]:
    tag = element.tag
    inside = block
    makes_lines = tag in BLOCKS
    linked = linked or tag == "a"
    inner_aside = aside or tag in ASIDE
    inner_keep = keep_space or tag == "pre"
    if makes_lines:
        yield from collected.close(block, aside, keep_space)
        inside = element
        if tag == "li":
            collected.add(list_mark(element), linked)
    if element.text:
        collected.add(element.text, linked)
    for child in element:
        if isinstance(child.tag, str) and not _unseen(child):
            if child.tag == "br":
                yield from collected.close(inside, inner_aside, inner_keep)
            else:
                yield from _walk(child, inside, collected, linked=linked, aside=inner_aside, keep_space=inner_keep)
        if child.tail:
            collected.add(child.tail, linked)
    if makes_lines:
        yield from collected.close(inside, inner_aside, inner_keep)


def _unseen(element: Any) -> bool:
    """Whether a browser shows nothing of the element."""
    return (
        element.tag in SKIPPED
        or element.get("hidden") is not None
        or HIDDEN.search(element.get("style", "")) is not None
    )


def list_mark(item: Any) -> str:
    """The number that a browser prints before an item of an ordered list; empty elsewhere."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    style = LIST_STYLE.search(parent.get("style", ""))
    form = style[1].lower() if style else parent.get("type", "1")
    if form == "none":
        return ""
    number = _int(parent.get("start"), 1) - 1
    for sibling in parent.iterchildren("li"):
        number = _int(sibling.get("value"), number + 1)
        if sibling is item:
            break
    if form in CHINESE_STYLES:
        return f"{chinese(number)}、"
    return f"{FORMATS[LIST_STYLES.get(form, 'decimal')](number)}. "


def _int(words: str | None, otherwise: int) -> int:
    return int(words) if words is not None and re.fullmatch(r"\d{1,6}", words.strip()) else otherwise


def plain(words: str) -> str:
    """The words of a line as they read: white space of every kind at the edges and in runs made one space."""
    return " ".join(words.split())
