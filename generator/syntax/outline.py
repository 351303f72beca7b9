"""Which block is a heading and how deep, which is a finding, which belongs to an answer.

What makes a finding is its response: so the labels are found first, then the headings above them. Between one response
and the next label the text holds, in this order, the rest of the response, headings of groups, the heading of the next
finding and its statement; a numbered line there is a heading when the numbering above it goes on, and a measure when it
starts or continues a list inside the response. VARIANTS of real notices that this must hold on: numbers missing,
repeated or stray; ① as a problem here and as a measure there; leaves at two depths; 1. restarting or running through.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.syntax.blocks import Block
from generator.syntax.lookahead import SHORT_HEADING, Lookahead, candidate
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
class Open:
    """A heading that is still open: its marker, and its place among the blocks."""

    kind: MarkerKind | str
    number: int | None
    block: int


@dataclass(slots=True)
class Outline:
    """Roles and levels of the blocks between head and tail, found in one pass over them."""

    text: str
    blocks: list[Block]
    first: int
    last: int
    stack: list[Open] = field(default_factory=list)
    parent_of: dict[str, str | None] = field(default_factory=dict)
    leaf_kinds: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    order: list[int] = field(default_factory=list)
    findings: set[int] = field(default_factory=set)
    in_response: bool = False
    family: tuple[str, int] | None = None
    ahead: Lookahead = field(init=False)

    def __post_init__(self) -> None:
        self.ahead = Lookahead(self.text, self.blocks, self.first, self.last)
        self.order = self.ahead.order

    def read(self) -> None:
        """Gives every block between head and tail its role and headings their level."""
        for place, index in enumerate(self.order):
            block = self.blocks[index]
            if block.label is not None:
                self._label(place, block)
                continue
            mark = self.ahead.marks[place]
            if place in self.ahead.units:
                self._open(index, "unit", None)
            elif place in self.ahead.aspects:
                self._open(index, "aspect", None)
            elif mark is not None:
                if self._is_heading(place, block, mark):
                    self._open(index, *self._group_without_number(place, mark))
                else:
                    self._inside(block, mark)
            elif self.in_response and self._unnumbered_heading(place, block):
                leaf = candidate(self.blocks[self.order[place + 1]])
                assert leaf is not None
                self._open(index, *self._missing_number(leaf[0]))
            elif self.in_response and self._closes(place, block):
                self.stack.clear()
                self.in_response = False
                block.role, block.level = "paragraph", 0
            else:
                self._inside(block, None)

    def _label(self, place: int, block: Block) -> None:
        label = block.label
        assert label is not None
        if (self.in_response and label.word in self.used and label.role != "next") or (
            not self.stack and not self.in_response
        ):
            self._anonymous(place)
        self.used.add(label.word)
        self.family = None
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

    def _anonymous(self, place: int) -> None:
        """A label comes again with no heading between: the paragraph above it is the next problem, unnumbered."""
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
            self.stack.append(Open("unnumbered", None, self.order[place - 1]))
            above.role, above.level = "heading", len(self.stack)

    def _open(self, index: int, kind: str, number: int | None) -> None:
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
        self.stack.append(Open(kind, number, index))
        self.used.clear()
        self.in_response, self.family = False, None
        block = self.blocks[index]
        block.role, block.level = "heading", len(self.stack)

    def _inside(self, block: Block, mark: tuple[str, int | None] | None) -> None:
        if self.in_response:
            block.role = "response_more"
            if mark is not None and mark[1] is not None:
                self.family = (mark[0], mark[1])
        elif self.stack:
            block.role = "statement"
        else:
            block.role = "paragraph"

    def _leads(self, place: int) -> bool:
        """Whether the next label belongs to this block as its heading."""
        label_place = self.ahead.label_for(place)
        if label_place >= len(self.order):
            return False
        if not self.in_response:
            return True
        label = self.blocks[self.order[label_place]].label
        return label is not None and (label.word in self.used or label.word in self.ahead.leaders)

    def _is_heading(self, place: int, block: Block, mark: tuple[str, int | None]) -> bool:
        kind, number = mark
        if not self.in_response:
            return not self._statement_list(place, kind, number)
        kinds = {entry.kind: entry for entry in self.stack}
        going_on = self.family is not None and self.family[0] == kind and number == self.family[1] + 1
        if self._leads(place):
            return kind in self.leaf_kinds or kind in kinds or not going_on
        if kind == "problem":
            return True
        if kind in ("han", "part") and (self.family is None or self.family[0] != kind):
            return True
        entry = kinds.get(kind)
        if entry is None:
            return self.ahead.opens[place] and not going_on and self._above_leaf(place, kind)
        if going_on or number is None or entry.number is None:
            return self.ahead.opens[place]
        if number == 1 or number <= entry.number:
            return self.ahead.opens[place]
        if entry is self.stack[-1]:
            return number == entry.number + 1 or self.ahead.opens[place]
        return number <= entry.number + 5

    def _group_without_number(self, place: int, mark: tuple[str, int | None]) -> tuple[str, int | None]:
        """反馈问题：…方面 over a list that starts at 1. is a group whose own number, （一）, was lost."""
        if mark != ("problem", None) or not self.ahead.opens[place]:
            return mark
        inner = candidate(self.blocks[self.order[place + 1]])
        assert inner is not None
        known = self.parent_of.get(inner[0])
        if known is None:
            known = "han_paren" if inner[0] in ("arabic", "problem", "arabic_paren") else "han"
        return known, None

    def _above_leaf(self, place: int, kind: str) -> bool:
        """Whether what follows the block is a finding of a kind that has been one before."""
        inner = candidate(self.blocks[self.order[place + 1]])
        return (
            inner is not None
            and (inner[0] in {entry.kind for entry in self.stack} or inner[0] in self.leaf_kinds)
            and kind != inner[0]
        )

    def _statement_list(self, place: int, kind: str, number: int | None) -> bool:
        """Whether a numbered line before the first label lists facts of one problem rather than several problems."""
        if not self.stack or kind in {entry.kind for entry in self.stack} or kind == "problem":
            return self.blocks[self.order[place - 1]].role == "statement" and bool(
                self.stack
                and candidate(self.blocks[self.order[place - 1]]) is not None
                and kind not in {entry.kind for entry in self.stack}
            )
        label_place = self.ahead.next_label[place]
        if label_place >= len(self.order):
            return False
        top = self.stack[-1].kind
        before = self.blocks[self.order[place - 1]]
        if before.role == "statement" and candidate(before) == (kind, (number or 0) - 1):
            return True
        above = RANK.get(kind, 9) < RANK.get(top, 9)
        if kind in self.leaf_kinds or (above and top != "problem" and number != 1):
            return False
        if top not in self.leaf_kinds and kind not in ("circled", "arabic_paren", "arabic_half", "ordinal"):
            return False
        inside = [candidate(self.blocks[self.order[k]]) for k in range(place, label_place)]
        marks = [mark for mark in inside if mark is not None]
        if any(mark[0] != kind for mark in marks):
            return False
        first = self.blocks[self.order[place - 1]].role == "statement" or number == 1
        return first and (len(marks) >= 2 or number != 1)

    def _unnumbered_heading(self, place: int, block: Block) -> bool:
        """Whether a short unnumbered line in a response is a group heading that lost its number (财经纪律执行不严格。)."""
        if not self.ahead.opens[place] or block.length > SHORT_HEADING or block.marker is not None:
            return False
        inner = candidate(self.blocks[self.order[place + 1]])
        return inner is not None and inner[0] in self.leaf_kinds and len(self.stack) >= 2

    def _missing_number(self, leaf: str) -> tuple[str, int | None]:
        kinds = [entry.kind for entry in self.stack]
        depth = kinds.index(leaf) - 1 if leaf in kinds else len(kinds) - 2
        parent = self.stack[max(depth, 0)]
        return parent.kind, None if parent.number is None else parent.number + 1

    def _closes(self, place: int, block: Block) -> bool:
        """Whether an unnumbered paragraph after the last response ends the notice (下一步，…)."""
        return (
            self.ahead.next_label[place] >= len(self.order)
            and CLOSING_PARAGRAPH.match(block.words(self.text)) is not None
        )
