"""Text as Markdown that means that text and nothing else.

Every ASCII character that any Markdown dialect, Jinja-like template or HTML reader could take for syntax becomes a
numeric character reference (`&#42;`), and so does white space that readers trim or turn (U+3000 at the start of a
paragraph, tabs, U+2028). References survive where backslashes do not: they are resolved after all syntax is read.

Two kinds of character cannot be references, because HTML forbids or remaps them: U+0000, which no HTML can hold and
which is shown as the derived glyph ␀, and the other control characters (U+0001-U+0008, U+000B-U+001F, U+007F-U+009F:
`&#128;` would become €), which stand as they are and pass through both Markdown and HTML unchanged.
"""

from __future__ import annotations

import re
from typing import Any

# Left out because no dialect reads them as syntax inside a word: , ; % ? and the quotation mark.
ACTIVE = "!#$&'()*+-./:<=>@[\\]^_`{|}~\""
TRIMMED = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
NUL = "[&#9216;]{.nul data-derived=1}"
REFERENCES = str.maketrans({c: f"&#{ord(c)};" for c in ACTIVE + TRIMMED} | {"\0": NUL, "\r": "&#13;", "\n": " "})
EDGE_SPACES = re.compile(r"\A +| +\Z|(?<= ) +")


class Markdown(str):
    """A string that is Markdown already and must not be escaped again."""

    __slots__ = ()


def escape(text: str) -> Markdown:
    """Markdown of one line that shows exactly `text`; a line feed becomes a space."""
    return Markdown(EDGE_SPACES.sub(lambda found: "&#32;" * len(found.group()), text.translate(REFERENCES)))


def as_markdown(value: Any) -> str:
    """What a page template prints for a value: Markdown as it is, anything else escaped. Jinja's `finalize`."""
    return value if isinstance(value, Markdown) else escape(str(value))


def span(text: str, classes: str, derived: str = "") -> Markdown:
    """`text`, escaped, in an inline element of the given classes (space-separated, from the program, never from a notice)."""
    return wrap(escape(text), classes, derived)


def wrap(content: str, classes: str, derived: str = "") -> Markdown:
    """Markdown in an inline element; the attributes come from the program."""
    marks = " ".join("." + name for name in classes.split())
    return Markdown(f"[{content}]{{{marks}{' data-derived=1' if derived else ''}}}")


def link(text: str, url: str, classes: str = "", derived: str = "") -> Markdown:
    """A link to a URL the program made (ASCII, no brackets or spaces)."""
    marks = [*("." + name for name in classes.split()), *(["data-derived=1"] if derived else [])]
    return Markdown(f"[{escape(text)}]({url})" + (f"{{{' '.join(marks)}}}" if marks else ""))
