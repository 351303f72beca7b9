"""Folding: what makes Ａ find a, ２０２５年 find 2025年, and a line break inside a word invisible.

The browser folds the query with templates/theme/assets/search/fold.js; both sides must agree on every character. So:

- white space is the set of Python's `str.split()`, spelled out in the script (JavaScript's `\\s` has U+FEFF and lacks
  U+001C–001F and U+0085);
- lower case of Σ depends on its neighbours in both languages, which would break substrings: ς and σ are one letter here;
- a lone surrogate, which UTF-8 cannot carry to the browser, becomes U+FFFD;
- a character that this Python's Unicode tables do not know yet folds to itself, and `unknown` lists it, so that a newer
  browser leaves it alone too.
"""

from __future__ import annotations

import re
import unicodedata

SURROGATE = re.compile("[\ud800-\udfff]")


def fold(text: str) -> str:
    """NFKC, white space out, lower case; the form in which queries and texts are compared."""
    text = SURROGATE.sub("\ufffd", text)
    return "".join(unicodedata.normalize("NFKC", text).split()).lower().replace("ς", "σ")


def unknown(characters: set[str]) -> str:
    """Those of the characters that have no entry in this Python's Unicode tables, sorted."""
    return "".join(sorted(c for c in characters if unicodedata.category(c) == "Cn"))
