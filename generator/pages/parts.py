"""A very long notice on several pages: where it is cut, and the index that stands in its place.

The page of such a notice keeps its address, its title, what we say about it, and every place that links lead to; the
official text below the title stands on pages `part/1/`, `part/2/` … The same holds of its source view. So lists, search,
data files and other sites need not know which notices are long, nor where they are cut.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.facts.model import Finding, Notice
from generator.pages.escape import Markdown, escape, link, span
from generator.pages.paging import Paging
from generator.pages.view_parts import Crumb
from generator.pages.words import GLYPH, UNSTATED
from generator.syntax.tree import Leaf, Node

LONG = 150_000
"""Characters of a text above which it is cut."""
PART = 100_000
"""Characters of a part, about: some 0.8 MB of HTML."""
PLACE = "&#8203;"


class Opened(NamedTuple):
    """A container that is open where a text is cut: closed there and opened again, without its id."""

    marks: str
    """`{.f .open}`"""
    fence: str
    """`::::: article`"""


class Cut(NamedTuple):
    """A place between two blocks."""

    at: int
    """In the Markdown's pieces."""
    offset: int
    """In the source."""
    inside: tuple[Opened, ...]
    above: tuple[Entry, ...] = ()
    """The headings that it stands below, and the finding that it stands in."""


class Entry(NamedTuple):
    """A heading of the text or a finding in it, as the index names it."""

    at: int
    """In the Markdown's pieces."""
    level: int
    """Of a heading; 0 for a finding."""
    anchor: str
    text: str
    finding: Finding | None


class Written(NamedTuple):
    """A text in pieces of Markdown, whole, with the places where it may be cut and what the index names."""

    out: list[str]
    cuts: list[Cut]
    entries: list[Entry]


def is_long(notice: Notice) -> bool:
    """Whether the text fills several pages. A notice that was withdrawn shows none."""
    return notice.sidecar.withdrawn is None and len(notice.source.text) > LONG


def start_of(node: Node) -> int:
    """Where a node begins in the source."""
    first: Node | Leaf = node
    while isinstance(first, Node):
        first = first.children[0]
    return first.start


def edge(node: Node, step: int) -> Leaf | None:
    """The first leaf below a node, or with -1 the last; None for a node without any."""
    for child in node.children[::step]:
        leaf = child if type(child) is Leaf else edge(child, step)
        if leaf is not None:
            return leaf
    return None


def chosen(written: Written, size: int) -> list[Cut]:
    """Where to cut a text of `size` characters into parts of much the same length, in order.

    Each is the place nearest to the ideal one that is in no finding, or where there is none near, simply the nearest one:
    a paragraph is never cut, so a text in one block stays whole.
    """
    count, cuts = -(-size // PART), written.cuts
    offsets = [cut.offset for cut in cuts]
    found: dict[int, Cut] = {}
    for number in range(1, count):
        ideal = size * number // count

        def far(cut: Cut, ideal: int = ideal) -> int:
            return abs(cut.offset - ideal)

        near = cuts[bisect_left(offsets, ideal - PART // 4) : bisect_left(offsets, ideal + PART // 4)]
        here = bisect_left(offsets, ideal)
        best = min((cut for cut in near if not cut.inside), key=far, default=None) or min(
            cuts[max(here - 1, 0) : here + 1], key=far, default=None
        )
        if best:
            found[best.at] = best
    return [cut for at, cut in sorted(found.items()) if 0 < at < len(written.out)]


def pieces(out: Sequence[str], cuts: Sequence[Cut]) -> Iterator[list[str]]:
    """The Markdown of each part: below the headings above it, containers that are open at a cut closed before it and
    opened after it."""
    begin = Cut(0, 0, ())
    for cut in [*cuts, Cut(len(out), 0, ())]:
        opening = [line for each in begin.inside for line in (each.marks, each.fence, "")]
        closing = [line for each in reversed(cut.inside) for line in (each.fence.partition(" ")[0], "")]
        yield [*_again(begin, cuts), *opening, *out[begin.at : cut.at], *closing]
        begin = cut


def _again(cut: Cut, cuts: Sequence[Cut]) -> Iterator[str]:
    """What a part stands below, each leading to its own place: so a part says what it is about, and no level is left out."""
    for entry in cut.above:
        part = 1 + sum(each.at <= entry.at for each in cuts)
        way = f"{link(entry.text, f'../{part}/#{entry.anchor}')}（接上）"
        yield from ("{.again data-derived=1}", "#" * entry.level + " " + way if entry.level else way, "")


def label(number: int, count: int) -> str:
    """第 2 部分，共 9 部分"""
    return f"第 {number} 部分，共 {count} 部分"


def paging(url: str, number: int, count: int, rows: str, front: str) -> Paging:
    """Where a part stands among all, its index first."""
    before, after = (
        Crumb(f"第 {n} 部分", f"{url}part/{n}/") if 1 <= n <= count else None for n in (number - 1, number + 1)
    )
    return Paging(label(number, count), rows, Crumb(front, url), before, after)


def lines_between(notice: Notice, cuts: Sequence[Cut]) -> list[tuple[int, int]]:
    """First and last line of each part; a line that is cut belongs to both."""
    source, size = notice.source, len(notice.source.text)
    starts = [0, *(cut.offset for cut in cuts)]
    ends = [*starts[1:], size]
    return [(source.line_of(a), source.line_of(max(a, b - 1))) for a, b in zip(starts, ends, strict=True)]


def lines_word(first: int, last: int) -> str:
    """原文第 12–30 行"""
    return f"原文第 {first}–{last} 行" if last > first else f"原文第 {first} 行"


def index(written: Written, cuts: Sequence[Cut], aliases: Mapping[str, str]) -> list[str]:
    """The index in the place of the text: each heading and each finding under its anchor, leading to its part."""
    count = len(cuts) + 1
    out = [*ways("通报正文", count)]
    former: dict[str, list[str]] = {}
    for old, current in aliases.items():
        former.setdefault(current, []).append(old)
    part, ends = 1, [cut.at for cut in cuts] + [len(written.out)]
    for entry in written.entries:
        while entry.at >= ends[part - 1] and part < count:
            part += 1
        url = f"part/{part}/#{entry.anchor}"
        finding = entry.finding
        if finding is None:
            out += [f"{{#{entry.anchor} data-derived=1}}", "#" * entry.level + " " + link(entry.text, url), ""]
            continue
        status = finding.outcome.status if finding.outcome else "unstated"
        word = finding.outcome.raw if finding.outcome else UNSTATED
        state = f"[{span(GLYPH[status], 'g')} {escape(word)}]{{.st .{status}}}"
        old = "".join(f"[{PLACE}]{{#{name}}}" for name in former.get(finding.anchor, ()))
        out += [f"{{.entry #{finding.anchor} data-derived=1}}", f"{old}{state} {link(entry.text, url)}", ""]
    return out


def ways(what: str, count: int) -> Iterator[str]:
    """The parts as links, in a line."""
    links = "　".join(link(f"第 {number} 部分", f"part/{number}/") for number in range(1, count + 1))
    said = escape(f"{what}较长，分 {count} 部分刊载：" if count > 1 else f"{what}较长，另页刊载：")
    yield from ("{.part-ways data-derived=1}", f"{said}{links}", "")


class Line(NamedTuple):
    """A line of the source view; `first` begins a run, that of the finding `anchor` or of no finding."""

    at: int
    number: int
    first: bool
    anchor: str
    former: tuple[str, ...]


def line_index(lines: Sequence[Line], cuts: Sequence[Cut]) -> list[str]:
    """The index of a source view: each line's number under its anchor, those of a finding together, by parts."""
    out = [*ways("原文", len(cuts) + 1)]
    starts = {cut.at for cut in cuts}
    part, marks = 1, ""
    row: list[str] = []
    for line in lines:
        new = line.at in starts
        if row and (new or line.first):
            out += [marks, " ".join(row), ""]
            row = []
        part += new
        if not row:
            mark = f" #{line.anchor}" if line.anchor else ""
            marks = f"{{.line-numbers{mark} data-derived=1}}"
        row += [f"[{PLACE}]{{#{name}}}" for name in line.former]
        row.append(f"[{line.number}](part/{part}/#L{line.number}){{#L{line.number}}}")
    return [*out, marks, " ".join(row), ""] if row else out


def body_of(part: Sequence[str], marks: str, fence: str) -> Markdown:
    """A part in its wrapper, which says that its text is official; `fence` is longer than any inside."""
    return Markdown("\n".join([f"{{{marks}}}", fence + " block", "", *part, fence, ""]))
