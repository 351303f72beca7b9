"""What is added to the framed pages, and what is asked of them before they may be published."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.build import offer
from generator.build.folder import Folder
from generator.build.links import Linked, Links, linked_to
from generator.build.memo import Content, Store, Stored
from generator.build.orders import Filled, complete
from generator.exports.model import Site
from generator.facts.model import Notice
from generator.library import Library
from generator.pages import addresses


class FaultError(Exception):
    """A built site that must not be published; the message names pages and places."""


class Assembly:
    """A site that grows in the folder `site`, and the Markdown of its pages in the folder `docs`. A file that is right already
    keeps its time stamp. `store` holds the pages."""

    def __init__(self, site: Folder, docs: Folder, store: Store) -> None:
        self.site, self.docs, self.store = site, docs, store
        self.places: dict[str, Linked] = {}
        """What each page offers to links, and where its own lead, by its path."""

    def add(self, orders: Iterable[Filled]) -> None:
        """The pages of some orders. Raises FaultError with all faults of an order."""
        for filled in orders:
            raise_for(filled.faults)
            for page in filled.pages:
                self.docs.place(page.markdown, page.path, self.store)
                self.site.place(page.html, page.url, self.store)
                self.places[page.url] = page.places

    def leave(self, orders: Iterable[Filled]) -> None:
        """The pages of some orders that stand in their places already."""
        for filled in orders:
            for page in filled.pages:
                if isinstance(page.markdown, Stored) and isinstance(page.html, Stored):
                    self.docs.leave(page.markdown, page.path, self.store)
                    self.site.leave(page.html, page.url, self.store)
                    self.places[page.url] = page.places

    def add_asset(self, name: str, content: bytes) -> None:
        """A file of the theme. Raises FaultError when it is a page that must not be published."""
        if name.endswith(".html") and name not in self.places:  # the page for what is not found
            page, seen, wrong = complete(name, content.decode("utf-8"), None)
            raise_for(wrong)
            content, self.places[name] = page.encode("utf-8"), linked_to(seen.places)
        self.site.place(content, name, self.store)


def originals(library: Library, data: Mapping[str, Content], paths: Mapping[str, str]) -> Iterator[tuple[str, Content]]:
    """The original of every notice, and those it replaced, byte for byte. Raises FaultError when one changed meanwhile."""
    for notice in library.notices:
        if notice.sidecar.withdrawn is not None:
            continue
        yield f"{addresses.notice_url(notice.id)}{notice.id}.txt", data[notice.id]
        for old in notice.replaced:
            kept = Path(paths[notice.id]).with_name(old.name).read_bytes()
            if hashlib.sha256(kept).hexdigest() != old.sha256:
                raise FaultError(f"{old.name} 在构建过程中变动了，请重新构建。")
            yield addresses.replaced_url(notice.id, old.name), kept


def robots(site_url: str | None) -> bytes:
    """robots.txt: everything may be read; where the sitemap is, when the site knows its own address."""
    lines = ["User-agent: *", "Disallow:"]
    if site_url:
        lines.append(f"Sitemap: {site_url.rstrip('/')}/sitemap.xml")
    return ("\n".join(lines) + "\n").encode()


class Published(NamedTuple):
    """What a finished site holds."""

    pages: int
    files: int
    size: int
    """Bytes of all files."""


def finish(library: Library, assembly: Assembly, identity: Site) -> Published:
    """Give the site its map, remove what is not its own, and check what must hold. Raises FaultError with all faults."""
    site, places = assembly.site, assembly.places
    for name, listed in offer.sitemaps(library, identity, sorted(places)):
        site.new(name).write_bytes(listed)
    assembly.docs.finish()
    site.finish()
    files = site.sizes()
    faults = [fault for notice in library.notices for fault in notice_faults(notice, places, site)]
    faults += Links(places, files, site.root, assembly.store).dead()
    raise_for(faults)
    return Published(len(places), len(files), sum(files.values()))


def raise_for(faults: Sequence[str]) -> None:
    """Raises FaultError when there are any."""
    if faults:
        shown = [*faults[:20], *([f"……共 {len(faults)} 处"] if len(faults) > 20 else [])]
        raise FaultError("\n".join(shown))


def notice_faults(notice: Notice, pages: Container[str], site: Folder) -> list[str]:
    """What is missing or altered in what is published of a notice beside its text, which the worker compared.

    An original that stood there already is the very file of the store, which was compared when it was published.
    """
    base = addresses.notice_url(notice.id)
    if base + "index.html" not in pages:
        return [f"{notice.id} 没有页面"]
    if notice.sidecar.withdrawn is not None:
        return []
    faults: list[str] = []
    original = f"{base}{notice.id}.txt"
    if original not in site.names or (
        original in site.fresh and (site.root / original).read_bytes() != notice.source.data
    ):
        faults.append(f"{notice.id} 的原文下载与收录时不同")
    for old in notice.replaced:
        file = site.root / addresses.replaced_url(notice.id, old.name)
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != old.sha256:
            faults.append(f"{notice.id} 的旧原文 {old.name} 没有发布，或者与收录时不同")
    return faults
