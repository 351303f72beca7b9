"""The title of a notice, which may stand in several lines with blank ones between them."""

from __future__ import annotations

from collections.abc import Iterable

from generator.facts.model import Notice
from generator.syntax.tree import Node


def joined_titles(blocks: Iterable[Node]) -> list[Node]:
    """The blocks, title lines that follow each other (over blank lines too) as one title."""
    joined: list[Node] = []
    title: int | None = None
    """Where the last title stands, while only blank lines have come after it."""
    for node in blocks:
        if node.kind == "title" and title is not None:
            parts = [*joined[title:], node]
            joined[title:] = [Node("title", [child for part in parts for child in part.children])]
            continue
        if node.kind == "title":
            title = len(joined)
        elif node.kind != "blank":
            title = None
        joined.append(node)
    return joined


def title_lines(notice: Notice) -> tuple[str, ...]:
    """The lines of the first title in the source; empty where there is none."""
    for node in joined_titles(child for child in notice.tree.children if isinstance(child, Node)):
        if node.kind == "title":
            lines, line = [], ""
            for leaf in node.leaves():
                if leaf.kind == "eol":
                    lines.append(line)
                    line = ""
                elif leaf.kind != "space":
                    line += notice.source.text[leaf.start : leaf.end]
            return tuple(words for words in [*lines, line] if words)
    return ()
