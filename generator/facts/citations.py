"""Documents that a text cites: titles in 《…》 and document numbers (旺卫函〔2024〕107号).

A number right behind a title belongs to that title and is not listed again; a number alone is a citation of its own
(按照2025年8月祁财购函〔2025〕4号作出的…).
"""

from __future__ import annotations

import re
from bisect import bisect_right

from generator.facts.evidence import text_fact
from generator.facts.model import Fact
from generator.syntax.passage import Passage

LONGEST_TITLE = 120
"""If 《 and 》 are farther apart, a mark between them is missing."""

MARK = re.compile(r"[《》]")
NUMBER = re.compile(
    r"[〔\[［【（(]\s?(?:19|20|１９|２０)[\d０-９]{2}\s?年?[〕\]］】）)]\s?(?:第\s?)?[\d０-９]{1,5}(?:-\d{1,3})?\s?号"
)
"""The part of a document number from its year on; the issuer's short name stands before it."""
ISSUER = re.compile(r"[\u4e00-\u9fff]{1,14}\s?$")
LEADING_PROSE = re.compile(
    r"^.*(?:根据|按照|依据|关于|印发|下发|转发|发布|以|的|和|与|及|月|日|年|了|按|参照|执行|违反|落实|由|经|在|向|将|从|见|文件|批复|号文|通过|制定|出台|贯彻|对照|文号)(?=[\u4e00-\u9fff]{2,})"
)


def read_citations(passage: Passage) -> tuple[Fact[str], ...]:
    """Return the cited titles with their marks, and the document numbers without a title, once each, in order."""
    text = passage.text
    if "《" not in text and "号" not in text:
        return ()
    titles = _titles(text)
    ends = {end for _, end in titles}
    places = list(titles)
    for number in NUMBER.finditer(text):
        issuer = ISSUER.search(text[max(0, number.start() - 16) : number.start()])
        if issuer is None:
            continue
        start = number.start() - len(issuer[0])
        prose = LEADING_PROSE.match(issuer[0])
        start += prose.end() if prose else 0
        inside = bisect_right(titles, (start, number.end())) - 1
        if (inside < 0 or titles[inside][1] <= start) and not _follows_title(text, start, ends):
            places.append((start, number.end()))
    seen: dict[str, Fact[str]] = {}
    for start, end in sorted(places):
        citation = text_fact(passage, start, end)
        seen.setdefault(citation.value, citation)
    return tuple(seen.values())


def _titles(text: str) -> list[tuple[int, int]]:
    """Return the places of 《…》; an inner 《…》 is part of the outer one, and a mark without its partner is skipped."""
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for mark in MARK.finditer(text):
        if opened and mark.start() - opened[0] > LONGEST_TITLE:
            opened = []
        if mark[0] == "《":
            opened.append(mark.start())
        elif opened:
            start = opened.pop()
            if not opened:
                found.append((start, mark.end()))
    return found


def _follows_title(text: str, start: int, title_ends: set[int]) -> bool:
    """Return whether a number stands right behind a title, with or without brackets."""
    low = max(0, start - 4)
    before = text[low:start].rstrip()
    return low + len(before) - before.endswith(("（", "(")) in title_ends
