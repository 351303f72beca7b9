"""The lossless tree: every character of the source belongs to exactly one leaf, and the leaves in order are the source.

A leaf is a kind and a range; a node is a kind and children. What the parser does not recognise is a `paragraph`: there
are no error nodes, because no text is an error. The page renderer walks this tree for the official text; the facts are
read from it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, final

import msgspec

from generator.source import Span

LeafKind = Literal[
    "eol",  # LF, CR LF or CR
    "space",  # white space at either end of a line, a blank line's content, a byte-order mark
    "marker",  # 一、 （一） 1. 问题①： 一是
    "label",  # 整改情况： 整改结果: 责任单位：
    "outcome",  # the status words of an outcome line: 阶段性完成
    "text",  # everything else
]

NodeKind = Literal[
    "document",
    "furniture",  # one line of page noise: 发布日期, 浏览次数, 责任编辑; kept, shown in the source view only
    "letterhead",  # 中共东山县卫生健康局党组文件
    "title",  # one or several lines
    "section",  # a top-level part: its heading, then what belongs to it
    "group",  # a heading over findings (or over other groups), with what belongs to it
    "finding",
    "heading",  # the heading block of a section, group or finding; on a finding it may end in the statement
    "statement",  # a paragraph between a finding's heading and its answer
    "outcome",  # the line that states the outcome
    "field",  # another labelled line: 责任单位, 整改时限
    "response",  # the answer: label, preface, measures, paragraphs
    "measure",  # one item of a response
    "paragraph",
    "contact",  # the paragraph with the supervision channel
    "signoff",  # body and date after the text
    "blank",  # white space between blocks
]


# Both are structs of one MessagePack union, so that a tree goes to another process in a tenth of the time that pickling
# takes. `gc=False`: the cycle collector need not look at trees, which have no cycles. They are final, and told apart by
# `type(…) is`, because `isinstance` asks their metaclass, which takes three times as long.


@final
class Leaf(msgspec.Struct, frozen=True, array_like=True, tag=0, gc=False):
    """A range of the source that nothing divides further."""

    kind: LeafKind
    start: int
    end: int


@final
class Node(msgspec.Struct, array_like=True, tag=1, gc=False, eq=False):
    """A part of the document and its parts, in the order of the source.

    `level` is the depth of a heading below the title (section 1, group 2 …; 0 where it means nothing); `role` names a
    section (`organisation`, `findings`, `next_steps`, `closing`) a field (`unit`, `person`, `deadline` …) or the date under a title (`dateline`).
    """

    kind: NodeKind
    children: list[Node | Leaf] = []
    level: int = 0
    role: str = ""

    def leaves(self) -> list[Leaf]:
        """All leaves below, in source order."""
        for child in self.children:
            if type(child) is Node:
                break
        else:
            return self.children.copy()  # type: ignore[return-value]
        found: list[Leaf] = []
        for child in self.children:
            if type(child) is Leaf:
                found.append(child)
            else:
                found += child.leaves()
        return found

    def walk(self) -> list[Node]:
        """This node and every node below it, parents first."""
        found = [self]
        _walk(self, found)
        return found

    @property
    def span(self) -> Span:
        """From the first to the last character below; (0, 0) for an empty node."""
        leaves = self.leaves()
        return Span(leaves[0].start, leaves[-1].end) if leaves else Span(0, 0)

    def words(self, text: str) -> str:
        """What a reader reads in this node: its leaves without line ends and edge white space, page cuts joined."""
        return "".join(text[leaf.start : leaf.end] for leaf in self.leaves() if leaf.kind not in ("eol", "space"))


def _walk(node: Node, found: list[Node]) -> None:
    for child in node.children:
        if type(child) is Node:
            found.append(child)
            _walk(child, found)


def dump(node: Node, text: str, depth: int = 0) -> Iterator[str]:
    """Lines of an indented outline of the tree, for people and golden files."""
    name = node.kind + (f" {node.role}" if node.role else "") + (f" level={node.level}" if node.level else "")
    yield "  " * depth + name
    for child in node.children:
        if type(child) is Leaf:
            yield "  " * (depth + 1) + f"{child.kind} {text[child.start : child.end]!r}"
        else:
            yield from dump(child, text, depth + 1)


def heights(tree: Node) -> dict[int, int]:
    """By identity of each node that findings stand in, itself included: how many of them stand one in another at most."""
    found: dict[int, int] = {}

    def height(node: Node) -> int:
        below = 0
        for child in node.children:
            if type(child) is Node and (inner := height(child)) > below:
                below = inner
        if node.kind == "finding":
            below += 1
        if below:
            found[id(node)] = below
        return below

    height(tree)
    return found
