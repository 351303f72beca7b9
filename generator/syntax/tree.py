"""The lossless tree: every character of the source belongs to exactly one leaf, and the leaves in order are the source.

A leaf is a kind and a range; a node is a kind and children. What the parser does not recognise is a `paragraph`: there
are no error nodes, because no text is an error. Official text on pages and facts are both taken from this tree.
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


UNREAD = frozenset(("eol", "space"))
"""Kinds of leaves that carry no words."""


# Leaf and Node are one tagged union of msgspec, packed as MessagePack in a tenth of the time of pickling.
# `type(…) is Leaf` tells them apart, because isinstance() takes three times as long.


@final
class Leaf(msgspec.Struct, frozen=True, array_like=True, tag=0, gc=False):
    """A range of the source that nothing divides further."""

    kind: LeafKind
    start: int
    end: int


@final
class Node(msgspec.Struct, array_like=True, tag=1, gc=False, eq=False):
    """A part of the document and its parts, in the order of the source."""

    kind: NodeKind
    children: list[Node | Leaf] = []
    level: int = 0
    """Depth of a heading below the title: 1 for a section, 2 … for groups and findings, 0 for everything else."""
    role: str = ""
    """Role of a section (`organisation`, `findings`, `next_steps`, `closing`) or a field (`unit`, `deadline` …), or
    `dateline` for the date under a title."""

    def leaves(self) -> list[Leaf]:
        """Return all leaves below this node, in the order of the source."""
        found: list[Leaf] = []
        for child in self.children:
            if type(child) is Leaf:
                found.append(child)
            else:
                found += child.leaves()
        return found

    def walk(self) -> list[Node]:
        """Return this node and every node below it, each before its children."""
        found = [self]
        for child in self.children:
            if type(child) is Node:
                found += child.walk()
        return found

    @property
    def span(self) -> Span:
        """The range from the first to the last character below; (0, 0) for an empty node."""
        leaves = self.leaves()
        return Span(leaves[0].start, leaves[-1].end) if leaves else Span(0, 0)

    def words(self, text: str) -> str:
        """Return the words of this node: its leaves without line ends and edge white space, page cuts joined."""
        return "".join([text[leaf.start : leaf.end] for leaf in self.leaves() if leaf.kind not in UNREAD])


def dump_tree(node: Node, text: str, depth: int = 0) -> Iterator[str]:
    """Yield the lines of an indented outline of the tree, for people and golden files."""
    name = node.kind + (f" {node.role}" if node.role else "") + (f" level={node.level}" if node.level else "")
    yield "  " * depth + name
    for child in node.children:
        if type(child) is Leaf:
            yield "  " * (depth + 1) + f"{child.kind} {text[child.start : child.end]!r}"
        else:
            yield from dump_tree(child, text, depth + 1)


def heights(tree: Node) -> dict[int, int]:
    """Return the depth of nested findings in each node that is or holds a finding, by `id()` of the node."""
    depths: dict[int, int] = {}

    def depth(node: Node) -> int:
        below = max((depth(child) for child in node.children if type(child) is Node), default=0)
        below += node.kind == "finding"
        if below:
            depths[id(node)] = below
        return below

    depth(tree)
    return depths
