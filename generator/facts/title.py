"""The title on one line.

Real titles: one line; body and 关于… on two lines; three lines, the last letter-spaced (通 报); a line broken inside a
phrase; a letterhead before it (…文件); the whole printed twice (page head and text); a date in brackets behind it.
"""

from __future__ import annotations

import re

from generator.facts.dates import DATE
from generator.facts.evidence import without_loose_space
from generator.source import WHITE_SPACE
from generator.syntax.passage import Passage

LETTERHEAD = re.compile(r"^(?!.*关于).{2,40}文件\s*$")
DOCUMENT_NUMBER_LINE = re.compile(
    r"^\s*[（(]?[\u4e00-\u9fff]{1,12}[〔\[［【（(]\d{4}[〕\]］】）)]\s*(?:第\s*)?\d{1,5}\s*号[）)]?\s*$"
)
TRAILING_DATE = re.compile(rf"\s*[（(【\[]\s*(?:{DATE.pattern})[^）)】\]]{{0,12}}[）)】\]]\s*$")
BULLETS = "•·▪●◆*-–" + WHITE_SPACE
MOST_LINES = 12
"""No title has more lines. Lines beyond are not compared, so that odd input takes little time."""


def title_passage(lines: list[Passage]) -> Passage:
    """Return the title on one line, without letterhead, document number, date in brackets and loose white space.

    A title printed twice counts once. If one copy has only the end of the other, the longer one is the title.
    """
    kept = [line for line in lines if not LETTERHEAD.match(line.text) and not DOCUMENT_NUMBER_LINE.match(line.text)]
    pieces = [without_loose_space([_without_date(line)]) for line in (kept or lines)[:MOST_LINES]]
    pieces = [piece for piece in pieces if piece]
    for cut in range(1, len(pieces)):
        first, second = (_without_bullet(Passage.chain(part)) for part in (pieces[:cut], pieces[cut:]))
        if first.text.endswith(second.text):
            return first
        if second.text.endswith(first.text) and "关于" in first.text:
            return second
    whole = _without_bullet(Passage.chain(pieces))
    half = len(whole.text) // 2
    return whole.slice(0, half) if half > 4 and whole.text[:half] == whole.text[half:] else whole


def _without_bullet(line: Passage) -> Passage:
    """Return the line without the • in front of a title that a portal lists among its fields."""
    words = line.text.lstrip(BULLETS)
    return line.slice(len(line.text) - len(words), len(line.text))


def _without_date(line: Passage) -> Passage:
    date = TRAILING_DATE.search(line.text, max(0, len(line.text) - 40))
    return line.slice(0, date.start()) if date else line
