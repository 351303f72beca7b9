"""Sections without labels in a notice that has labels: 三、需长期坚持的整改事项 is often told more briefly."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain

from generator.syntax.outline import ORGANISATION, Outline
from generator.syntax.plain import NAMES_PROBLEMS, is_answered, not_findings, problem_kind, read_plain, split_answers

CLUES = re.compile(r"线索|信访|移交|举报")


def read_unlabelled_sections(outline: Outline) -> None:
    """Read each section of problems without labels as if it were a whole notice without labels."""
    tops = [i for i in outline.order if outline.blocks[i].role == "heading" and outline.blocks[i].level == 1]
    found = sorted(outline.findings)
    parts: list[tuple[int, int, Outline]] = []
    # The last section first: cutting a response off its heading moves all blocks behind it.
    for top, bound in reversed(list(zip(tops, [*tops, outline.last][1:], strict=True))):
        block = outline.blocks[top]
        words = block.words(outline.text)
        if (
            block.marker is None
            or block.marker.kind != "han"
            or bisect_left(found, top) < bisect_left(found, bound)
            or NAMES_PROBLEMS.search(words) is None
            or CLUES.search(words) is not None
            or not_findings(words)
            or ORGANISATION.search(words[:12])
        ):
            continue
        inside = outline.order[bisect_left(outline.order, top) : bisect_left(outline.order, bound)]
        known = [(index, outline.blocks[index].role, outline.blocks[index].level) for index in inside]
        for index in inside:
            outline.blocks[index].role, outline.blocks[index].level = "", 0
        part = Outline(outline.text, outline.blocks, top, bound)
        if problem_kind(part) is not None:
            read_plain(part)
        # A list of problems without responses is answered in another section.
        if sum(is_answered(part, index) for index in part.findings) * 2 <= len(part.findings):
            for index, role, level in known:
                outline.blocks[index].role, outline.blocks[index].level = role, level
            continue
        split_answers(part)
        parts.append((top, bound, part))
    if parts:
        _merge(outline, parts[::-1])


def _merge(outline: Outline, parts: list[tuple[int, int, Outline]]) -> None:
    """Put what was read of some sections into the outline of the notice.

    Each part has its first block, its end before responses were cut off, and an outline whose indexes do not yet count
    the blocks that were added in earlier sections.
    """
    tops, bounds = [top for top, _, _ in parts], [bound for _, bound, _ in parts]
    moved = list(accumulate((part.last - bound for _, bound, part in parts), initial=0))

    def kept(indexes: Iterable[int]) -> Iterator[int]:
        for index in indexes:
            at = bisect_right(bounds, index)
            if at == len(tops) or index < tops[at]:
                yield index + moved[at]

    own = [[index + moved[at] for index in part.order] for at, (_, _, part) in enumerate(parts)]
    outline.order = sorted([*kept(outline.order), *chain.from_iterable(own)])
    outline.findings = {*kept(outline.findings)}
    for at, (_, _, part) in enumerate(parts):
        outline.findings |= {index + moved[at] for index in part.findings}
        outline.leaf_kinds |= part.leaf_kinds
    outline.last += moved[-1]
