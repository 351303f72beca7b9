"""Automatic numbers of a Word file: the 一、 and （一） that stand in numbering.xml and in no paragraph.

Word counts while it lays out the page; so does `Counter`, paragraph by paragraph in document order. Source of the
rules: ECMA-376 part 1, 17.9 (levels, restarts, overrides), checked against what LibreOffice prints.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from generator.intake.counting import FORMATS
from generator.intake.package import W

LEVELS = 9
PLACE = re.compile(r"%([1-9])")
PRIVATE = re.compile("[\ue000-\uf8ff]")
WIDE_END = "、）】．。：，"
"""A mark that ends so needs no space before the words."""


class Level(NamedTuple):
    """One level of a list: how it counts and what it prints."""

    start: int
    form: str
    text: str
    restart: int | None
    legal: bool
    gap: str


class Counter:
    """The numbers of all lists of one document. `unknown` collects formats that are printed as plain figures."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self.unknown: set[str] = set()
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[str] = set()
        self._abstract: dict[str, dict[int, Level]] = {}
        self._nums: dict[str, tuple[str, dict[int, int], dict[int, Level]]] = {}
        self._linked: dict[str, str] = {}
        self._styles = _style_numbers(styles)
        if numbering is not None:
            self._read(numbering)

    def _read(self, root: Any) -> None:
        names: dict[str, str] = {}
        for item in root.iterfind(f"{W}abstractNum"):
            key = item.get(f"{W}abstractNumId", "")
            self._abstract[key] = {_ilvl(level): _level(level) for level in item.iterfind(f"{W}lvl")}
            if (name := value(item, "styleLink")) is not None:
                names[name] = key
            if (link := value(item, "numStyleLink")) is not None:
                self._linked[key] = link
        self._linked = {key: names[name] for key, name in self._linked.items() if name in names}
        for item in root.iterfind(f"{W}num"):
            starts: dict[int, int] = {}
            levels: dict[int, Level] = {}
            for override in item.iterfind(f"{W}lvlOverride"):
                if (first := value(override, "startOverride")) is not None:
                    starts[_ilvl(override)] = _int(first, 1)
                if (own := override.find(f"{W}lvl")) is not None:
                    levels[_ilvl(override)] = _level(own)
            abstract = value(item, "abstractNumId") or ""
            self._nums[item.get(f"{W}numId", "")] = (self._linked.get(abstract, abstract), starts, levels)

    def mark(self, paragraph: Any) -> str:
        """What Word prints before a paragraph, with the gap behind it; empty where it is in no list. Counts on."""
        found = self._list_of(paragraph)
        if found is None or found[0] not in self._nums:
            return ""
        num, ilvl = found
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

    def _print(self, level: Level, levels: dict[int, Level], counts: list[int | None]) -> str:
        if level.form == "bullet":
            bullet = PRIVATE.sub("•", level.text)
            return bullet + " " if bullet.strip() else ""

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shown = levels.get(at, level)
            count = counts[at]
            figure = shown.start if count is None else count
            form = "decimal" if level.legal else shown.form
            if form not in FORMATS:
                self.unknown.add(form)
            return FORMATS.get(form, str)(figure)

        words = PLACE.sub(number, level.text)
        return words + ("" if words.endswith(tuple(WIDE_END)) else level.gap) if words.strip() else ""

    def _list_of(self, paragraph: Any) -> tuple[str, int] | None:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        style = value(properties, "pStyle")
        num, ilvl = self._styles.get(style, (None, None)) if style else (None, None)
        direct = properties.find(f"{W}numPr")
        if direct is not None:
            num = value(direct, "numId") or num
            ilvl = value(direct, "ilvl") or ilvl
        if num is None or num == "0":
            return None
        return num, min(_int(ilvl or "0", 0), LEVELS - 1)


def value(parent: Any, name: str) -> str | None:
    """The `w:val` of a child element, None where there is none."""
    child = parent.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def _level(item: Any) -> Level:
    restart = value(item, "lvlRestart")
    legal = item.find(f"{W}isLgl")
    return Level(
        start=_int(value(item, "start") or "", 1),
        form=value(item, "numFmt") or "decimal",
        text=value(item, "lvlText") or "",
        restart=None if restart is None else _int(restart, 0),
        legal=legal is not None and legal.get(f"{W}val", "1") not in ("0", "false"),
        gap="" if value(item, "suff") == "nothing" else " ",
    )


def _ilvl(item: Any) -> int:
    return min(max(_int(item.get(f"{W}ilvl", "0"), 0), 0), LEVELS - 1)


def _int(words: str, otherwise: int) -> int:
    return int(words) if re.fullmatch(r"\d{1,6}", words) else otherwise


def _style_numbers(styles: Any | None) -> dict[str, tuple[str | None, str | None]]:
    """Style id -> (numId, ilvl) it gives its paragraphs, inherited through `basedOn`."""
    own: dict[str, tuple[str | None, str | None]] = {}
    based: dict[str, str] = {}
    for style in () if styles is None else styles.iterfind(f"{W}style"):
        key = style.get(f"{W}styleId", "")
        if (parent := value(style, "basedOn")) is not None:
            based[key] = parent
        numbers = style.find(f"{W}pPr/{W}numPr")
        if numbers is not None:
            own[key] = (value(numbers, "numId"), value(numbers, "ilvl"))
    found = {}
    for key in {*own, *based}:
        at: str | None = key
        seen: set[str] = set()
        while at is not None and at not in own and at not in seen:
            seen.add(at)
            at = based.get(at)
        if at is not None and at in own:
            found[key] = own[at]
    return found
