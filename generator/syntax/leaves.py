"""One block -> one node, with a leaf for every character of the block."""

from __future__ import annotations

from generator.syntax.blocks import Block
from generator.syntax.measures import find_measures
from generator.syntax.passage import Passage
from generator.syntax.tree import Leaf, Node

RESPONSE_ROLES = frozenset(("response", "response_more"))
NUMBERED_ROLES = frozenset(("heading", "outcome", "field", "statement", "paragraph", *RESPONSE_ROLES))


def find_measure_marks(text: str, blocks: list[Block]) -> dict[int, dict[int, int]]:
    """Return start and end of each marker that opens a measure, by the `begin` of the block that holds it."""
    responses: list[list[Block]] = []
    inside = False
    for block in blocks:
        role = block.role
        if role in RESPONSE_ROLES:
            labelled = role == "response" and block.label is not None and block.label.role == "response"
            if labelled or not inside:
                responses.append([])
            responses[-1].append(block)
            inside = True
        elif role != "blank":
            inside = False
    marks: dict[int, dict[int, int]] = {}
    for response in responses:
        passages = [_answer_words(text, block) for block in response]
        for measure in find_measures(passages):
            passage = passages[measure.paragraph]
            end = passage.at(measure.end - 1) + 1
            marks.setdefault(response[measure.paragraph].begin, {})[passage.at(measure.start)] = end
    return marks


def _answer_words(text: str, block: Block) -> Passage:
    """Return the words of a response block behind its label; without a label, the marker may open a measure."""
    start = block.body if block.label is not None else block.pieces[0][0]
    return Passage(text, [(max(low, start), high) for low, high in block.pieces if high > start])


def block_node(text: str, block: Block, kind: str, measures: dict[int, int], statement: int | None = None) -> Node:
    """Return the node of a block. Words from offset `statement` on are a statement inside it.

    `measures` has start and end of each marker in the block that opens a measure.
    White space and line ends are leaves of their own. A marker that a line end cuts (一 / 是) is two leaves.
    """
    node = home = Node(kind)  # type: ignore[arg-type]
    marks = _marks(text, block, measures)
    at = mark_end = block.begin
    mark_kind = ""
    for start, end in block.pieces:
        if at < start:
            _add_space(home, text, at, start)
        at = start
        if at < mark_end:
            at = _add_mark(home, text, mark_kind, at, mark_end, end)
        while marks and marks[-1][0] < end:
            position, leaf_kind, stop = marks.pop()
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


def _marks(text: str, block: Block, measures: dict[int, int]) -> list[tuple[int, str, int]]:
    """Return start, kind and end of all leaves of the block that are not text, the last one first.

    `measure` stands for the marker that opens a measure.
    """
    marks: list[tuple[int, str, int]] = []
    for start, end in measures.items():
        marks.append((start, "measure", end))
    marker, problem, label = block.marker, block.problem, block.label
    if marker is not None and marker.start not in measures and block.role in NUMBERED_ROLES:
        marks.append((marker.start, "marker", marker.end))
    if problem is not None and block.role in ("heading", "statement", "paragraph"):
        marks.append((problem.start, "marker" if marker is None else "label", problem.end))
    if label is not None:
        marks.append((label.start, "label", min(label.end, block.pieces[0][1])))
    if block.role == "outcome" and (content := block.content()):
        start, end = content[0]
        stop = start + len(text[start:end].rstrip("。；;，,.！"))
        if stop > start:
            marks.append((start, "outcome", stop))
    return sorted(marks, reverse=True)


def _add_mark(home: Node, text: str, kind: str, start: int, stop: int, end: int) -> int:
    """Add a leaf for a mark and one for the white space behind it, both before `end`; return where they end."""
    words_end = stop = min(stop, end)
    while words_end > start + 1 and text[words_end - 1].isspace():
        words_end -= 1
    while stop < end and text[stop].isspace():
        stop += 1
    home.children.append(Leaf(kind, start, words_end))  # type: ignore[arg-type]
    if words_end < stop:
        _add_space(home, text, words_end, stop)
    return stop


def _add_space(home: Node, text: str, start: int, end: int) -> None:
    """Add leaves for the white space and the line ends in a range without words."""
    while start < end:
        stop = start + 1
        if text[start] in "\r\n":
            stop += text.startswith("\r\n", start)
            home.children.append(Leaf("eol", start, stop))
        else:
            while stop < end and text[stop] not in "\r\n":
                stop += 1
            home.children.append(Leaf("space", start, stop))
        start = stop
