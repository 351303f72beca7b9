"""What is added to the framed pages, and what is asked of them before they may be published."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.exports.model import Site
from generator.facts.model import Notice
from generator.library import Library
from generator.pages import addresses
from generator.site import offer, orders, verify
from generator.site.orders import Finished
from generator.site.store import Content, Store
from generator.site.verify import Places


class FaultError(Exception):
    """A built site that must not be published; the message names pages and places."""


def write_docs(docs: Path, pages: Mapping[str, Content], store: Store) -> None:
    """Make `docs` hold these pages and nothing else; a file that is right already keeps its time stamp."""
    wanted = dict(pages)
    for base, _, names in os.walk(docs, topdown=False):
        folder = Path(base)
        start = "" if folder == docs else folder.relative_to(docs).as_posix() + "/"
        for name in names:
            if start + name in wanted and store.is_at(wanted[start + name], folder / name):
                del wanted[start + name]
            else:
                (folder / name).unlink()
        if start and not any(folder.iterdir()):
            folder.rmdir()
    place_all(((docs / path, content) for path, content in wanted.items()), store)


def write_pages(site: Path, pages: Iterable[Finished], store: Store) -> None:
    """Put the pages into the site."""
    place_all(((site / page.url, page.html) for page in pages), store)


def place_all(contents: Iterable[tuple[Path, Content]], store: Store) -> None:
    """Publish each where it belongs, its folder made when it is not there."""
    for target, content in contents:
        try:
            store.place(content, target)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            store.place(content, target)


def originals(library: Library, data: Mapping[str, bytes], paths: Mapping[str, Path]) -> Iterator[tuple[str, bytes]]:
    """The original of every notice, and those it replaced, byte for byte. Raises FaultError when one changed meanwhile."""
    for notice in library.notices:
        if notice.sidecar.withdrawn is not None:
            continue
        yield f"{addresses.notice_url(notice.id)}{notice.id}.txt", data[notice.id]
        for old in notice.replaced:
            kept = paths[notice.id].with_name(old.name).read_bytes()
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


def finish(
    library: Library, data: Mapping[str, bytes], site: Path, identity: Site, places: Mapping[str, Places]
) -> Published:
    """Complete the theme's own pages (404), give the site its map, and check what must hold.

    `places` are those of the pages that orders made, `data` the originals by notice id. Raises FaultError with all faults.
    """
    faults: list[str] = []
    found = dict(places)
    for path in sorted(site.glob("*.html")):
        if path.name not in places:
            page, seen, wrong = orders.complete(path.name, path.read_bytes().decode("utf-8"), None)
            faults += wrong
            path.write_bytes(page.encode("utf-8"))
            found[path.name] = seen.places
    for name, listed in offer.sitemaps(library, identity, sorted(found)):
        (site / name).write_bytes(listed)
    for notice in library.notices:
        faults += notice_faults(notice, data[notice.id], found, site)
    files = dict(published(site))
    faults += verify.dead_links(found, files)
    raise_for(faults)
    return Published(len(found), len(files), sum(files.values()))


def published(site: Path, below: str = "") -> Iterator[tuple[str, int]]:
    """All files below the folder: path, bytes."""
    with os.scandir(site) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from published(Path(entry.path), f"{below}{entry.name}/")
            else:
                yield below + entry.name, entry.stat(follow_symlinks=False).st_size


def raise_for(faults: Sequence[str]) -> None:
    """Raises FaultError when there are any."""
    if faults:
        shown = [*faults[:20], *([f"……共 {len(faults)} 处"] if len(faults) > 20 else [])]
        raise FaultError("\n".join(shown))


def notice_faults(notice: Notice, data: bytes, pages: Container[str], site: Path) -> list[str]:
    """What is missing or altered in what is published of a notice beside its text, which the worker compared."""
    base = addresses.notice_url(notice.id)
    if base + "index.html" not in pages:
        return [f"{notice.id} 没有页面"]
    if notice.sidecar.withdrawn is not None:
        return []
    faults: list[str] = []
    original = site / f"{base}{notice.id}.txt"
    if not original.is_file() or original.read_bytes() != data:
        faults.append(f"{notice.id} 的原文下载与收录时不同")
    for old in notice.replaced:
        file = site / addresses.replaced_url(notice.id, old.name)
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != old.sha256:
            faults.append(f"{notice.id} 的旧原文 {old.name} 没有发布，或者与收录时不同")
    return faults
