"""Text as Markdown that means that text and nothing else, in any reader of CommonMark.

Only what CommonMark could take for syntax is written as a numeric reference (`&#42;`): marks that mean something anywhere in a
line, and those that mean something at its beginning. References survive in readers that treat backslashes in other ways,
because they are resolved after all syntax is read. So a notice stays readable as a file: `1&#46; 学习不够深入`.

Control characters stand as they are; HTML forbids references to them. U+0000, which no HTML can hold, is shown as ␀.
"""

from __future__ import annotations

import re
from typing import Any

# Inline syntax of CommonMark, its tables and strikethrough, of attributes ({…}) and of templates; and separators that some readers take
# for line ends.
ANYWHERE = "\\`*_[]<>&~|{}$\u2028\u2029"
REFERENCES = {mark: f"&#{ord(mark)};" for mark in ANYWHERE} | {"\0": "\u2400", "\r": " ", "\n": " "}
REFERRED = re.compile(f"[{re.escape(''.join(REFERENCES))}]")
# White space at the edges, which readers trim, and spaces in a row.
SPACES = re.compile(r"\A[\s\ufeff]+|[\s\ufeff]+\Z|(?<= ) +")
# Control characters that Python counts as white space; HTML forbids references to them.
NO_REFERENCE = frozenset("\x0b\x0c\x1c\x1d\x1e\x1f\x85")
# What could begin a list, a rule, a heading, a container, an underline: `1.` and `1)` too.
LINE_START = re.compile(r"[#+\-=:]|[0-9]{1,9}[.)]")
# Marks behind the last word of a heading are taken for its end.
HEADING_END = re.compile(r"#+\Z")


class Markdown(str):
    """A string that is Markdown already and must not be escaped again."""

    __slots__ = ()


def escape(text: str) -> Markdown:
    """Return Markdown of one block that shows exactly `text`; a line end becomes a space."""
    text = escape_inline(text)
    start = LINE_START.match(text)
    if start:
        mark = start.end() - 1
        text = f"{text[:mark]}&#{ord(text[mark])};{text[mark + 1 :]}"
    return Markdown(text)


def escape_inline(text: str) -> str:
    """Return the same for words that do not begin a line."""
    if REFERRED.search(text):
        text = REFERRED.sub(lambda found: REFERENCES[found[0]], text)
    return SPACES.sub(_referred_spaces, text) if SPACES.search(text) else text


def _referred_spaces(found: re.Match[str]) -> str:
    return "".join(space if space in NO_REFERENCE else f"&#{ord(space)};" for space in found[0])


def heading(level: int, text: str) -> str:
    """Return a heading of one line: `## 一、……`."""
    return f"{'#' * level} {HEADING_END.sub(lambda found: '&#35;' * len(found[0]), escape_inline(text))}"


def fenced(text: str) -> str:
    """Return the text, line ends included, as a fenced block that shows exactly it; U+0000 as ␀."""
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    shown = text.replace("\0", "\u2400")
    return f"{fence}text\n{shown}\n{fence}\n"


def as_markdown(value: Any) -> str:
    """Return what a page template prints for a value: Markdown as it is, anything else escaped. Jinja's `finalize`."""
    return value if isinstance(value, Markdown) else escape(str(value))
