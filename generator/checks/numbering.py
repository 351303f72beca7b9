"""GK101-GK104: numbers of headings that are missing, repeated, skipped or out of order.

Read from the tree: the sections, groups and findings below one heading are siblings and should share one series. What
real notices do and must not be reported: a series that starts at 1 in every group (平江), one that runs on through all
groups (株洲, 祁阳), full- and half-width brackets in one list (东山), a single 问题： without a number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from generator.checks.examined import HEADED, Examined, read_marker
from generator.diagnostics import Diagnostic
from generator.rules import diagnose
from generator.source import Span
from generator.syntax.tree import Leaf, Node

MOST_ABSENT = 200
"""A number far beyond the list is a slip; not each number before it is looked for."""
SHOWN = 20
"""Characters of a heading quoted in a message."""


class Numbered(NamedTuple):
    """A heading among its siblings."""

    kind: str | None
    """The form of its marker; None without one."""
    number: int | None
    span: Span
    """What a diagnostic points at: the marker, or the first words."""
    of_section: bool
    words: list[Leaf]
    """All leaves of the heading but white space and line ends."""


def heading_numbers(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK101-GK104 for every list of siblings, outermost first."""
    ends: dict[str, int] = {}
    for node in examined.parents:
        headed = [child for child in node.children if type(child) is Node and child.kind in HEADED]
        items = [item for child in headed if (item := _read_heading(child, examined.text)) is not None]
        if len(items) > 1 or (items and node.kind in HEADED):
            yield from _check_series(items, ends, examined)


def _read_heading(node: Node, text: str) -> Numbered | None:
    """Return the heading of a section, group or finding; None for one without."""
    heading = next((part for part in node.children if type(part) is Node and part.kind == "heading"), None)
    words = [leaf for leaf in heading.leaves() if leaf.kind not in ("eol", "space")] if heading is not None else []
    if not words:
        return None
    first, of_section = words[0], node.kind == "section"
    marker = read_marker(text[first.start : first.end]) if first.kind == "marker" else None
    if marker is None or marker.number is None:
        last = first if first.kind == "text" or len(words) == 1 else words[1]
        return Numbered(None, None, Span(first.start, last.end), of_section, words)
    return Numbered(marker.kind, marker.number, Span(first.start, first.end), of_section, words)


def _check_series(items: list[Numbered], ends: dict[str, int], examined: Examined) -> Iterator[Diagnostic]:
    """Yield the diagnostics of one list of siblings; `ends` holds the last number of each form so far and is updated.

    Headings of another form than most are left aside: they are another list that the parser could not set apart.
    """
    kinds = Counter(item.kind for item in items if item.kind is not None)
    if not kinds:
        return
    kind, numbered = kinds.most_common(1)[0]
    items = [item for item in items if item.kind == kind or (item.kind is None and not item.of_section)]
    present = {item.number for item in items}
    expected = _first_number(items, ends.get(kind, 0))
    seen: dict[int, Numbered] = {}
    repeats = 0
    for item in items:
        number = item.number
        if number is None:
            if numbered > 1:
                yield _missing(item, expected, examined.text)
            expected += 1
            continue
        absent = [n for n in range(expected, min(number, expected + MOST_ABSENT)) if n not in present]
        if number in seen:
            yield _repeated(item, seen[number], examined)
            repeats += 1
            if number == 1:
                seen, repeats = {}, 0
        elif number > expected + repeats and absent:
            yield _skipped(item, number, absent)
        elif seen and number < max(seen):
            yield diagnose("GK104", item.span, f"编号{number}排在{max(seen)}之后。")
        elif number > expected:
            repeats = 0
        seen[number] = item
        expected = max(seen) + 1
    ends[kind] = expected - 1


def _first_number(items: list[Numbered], end: int) -> int:
    """Return the number that a list should begin with: 1, or `end` + 1 if the list runs on from one that ended there."""
    before, first = next((place, item.number) for place, item in enumerate(items) if item.number is not None)
    return end + 1 if first - before == end + 1 else 1


def _missing(item: Numbered, expected: int, text: str) -> Diagnostic:
    line = text[item.words[0].start : item.words[-1].end].split("\n", 1)[0].strip()
    shown = line if len(line) <= SHOWN else line[:SHOWN] + "…"
    return diagnose("GK101", item.span, f"“{shown}”没有编号，同级的其他标题都有；按顺序应是第{expected}项。")


def _repeated(item: Numbered, earlier: Numbered, examined: Examined) -> Diagnostic:
    line = examined.source.line_of(earlier.span.start)
    marker = item.span.of(examined.text).strip(" \t\u3000\u00a0：:")
    return diagnose("GK102", item.span, f"编号“{marker}”与第{line}行重复。")


def _skipped(item: Numbered, number: int, absent: list[int]) -> Diagnostic:
    gap = "、".join(map(str, absent)) if len(absent) < 4 else f"{absent[0]}至{absent[-1]}"
    return diagnose("GK103", item.span, f"编号到了{number}，前面没有{gap}。")
