"""A saved web page -> the notice in it: title, publication line, main text; one line a block, inline elements glued.

Found by structure, because every portal names its containers differently: from the body downwards, the element that
holds nearly all running text (text outside links). What stands beside it is dropped and listed in a note, except the
title and the lines that say when and by whom the page was published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from generator.intake.blocks import Line, lines_of, plain
from generator.intake.meta import charset, hints_of
from generator.intake.model import Extracted, RefusedError
from generator.intake.text import HAN, decode_text
from generator.syntax.furniture import is_furniture, is_noise_anywhere

SHARE = 0.9
"""Of the running text of a page: an element that holds less than this has a sibling worth looking at."""
MAX_DEPTH = 200
PUBLICATION = re.compile(
    r"(?:发布|公开|发文|成文|更新|公布)?(?:日期|时间)\s*[:：]|来源\s*[:：]|发布(?:机构|单位|部门)\s*[:：]|责任编辑|编辑\s*[:：]"
)
TITLE = re.compile(r"(?:通\s*报|公\s*告|报\s*告|公\s*示)\s*$|关于.{2,60}(?:整改|巡察|巡视)")
SENTENCE = re.compile("[。；，,;]")
HEADINGS = {"h1", "h2", "h3"}
LONG = 20
SHOWN_DROPS = 6
QUOTED = 24


def read_html(data: bytes, encoding: str | None = None) -> Extracted:
    """The notice in a saved page. Raises RefusedError when its encoding is unsure, it is too deep, or holds no text."""
    text, codec = decode_text(data, encoding or charset(data))
    root = parse(text.removeprefix("\ufeff"))
    body = root.find("body")
    if body is None:
        body = root
    lines = list(lines_of(body))
    weights = weigh(lines)
    if not weights:
        raise RefusedError("GK043", "网页里没有正文；正文可能由脚本另行载入，请在浏览器里“另存为网页，全部”。")
    main = find_main(body, weights)
    kept, dropped = choose(lines, main)
    notes = [f"网页的编码是 {codec}，从中取出正文 {sum(len(line) for line in kept)} 个字。"]
    if dropped:
        shown = "；".join(f"“{words[:QUOTED]}”" for words in dropped[:SHOWN_DROPS])
        more = f" 等 {len(dropped)} 处" if len(dropped) > SHOWN_DROPS else ""
        notes.append(f"略去导航、页脚等正文以外的内容：{shown}{more}。")
    return Extracted("\n".join(kept) + "\n", tuple(notes), hints_of(root, text))


def parse(text: str) -> Any:
    """The root of a page. Raises RefusedError where the parser would silently stop in the middle."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True)
    # XML 1.0 does not know these characters, and the parser would end the text at the first of them.
    data = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", " ", text).encode("utf-8", "replace")
    parser.feed(data)
    root = parser.close()
    if any(entry.level >= etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise RefusedError("GK037", "网页的嵌套过深或过大，读不完整。")
    if root is None:
        raise RefusedError("GK043", "网页里没有内容。")
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise RefusedError("GK037", f"网页的嵌套超过 {MAX_DEPTH} 层。")
    return root


def weigh(lines: list[Line]) -> dict[Any, int]:
    """How many Chinese characters of running text each element holds, its descendants included.

    Running text has commas and full stops, which titles, tools and footers have not; a page without any counts all.
    """
    text = [line for line in lines if line.running and not line.aside]
    sentences = [line for line in text if SENTENCE.search(line.words)]
    weights: dict[Any, int] = {}
    for line in sentences or text:
        for element in (line.block, *line.block.iterancestors()):
            weights[element] = weights.get(element, 0) + line.running
    return weights


def find_main(body: Any, weights: dict[Any, int]) -> Any:
    """The lowest element that holds nearly all running text."""
    main, whole = body, weights.get(body, 0)
    while True:
        best = max(main, key=lambda child: weights.get(child, 0), default=None)
        if best is None or weights.get(best, 0) < whole * SHARE:
            return main
        main = best


def choose(lines: list[Line], main: Any) -> tuple[list[str], list[str]]:
    """The lines to keep, in the order of the page, and those to drop."""
    inside = [line.block is main or main in line.block.iterancestors() for line in lines]
    first = inside.index(True)
    last = len(inside) - 1 - inside[::-1].index(True)
    title = _title(lines[:first])
    kept: list[str] = []
    dropped: list[str] = []
    for index, line in enumerate(lines):
        words = line.words
        keeps = inside[index] or line is title or _sentence(line)
        if (keeps and not line.aside) or _publication(words, index < first, index > last):
            kept.append(words)
        elif HAN.search(words):
            dropped.append(plain(words))
    return kept, dropped


def _title(before: list[Line]) -> Line | None:
    """The title above the main text: the last heading that reads like one, else the last such line."""
    candidates = [line for line in before if not line.linked and TITLE.search(plain(line.words))]
    headed = [line for line in candidates if any(tag in HEADINGS for tag in _tags(line.block))]
    found = headed or candidates
    return found[-1] if found else None


def _sentence(line: Line) -> bool:
    """Whether a line beside the main text is a sentence: the end of a notice may stand in a box of its own."""
    return line.running >= LONG and "。" in line.words


def _tags(block: Any) -> Iterator[str]:
    yield block.tag
    for above in block.iterancestors():
        yield above.tag


def _publication(words: str, before: bool, after: bool) -> bool:
    """Whether a line beside the main text says when or by whom the page was published."""
    words = plain(words)
    if not (before or after) or PUBLICATION.search(words) is None:
        return False
    return is_furniture(words) or is_noise_anywhere(words)
