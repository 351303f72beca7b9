"""Page headers, footers and page numbers: the outermost rows that repeat from page to page."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from generator.intake.pdf.layout import TextRow

DEPTH = 3
"""The most rows at the top, and at the bottom, that can be margin."""
NUMBER = re.compile(r"[第—–\-－─―·•\s(（]*(\d{1,4})\s*(?:[/／共页第]\s*)*\d{0,4}\s*页?[页—–\-－─―·•\s)）]*")
DECORATED = re.compile(r"[—–\-－─―·]\s*\d{1,4}\s*[—–\-－─―·]|第\s*\d{1,4}\s*页.{0,12}|\d{1,4}\s*[/／]\s*\d{1,4}")
COUNTED = re.compile(r"第\d{1,4}页")
FIGURES = re.compile(r"\d+")
NEAR = 6.0
"""The most points by which the height of a repeated row may differ."""
APART = 1.15
"""The least distance of a header from the text, in distances from line to line."""
SHARE = 0.4
"""The least share of pages on which a header repeats; one on the odd pages alone is on half of them."""


def strip_margins(pages: list[list[TextRow]]) -> tuple[list[list[TextRow]], list[str]]:
    """Return the pages without their margins, and the words that were taken off; of page numbers, the first."""
    repeated = _repeated(pages)
    offsets = _number_offsets(pages)
    pitch = _pitch(pages)
    dropped: dict[str, str] = {}
    kept: list[list[TextRow]] = []
    for number, page in enumerate(pages):
        by_height = sorted(page, key=lambda row: -row.top)
        gone: set[int] = set()
        for edge in (by_height, by_height[::-1]):
            margin, counted = 0, False
            for depth, row in enumerate(edge[:DEPTH]):
                if not counted and _is_number(row, number, offsets, alone=len(pages) == 1):
                    margin, counted = depth + 1, True  # a page has one number; a second figure is text
                elif not _is_repeated(row, repeated):
                    break
                elif _is_apart(edge[depth : depth + 2], pitch):
                    margin = depth + 1
            for row in edge[:margin]:
                gone.add(id(row))
                dropped.setdefault(_shape(row), " ".join(row.words.split()))
        kept.append([row for row in page if id(row) not in gone])
    return kept, list(dropped.values())


def _is_apart(rows: list[TextRow], pitch: float) -> bool:
    """Return whether a row is farther from the next one inwards than two lines of the text are from each other."""
    return len(rows) < 2 or abs(rows[0].top - rows[1].top) > APART * pitch


def _pitch(pages: list[list[TextRow]]) -> float:
    """Return the usual distance from line to line."""
    tops = [sorted((row.top for row in page), reverse=True) for page in pages]
    steps = sorted(step for page in tops for above, below in pairwise(page) if (step := above - below) > 1)
    return steps[len(steps) // 2] if steps else 0.0


def _edge_rows(page: list[TextRow]) -> list[TextRow]:
    """Return the rows at the top and at the bottom of a page."""
    by_height = sorted(page, key=lambda row: -row.top)
    return list({id(row): row for row in (*by_height[:DEPTH], *by_height[-DEPTH:])}.values())


def _shape(row: TextRow) -> str:
    """Return the words of a row with # for the page number."""
    words = "".join(row.words.split())
    return FIGURES.sub("#", words) if NUMBER.fullmatch(row.words.strip()) else COUNTED.sub("第#页", words)


def _repeated(pages: list[list[TextRow]]) -> dict[str, list[float]]:
    """Return the shapes of rows that stand at one height on enough pages, with these heights."""
    places: dict[str, list[float]] = {}
    for page in pages:
        for row in _edge_rows(page):
            places.setdefault(_shape(row), []).append(row.bottom)
    enough = max(min(3, len(pages)), 2, SHARE * len(pages))
    found: dict[str, list[float]] = {}
    for shape, heights in places.items():
        common = [at for at in heights if sum(abs(at - other) < NEAR for other in heights) >= enough]
        if common and "#" not in shape.replace("第#页", ""):
            found[shape] = common
    return found


def _is_repeated(row: TextRow, repeated: dict[str, list[float]]) -> bool:
    return any(abs(row.bottom - at) < NEAR for at in repeated.get(_shape(row), ()))


def _number_offsets(pages: list[list[TextRow]]) -> set[int]:
    """Return printed number less index of the page, where enough pages agree: 1 for a file that begins with page 1."""
    votes: Counter[int] = Counter()
    for number, page in enumerate(pages):
        numbers = [NUMBER.fullmatch(row.words.strip()) for row in _edge_rows(page)]
        votes.update({int(found[1]) - number for found in numbers if found})
    return {offset for offset, count in votes.items() if count >= max(2.0, SHARE * len(pages))}


def _is_number(row: TextRow, number: int, offsets: set[int], *, alone: bool) -> bool:
    """Return whether a row is the number of the page; one page alone has no others to agree with."""
    words = row.words.strip()
    found = NUMBER.fullmatch(words)
    if found is None:
        return False
    return int(found[1]) - number in offsets or (alone and DECORATED.fullmatch(words) is not None)
