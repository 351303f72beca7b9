"""A notice under examination: what several rules look at, computed once."""

from __future__ import annotations

from functools import cached_property, lru_cache

from generator.checks.rare import RARE, WIDE_DIGIT
from generator.checks.zones import ContactZone
from generator.facts.model import ParsedNotice
from generator.syntax.numbering import Marker, match_marker, match_problem
from generator.syntax.tree import Leaf, Node

FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ－＠．", "0123456789Xx-@.")


UNREAD = frozenset(("eol", "space", "marker"))
HEADED = frozenset(("section", "group", "finding"))
PARENTS = frozenset(("document", *HEADED))


class Examined:
    """A notice with its text and nodes at hand. Nothing here is kept after the examination."""

    def __init__(self, notice: ParsedNotice) -> None:
        self.notice = notice
        self.source = notice.source
        self.text = notice.source.text

    @cached_property
    def nodes(self) -> list[Node]:
        """All nodes of the tree, parents first."""
        return self.notice.tree.walk()

    @cached_property
    def parents(self) -> list[Node]:
        """The document and what has a heading: sections, groups and findings, outermost first."""
        return [node for node in self.nodes if node.kind in PARENTS]

    @cached_property
    def rare(self) -> bool:
        """Whether the text has any character that few notices have (generator/checks/rare.py)."""
        return RARE.search(self.text) is not None

    @cached_property
    def half_width(self) -> str:
        """The text with full-width digits as half-width ones, at the same offsets."""
        return self.text.translate(FULL_WIDTH) if self.rare and WIDE_DIGIT.search(self.text) else self.text

    @cached_property
    def contact_zone(self) -> ContactZone:
        """Where personal data is meant to be public."""
        return ContactZone(self.notice, [node.span for node in self.nodes if node.kind == "contact"])


def opening(node: Node) -> Leaf | None:
    """The first leaf of a node that is a word, markers left out; None for a node without words."""
    for child in node.children:
        if type(child) is Leaf:
            if child.kind not in UNREAD:
                return child
        elif (found := opening(child)) is not None:
            return found
    return None


@lru_cache(maxsize=4096)
def read_marker(words: str) -> Marker | None:
    """The marker that some words open with: 问题①： or any of the numbering forms; None for neither."""
    return (match_problem(words, 0, len(words)) if "问题" in words or "意见" in words else None) or match_marker(
        words, 0, len(words)
    )
