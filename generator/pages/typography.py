"""What the tokens of a page's Markdown are marked with before they become HTML: ids of headings, classes that typography needs.

All of it follows from the text, and for a notice from its front matter; nothing is added to the words and nothing taken from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from markdown_it.token import Token

# A paragraph that begins with one of these hangs from it: 一是 (unless 二是 is in the same), 第一，, （1）, (1), ①, 1. and 1、.
ENUMERATOR = re.compile(
    r"[一二三四五六七八九十]{1,3}是(?!.*[。；;]二是)|第[一二三四五六七八九十]{1,3}[，、]|[（(][0-9一二三四五六七八九十]{1,3}[)）]"
    r"|[①-⑳]|[0-9]{1,2}(?:、|[.．](?![0-9]))"
)
# A label in front of a line of a finding: 整改结果：
LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}[：:]")
SHORT = 40
"""Characters of a line that states a field, in one sentence, or signs a notice, at most."""
SIGNOFF_LINES = 3


class Heading(NamedTuple):
    """A heading with an id, for the table of contents."""

    level: int
    id: str
    text: str


def mark_blocks(tokens: list[Token]) -> Iterator[Heading]:
    """Give headings their ids and paragraphs their classes; return the headings.

    In a notice the title has the id `title`, other headings `s-1`, `s-2` …, and the heading of finding `f-x` has `h-x`.
    """
    numbered = 0
    findings: list[str] = []
    headed: set[str] = set()
    for at, token in enumerate(tokens):
        if token.type == "container_finding_open":
            findings.append(token.info.split()[1])
        elif token.type == "container_finding_close":
            findings.pop()
        elif token.type == "paragraph_open":
            _mark_paragraph(token, tokens[at + 1], bool(findings))
        elif token.type == "heading_open":
            level = int(token.tag[1])
            if level == 1:
                token.attrSet("id", "title")
                token.attrJoin("class", "title")
                continue
            if findings and findings[-1] not in headed:
                headed.add(findings[-1])
                token.attrs = {"class": "f-head", "id": f"h{findings[-1][1:]}"}
                yield Heading(level, findings[-1], text_of(tokens[at + 1]))
                continue
            if "id" not in token.attrs:
                numbered += 1
                token.attrSet("id", f"s-{numbered}")
            yield Heading(level, str(token.attrs["id"]), text_of(tokens[at + 1]))


def _mark_paragraph(paragraph: Token, inline: Token, in_finding: bool) -> None:
    """Give a paragraph the class of its kind, and its marker or label a span."""
    words = inline.children[0] if inline.children else None
    if words is None or words.type != "text":
        return
    for pattern, span, name in ((ENUMERATOR, "m", "measure"), (LABEL, "label", "field")):
        found = pattern.match(words.content)
        if found and (in_finding or span == "m"):
            if span == "m" or (len(words.content) <= SHORT and "。" not in words.content[:-1]):
                paragraph.attrJoin("class", name)
            inline.children[:1] = _span(span, found[0], words.content[found.end() :])  # type: ignore[index]
            return


def mark_notice(tokens: list[Token], front: Mapping[str, Any]) -> None:
    """Mark what the front matter of a notice knows: the lines of its title, the labels of its findings; and its last lines."""
    _mark_title(tokens, front.get("title_lines", []))
    _mark_labels(tokens, {f"h{each['id'][1:]}": each.get("label", "") for each in front.get("findings", ())})
    _mark_signoff(tokens)


def _mark_title(tokens: list[Token], lines: Sequence[str]) -> None:
    """Give each line of the title a span."""
    title = next((tokens[at + 1] for at, token in enumerate(tokens) if token.attrs.get("id") == "title"), None)
    if title is not None and text_of(title) == "".join(lines):
        title.children = [token for line in lines for token in _span("line", line, "")]


def _mark_labels(tokens: list[Token], labels: Mapping[str, str]) -> None:
    """Give the label of each finding's heading a span."""
    for at, token in enumerate(tokens):
        label = labels.get(str(token.attrs.get("id", "")))
        words = text_of(tokens[at + 1]) if label else ""
        if label and words.startswith(label):
            end = len(label) + words[len(label) :].startswith(("：", ":"))
            tokens[at + 1].children = _span("m", words[:end], words[end:])


def _mark_signoff(tokens: list[Token]) -> None:
    """Give the last lines of a notice, body and date, their class: short, and no sentences."""
    for at in range(len(tokens) - 3, max(-1, len(tokens) - 3 * SIGNOFF_LINES - 1), -3):
        words = text_of(tokens[at + 1])
        if tokens[at].type != "paragraph_open" or len(words) > SHORT or any(mark in words for mark in "。；：，"):
            return
        tokens[at].attrJoin("class", "signoff")


def _span(name: str, words: str, rest: str) -> list[Token]:
    opened = Token("span_open", "span", 1, attrs={"class": name})
    return [
        opened,
        Token("text", "", 0, content=words),
        Token("span_close", "span", -1),
        Token("text", "", 0, content=rest),
    ]


def text_of(inline: Token) -> str:
    """Return the words of a block, without its markup."""
    return "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline"))
