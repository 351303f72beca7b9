"""A notice under examination: what several checks need, computed once."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from generator.facts.model import ParsedNotice
from generator.source import Span
from generator.syntax.numbering import Marker, match_marker, match_problem
from generator.syntax.tree import Leaf, Node

HEADED = frozenset(("section", "group", "finding"))
FULL_WIDTH_DIGITS = "０１２３４５６７８９＠"
HALF_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ－＠．", "0123456789Xx-@.")
# 监督电话： 邮箱: right before a number, after the last finding: a contact line that the parser did not recognise.
OFFERED = re.compile(r"(?:电\s?话|热线|手机|传真|邮\s?箱|信箱|邮件|[Ee]-?mail|地址|邮编)[^，。；,;\n]{0,14}$")


class Examined:
    """A notice with its text and the nodes of its tree."""

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
        """The document node and the sections, groups and findings, outermost first."""
        return [node for node in self.nodes if node.kind == "document" or node.kind in HEADED]

    @cached_property
    def half_width(self) -> str:
        """The text with half-width digits and signs, at the same offsets, if it has full-width digits; else the text."""
        has_full_width = any(char in self.text for char in FULL_WIDTH_DIGITS)
        return self.text.translate(HALF_WIDTH) if has_full_width else self.text

    @cached_property
    def contact_spans(self) -> list[Span]:
        """The contact lines and the phones, mailboxes and addresses offered to citizens: personal data meant to be public."""
        contacts = self.notice.contacts
        facts = (*contacts.phones, *contacts.emails, *contacts.addresses, *contacts.postcodes)
        return [*(node.span for node in self.nodes if node.kind == "contact"), *(fact.span for fact in facts)]

    @cached_property
    def findings_end(self) -> int:
        """The offset behind the last finding; the end of the text where there is none."""
        return max((finding.span.end for finding in self.notice.findings), default=len(self.text))

    def is_offered(self, start: int) -> bool:
        """Return whether what starts at an offset is offered as a channel of supervision."""
        if any(span.start <= start < span.end for span in self.contact_spans):
            return True
        return start >= self.findings_end and OFFERED.search(self.text[max(0, start - 24) : start]) is not None


def first_word(node: Node) -> Leaf | None:
    """Return the first leaf of a node that is neither marker nor white space, or None."""
    for child in node.children:
        if type(child) is Leaf:
            if child.kind not in ("eol", "space", "marker"):
                return child
        elif (found := first_word(child)) is not None:
            return found
    return None


@lru_cache(maxsize=4096)
def read_marker(words: str) -> Marker | None:
    """Return the marker at the start of some words: 问题①： or a number of any form; None without one."""
    return match_problem(words, 0, len(words)) or match_marker(words, 0, len(words))
