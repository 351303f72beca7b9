"""Radical characters that PDF fonts give instead of the ideographs they look like.

In many Chinese fonts 工 and ⼯ (U+2F2F) are one drawing, and a PDF writer that goes back from the drawing to a character may
take the wrong one. It reads the same and is never found by a search. Only these two blocks are touched: U+2F00 to
U+2FD5 by the Unicode decomposition, U+2E80 to U+2EF3 by the pairs, after EquivalentUnifiedIdeograph.txt of Unicode.
"""

from __future__ import annotations

import re
import unicodedata

PAIRS = "⺟母 ⺠民 ⻁虎 ⻄西 ⻅见 ⻆角 ⻉贝 ⻋车 ⻑長 ⻓长 ⻔门 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻬齐 ⻮齿 ⻰龙 ⻳龟"
SUPPLEMENT = {ord(pair[0]): pair[1] for pair in PAIRS.split()}
RADICALS = re.compile("[\u2e80-\u2ef3\u2f00-\u2fd5]")


def replace_radicals(text: str) -> tuple[str, int]:
    """Return the text with ordinary ideographs, and how many characters were changed."""
    changed = 0

    def ordinary(match: re.Match[str]) -> str:
        nonlocal changed
        plain = unicodedata.normalize("NFKC", match[0]).translate(SUPPLEMENT)
        changed += plain != match[0]
        return plain

    return RADICALS.sub(ordinary, text), changed
