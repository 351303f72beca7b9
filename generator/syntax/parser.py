"""Text -> lossless tree, stage by stage. Never fails: what is not recognised stays, as a paragraph.

The stages: lines, blocks (lines joined across page cuts), roles of the blocks before and after the text, headings with
findings and responses, sections; then the tree, in which every character of the text has its leaf.
"""

from __future__ import annotations

from generator.syntax.blocks import read_blocks
from generator.syntax.builder import TreeBuilder
from generator.syntax.edges import mark_head, mark_tail
from generator.syntax.furniture import is_noise_anywhere
from generator.syntax.lexer import read_lines
from generator.syntax.mixed import read_unlabelled_sections
from generator.syntax.outline import Outline
from generator.syntax.plain import read_plain, split_answers
from generator.syntax.sections import add_unanswered, mark_sections, unmake_long_headings
from generator.syntax.tree import Node


def parse_text(text: str) -> Node:
    """Return the document tree of a notice's text. Takes time linear in its length; never raises."""
    blocks = read_blocks(text, read_lines(text))
    first = mark_head(text, blocks)
    last = mark_tail(text, blocks, first)
    for block in blocks[first:last]:
        if not block.role and block.length < 130 and is_noise_anywhere(block.words(text)):
            block.role = "furniture"
    outline = Outline(text, blocks, first, last)
    if outline.ahead.labelled:
        outline.read()
        add_unanswered(outline)
        read_unlabelled_sections(outline)
    else:
        read_plain(outline)
        split_answers(outline)
    mark_sections(outline)
    unmake_long_headings(outline)
    return TreeBuilder(text, outline).build()
