"""The administrative divisions that place names in a text mean.

The table (`data/regions.tsv`, whose head says where it comes from) has provinces, prefectures and counties, with former
names, because notices outlive renamings (祁阳县 is 祁阳市 since 2021). A name is looked up as a whole and only where it
starts a text: 平江 alone, 县委 and 市委 name no place. If a name belongs to several places (鼓楼区 exists in four cities),
all of them are returned, because choosing one without a reason would be a guess.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from generator.facts.model import Region

TABLE = Path(__file__).parent / "data" / "regions.tsv"
LEVEL_WORD = re.compile(r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|地区|省|市|盟|州|县|区|旗)$")
MARKET = "市场"
"""The 市 of 市场监督管理局 behind a place (江苏市场监管局) is no part of its name."""


class Divisions(NamedTuple):
    """The table of divisions, indexed."""

    names: dict[str, str]
    """The current name of each code."""
    codes: dict[str, tuple[str, ...]]
    """The codes of each name, former names included."""
    stems: dict[str, tuple[str, ...]]
    """Provinces and prefectures without their level word (湖南 -> 430000); they count only before a full name (湖南平江县)."""
    longest: int
    """Characters of the longest name."""


class PlaceMatch(NamedTuple):
    """A place name at the start of a text: the codes that it may mean, and its length in characters."""

    codes: tuple[str, ...]
    length: int


@cache
def divisions() -> Divisions:
    """Return the table; it is read on the first call."""
    names: dict[str, str] = {}
    codes: dict[str, tuple[str, ...]] = {}
    stems: dict[str, tuple[str, ...]] = {}
    for line in TABLE.read_text(encoding="utf-8").split("\n"):
        if not line or line.startswith("#"):
            continue
        code, name, *others = line.split("\t")
        names[code] = name
        for each in (name, *(others[0].split(",") if others else ())):
            codes[each] = (*codes.get(each, ()), code)
        stem = LEVEL_WORD.sub("", name) if code.endswith("00") else ""
        if len(stem) > 1:
            stems[stem] = (*stems.get(stem, ()), code)
    return Divisions(names, codes, stems, max(map(len, codes)))


def region_of_code(code: str) -> Region | None:
    """Return the division of a GB/T 2260 code with the names from province down, or None for an unknown code."""
    names = divisions().names
    if code not in names:
        return None
    return Region(code, tuple(names[each] for each in (*ancestors(code), code)))


def ancestors(code: str) -> tuple[str, ...]:
    """Return the codes above a division, province first, without levels that only fill the code scheme (市辖区)."""
    above = (code[:2] + "0000", code[:4] + "00")
    return tuple(each for each in above if each != code and each in divisions().names)


def place_at_start(text: str) -> PlaceMatch:
    """Return the most exact place that the text starts with: 福建省漳州市东山县… is 350626, and nine characters long.

    The longest name wins; names below it that follow at once narrow it. `codes` is empty if no place starts the text.
    """
    table = divisions()
    found = _longest_name(text, 0, None)
    if not found.codes:
        for length in (2, 3, 4):
            below = table.stems.get(text[:length], ())
            inner = _longest_name(text, length, below) if below else found
            if inner.codes:
                found = PlaceMatch(inner.codes, length + inner.length)
                break
    while found.codes:
        inner = _longest_name(text, found.length, found.codes)
        if not inner.codes:
            break
        found = PlaceMatch(inner.codes, found.length + inner.length)
    return found


def _longest_name(text: str, start: int, within: tuple[str, ...] | None) -> PlaceMatch:
    """Return the longest full name at an offset; with `within`, only of places below one of these codes."""
    table = divisions()
    for length in range(min(table.longest, len(text) - start), 1, -1):
        codes = table.codes.get(text[start : start + length], ())
        if within is not None:
            codes = tuple(code for code in codes if any(above in within for above in ancestors(code)))
        if codes and not text.startswith(MARKET, start + length - 1):
            return PlaceMatch(codes, length)
    return PlaceMatch((), 0)


def find_regions(text: str) -> list[Region]:
    """Return the places that the name at the start of the text may mean; several if the name alone cannot decide."""
    return [region for code in place_at_start(text).codes if (region := region_of_code(code)) is not None]


def resolve_region(name: str, context: str = "") -> Region | None:
    """Return the place that the name of a unit or place starts with, or None if it is unknown or ambiguous.

    `context` is other text of the notice (address, source, sign-off). It only chooses between several candidates, by
    the provinces and prefectures that it mentions.
    """
    codes = place_at_start(name).codes
    if len(codes) > 1:
        scores = {code: _mentions(code, context) for code in codes}
        best = max(scores.values())
        codes = tuple(code for code in codes if best and scores[code] == best)
    return region_of_code(codes[0]) if len(codes) == 1 else None


def _mentions(code: str, context: str) -> int:
    """Return how many of the levels above a division the context names, with or without their level word."""
    names = divisions().names
    stems = (LEVEL_WORD.sub("", names[above]) for above in ancestors(code))
    return sum(stem in context for stem in stems)


def place_inside(text: str) -> str | None:
    """Return the first full place name inside a short text, with what narrows it (国家税务总局平江县税务局 -> 平江县).

    Names of two characters are left out: inside a text 城区 or 矿区 is rarely the place of that name.
    """
    for start in range(len(text)):
        length = place_at_start(text[start : start + 40]).length
        if length > 2:
            return text[start : start + length]
    return None
