"""One block -> one node, with a leaf for every character of the block."""

from __future__ import annotations

from generator.source import LINE_END
from generator.syntax.blocks import Block
from generator.syntax.measures import find_measures
from generator.syntax.passage import Passage
from generator.syntax.tree import Leaf, Node

RESPONSE_ROLES = frozenset(("response", "response_more"))
NUMBERED_ROLES = frozenset(("heading", "outcome", "field", "statement", "paragraph", *RESPONSE_ROLES))

Marks = dict[int, tuple[str, int]]
"""Kind and end of each leaf that is not text, by its start; `measure` stands for the marker that opens a measure."""


def find_measure_marks(text: str, blocks: list[Block]) -> dict[int, Marks]:
    """Return the markers of measures in all responses, by the `begin` of the block that holds them."""
    responses: list[list[Block]] = []
    inside = False
    for block in blocks:
        if block.role in RESPONSE_ROLES:
            labelled = block.role == "response" and block.label is not None and block.label.role == "response"
            if labelled or not inside:
                responses.append([])
            responses[-1].append(block)
        inside = block.role in RESPONSE_ROLES or (inside and block.role == "blank")
    marks: dict[int, Marks] = {}
    for response in responses:
        passages = [_answer_words(text, block) for block in response]
        for measure in find_measures(passages):
            passage = passages[measure.paragraph]
            end = passage.at(measure.end - 1) + 1
            marks.setdefault(response[measure.paragraph].begin, {})[passage.at(measure.start)] = ("measure", end)
    return marks


def _answer_words(text: str, block: Block) -> Passage:
    """Return the words of a response block behind its label; without a label, the marker may open a measure."""
    start = block.body if block.label is not None else block.pieces[0][0]
    return Passage(text, [(max(low, start), high) for low, high in block.pieces if high > start])


def block_node(text: str, block: Block, kind: str, measures: Marks, statement: int | None = None) -> Node:
    """Return the node of a block. Words from offset `statement` on are a statement inside it.

    White space and line ends are leaves of their own. A marker that a line end cuts (一 / 是) is two leaves.
    """
    node = home = Node(kind)  # type: ignore[arg-type]
    marks = sorted(_marks(text, block, measures).items(), reverse=True)
    at = mark_end = block.begin
    mark_kind = ""
    for start, end in block.pieces:
        _add_space(home, text, at, start)
        at = start
        if at < mark_end:
            at = _add_mark(home, text, mark_kind, at, mark_end, end)
        while marks and marks[-1][0] < end:
            position, (leaf_kind, stop) = marks.pop()
            if position < at:
                continue  # inside another mark
            if at < position:
                home.children.append(Leaf("text", at, position))
            if leaf_kind == "measure":
                home = Node("measure")
                node.children.append(home)
                leaf_kind = "marker"
            mark_kind, mark_end = leaf_kind, stop
            at = _add_mark(home, text, mark_kind, position, mark_end, end)
        if statement is not None and at < end and statement < end and home is node:
            if at < statement:
                home.children.append(Leaf("text", at, statement))
                at = statement
            home = Node("statement")
            node.children.append(home)
        if at < end:
            home.children.append(Leaf("text", at, end))
        at = end
    _add_space(home if block.role in RESPONSE_ROLES else node, text, at, block.stop)
    return node


def _marks(text: str, block: Block, measures: Marks) -> Marks:
    """Return where a leaf other than text begins in the block, with its kind and end."""
    marks = dict(measures)
    marker, problem, label = block.marker, block.problem, block.label
    if marker is not None and marker.start not in marks and block.role in NUMBERED_ROLES:
        marks[marker.start] = ("marker", marker.end)
    if problem is not None and block.role in ("heading", "statement", "paragraph"):
        marks[problem.start] = ("marker" if marker is None else "label", problem.end)
    if label is not None:
        marks[label.start] = ("label", min(label.end, block.pieces[0][1]))
    if block.role == "outcome" and (content := block.content()):
        start, end = content[0]
        stop = start + len(text[start:end].rstrip("。；;，,.！"))
        if stop > start:
            marks[start] = ("outcome", stop)
    return marks


def _add_mark(home: Node, text: str, kind: str, start: int, stop: int, end: int) -> int:
    """Add a leaf for a mark, and one for the white space behind it; `end` is that of the line. Return where they end."""
    words_end = stop = min(stop, end)
    while words_end > start + 1 and text[words_end - 1].isspace():
        words_end -= 1
    while stop < end and text[stop].isspace():
        stop += 1
    home.children.append(Leaf(kind, start, words_end))  # type: ignore[arg-type]
    _add_space(home, text, words_end, stop)
    return stop


def _add_space(home: Node, text: str, start: int, end: int) -> None:
    """Add leaves for the white space and the line ends in a range without words."""
    if start == end:
        return
    for found in LINE_END.finditer(text, start, end):
        stop, after = found.span()
        if start < stop:
            home.children.append(Leaf("space", start, stop))
        home.children.append(Leaf("eol", stop, after))
        start = after
    if start < end:
        home.children.append(Leaf("space", start, end))
