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
    """A heading among its siblings: the form of its marker (None without one), its number, and what to point at."""

    kind: str | None
    number: int | None
    span: Span
    node: Node
    heading: Node


def headings(examined: Examined) -> Iterator[Diagnostic]:
    """GK101-GK104 over every list of siblings, outermost first."""
    ends: dict[str, int] = {}
    for node in examined.parents:
        headed = [child for child in node.children if type(child) is Node and child.kind in HEADED]
        items = [item for child in headed if (item := _read(child, examined.text)) is not None]
        if len(items) > 1 or (items and node.kind in HEADED):
            yield from _series(items, ends, examined)


def _read(child: Node, text: str) -> Numbered | None:
    """The heading of a section, group or finding; None for one without."""
    for part in child.children:
        if type(part) is Node and part.kind == "heading":
            break
    else:
        return None
    first = part.children[0] if part.children else None
    if type(first) is not Leaf or first.kind != "marker":
        words = _words(part)
        if not words:
            return None
        first = words[0]
    marker = read_marker(text[first.start : first.end]) if first.kind == "marker" else None
    if marker is None or marker.number is None:
        return Numbered(None, None, Span(first.start, _line_end(_words(part))), child, part)
    return Numbered(marker.kind, marker.number, Span(first.start, first.end), child, part)


def _words(heading: Node) -> list[Leaf]:
    return [leaf for leaf in heading.leaves() if leaf.kind not in ("eol", "space")]


def _line_end(leaves: list[Leaf]) -> int:
    """The end of the words on the first line of the heading."""
    return leaves[0].end if leaves[0].kind == "text" or len(leaves) == 1 else leaves[1].end


def _series(items: list[Numbered], ends: dict[str, int], examined: Examined) -> Iterator[Diagnostic]:
    """One list of siblings. `ends` holds the last number of each form so far, for series that run on; it is updated.

    Headings of another form than most are left aside: they are another list that the parser could not set apart.
    """
    kinds = [item.kind for item in items if item.kind is not None]
    if not kinds:
        return
    kind, numbered = Counter(kinds).most_common(1)[0] if kinds.count(kinds[0]) < len(kinds) else (kinds[0], len(kinds))
    if kinds.count(kind) == len(items) and [item.number for item in items] == list(range(1, len(items) + 1)):
        ends[kind] = len(items)  # as nearly all lists are
        return
    items = [item for item in items if item.kind == kind or (item.kind is None and item.node.kind != "section")]
    present = {item.number for item in items}
    expected = _start(items, ends.get(kind, 0))
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
            yield _backwards(item, number, max(seen))
        elif number > expected:
            repeats = 0
        seen[number] = item
        expected = max(seen) + 1
    ends[kind] = expected - 1


def _start(items: list[Numbered], end: int) -> int:
    """The number that a list should begin with: 1, or the one after the last of the list before, whichever fits."""
    before, first = next((place, item.number) for place, item in enumerate(items) if item.number is not None)
    return end + 1 if first - before == end + 1 else 1


def _missing(item: Numbered, expected: int, text: str) -> Diagnostic:
    leaves = _words(item.heading)
    words = text[leaves[0].start : leaves[-1].end]
    return diagnose("GK101", item.span, f"“{_short(words)}”没有编号，同级的其他标题都有；按顺序应是第{expected}项。")


def _repeated(item: Numbered, earlier: Numbered, examined: Examined) -> Diagnostic:
    line = examined.source.line_of(earlier.span.start)
    marker = item.span.of(examined.text).strip(" \t\u3000\u00a0：:")
    return diagnose("GK102", item.span, f"编号“{marker}”与第{line}行重复。")


def _skipped(item: Numbered, number: int, absent: list[int]) -> Diagnostic:
    gap = "、".join(map(str, absent)) if len(absent) < 4 else f"{absent[0]}至{absent[-1]}"
    return diagnose("GK103", item.span, f"编号到了{number}，前面没有{gap}。")


def _backwards(item: Numbered, number: int, highest: int) -> Diagnostic:
    return diagnose("GK104", item.span, f"编号{number}排在{highest}之后。")


def _short(words: str) -> str:
    line = words.split("\n", 1)[0].strip()
    return line if len(line) <= SHOWN else line[:SHOWN] + "…"
