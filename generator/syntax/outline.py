"""Which blocks are headings and at what level, which of them are findings, which blocks belong to a response.

What makes a heading a finding is its response: the labels are found first, then the headings above them. Between one
response and the next label the text holds, in this order, the rest of the response, headings of groups, the heading of
the next finding and its statement. A numbered line there is a heading if it goes on with the numbering of headings, and
a measure if it starts or continues a list inside the response. Real notices vary: numbers are missing, repeated
or stray; ① is a problem in one and a measure in the next; findings have two depths; 1. starts anew or not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.syntax.blocks import Block
from generator.syntax.lookahead import SHORT_HEADING, Lookahead
from generator.syntax.numbering import RANK, MarkerKind

NEXT_STEPS = re.compile(
    r"下一步|下步|今后|后续|继续深化|持续深化|持续巩固|巩固.{0,8}成[果效]|长效|努力方向|打算|工作安排|工作计划|持续用力|久久为功"
)
ORGANISATION = re.compile(
    r"组织|领导|责任|部署|总体|基本情况|高度重视|提高.{0,6}认识|提升.{0,6}站位|统筹|推进情况|工作落实|主体"
)
SECTION_LIKE = re.compile(
    r"(?:整改|反馈|巡察|巡视|审计|任务|问题).{0,14}(?:情况|事项|进展|成效|任务|工作|清单|台账)[。：:]?$|(?:反馈|存在|发现|指出|查出)的?(?:主要|具体|突出)?问题(?:及|和)?(?:整改)?.{0,8}[。：:]?$"
)
CLOSING_PARAGRAPH = re.compile(
    r"(?:下一步|下步|接下来|今后|后续)[，,]|.{2,20}(?:党组|党委|委员会)将(?:坚持|继续|以|持续|进一步)"
)


@dataclass(slots=True)
class OpenHeading:
    """A heading whose part of the text is still open: kind and number of its marker, and the index of its block."""

    kind: MarkerKind | str
    number: int | None
    block: int


@dataclass(slots=True)
class Outline:
    """The roles and levels of the blocks `first:last` (those of the text itself), and the state of reading them."""

    text: str
    blocks: list[Block]
    first: int
    last: int
    order: list[int] = field(default_factory=list)
    """The indexes of the blocks that carry words."""
    findings: set[int] = field(default_factory=set)
    """The indexes of the headings that are findings."""
    leaf_kinds: set[str] = field(default_factory=set)
    """Kinds of markers that findings have."""
    stack: list[OpenHeading] = field(default_factory=list)
    """The open headings, outermost first."""
    parent_of: dict[str, str | None] = field(default_factory=dict)
    """For each kind of marker the kind of the heading that it was first found below."""
    used: set[str] = field(default_factory=set)
    """The words of the labels since the last heading."""
    in_response: bool = False
    item: tuple[str, int] | None = None
    """Kind and number of the last list item inside the response."""
    ahead: Lookahead = field(init=False)

    def __post_init__(self) -> None:
        self.ahead = Lookahead(self.text, self.blocks, self.first, self.last)
        self.order = self.ahead.order

    def read(self) -> None:
        """Set the role of every block of the text and the level of headings, by the labels of responses."""
        for place, index in enumerate(self.order):
            block = self.blocks[index]
            if block.label is not None:
                self._label(place, block)
                continue
            mark = self.ahead.marks[place]
            if place in self.ahead.units:
                self.open_heading(index, "unit", None)
            elif place in self.ahead.aspects:
                self.open_heading(index, "aspect", None)
            elif mark is not None:
                if self._is_heading(place, mark):
                    self.open_heading(index, *self._group_without_number(place, mark))
                else:
                    self._inside(block, mark)
            elif self.in_response and self._unnumbered_heading(place, block):
                leaf = self.ahead.marks[place + 1]
                assert leaf is not None
                self.open_heading(index, *self._missing_number(leaf[0]))
            elif self.in_response and self._closes(place, block):
                self.stack.clear()
                self.in_response = False
                block.role, block.level = "paragraph", 0
            else:
                self._inside(block, None)

    def _label(self, place: int, block: Block) -> None:
        """Set the role of a block with a label; the innermost open heading is then a finding."""
        label = block.label
        assert label is not None
        if (self.in_response and label.word in self.used and label.role != "next") or (
            not self.stack and not self.in_response
        ):
            self._open_unnumbered(place)
        self.used.add(label.word)
        self.item = None
        if label.role in ("response", "next"):
            self.in_response = True
            block.role = "response"
        elif label.role == "statement":
            block.role = "statement"
        else:
            block.role = "outcome" if label.role == "outcome" else "field"
        if self.stack:
            self.findings.add(self.stack[-1].block)
            self.leaf_kinds.add(self.stack[-1].kind)

    def _open_unnumbered(self, place: int) -> None:
        """Make the paragraph above a label a finding's heading, where a label comes again with no heading between."""
        above = self.blocks[self.order[place - 1]] if place else None
        if (
            above is not None
            and above.label is None
            and above.role in ("response_more", "paragraph", "statement")
            and above.marker is None
        ):
            self.used.clear()
            self.in_response = False
            if self.stack and self.stack[-1].block in self.findings:
                self.stack.pop()
            self.stack.append(OpenHeading("unnumbered", None, self.order[place - 1]))
            above.role, above.level = "heading", len(self.stack)

    def open_heading(self, index: int, kind: str, number: int | None) -> None:
        """Make a block a heading; its level follows from the kinds of headings that are open."""
        kinds = [entry.kind for entry in self.stack]
        if kind in kinds:
            del self.stack[kinds.index(kind) :]
        elif kind in self.parent_of and (self.parent_of[kind] is None or self.parent_of[kind] in kinds):
            parent = self.parent_of[kind]
            del self.stack[0 if parent is None else kinds.index(parent) + 1 :]
        else:
            while self.stack and RANK.get(self.stack[-1].kind, 9) >= RANK.get(kind, 9):
                self.stack.pop()
        self.parent_of.setdefault(kind, self.stack[-1].kind if self.stack else None)
        self.stack.append(OpenHeading(kind, number, index))
        self.used.clear()
        self.in_response, self.item = False, None
        block = self.blocks[index]
        block.role, block.level = "heading", len(self.stack)

    def start_answer(self, index: int, kind: str) -> None:
        """Make a heading a finding whose response follows without a label."""
        self.findings.add(index)
        self.leaf_kinds.add(kind)
        self.in_response = True

    def cut_blocks(self, cuts: dict[int, int]) -> None:
        """Cut each block (by index) in two at an offset of the text; the second half belongs to the response."""
        blocks: list[Block] = []
        moved: dict[int, int] = {}
        for index in range(self.first, self.last):
            moved[index] = self.first + len(blocks)
            blocks.append(self.blocks[index])
            if index in cuts:
                blocks.append(self.blocks[index].split(self.text, cuts[index]))
        self.blocks[self.first : self.last] = blocks
        self.last = self.first + len(blocks)
        self.findings = {moved[index] for index in self.findings}
        self.order = [at for i in self.order for at in ((moved[i], moved[i] + 1) if i in cuts else (moved[i],))]

    def _inside(self, block: Block, mark: tuple[str, int | None] | None) -> None:
        """Set the role of a block that is no heading and has no label."""
        if self.in_response:
            block.role = "response_more"
            if mark is not None and mark[1] is not None:
                self.item = (mark[0], mark[1])
        elif self.stack:
            block.role = "statement"
        else:
            block.role = "paragraph"

    def _leads(self, place: int) -> bool:
        """Return whether the block is the heading that the next label belongs to."""
        label_place = self.ahead.label_for(place)
        if label_place >= len(self.order):
            return False
        if not self.in_response:
            return True
        label = self.blocks[self.order[label_place]].label
        return label is not None and (label.word in self.used or label.word in self.ahead.leaders)

    def _is_heading(self, place: int, mark: tuple[str, int | None]) -> bool:
        """Return whether a numbered block is a heading, not an item of a list."""
        kind, number = mark
        if not self.in_response:
            return not self._statement_list(place, kind, number)
        kinds = {entry.kind: entry for entry in self.stack}
        going_on = self.item is not None and self.item[0] == kind and number == self.item[1] + 1
        if self._leads(place):
            return kind in self.leaf_kinds or kind in kinds or not going_on
        if kind == "problem":
            return True
        if kind in ("han", "part") and (self.item is None or self.item[0] != kind):
            return True
        entry = kinds.get(kind)
        if entry is None:
            return self.ahead.opens_group[place] and not going_on and self._above_finding(place, kind)
        if going_on or number is None or entry.number is None:
            return self.ahead.opens_group[place]
        if number == 1 or number <= entry.number:
            return self.ahead.opens_group[place]
        if entry is self.stack[-1]:
            return number == entry.number + 1 or self.ahead.opens_group[place]
        return number <= entry.number + 5

    def _group_without_number(self, place: int, mark: tuple[str, int | None]) -> tuple[str, int | None]:
        """Return the marker of a heading; 反馈问题：…方面 above a list that starts at 1. is a group that lost its own, （一）."""
        if mark != ("problem", None) or not self.ahead.opens_group[place]:
            return mark
        inner = self.ahead.marks[place + 1]
        assert inner is not None
        known = self.parent_of.get(inner[0])
        if known is None:
            known = "han_paren" if inner[0] in ("arabic", "problem", "arabic_paren") else "han"
        return known, None

    def _above_finding(self, place: int, kind: str) -> bool:
        """Return whether the next block has a kind of marker that findings or open headings have."""
        inner = self.ahead.marks[place + 1]
        return (
            inner is not None
            and (inner[0] in {entry.kind for entry in self.stack} or inner[0] in self.leaf_kinds)
            and kind != inner[0]
        )

    def _statement_list(self, place: int, kind: str, number: int | None) -> bool:
        """Return whether a numbered line before the first label lists facts of one problem, not several problems."""
        if not self.stack or kind in {entry.kind for entry in self.stack} or kind == "problem":
            return self.blocks[self.order[place - 1]].role == "statement" and bool(
                self.stack
                and self.ahead.marks[place - 1] is not None
                and kind not in {entry.kind for entry in self.stack}
            )
        label_place = self.ahead.next_label[place]
        if label_place >= len(self.order):
            return False
        top = self.stack[-1].kind
        before = self.blocks[self.order[place - 1]]
        if before.role == "statement" and self.ahead.marks[place - 1] == (kind, (number or 0) - 1):
            return True
        above = RANK.get(kind, 9) < RANK.get(top, 9)
        if kind in self.leaf_kinds or (above and top != "problem" and number != 1):
            return False
        if top not in self.leaf_kinds and kind not in ("circled", "arabic_paren", "arabic_half", "ordinal"):
            return False
        marks = [mark for mark in self.ahead.marks[place:label_place] if mark is not None]
        if any(mark[0] != kind for mark in marks):
            return False
        first = self.blocks[self.order[place - 1]].role == "statement" or number == 1
        return first and (len(marks) >= 2 or number != 1)

    def _unnumbered_heading(self, place: int, block: Block) -> bool:
        """Return whether a short unnumbered line in a response is a group heading that lost its number (财经纪律执行不严格。)."""
        if not self.ahead.opens_group[place] or block.length > SHORT_HEADING or block.marker is not None:
            return False
        inner = self.ahead.marks[place + 1]
        return inner is not None and inner[0] in self.leaf_kinds and len(self.stack) >= 2

    def _missing_number(self, leaf: str) -> tuple[str, int | None]:
        """Return kind and number of the marker that a group heading above findings of a kind has lost."""
        kinds = [entry.kind for entry in self.stack]
        depth = kinds.index(leaf) - 1 if leaf in kinds else len(kinds) - 2
        parent = self.stack[max(depth, 0)]
        return parent.kind, None if parent.number is None else parent.number + 1

    def _closes(self, place: int, block: Block) -> bool:
        """Return whether an unnumbered paragraph after the last response ends the notice (下一步，…)."""
        return (
            self.ahead.next_label[place] >= len(self.order)
            and CLOSING_PARAGRAPH.match(block.words(self.text)) is not None
        )
