"""A saved web page -> the notice in it: title, publication line, main text; one line a block.

Found by structure, because every portal names its containers differently: from the body downwards, the element that
holds nearly all running text (text outside links). What stands beside it is dropped and listed in a note, except the
title and the lines that say when and by whom the page was published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from generator.intake.model import Extracted, RefusedFileError
from generator.intake.text import HAN, decode_text
from generator.intake.web.head import declared_codec, hints_of
from generator.intake.web.lines import WebLine, lines_of, single_spaced
from generator.syntax.furniture import is_furniture, is_noise_anywhere

MAIN_SHARE = 0.9
"""The share of a page's running text that its main element holds."""
MAX_DEPTH = 200
PUBLICATION = re.compile(
    r"(?:发布|公开|发文|成文|更新|公布)?(?:日期|时间)\s*[:：]|来源\s*[:：]|发布(?:机构|单位|部门)\s*[:：]|责任编辑|编辑\s*[:：]"
)
TITLE = re.compile(r"(?:通\s*报|公\s*告|报\s*告|公\s*示)\s*$|关于.{2,60}(?:整改|巡察|巡视)")
SENTENCE = re.compile("[。；，,;]")
HEADINGS = {"h1", "h2", "h3"}
SHORTEST_SENTENCE = 20
"""Chinese characters."""
SHOWN_DROPS = 6
QUOTED = 24


def read_html(data: bytes, encoding: str | None = None) -> Extracted:
    """Return the notice in a saved page. Raises RefusedFileError when its encoding is unsure, it is too deep, or holds no text."""
    text, codec = decode_text(data, encoding or declared_codec(data))
    root = parse_page(text.removeprefix("\ufeff"))
    body = root.find("body")
    if body is None:
        body = root
    lines = list(lines_of(body))
    weights = weigh_elements(lines)
    if not weights:
        raise RefusedFileError("GK043", "网页里没有正文；正文可能由脚本另行载入，请在浏览器里“另存为网页，全部”。")
    main = find_main_element(body, weights)
    kept, dropped = choose_lines(lines, main)
    notes = [f"网页的编码是 {codec}，从中取出正文 {sum(len(line) for line in kept)} 个字。"]
    if dropped:
        shown = "；".join(f"“{words[:QUOTED]}”" for words in dropped[:SHOWN_DROPS])
        more = f" 等 {len(dropped)} 处" if len(dropped) > SHOWN_DROPS else ""
        notes.append(f"略去导航、页脚等正文以外的内容：{shown}{more}。")
    return Extracted("\n".join(kept) + "\n", tuple(notes), hints_of(root, text))


def parse_page(text: str) -> Any:
    """Return the root of a page. Raises RefusedFileError where the parser would silently stop in the middle."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True)
    # XML 1.0 does not know these characters, and the parser would end the text at the first of them.
    data = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", " ", text).encode("utf-8", "replace")
    parser.feed(data)
    root = parser.close()
    if any(entry.level >= etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise RefusedFileError("GK037", "网页的嵌套过深或过大，读不完整。")
    if root is None:
        raise RefusedFileError("GK043", "网页里没有内容。")
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise RefusedFileError("GK037", f"网页的嵌套超过 {MAX_DEPTH} 层。")
    return root


def weigh_elements(lines: list[WebLine]) -> dict[Any, int]:
    """Return how many Chinese characters of running text each element holds, its descendants included.

    Running text has commas and full stops, which titles, tools and footers have not; a page without any counts all.
    """
    text = [line for line in lines if line.running and not line.aside]
    sentences = [line for line in text if SENTENCE.search(line.words)]
    weights: dict[Any, int] = {}
    for line in sentences or text:
        for element in _with_ancestors(line.block):
            weights[element] = weights.get(element, 0) + line.running
    return weights


def find_main_element(body: Any, weights: dict[Any, int]) -> Any:
    """Return the lowest element that holds nearly all running text."""
    main, whole = body, weights.get(body, 0)
    while True:
        best = max(main, key=lambda child: weights.get(child, 0), default=None)
        if best is None or weights.get(best, 0) < whole * MAIN_SHARE:
            return main
        main = best


def choose_lines(lines: list[WebLine], main: Any) -> tuple[list[str], list[str]]:
    """Return the lines to keep, in the order of the page, and those to drop."""
    inside = [main in _with_ancestors(line.block) for line in lines]
    first = inside.index(True)
    last = len(inside) - 1 - inside[::-1].index(True)
    title = _title(lines[:first])
    kept: list[str] = []
    dropped: list[str] = []
    for index, line in enumerate(lines):
        keeps = inside[index] or line is title or _is_sentence(line)
        if (keeps and not line.aside) or (not first <= index <= last and _is_publication(line)):
            kept.append(line.words)
        elif HAN.search(line.words):
            dropped.append(single_spaced(line.words))
    return kept, dropped


def _title(before: list[WebLine]) -> WebLine | None:
    """Return the title above the main text: the last heading that reads like one, else the last such line."""
    candidates = [line for line in before if not line.linked and TITLE.search(single_spaced(line.words))]
    headed = [line for line in candidates if any(block.tag in HEADINGS for block in _with_ancestors(line.block))]
    found = headed or candidates
    return found[-1] if found else None


def _is_sentence(line: WebLine) -> bool:
    """Return whether a line beside the main text is a sentence: the end of a notice may stand in a box of its own."""
    return line.running >= SHORTEST_SENTENCE and "。" in line.words


def _with_ancestors(block: Any) -> Iterator[Any]:
    """Yield an element and those around it, outwards."""
    yield block
    yield from block.iterancestors()


def _is_publication(line: WebLine) -> bool:
    """Return whether a line says when or by whom the page was published."""
    words = single_spaced(line.words)
    return PUBLICATION.search(words) is not None and (is_furniture(words) or is_noise_anywhere(words))
