"""Blocks with roles -> the tree: headings open and close sections, groups and findings by their level."""

from __future__ import annotations

from generator.syntax.blocks import Block
from generator.syntax.headings import heading_end
from generator.syntax.leaves import RESPONSE_ROLES, block_node, find_measure_marks
from generator.syntax.outline import Outline
from generator.syntax.passage import Passage
from generator.syntax.tree import Node


class TreeBuilder:
    """Makes nodes of blocks and keeps the containers (document, section, group, finding) that are open."""

    def __init__(self, text: str, outline: Outline) -> None:
        self.text = text
        self.blocks = outline.blocks
        self.findings = outline.findings
        self.last = outline.last
        self.root = Node("document")
        self.open: list[tuple[int, Node]] = [(0, self.root)]
        """The open containers with their levels, outermost first."""
        self.measures = find_measure_marks(text, self.blocks)

    def build(self) -> Node:
        """Return the document; its leaves in order are the text."""
        for index, block in enumerate(self.blocks):
            role, after_text = block.role, index >= self.last
            if role == "heading":
                self._heading(index, block)
            elif role in ("contact", "signoff") or (role == "paragraph" and after_text):
                self._open_closing()
                self._add(role, block)
            elif role == "dateline":
                self._add("paragraph", block).role = role
            elif role == "furniture" and after_text:
                if self._top().role != "closing":
                    self._close(1)
                self._add(role, block)
            elif role in RESPONSE_ROLES:
                self._response(block)
            elif role == "statement":
                finding = self._top().kind == "finding"
                answered = any(child.kind == "response" for child in self._top().children)
                self._add("statement" if finding and not answered else "paragraph", block)
            elif role == "field":
                self._add(role, block).role = block.label.role if block.label is not None else ""
            elif role == "paragraph" and block.level == 0 and index >= 1 and self._top().kind == "finding":
                self._close(2)
                self._add(role, block)
            else:
                self._add(role or "paragraph", block)
        return self.root

    def _top(self) -> Node:
        return self.open[-1][1]

    def _node(self, kind: str, block: Block, statement: int | None = None) -> Node:
        return block_node(self.text, block, kind, self.measures.get(block.begin, {}), statement)

    def _add(self, kind: str, block: Block) -> Node:
        """Add the node of a block to the innermost open container and return it."""
        node = self._node(kind, block)
        self._top().children.append(node)
        return node

    def _close(self, level: int) -> None:
        """Close the open containers of this level and deeper."""
        while self.open[-1][0] >= level:
            self.open.pop()

    def _open(self, level: int, node: Node) -> None:
        self._top().children.append(node)
        self.open.append((level, node))

    def _open_closing(self) -> None:
        """Open the closing section, unless it is open."""
        if self._top().role != "closing":
            self._close(1)
            self._open(1, Node("section", level=1, role="closing"))

    def _heading(self, index: int, block: Block) -> None:
        """Open the section, group or finding of a heading; what follows a finding's first sentence is its statement."""
        if block.section:
            self._close(1)
            if block.level > 1:
                self._open(1, Node("section", level=1, role=block.section))
        self._close(block.level)
        if block.level == 1:
            self._open(1, Node("section", level=1, role=block.section or "findings"))
        else:
            self._open(block.level, Node("finding" if index in self.findings else "group", level=block.level))
        statement = None
        if self._top().kind == "finding":
            words = Passage(self.text, block.content())
            end = heading_end(words.text)
            if 0 < end < len(words.text):
                statement = words.at(end - 1) + 1
        self._top().children.append(self._node("heading", block, statement))

    def _response(self, block: Block) -> None:
        """Add a paragraph to the finding's response; blank lines between its paragraphs belong to the response."""
        finding = self._top()
        if finding.kind != "finding":
            self._add("paragraph", block)
            return
        parts = finding.children
        words = len(parts)
        while words and parts[words - 1].kind == "blank":
            words -= 1
        response = parts[words - 1] if words else None
        if type(response) is Node and response.kind == "response":
            response.children += parts[words:]
            del parts[words:]
        else:
            response = Node("response")
            parts.append(response)
        response.children.append(self._node("paragraph", block))
