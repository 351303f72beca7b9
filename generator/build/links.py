"""Where the links of a site lead, checked without looking at pages that are as they were.

A site whose links all led somewhere is remembered by the places of its pages (as hashes) and by what its links wanted. On
the next site only two things can be wrong: a link of a page with other places than before, and a link that was right
and whose target is gone. Both are told from the pages that changed. Where something seems wrong, everything is looked
at, so what is said never depends on what was remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path

import msgspec

from generator.build import verify
from generator.build.memo import Store, digest_of, key_of, program
from generator.build.verify import Places

ENCODER = msgspec.msgpack.Encoder()
PLACES = msgspec.msgpack.Decoder(list[Places])
STRINGS = msgspec.msgpack.Decoder(list[str])


class Linked(msgspec.Struct, frozen=True, array_like=True):
    """The places of a page: their hash, and where they are."""

    digest: bytes
    entry: str = ""
    """The store's entry for the places of several pages."""
    number: int = 0
    """Which of them."""
    here: Places | None = None
    """The places, where the store does not hold them."""


class Checked(msgspec.Struct, array_like=True):
    """A site without dead links. Nothing in it is unpacked before somebody asks."""

    pages: dict[str, bytes]
    """Path of a page -> the hash of its places."""
    wanted: dict[str, msgspec.Raw]
    """Published path -> the places in it that links lead to, perhaps some that no link wants any more."""


CHECKED_SITE = msgspec.msgpack.Decoder(Checked)


def linked_to(places: Places) -> Linked:
    """The places of a page, in memory."""
    return Linked(digest_of(ENCODER.encode(places)), here=places)


def shelved(pages: Sequence[Linked], key: str, store: Store) -> list[Linked]:
    """The places of the pages of an order, kept in the store."""
    places = [page.here for page in pages]
    entry = f"{key}-links"
    if None in places or not store.put(entry, ENCODER.encode(places)):
        return list(pages)
    return [Linked(page.digest, entry, number) for number, page in enumerate(pages)]


class Links:
    """The links of a site's pages. `pages` are all, by path; `files` all published paths; `root` is the folder they are in."""

    def __init__(self, pages: Mapping[str, Linked], files: Iterable[str], root: Path, store: Store) -> None:
        self.pages, self.files, self.root, self.store = pages, frozenset(files), root, store
        self.key = key_of(b"links", program())
        self.entries: dict[str, list[Places]] = {}

    def dead(self) -> Iterator[str]:
        """Links that lead nowhere, a sentence each. A site without any is remembered."""
        before = self._before()
        if before is not None and self._still(before):
            return
        places = {path: self.places(path) for path in self.pages}
        found = list(verify.dead_links(places, self.files))
        yield from found
        if not found:
            wanted: dict[str, set[str]] = {}
            for each in places.values():
                _gather(each.links, wanted)
            packed = {path: msgspec.Raw(ENCODER.encode(sorted(fragments))) for path, fragments in wanted.items()}
            self._remember(packed)

    def places(self, path: str) -> Places:
        """Those of a page."""
        page = self.pages[path]
        if page.here is not None:
            return page.here
        entry = self.entries.get(page.entry)
        if entry is None:
            packed = self.store.get(page.entry)
            if packed is None:  # the store lost it; the page has it, too
                return verify.look(path, (self.root / path).read_text("utf-8"), None).places
            entry = self.entries[page.entry] = PLACES.decode(packed)
        return entry[page.number]

    def _still(self, before: Checked) -> bool:
        """Whether nothing is dead, as far as can be told from the pages that changed."""
        changed = [path for path, page in self.pages.items() if before.pages.get(path) != page.digest]
        wanted: dict[str, set[str]] = {}
        for path in changed:
            _gather(self.places(path).links, wanted)
        if not changed and before.pages.keys() == self.pages.keys() and before.wanted.keys() <= self.files:
            return True
        known = before.wanted
        if not (known.keys() <= self.files and wanted.keys() <= self.files):
            return False
        for path in {*wanted, *changed}:
            old = frozenset(STRINGS.decode(known[path])) if path in known else frozenset()
            asked: Set[str] = wanted.get(path, frozenset())
            if path in self.pages:
                # What led to a page with the same places as before does so still.
                to_find = asked | old if before.pages.get(path) != self.pages[path].digest else asked - old
                if to_find and not to_find <= set(self.places(path).ids):
                    return False
            if path in wanted and (path not in known or not asked <= old):
                known[path] = msgspec.Raw(ENCODER.encode(sorted(asked | old)))
        self._remember(known)
        return True

    def _before(self) -> Checked | None:
        packed = self.store.get(self.key)
        return CHECKED_SITE.decode(packed) if packed is not None else None

    def _remember(self, wanted: dict[str, msgspec.Raw]) -> None:
        digests = {path: page.digest for path, page in self.pages.items()}
        self.store.put(self.key, ENCODER.encode(Checked(digests, wanted)))


def _gather(links: Iterable[str], wanted: dict[str, set[str]]) -> None:
    for link in links:
        path, _, place = link.partition("#")
        places = wanted.get(path)
        if places is None:
            places = wanted[path] = set()
        if place:
            places.add(place)
