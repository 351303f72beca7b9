"""For every block: where the next label and the next numbered line below it stand, for the outline to look ahead.

All places are computed in one pass from the end of the text, so that the whole stays linear. Labels that a notice uses
in an unusual way (as a heading, as an outcome line) are corrected first.
"""

from __future__ import annotations

import re

import msgspec

from generator.syntax.blocks import Block
from generator.syntax.furniture import SIGNOFF
from generator.syntax.lexer import Label
from generator.syntax.vocabulary import STATUS_OF_WORDS, STATUS_PHRASE, classify_status

SHORT_HEADING = 60
UNIT_NAME = 40
FACT_LISTS = ("arabic_paren", "arabic_half", "circled")
ASPECT = re.compile(r"[^，。；：]{2,36}(?:方面|方面的问题|方面存在的?问题|领域)[：:。]?")
LOOSE = "。；; \u3000"
"""Characters that stand around the words of an outcome."""
PHRASE_OPENING = frozenset(LOOSE) | {words[0] for words in STATUS_OF_WORDS}
LONGEST_OUTCOME = 8  # characters of an outcome that is not in the vocabulary
ALWAYS_STATEMENT = {"具体问题", "存在问题", "主要问题", "存在的问题", "发现问题"}
# Response labels that some notices use for the outcome line.
STATES_OUTCOME = re.compile("(?:整改)?完成情况|(?:整改)?进展情况|(?:整改)?落实情况|整改进展|办理情况|整改")


class Lookahead:
    """What stands below each block. A place is a position in `order`, the blocks of the text that carry words.

    `marks[p]` is the marker by which the block may be a heading (`heading_mark`); `next_label[p]` and `next_marker[p]`
    are the first place at or after p with a label, or with a marker that may open a heading; `opens_group[p]` says that
    the block stands right above a list that starts anew. `leaders` are the labels that open the fields of a finding;
    `units` and `aspects` are the places of unnumbered names of units and of groups; `labelled` is False for a notice
    without any response label.
    """

    def __init__(self, text: str, blocks: list[Block], first: int, last: int) -> None:
        self.text = text
        self.blocks = blocks
        self.order: list[int] = [i for i in range(first, last) if not self.blocks[i].role]
        count = len(self.order)
        alone: dict[str, int] = {}
        for index in self.order:
            label = self.blocks[index].label
            if label is not None and label.alone:
                alone[label.word] = alone.get(label.word, 0) + 1
        self._statement_labels()
        for index in self.order:
            block = self.blocks[index]
            label, marker = block.label, block.marker
            if label is None:
                continue
            is_heading = marker is not None and marker.kind == "han"
            if (label.alone and (alone[label.word] < 2 or is_heading)) or (is_heading and not block.content()):
                block.body, block.label = label.start, None
            elif label.role == "outcome":
                self._correct_outcome(block, label)
            elif label.role in ("response", "deadline"):
                self._correct_response(block, label)
        self.marks = [heading_mark(self.blocks[index]) for index in self.order]
        self.next_label = [count] * (count + 1)
        self.next_marker = [count] * (count + 1)
        self.opens_group = [False] * (count + 1)
        self.run_label = [count] * (count + 1)
        for place in range(count - 1, -1, -1):
            block = self.blocks[self.order[place]]
            labelled = block.label is not None
            self.next_label[place] = place if labelled else self.next_label[place + 1]
            heading = self.marks[place] is not None and not labelled
            self.next_marker[place] = place if heading else self.next_marker[place + 1]
            self.run_label[place] = self._run_label(place)
            self.opens_group[place] = self._stands_above_list(place)
        self.units = self._unit_names()
        self.aspects = self._aspects()
        self.leaders: set[str] = set()
        self.labelled = False
        for index in self.order:
            label = self.blocks[index].label
            if label is not None and not self.labelled:
                self.leaders.add(label.word)
                self.labelled = label.role == "response"

    def _statement_labels(self) -> None:
        """Make 问题： below a numbered heading the label of a statement, unless the notice numbers its problems (问题①)."""
        problems = [mark for i in self.order if (mark := self.blocks[i].problem) is not None]
        numbered = any(mark.number is not None for mark in problems) or self._several_under_one()
        for above, index, below in zip(self.order, self.order[1:], self.order[2:], strict=False):
            block, heading = self.blocks[index], self.blocks[above]
            mark = block.problem
            if mark is None or mark.number is not None or block.marker is not None or not block.content():
                continue
            if heading_mark(self.blocks[below]) is not None and self.blocks[below].label is None:
                continue
            if heading.marker is None or heading.marker.kind in ("is", "first") or heading.label or heading.problem:
                continue
            words = self.text[mark.start : mark.end].rstrip(":： ")
            if ASPECT.fullmatch(heading.words(self.text)[len(self.text[heading.marker.start : heading.marker.end]) :]):
                continue  # （一）…方面 names a group, so what stands below is the problem itself
            if words in ALWAYS_STATEMENT or (not numbered and block.length > SHORT_HEADING // 4):
                block.label, block.problem = Label("statement", words, mark.start, mark.end, False), None

    def _several_under_one(self) -> bool:
        """Return whether unnumbered 问题： follow one another: then not all of them follow the same kind of heading."""
        above: set[str] = set()
        for before, index in zip(self.order, self.order[1:], strict=False):
            mark, heading = self.blocks[index].problem, self.blocks[before]
            if mark is not None and mark.number is None and self.blocks[index].marker is None:
                above.add(heading.marker.kind if heading.marker is not None and heading.label is None else "")
        return len(above) > 1

    def _correct_outcome(self, block: Block, label: Label) -> None:
        """Make an outcome label with a long text (整改结果：一是…) a response; a short unknown word is still an outcome."""
        content = block.content_words(self.text).strip(LOOSE)
        short = len(content) <= LONGEST_OUTCOME and not any(mark in "，。；,;" or mark.isdigit() for mark in content)
        if not short and classify_status(content) is None:
            block.label = msgspec.structs.replace(label, role="response")

    def _correct_response(self, block: Block, label: Label) -> None:
        """Make 完成情况：已完成 and 完成时限：已完成 outcomes; 整改时限：长期坚持 stays a time limit."""
        if block.body < block.pieces[0][1] and self.text[block.body] not in PHRASE_OPENING:
            return
        content = block.content_words(self.text).strip(LOOSE)
        if STATUS_PHRASE.fullmatch(content) is None:
            return
        if STATES_OUTCOME.fullmatch(label.word) or (label.role == "deadline" and classify_status(content) != "ongoing"):
            block.label = msgspec.structs.replace(label, role="outcome")

    def _aspects(self) -> set[int]:
        """Return the places of unnumbered lines that name a group (党的建设方面) right above a numbered line."""
        return {
            place
            for place, above in enumerate(self.order[:-1])
            if self.blocks[above].length <= UNIT_NAME
            and self.blocks[above].marker is None
            and self.blocks[above].label is None
            and self.marks[place] is None
            and (mark := self.marks[place + 1]) is not None
            and mark[0] != "han"
            and ASPECT.fullmatch(self.blocks[above].words(self.text))
        }

    def _unit_names(self) -> set[int]:
        """Return the places of lines that name a unit above a 一、 that starts anew, in a notice about several units."""
        found = set()
        for place, above in enumerate(self.order[:-1]):
            block = self.blocks[above]
            if self.marks[place + 1] == ("han", 1) and self.marks[place] is None and block.label is None:
                words = block.words(self.text)
                if len(words) <= UNIT_NAME and SIGNOFF.fullmatch(words):
                    found.add(place)
        return found if len(found) > 1 else set()

    def _run_label(self, place: int) -> int:
        """Return the place of the label behind a list of facts that holds this place: (1) (2) (3), then 整改情况：."""
        mark = self.marks[place]
        if mark is None or mark[0] not in FACT_LISTS or mark[1] is None:
            return len(self.order)
        after = self.next_marker[place + 1]
        if self.next_label[place + 1] < after:
            return self.next_label[place + 1]
        if after < len(self.order) and self.marks[after] == (mark[0], mark[1] + 1):
            return self.run_label[after]
        return len(self.order)

    def label_for(self, place: int) -> int:
        """Return the place of the first label below a heading, past plain paragraphs and at most one list of facts."""
        label, marker = self.next_label[place + 1], self.next_marker[place + 1]
        if label < marker or marker >= len(self.order):
            return label
        own, mark = self.marks[place], self.marks[marker]
        several = own is not None and mark is not None and mark[0] != own[0] and mark[1] == 1
        return self.run_label[marker] if several and marker + 1 < len(self.order) else len(self.order)

    def _stands_above_list(self, place: int) -> bool:
        """Return whether a short block stands right above a list of findings that starts anew."""
        block = self.blocks[self.order[place]]
        if block.label is not None or block.length > SHORT_HEADING + 40 or place + 1 >= len(self.order):
            return False
        own, inner = self.marks[place], self.marks[place + 1]
        if inner is None or inner[1] not in (1, None) or (own is not None and own[0] == inner[0]):
            return False
        words = block.words(self.text)
        if "一是" in words or ("。" in words[:-1] and own is None):
            return False
        return self.next_label[place + 2] < self.next_marker[place + 2] or self.opens_group[place + 1]


def heading_mark(block: Block) -> tuple[str, int | None] | None:
    """Return kind and number of the marker by which a block may be a heading, or None (一是 never opens a heading)."""
    if block.marker is not None and block.marker.kind not in ("is", "first"):
        return block.marker.kind, block.marker.number
    if block.problem is not None:
        return "problem", block.problem.number
    return None
