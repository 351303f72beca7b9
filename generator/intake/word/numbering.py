"""Automatic numbers of a Word file: the 一、 and （一） that stand in numbering.xml and in no paragraph.

Word counts while it lays out the page; so does `ListCounter`, paragraph by paragraph in document order. Source of the
rules: ECMA-376 part 1, 17.9 (levels, restarts, overrides), checked against what LibreOffice prints.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from generator.intake.number_formats import FORMATS, parse_number
from generator.intake.word.package import W

LEVELS = 9
PLACE = re.compile(r"%([1-9])")
PRIVATE = re.compile("[\ue000-\uf8ff]")
WIDE_END = tuple("、）】．。：，")
"""Ends of a number that needs no space before the words."""


class ListLevel(NamedTuple):
    """One level of a list: how it counts and what it prints."""

    start: int
    form: str
    text: str
    restart: int | None
    legal: bool
    gap: str


class ListCounter:
    """The numbers of all lists of one document. `unknown` collects formats that are printed as plain digits."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self.unknown: set[str] = set()
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[str] = set()
        self._abstract: dict[str, dict[int, ListLevel]] = {}
        self._nums: dict[str, tuple[str, dict[int, int], dict[int, ListLevel]]] = {}
        """List id -> the id of its abstract list, the numbers its levels start at, and its own levels."""
        self._styles = _style_numbers(styles)
        if numbering is not None:
            self._read(numbering)

    def _read(self, root: Any) -> None:
        names: dict[str, str] = {}
        linked: dict[str, str] = {}
        for item in root.iterfind(f"{W}abstractNum"):
            key = item.get(f"{W}abstractNumId", "")
            self._abstract[key] = {_level_number(level): _level(level) for level in item.iterfind(f"{W}lvl")}
            if (name := child_value(item, "styleLink")) is not None:
                names[name] = key
            if (link := child_value(item, "numStyleLink")) is not None:
                linked[key] = link
        for item in root.iterfind(f"{W}num"):
            starts: dict[int, int] = {}
            levels: dict[int, ListLevel] = {}
            for override in item.iterfind(f"{W}lvlOverride"):
                if (first := child_value(override, "startOverride")) is not None:
                    starts[_level_number(override)] = parse_number(first, 1)
                if (own := override.find(f"{W}lvl")) is not None:
                    levels[_level_number(override)] = _level(own)
            abstract = child_value(item, "abstractNumId") or ""
            abstract = names.get(linked.get(abstract, ""), abstract)
            self._nums[item.get(f"{W}numId", "")] = (abstract, starts, levels)

    def count(self, paragraph: Any) -> str:
        """Count on, and return what Word prints before a paragraph with the gap behind it; empty where it is in no list."""
        num, ilvl = self._list_of(paragraph)
        if num not in self._nums:
            return ""
        abstract, starts, own = self._nums[num]
        levels = self._abstract.get(abstract, {}) | own
        level = levels.get(ilvl)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, [None] * LEVELS)
        if num not in self._started:
            self._started.add(num)
            for at in starts:
                counts[at] = None
        before = counts[ilvl]
        counts[ilvl] = starts.get(ilvl, level.start) if before is None else before + 1
        for below in range(ilvl + 1, LEVELS):
            lower = levels.get(below)
            if lower is None or lower.restart is None or (lower.restart != 0 and ilvl < lower.restart):
                counts[below] = None
        return self._print(level, levels, counts)

    def _print(self, level: ListLevel, levels: dict[int, ListLevel], counts: list[int | None]) -> str:
        if level.form == "bullet":
            bullet = PRIVATE.sub("•", level.text)
            return bullet + " " if bullet.strip() else ""

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shown = levels.get(at, level)
            count = counts[at]
            form = "decimal" if level.legal else shown.form
            if form not in FORMATS:
                self.unknown.add(form)
            return FORMATS.get(form, str)(shown.start if count is None else count)

        words = PLACE.sub(number, level.text)
        return words + ("" if words.endswith(WIDE_END) else level.gap) if words.strip() else ""

    def _list_of(self, paragraph: Any) -> tuple[str, int]:
        """Return the list of a paragraph ("" for none) and its level there."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return "", 0
        num, ilvl = self._styles.get(child_value(properties, "pStyle") or "", (None, None))
        direct = properties.find(f"{W}numPr")
        if direct is not None:
            num = child_value(direct, "numId") or num
            ilvl = child_value(direct, "ilvl") or ilvl
        return "" if num is None or num == "0" else num, min(parse_number(ilvl, 0), LEVELS - 1)


def child_value(parent: Any, name: str) -> str | None:
    """Return the `w:val` of a child element, None where there is none."""
    child = parent.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def _level(item: Any) -> ListLevel:
    restart = child_value(item, "lvlRestart")
    legal = item.find(f"{W}isLgl")
    return ListLevel(
        start=parse_number(child_value(item, "start"), 1),
        form=child_value(item, "numFmt") or "decimal",
        text=child_value(item, "lvlText") or "",
        restart=None if restart is None else parse_number(restart, 0),
        legal=legal is not None and legal.get(f"{W}val", "1") not in ("0", "false"),
        gap="" if child_value(item, "suff") == "nothing" else " ",
    )


def _level_number(item: Any) -> int:
    return min(parse_number(item.get(f"{W}ilvl"), 0), LEVELS - 1)


def _style_numbers(styles: Any | None) -> dict[str, tuple[str | None, str | None]]:
    """Return style id -> (numId, ilvl) that it gives its paragraphs, inherited through `basedOn`."""
    own: dict[str, tuple[str | None, str | None]] = {}
    based: dict[str, str] = {}
    for style in () if styles is None else styles.iterfind(f"{W}style"):
        key = style.get(f"{W}styleId", "")
        if (parent := child_value(style, "basedOn")) is not None:
            based[key] = parent
        numbers = style.find(f"{W}pPr/{W}numPr")
        if numbers is not None:
            own[key] = (child_value(numbers, "numId"), child_value(numbers, "ilvl"))
    found = dict(own)
    for key in based:
        at: str | None = key
        seen: set[str] = set()
        while at is not None and at not in own and at not in seen:
            seen.add(at)
            at = based.get(at)
        if at is not None and at in own:
            found[key] = own[at]
    return found
