"""The place where a heading ends and the statement begins, on the line they share."""

from __future__ import annotations

import re

from generator.syntax.vocabulary import STATUS_BRACKET

GOES_ON = "的等之和与及、，；："  # 对“过紧日子。”的要求: the quotation ends there, the sentence does not
OPENING, CLOSING = "“‘《（(【「『〈", "”’》）)】」』〉"
OPENED = re.compile(f"[{OPENING}]")
# A half-width full stop between Chinese characters is one too: portals that print , for ， print . for 。
_STOP = re.compile(
    r"[。！？!?]|[.．](?<=[\u4e00-\u9fff”\"）)].)(?=[\u4e00-\u9fff“\"]|$)|的问题(?:[:：]|[，,](?=一是|首先))"
)


def heading_end(words: str) -> int:
    """Return the length of the first sentence with its full stop, or the whole length if no full stop ends one.

    A full stop within quotation marks or brackets does not end a sentence (“过紧日子。”思想树得不牢).
    """
    for found in _STOP.finditer(words):
        end = found.end()
        while end < len(words) and words[end] in "”’）)】":
            end += 1
        if found.end() < end < len(words) and words[end] in GOES_ON:
            continue
        if end == found.end() and _unclosed(words[: found.start()]) and end < len(words):
            continue
        # 责任落实不力。（已完成） is a heading with its outcome in brackets, not a heading and a statement.
        return len(words) if STATUS_BRACKET.fullmatch(words, end) else end
    return len(words)


def _unclosed(words: str) -> bool:
    """Return whether a quotation mark or bracket opened within the last 60 characters is still open."""
    near = words[-60:]
    return OPENED.search(near) is not None and any(
        near.rfind(opening) > near.rfind(closing) for opening, closing in zip(OPENING, CLOSING, strict=True)
    )
