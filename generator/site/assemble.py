"""What is added to the framed pages, and what is asked of them before they may be published."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.exports.model import Site
from generator.facts.model import Notice
from generator.library import Library
from generator.pages import addresses
from generator.search.index import build as build_index
from generator.search.records import from_finding
from generator.site import csp, offer, verify


class FaultError(Exception):
    """A built site that must not be published; the message names pages and places."""


def write_docs(docs: Path, pages: Mapping[str, str]) -> None:
    """Make `docs` hold these pages and nothing else; a file that is right already keeps its time stamp."""
    docs.mkdir(parents=True, exist_ok=True)
    for path in sorted(docs.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(docs).as_posix() not in pages:
            path.unlink()
    for name, text in pages.items():
        path, data = docs / name, text.encode("utf-8")
        if path.is_file() and path.read_bytes() == data:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def originals(library: Library, paths: Mapping[str, Path]) -> Iterator[tuple[str, bytes]]:
    """The original of every notice, and those it replaced, byte for byte. Raises FaultError when an original changed meanwhile."""
    for notice in library.notices:
        if notice.sidecar.withdrawn is not None:
            continue
        data = paths[notice.id].read_bytes()
        if hashlib.sha256(data).hexdigest() != notice.source.sha256:
            raise FaultError(f"{notice.source.name} 在构建过程中变动了，请重新构建。")
        yield f"{addresses.notice_url(notice.id)}{notice.id}.txt", data
        for old in notice.replaced:
            data = paths[notice.id].with_name(old.name).read_bytes()
            if hashlib.sha256(data).hexdigest() != old.sha256:
                raise FaultError(f"{old.name} 在构建过程中变动了，请重新构建。")
            yield addresses.replaced_url(notice.id, old.name), data


def search_index(library: Library, topics: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """The files of the search over all findings that are shown."""
    shown = (notice for notice in library.notices if notice.sidecar.withdrawn is None)
    records = [from_finding(notice, finding) for notice in shown for finding in notice.findings]
    yield from sorted(build_index(records, topics).items())


def robots(site_url: str | None) -> bytes:
    """robots.txt: everything may be read; where the sitemap is, when the site knows its own address."""
    lines = ["User-agent: *", "Disallow:"]
    if site_url:
        lines.append(f"Sitemap: {site_url.rstrip('/')}/sitemap.xml")
    return ("\n".join(lines) + "\n").encode()


def finish(library: Library, site: Path, identity: Site, linked: Mapping[str, str]) -> int:
    """Give every page its policy and its JSON-LD (`linked`, by path), the site its map, and check what must hold; the number of pages. Raises FaultError with all faults."""
    for name in ("sitemap.xml", "sitemap.xml.gz"):  # MkDocs dates every page by the build
        (site / name).unlink(missing_ok=True)
    faults: list[str] = []
    pages: dict[str, str] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        page = path.read_bytes().decode("utf-8")
        found = csp.forbidden(page)
        if found:
            faults.append(f"{name} 含有{found}，为防文字被当作程序执行，已停止发布")
        pages[name] = csp.with_policy(offer.with_linked_data(page, linked.get(name)))
        path.write_bytes(pages[name].encode("utf-8"))
    for name, data in offer.sitemaps(library, identity, pages):
        (site / name).write_bytes(data)
    for notice in library.notices:
        faults += notice_faults(notice, pages, site)
    files = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*")) if path.is_file()]
    faults += verify.dead_links(pages, files)
    if faults:
        shown = faults[:20] + ([f"……共 {len(faults)} 处"] if len(faults) > 20 else [])
        raise FaultError("\n".join(shown))
    return len(pages)


def notice_faults(notice: Notice, pages: Mapping[str, str], site: Path) -> list[str]:
    """What is missing or altered in what is published of a notice."""
    base = addresses.notice_url(notice.id)
    page = pages.get(base + "index.html")
    if page is None:
        return [f"{notice.id} 没有页面"]
    if notice.sidecar.withdrawn is not None:
        return []
    source_view = pages.get(base + "source/index.html", "")
    original = site / f"{base}{notice.id}.txt"
    faults = list(verify.notice_problems(notice, page, source_view))
    if not original.is_file() or hashlib.sha256(original.read_bytes()).hexdigest() != notice.source.sha256:
        faults.append(f"{notice.id} 的原文下载与收录时不同")
    for old in notice.replaced:
        file = site / addresses.replaced_url(notice.id, old.name)
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != old.sha256:
            faults.append(f"{notice.id} 的旧原文 {old.name} 没有发布，或者与收录时不同")
    return faults
