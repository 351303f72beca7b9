"""What the pages of a notice show of its text: the official text as lean Markdown, made once, when the notice is read.

    中共平江县卫生健康局党组文件

    # 中共平江县卫生健康局党组关于巡察整改进展情况的通报

    ## 一、组织整改落实情况

    ::: finding f-87221974

    ##### 问题①：推进县域医改有差距。

    整改结果：阶段性完成。

    :::

The tree is walked leaf by leaf, so that nothing can be left out but page furniture (the source view has it) and white
space. Nothing is added: what we say about the text is in the front matter. The source's own numbering is never Markdown syntax.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

import msgspec

from generator.facts.model import Finding, ParsedNotice
from generator.pages.markdown import escape, fenced, heading
from generator.syntax.tree import Leaf, Node, heights

SHORTEST_FENCE = 3
"""Colons of the fence around a finding; one that holds findings has more."""
INVISIBLE = re.compile("[\0\u200b\ufeff]")
NOT_COUNTED = re.compile("[\0\u200b\u2400\ufeff]")


class NoticeText(msgspec.Struct, frozen=True, array_like=True):
    """What the two pages of a notice are made from beside its facts."""

    markdown: str
    """The official text."""
    title_lines: tuple[str, ...]
    """The lines of the title, which is one line in the Markdown; empty for a notice without a title."""
    source: str
    """The original in a fenced block."""
    lines: int
    """Lines of the original as an editor counts them."""
    furniture: tuple[int, ...]
    """The numbers of those that are page furniture."""


def notice_text(notice: ParsedNotice) -> NoticeText:
    """Return what the pages of a notice show of its text."""
    source = notice.source
    furniture = [node for node in notice.tree.walk() if node.kind == "furniture"]
    numbers: set[int] = set()
    for node in furniture:
        span = node.span
        numbers.update(range(source.line_of(span.start), source.line_of(max(span.start, span.end - 1)) + 1))
    lines = len(source.line_starts) - (source.line_starts[-1] == len(source.text))
    writer = TextWriter(notice)
    return NoticeText(
        markdown=writer.write(),
        title_lines=writer.title_lines,
        source=fenced("\n".join(source.line_text(number) for number in range(1, lines + 1))),
        lines=lines,
        furniture=tuple(sorted(numbers)),
    )


def official_text(notice: ParsedNotice) -> str:
    """Return the text that the page of a notice must show: the source less what the tree holds for page furniture."""
    text = notice.source.text
    parts: list[str] = []
    at = 0
    for node in notice.tree.walk():
        if node.kind == "furniture" and (span := node.span).end > at:
            parts.append(text[at : span.start])
            at = span.end
    return "".join([*parts, text[at:]])


def squash(text: str) -> str:
    """Return the characters that a comparison counts: no white space in Unicode's sense, no zero-width space or byte-order mark, none
    of which shows; U+0000, which HTML cannot hold, neither as itself nor as the ␀ that stands for it."""
    return NOT_COUNTED.sub("", "".join(text.split()))


def digest_of_words(text: str) -> bytes:
    """Return a hash of the squashed text."""
    return hashlib.blake2b(squash(text).encode("utf-8", "surrogatepass"), digest_size=16).digest()


class TextWriter:
    """Writes the official text of one notice."""

    def __init__(self, notice: ParsedNotice) -> None:
        self.text, self.tree = notice.source.text, notice.tree
        self.pending = list(notice.findings)
        """The findings that were not met yet."""
        self.heights = heights(notice.tree)
        self.blocks: list[str] = []
        self.title_lines: tuple[str, ...] = ()

    def write(self) -> str:
        """Return the Markdown: blocks with an empty line between them."""
        for child in joined_titles(self.tree):
            self._node(child, 0)
        return "\n\n".join(self.blocks) + "\n"

    def _node(self, node: Node, depth: int) -> None:
        """Write a node of the tree; `depth` counts the sections and groups around it."""
        match node.kind:
            case "furniture":
                pass
            case "title":
                self._title(node)
            case "section" | "group":
                self._children(node, depth + 1)
            case "finding":
                self._finding(node, depth)
            case "heading":
                self._heading(node, min(max(depth, 1) + 1, 6))
            case "signoff" | "letterhead":
                for line in self._lines(node):
                    self._paragraph(line)
            case _:
                self._children(node, depth)

    def _children(self, node: Node, depth: int) -> None:
        """Write a node's own words as paragraphs, and the nodes inside it where they stand."""
        own: list[Leaf] = []
        for child in node.children:
            if type(child) is Leaf:
                own.append(child)
            elif child.kind == "blank":
                own += child.leaves()  # a page cut inside the block: the halves are read as one
            else:
                self._paragraph(self._words(own))
                own = []
                self._node(child, depth)
        self._paragraph(self._words(own))

    def _title(self, node: Node) -> None:
        lines = self._lines(node)
        if self.title_lines:
            for line in lines:  # a title that stands again further down is text
                self._paragraph(line)
        elif lines:
            self.title_lines = tuple(lines)
            self.blocks.append(heading(1, "".join(lines)))

    def _heading(self, node: Node, level: int) -> None:
        words = self._words(node.leaves())
        if words:
            self.blocks.append(heading(level, words))

    def _finding(self, node: Node, depth: int) -> None:
        finding = self._take(node)
        if finding is None:
            self._children(node, depth + 1)
            return
        fence = ":" * (SHORTEST_FENCE + self.heights.get(id(node), 1) - 1)
        self.blocks.append(f"{fence} finding {finding.anchor}")
        for child in node.children:
            if type(child) is Leaf:
                self._paragraph(self._words([child]))
            elif child.kind == "heading":
                self._finding_heading(child, depth)
            else:
                self._node(child, depth + 1)
        self.blocks.append(fence)

    def _finding_heading(self, node: Node, depth: int) -> None:
        """Write the heading, and the statement where the same line goes on with it."""
        own: list[Leaf] = []
        written = False
        for child in [*node.children, None]:
            if type(child) is Leaf:
                own.append(child)
                continue
            words = self._words(own)
            own = []
            if words and not written:
                written = True
                self.blocks.append(heading(min(depth + 2, 6), words))
            else:
                self._paragraph(words)
            if type(child) is Node:
                self._node(child, depth)

    def _take(self, node: Node) -> Finding | None:
        """Return the fact that belongs to a finding node: the first one left whose heading lies in it."""
        span = node.span
        for at, finding in enumerate(self.pending):
            if span.start <= finding.heading_span.start < span.end:
                return self.pending.pop(at)
        return None

    def _words(self, leaves: Iterable[Leaf]) -> str:
        """Return the words that a page must show: no line ends, no white space around lines."""
        return "".join(words for leaf in leaves if (words := self._shown(leaf)))

    def _shown(self, leaf: Leaf) -> str:
        if leaf.kind == "eol":
            return ""
        words = self.text[leaf.start : leaf.end]
        # An editor shows a soft hyphen on a blank line as nothing, but it is no white space.
        return INVISIBLE.sub("", "".join(words.split())) if leaf.kind == "space" else words

    def _lines(self, node: Node) -> list[str]:
        """Return the words of a node line by line, lines without words left out."""
        lines: list[list[Leaf]] = [[]]
        for leaf in node.leaves():
            lines[-1].append(leaf)
            if leaf.kind == "eol":
                lines.append([])
        return [words for line in lines if (words := self._words(line))]

    def _paragraph(self, words: str) -> None:
        if words:
            self.blocks.append(escape(words))


def joined_titles(tree: Node) -> Iterator[Node]:
    """Return the blocks of the document, title lines that follow each other, also over blank lines, as one title."""
    title: list[Node] = []
    for child in tree.children:
        node = child if type(child) is Node else Node("paragraph", [child])
        if node.kind == "title" or (title and node.kind == "blank"):
            title.append(node)
            continue
        yield from _one_title(title)
        title = []
        yield node
    yield from _one_title(title)


def _one_title(nodes: list[Node]) -> Iterator[Node]:
    if nodes:
        yield Node("title", [leaf for node in nodes for leaf in node.leaves()])
