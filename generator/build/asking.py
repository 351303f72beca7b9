"""Pages asked for: each under a key of what decides it, its order written only when the cache does not have it.

The key of a page is a hash of the program, of the frame, and of what the page is made from: for a notice's own pages the
notice and what its surroundings say for it, for a page about several the keys of those notices and what else its plan
names. So a build in which one notice is new looks at the keys of all and writes orders for a few.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.build import frame, offer
from generator.build.memo import Book, Store, key_of, program
from generator.build.orders import (
    Filled,
    Frame,
    NoticeOrder,
    Order,
    PageOrder,
    fill,
    fill_and_keep,
    kept,
    known,
)
from generator.build.pool import Spread
from generator.build.reading import Read
from generator.exports.model import Site
from generator.library import Library
from generator.pages.planned import Planned
from generator.pages.render import PageSet
from generator.pages.surroundings import surroundings

ENCODER = msgspec.msgpack.Encoder()


class Asked(NamedTuple):
    """Pages under their key, and how to order them."""

    key: str
    order: Callable[[], Order]


class Asking:
    """Asks for the pages of one library in one frame. `keys` has for each notice id a hash of all that the public may know
    of it, apart from what other notices add."""

    def __init__(self, library: Library, page_set: PageSet, chrome: Frame, site: Site, keys: Mapping[str, str]) -> None:
        self.library, self.page_set, self.site = library, page_set, site
        self.keys = {notice_id: key.encode() for notice_id, key in keys.items()}
        self.base = (program(), chrome.key)
        self.all = key_of(*(self.keys[notice.id] for notice in library.notices)).encode()

    def notice(self, each: Read) -> Asked:
        """The pages of one notice."""
        notice = each.notice
        around = surroundings(self.library, notice, self.page_set.across)
        key = key_of(*self.base, self.keys[notice.id], ENCODER.encode((notice.id, around)))

        def order() -> Order:
            plan, about = self.page_set.plan(notice), offer.linked_notice(self.site, notice)
            return NoticeOrder(each.original, notice.replaced, plan, each.packed(), about, key)

        return Asked(key, order)

    def page(self, planned: Planned, about: str | None = None) -> Asked:
        """A page about several notices. `about` is its JSON-LD."""
        decides = [self.all] if planned.notices is None else [self.keys[notice.id] for notice in planned.notices]
        extra = ENCODER.encode((planned.extra, about))
        key = key_of(*self.base, planned.path.encode(), extra, *decides)

        def order() -> Order:
            page = planned.make()
            return PageOrder(planned.path, page.front, page.body, about or self._about_unit(planned.path), key)

        return Asked(key, order)

    def _about_unit(self, path: str) -> str | None:
        """The JSON-LD of a unit's page, None for another."""
        unit = self.library.unit_by_id.get(path.removeprefix("units/").removesuffix(".md"))
        return offer.linked_unit(self.site, unit) if unit and path.startswith("units/") else None


class Pages:
    """The pages of a build: those the store holds, those that are being made, and those that wait for company.

    A few orders are kept back until the last were asked for, because to frame one page takes MkDocs as long as three.
    """

    def __init__(self, store: Store, spread: Spread, chrome: Frame, displaced: Container[str] | None = None) -> None:
        """`displaced` are the keys of kept pages that are not where and as an earlier build left them; None: it may be any."""
        self.store, self.spread, self.chrome, self.displaced = store, spread, chrome, displaced
        self.book = Book(store, book_key())
        self.held: list[Filled] = []
        self.standing: list[Filled] = []
        """Those of them that are in their places already."""
        self.waiting: list[Asked] = []
        self.begun: list[tuple[list[str], Callable[[], Iterator[Filled]]]] = []

    def ask(self, asked: Iterable[Asked]) -> None:
        """Look for pages in the store; what it does not hold waits."""
        for each in asked:
            stands = self.displaced is not None and each.key in self.book.before and each.key not in self.displaced
            entry = known(each.key, self.book, stands)
            if entry is None:
                self.waiting.append(each)
            else:
                (self.standing if stands else self.held).append(entry)
        if not self.spread.copies and self.spread.worth(len(self.waiting)):
            self.plan()

    def plan(self) -> None:
        """Have the pages made that wait."""
        asked, self.waiting = self.waiting, []
        orders = [each.order for each in asked]
        if self.spread.shares_disk:
            results = self.spread.plan(fill_and_keep, orders, self.chrome, str(self.store.folder))
        else:
            results = self.spread.plan(fill, orders, self.chrome)
        self.begun.append(([each.key for each in asked], results))

    def known(self) -> list[Filled]:
        """Those asked for so far that the store holds; each is told once."""
        held, self.held = self.held, []
        return held

    def left(self) -> list[Filled]:
        """Those asked for so far that are in their places already; each is told once."""
        standing, self.standing = self.standing, []
        return standing

    def finished(self) -> Iterator[Filled]:
        """All pages asked for that were not told yet, but for those that are `left`."""
        self.plan()
        self.spread.begin()
        yield from self.known()
        for keys, results in self.begun:
            for key, made in zip(keys, results(), strict=True):
                self.store.note(made.files)
                filled = made if self.spread.shares_disk else kept(key, made, self.store)
                if filled.entry:
                    self.book.get(key)
                yield filled
        self.book.bind()


def book_key() -> str:
    """The key of the list of kept pages."""
    return key_of(b"pages", program())


def assets(root: Path, chrome: Frame, store: Store) -> dict[str, bytes]:
    """The theme's own files by their path below the site."""
    key = key_of(b"assets", program(), chrome.key)
    packed = store.get(key)
    if packed is not None:
        return ASSETS.decode(packed)
    made = frame.assets(root, chrome.values)
    store.put(key, ENCODER.encode(made))
    return made


ASSETS = msgspec.msgpack.Decoder(dict[str, bytes])
