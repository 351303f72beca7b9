"""Long lists on numbered pages, counted from the oldest row on.

Page 1 holds the oldest rows and is closed for good, so a list of thousands grows at its front page alone: that one
holds the newest rows, from one page full to just below two, and leads to the numbered ones. A list that would fill less
than two pages is not cut. Lists that have no age, tables of units, are cut from their beginning on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

import msgspec

from generator.pages.view_parts import Crumb

Row = TypeVar("Row")


class Paging(msgspec.Struct, frozen=True):
    """Where a page stands among those that one long list fills."""

    number: int
    """0 for a front page that is none of the numbered ones."""
    of: int
    first: int
    """Its rows, counted as the pages are."""
    last: int
    unit: str
    """What rows are counted in: 份, 条, 个."""
    from_oldest: bool
    """Rows are counted from the oldest on, so the front page has the highest number."""
    before: Crumb | None
    """The page nearer to the front."""
    after: Crumb | None
    url: str
    """The front page."""
    numbers: tuple[Crumb, ...] = ()
    """All pages, the front page first; on the front page alone."""


class Part(NamedTuple):
    """Rows `start` to `stop` of a list, and where they stand among its pages; `paging` is None for a list that is not cut."""

    start: int
    stop: int
    name: str
    """Below the list's own address: '' for the front page, else `page/3`."""
    paging: Paging | None

    def of(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Its rows of the list."""
        return rows[self.start : self.stop]

    @property
    def front(self) -> bool:
        """Whether it is the list's own page."""
        return not self.name


def newest_first(url: str, total: int, size: int, unit: str) -> list[Part]:
    """The pages of a list that stands newest first, the front page first. `unit` is what rows are counted in: 份, 条."""
    closed = max(0, total // size - 1)
    if not closed:
        return [Part(0, total, "", None)]
    starts = [total - number * size for number in range(1, closed + 1)]
    rows = [*((start, start + size) for start in starts), (0, starts[-1])]
    names = [*(f"page/{number}" for number in range(1, closed + 1)), ""]
    numbers = tuple(Crumb(str(at + 1), _address(url, name)) for at, name in enumerate(names))[::-1]
    parts = []
    for at, ((start, stop), name) in enumerate(zip(rows, names, strict=True)):
        before = Crumb("较新", numbers[-at - 2].url) if at < closed else None
        after = Crumb("较早", numbers[-at].url) if at else None
        shown = Paging(at + 1, closed + 1, total - stop + 1, total - start, unit, True, before, after, numbers[0].url)
        parts.append(Part(start, stop, name, shown if name else _front(shown, numbers)))
    return parts[::-1]


def numbered(url: str, total: int, size: int, unit: str) -> list[Part]:
    """The pages of a list of which every row has its numbered page from the first on, the unfinished last page included.

    The front page is none of them; which rows it has is not said here.
    """
    count = -(-total // size)
    if total < 2 * size:
        return [Part(0, total, "", None)]
    numbers = tuple(Crumb(str(number), f"{url}page/{number}/") for number in range(1, count + 1))
    parts = []
    for at, number in enumerate(numbers):
        stop = total - at * size
        start = max(0, stop - size)
        before = Crumb("较新", numbers[at + 1].url) if at + 1 < count else None
        after = Crumb("较早", numbers[at - 1].url) if at else None
        shown = Paging(at + 1, count, total - stop + 1, total - start, unit, True, before, after, url)
        parts.append(Part(start, stop, f"page/{number.text}", shown))
    front = Paging(0, count, 1, total, unit, True, None, numbers[-1], url, numbers[::-1])
    return [Part(0, total, "", front), *parts[::-1]]


def in_order(url: str, total: int, size: int, unit: str, folder: str = "page") -> list[Part]:
    """The pages of a list without age, from its beginning on; the last one takes what is left."""
    count = max(1, total // size)
    if count == 1:
        return [Part(0, total, "", None)]
    names = ["", *(f"{folder}/{number}" for number in range(2, count + 1))]
    numbers = tuple(Crumb(str(at + 1), _address(url, name)) for at, name in enumerate(names))
    parts = []
    for at, name in enumerate(names):
        start, stop = at * size, (at + 1) * size if at + 1 < count else total
        before = Crumb("上一页", numbers[at - 1].url) if at else None
        after = Crumb("下一页", numbers[at + 1].url) if at + 1 < count else None
        shown = Paging(at + 1, count, start + 1, stop, unit, False, before, after, url)
        parts.append(Part(start, stop, name, shown if name else _front(shown, numbers)))
    return parts


def _address(url: str, name: str) -> str:
    return f"{url}{name}/" if name else url


def _front(paging: Paging, numbers: tuple[Crumb, ...]) -> Paging:
    """The front page's own: it alone lists all pages, because it changes anyway."""
    return msgspec.structs.replace(paging, numbers=numbers)


def heading(name: str, part: Part) -> str:
    """The heading of a page, which is its title too: one of its own for each."""
    return f"{name}：第 {part.paging.number} 页" if part.paging and not part.front else name


def trail(crumbs: tuple[Crumb, ...], name: str, part: Part) -> tuple[Crumb, ...]:
    """The way to a page: a numbered one lies below the front page."""
    return (*crumbs, Crumb(name, part.paging.url)) if part.paging and not part.front else crumbs
