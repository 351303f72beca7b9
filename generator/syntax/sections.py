"""The top-level sections (organisation, findings, next steps), with or without headings of their own.

Some notices have 一、组织整改落实情况 / 二、… / 三、下一步…; in others the first 一、 is already a group of problems, and the
section of findings has no heading at all. Levels are set so that findings always stand below a section.
"""

from __future__ import annotations

from bisect import bisect_left

from generator.syntax.lookahead import heading_mark
from generator.syntax.outline import NEXT_STEPS, ORGANISATION, SECTION_LIKE, Outline

LONG_HEADING = 60
TOP_KINDS = ("han", "part")


def mark_sections(outline: Outline) -> None:
    """Set the section roles of level-1 headings; where the section of findings has no heading, lower the groups."""
    headings = [index for index in outline.order if outline.blocks[index].role == "heading"]
    tops = [index for index in headings if outline.blocks[index].level == 1]
    if not tops:
        return
    bounds = dict(zip(tops, [*tops[1:], outline.last], strict=True))
    found = sorted(outline.findings)
    answering = [top for top in tops if bisect_left(found, top) < bisect_left(found, bounds[top])]
    if not answering:
        for top in tops:
            outline.blocks[top].section = _role_by_words(outline, top, "organisation")
        return
    words = [outline.blocks[top].words(outline.text) for top in answering]
    explicit = [bool(SECTION_LIKE.search(line)) for line in words]
    first = outline.blocks[answering[0]]
    implied = (
        any(top in outline.findings for top in answering)
        or (first.marker is None or first.marker.kind not in TOP_KINDS)
        or (len(answering) > 1 and sum(explicit) * 2 < len(explicit))
    )
    for top in tops:
        before, after = top < answering[0], top > answering[-1]
        block = outline.blocks[top]
        if implied and not before and not after:
            if top == answering[0]:
                block.section = "findings"
            _lower(outline, headings, top, bounds[top])
        elif before:
            block.section = "organisation"
            if block.marker is None or block.marker.kind not in TOP_KINDS:
                if top != tops[0]:
                    block.section = ""
                _lower(outline, headings, top, bounds[top])
        elif after:
            block.section = "next_steps"
            if (
                implied
                and (
                    block.marker is None or block.marker.kind not in TOP_KINDS or _same_kind(outline, top, answering[0])
                )
                and NEXT_STEPS.search(block.words(outline.text)[:40]) is None
            ):
                block.section = ""
                _lower(outline, headings, top, bounds[top])
        else:
            block.section = "findings" if top in answering else _role_by_words(outline, top, "findings")


def unmake_long_headings(outline: Outline) -> None:
    """Make long numbered lines outside the findings paragraphs, unless a deeper heading stands below them."""
    headings = [index for index in outline.order if outline.blocks[index].role == "heading"]
    for place, index in enumerate(headings):
        block = outline.blocks[index]
        below = outline.blocks[headings[place + 1]] if place + 1 < len(headings) else None
        leaf = below is None or below.level <= block.level
        if leaf and index not in outline.findings and not block.section and block.length > LONG_HEADING:
            block.role = "paragraph"


def _same_kind(outline: Outline, one: int, other: int) -> bool:
    first, second = heading_mark(outline.blocks[one]), heading_mark(outline.blocks[other])
    return first is not None and second is not None and first[0] == second[0]


def _lower(outline: Outline, headings: list[int], start: int, end: int) -> None:
    """Move the headings in a range of blocks one level down."""
    for index in headings[bisect_left(headings, start) : bisect_left(headings, end)]:
        outline.blocks[index].level += 1


def _role_by_words(outline: Outline, top: int, otherwise: str) -> str:
    words = outline.blocks[top].words(outline.text)[:60]
    if NEXT_STEPS.search(words):
        return "next_steps"
    return "organisation" if ORGANISATION.search(words) else otherwise


def add_unanswered(outline: Outline) -> None:
    """Make headings without a response findings, where they stand among findings of their kind."""
    headings = [index for index in outline.order if outline.blocks[index].role == "heading"]
    answered = [index for index in headings if index in outline.findings]
    if not answered:
        return
    for place, index in enumerate(headings):
        block = outline.blocks[index]
        mark = heading_mark(block)
        if index in outline.findings or mark is None or mark[0] not in outline.leaf_kinds:
            continue
        below = headings[place + 1] if place + 1 < len(headings) else None
        if below is not None and outline.blocks[below].level > block.level:
            continue
        if NEXT_STEPS.search(block.words(outline.text)[:30]):
            continue
        above = headings[place - 1] if place else None
        after_one = above is not None and above in outline.findings and _counts_on(outline, above, index)
        before_one = below is not None and below in outline.findings and _counts_on(outline, index, below)
        if answered[0] < index < answered[-1] or after_one or before_one:
            outline.findings.add(index)


def _counts_on(outline: Outline, one: int, other: int) -> bool:
    """Return whether the second heading has the number after the first, at the same level."""
    first, second = heading_mark(outline.blocks[one]), heading_mark(outline.blocks[other])
    if first is None or second is None or first[1] is None or outline.blocks[one].level != outline.blocks[other].level:
        return False
    return second == (first[0], first[1] + 1)
