"""Blocks with roles -> the tree: containers opened and closed by heading levels, leaves for every character."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache

from generator.source import LINE_END
from generator.syntax.blocks import Block
from generator.syntax.headings import heading_end
from generator.syntax.measures import find_measures
from generator.syntax.outline import Outline
from generator.syntax.passage import Passage
from generator.syntax.tree import Leaf, LeafKind, Node

RESPONSE_ROLES = frozenset(("response", "response_more"))
LONG_GAP = 16
"""Characters of white space that are not remembered."""
NUMBERED_ROLES = frozenset(("heading", "response", "outcome", "field", "statement", "paragraph", "response_more"))


class Builder:
    """Turns blocks with roles into nodes; keeps the containers that are open."""

    def __init__(self, text: str, outline: Outline) -> None:
        self.text = text
        self.blocks = outline.blocks
        self.findings = outline.findings
        self.last = outline.last
        self.root = Node("document")
        self.open: list[tuple[int, Node]] = [(0, self.root)]
        self.marks = self._measure_marks()
        self.sorted_marks = sorted(self.marks)

    def build(self) -> Node:
        """The document; its leaves in order are the text."""
        for index, block in enumerate(self.blocks):
            role = block.role
            if role == "heading":
                self._heading(index, block)
            elif role in ("contact", "signoff") or (role == "paragraph" and index >= self.last):
                self._closing().children.append(self._node(role, block))
            elif role == "dateline":
                self._add(self._node("paragraph", block))
                self._top().children[-1].role = role  # type: ignore[union-attr]
            elif role == "furniture" and index >= self.last:
                if self._top().role != "closing":
                    self._close(1)
                self._add(self._node(role, block))
            elif role in RESPONSE_ROLES:
                self._response(block)
            elif role == "statement":
                top = self._top()
                self._add(
                    self._node("statement" if top.kind == "finding" and not _answered(top) else "paragraph", block)
                )
            elif role in ("outcome", "field"):
                label = block.label
                node = self._node(role, block)
                node.role = label.role if label is not None and role == "field" else ""
                self._add(node)
            elif role == "paragraph" and block.level == 0 and index >= 1 and self._top().kind == "finding":
                self._close(2)
                self._add(self._node("paragraph", block))
            else:
                self._add(self._node(role or "paragraph", block))
        return self.root

    def _top(self) -> Node:
        return self.open[-1][1]

    def _add(self, node: Node) -> None:
        self._top().children.append(node)

    def _close(self, level: int) -> None:
        while self.open[-1][0] >= level:
            self.open.pop()

    def _push(self, level: int, node: Node) -> None:
        self._add(node)
        self.open.append((level, node))

    def _heading(self, index: int, block: Block) -> None:
        if block.section:
            self._close(1)
            if block.level > 1:
                self._push(1, Node("section", level=1, role=block.section))
        self._close(block.level)
        if block.level == 1:
            node = Node("section", level=1, role=block.section or "findings")
        else:
            node = Node("finding" if index in self.findings else "group", level=block.level)
        self._push(block.level, node)
        if node.kind != "finding":
            node.children.append(self._node("heading", block))
            return
        passage = Passage(self.text, block.content())
        end = heading_end(passage.text)
        stop = passage.at(end - 1) + 1 if 0 < end < len(passage.text) else None
        node.children.append(self._node("heading", block, stop))

    def _response(self, block: Block) -> None:
        top = self._top()
        if top.kind != "finding":
            self._add(self._node("paragraph", block))
            return
        blanks = 0
        while blanks < len(top.children) and _kind(top.children[-1 - blanks]) == "blank":
            blanks += 1
        tail = top.children[-1 - blanks] if blanks < len(top.children) else None
        if type(tail) is Node and tail.kind == "response":
            # Blank lines between the paragraphs of one response belong to it.
            tail.children += top.children[len(top.children) - blanks :]
            del top.children[len(top.children) - blanks :]
        else:
            tail = Node("response")
            top.children.append(tail)
        tail.children.append(self._node("paragraph", block))

    def _closing(self) -> Node:
        if self.open[-1][1].role != "closing":
            self._close(1)
            self._push(1, Node("section", level=1, role="closing"))
        return self._top()

    # -- measures --------------------------------------------------------------------------------------------------

    def _measure_marks(self) -> dict[int, int]:
        """Start of a measure marker in the text -> its end, over all responses."""
        marks: dict[int, int] = {}
        run: list[Passage] = []
        for block in self.blocks:
            if block.role == "blank":
                continue
            if block.role in RESPONSE_ROLES:
                if block.role == "response" and block.label is not None and block.label.role == "response" and run:
                    self._take(run, marks)
                    run = []
                run.append(self._answer_words(block))
            elif run:
                self._take(run, marks)
                run = []
        if run:
            self._take(run, marks)
        return marks

    def _answer_words(self, block: Block) -> Passage:
        """The words of a response block: behind its label, but with the marker that may open a measure."""
        start = block.body if block.label is not None else block.pieces[0][0]
        return Passage(self.text, [(max(low, start), high) for low, high in block.pieces if high > start])

    def _take(self, run: list[Passage], marks: dict[int, int]) -> None:
        for item in find_measures(run):
            passage = run[item.paragraph]
            marks[passage.at(item.start)] = passage.at(item.end - 1) + 1

    # -- leaves ----------------------------------------------------------------------------------------------------

    def _node(self, kind: str, block: Block, heading_stop: int | None = None) -> Node:
        """The node of a block with its leaves; behind `heading_stop` the heading's line states the problem."""
        if heading_stop is None and len(block.pieces) < 2:
            return self._on_one_line(kind, block)
        home = node = Node(kind)  # type: ignore[arg-type]
        at = block.begin
        cuts = self._cuts(block) if block.pieces else {}
        positions = sorted(cuts)
        for start, end in block.pieces:
            if at < start:
                self._space(home, at, start)
            at = start
            while at < end:
                cut = cuts.get(at)
                if cut is None:
                    if heading_stop is not None and at >= heading_stop and home is node:
                        home = Node("statement")
                        node.children.append(home)
                    following = bisect_right(positions, at)
                    stop = min(end, positions[following]) if following < len(positions) else end
                    if heading_stop is not None and at < heading_stop < stop:
                        stop = heading_stop
                    home.children.append(Leaf("text", at, stop))
                    at = stop
                    continue
                leaf_kind, stop = cut
                if leaf_kind == "measure":
                    home = Node("measure")
                    node.children.append(home)
                    leaf_kind = "marker"
                if stop > end:
                    # A line end cuts the marker itself (一 / 是): the rest of it opens the next line.
                    following = min(low for low, _ in block.pieces if low >= end)
                    cuts[following] = (leaf_kind, stop)
                    stop = end
                at = self._marked(home, leaf_kind, at, stop, end)
        self._space(node if block.role not in RESPONSE_ROLES else home, at, block.stop)
        return node

    def _marked(self, home: Node, kind: str, start: int, stop: int, end: int) -> int:
        """Add what a cut says, less the white space behind it, which is a leaf of its own; where that ends."""
        text, words_end = self.text, stop
        while words_end > start + 1 and text[words_end - 1].isspace():
            words_end -= 1
        while stop < end and text[stop].isspace():
            stop += 1
        home.children.append(Leaf(kind, start, words_end))  # type: ignore[arg-type]
        if words_end < stop:
            self._space(home, words_end, stop)
        return stop

    def _on_one_line(self, kind: str, block: Block) -> Node:
        """The same for a block that no line end cuts, as nearly all are."""
        home = node = Node(kind)  # type: ignore[arg-type]
        at = block.begin
        if block.pieces:
            start, end = block.pieces[0]
            if at < start:
                self._space(home, at, start)
            at = start
            cuts = self._cuts(block)
            for position in sorted(cuts):
                if not at <= position < end:
                    continue
                if at < position:
                    home.children.append(Leaf("text", at, position))
                leaf_kind, stop = cuts[position]
                if leaf_kind == "measure":
                    home = Node("measure")
                    node.children.append(home)
                    leaf_kind = "marker"
                stop = min(stop, end)
                at = self._marked(home, leaf_kind, position, stop, end)
            if at < end:
                home.children.append(Leaf("text", at, end))
                at = end
        self._space(node if block.role not in RESPONSE_ROLES else home, at, block.stop)
        return node

    def _cuts(self, block: Block) -> dict[int, tuple[str, int]]:
        """Where a leaf other than text begins in the block: its kind and end."""
        cuts: dict[int, tuple[str, int]] = {}
        if block.role in RESPONSE_ROLES and self.marks:
            marks = self.sorted_marks
            for start, end in block.pieces:
                at = bisect_left(marks, start)
                while at < len(marks) and marks[at] < end:
                    cuts[marks[at]] = ("measure", self.marks[marks[at]])
                    at += 1
        if block.marker is not None and block.marker.start not in cuts and block.role in NUMBERED_ROLES:
            cuts[block.marker.start] = ("marker", block.marker.end)
        if block.problem is not None and block.role in ("heading", "statement", "paragraph"):
            cuts[block.problem.start] = ("label" if block.marker is not None else "marker", block.problem.end)
        if block.label is not None:
            cuts[block.label.start] = ("label", min(block.label.end, block.pieces[0][1]))
        if block.role == "outcome" and (content := block.content()):
            start, end = content[0]
            stop = end
            while stop > start and self.text[stop - 1] in "。；;，,.！":
                stop -= 1
            if stop > start:
                cuts[start] = ("outcome", stop)
        return cuts

    def _space(self, home: Node, start: int, end: int) -> None:
        """Leaves for white space and line ends between words."""
        if end - start == 1:  # as between most lines
            home.children.append(Leaf("eol" if self.text[start] in "\r\n" else "space", start, end))
            return
        gap = self.text[start:end]
        for kind, low, high in _gap(gap) if len(gap) < LONG_GAP else _gap.__wrapped__(gap):
            home.children.append(Leaf(kind, start + low, start + high))


@lru_cache(maxsize=1024)
def _gap(gap: str) -> tuple[tuple[LeafKind, int, int], ...]:
    """Line ends and the white space between them, by their places in the gap. A text has the same few gaps again and again."""
    found: list[tuple[LeafKind, int, int]] = []
    at = 0
    for end in LINE_END.finditer(gap):
        stop, after = end.span()
        if stop > at:
            found.append(("space", at, stop))
        found.append(("eol", stop, after))
        at = after
    if at < len(gap):
        found.append(("space", at, len(gap)))
    return tuple(found)


def _kind(child: Node | Leaf) -> str:
    return child.kind


def _answered(finding: Node) -> bool:
    return any(type(child) is Node and child.kind == "response" for child in finding.children)
