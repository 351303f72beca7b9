"""Folding: the form in which queries and texts are compared, so that Ａ finds a and ２０２５年 finds 2025年.

The browser folds the query with templates/theme/assets/search/fold.js; both sides must agree on every character. So:

- white space is the set of Python's `str.split()`, spelled out in the script (JavaScript's `\\s` has U+FEFF and lacks
  U+001C–001F and U+0085);
- lower case of Σ depends on its neighbours in both languages, which would break substrings: ς and σ are one letter here;
- a character that this Python's Unicode tables do not know yet folds to itself, and `unknown` lists it, so that a newer
  browser leaves it alone too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

SEPARATOR = 0xDC00
"""The UTF-16 unit that ends a field: a low surrogate without a high one, so no pair of a query holds it."""


class FoldedTexts(NamedTuple):
    """Many sections as one array of UTF-16 units, with SEPARATOR after each field of a section."""

    units: npt.NDArray[np.uint16]
    lengths: npt.NDArray[np.int64]
    """The number of units of each section."""
    unknown: str
    """The characters that this Python's Unicode tables lack."""


def fold(text: str) -> str:
    """Return the text in NFKC and lower case, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lower().replace("ς", "σ")


def unknown(characters: set[str]) -> str:
    """Return those of the characters that have no entry in this Python's Unicode tables, sorted."""
    return "".join(sorted(c for c in characters if unicodedata.category(c) == "Cn"))


def fold_sections(sections: Sequence[Sequence[str]]) -> FoldedTexts:
    """Return the sections folded; each is a sequence of fields as written."""
    folded = [[fold(field) for field in section] for section in sections]
    end = SEPARATOR.to_bytes(2, "little")
    encoded = [b"".join([field.encode("utf-16-le") + end for field in section]) for section in folded]
    lengths = np.array([len(section) // 2 for section in encoded], dtype=np.int64)
    characters = set("".join([field for section in folded for field in section]))
    return FoldedTexts(np.frombuffer(b"".join(encoded), dtype="<u2"), lengths, unknown(characters))


def unit_pairs(units: npt.NDArray[np.uint16]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.bool_]]:
    """Return each unit with the next one as a number, first * 65,536 + second, and which of these pairs lie in one field."""
    pairs = units[:-1].astype(np.uint32) << np.uint32(16) | units[1:]
    ends = units[:-1] == SEPARATOR
    # After a high surrogate the same unit is the second half of a character.
    ends[1:] &= (units[:-2] < 0xD800) | (units[:-2] >= 0xDC00)
    return pairs, ~ends
