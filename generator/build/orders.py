"""Orders for pages, and how a worker fills them: Markdown, HTML, the frame, and the comparison with the original.

An order holds all that decides the bytes of its pages, so it can be filled anywhere, and its key names the result in
the cache. A notice and its source view are one order, because both are written from one tree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from generator.build import csp, frame, html, offer, tags, verify
from generator.build.links import Linked, linked_to, shelved
from generator.build.memo import SUFFIX, Book, Content, Store, Stored
from generator.build.originals import Original
from generator.build.reading import Packed, unpacked
from generator.facts.model import Notice, Replaced
from generator.pages import frontmatter
from generator.pages.notice import NoticePlan
from generator.pages.writer import Page, PageWriter

ENCODER = msgspec.msgpack.Encoder()


class Frame(msgspec.Struct, frozen=True):
    """What the frame of every page takes: the folder of mkdocs.yml, and `config.extra.gongkai`."""

    root: str
    values: dict[str, Any]
    search: bool
    key: bytes
    """Hash of all that decides it but the totals, which only the home page prints."""


class NoticeOrder(msgspec.Struct, frozen=True):
    """The pages of one notice."""

    original: Original
    replaced: tuple[Replaced, ...]
    plan: NoticePlan
    packed: Packed
    linked: str | None
    key: str


class PageOrder(msgspec.Struct, frozen=True):
    """A page that is written already."""

    path: str
    front: dict[str, Any]
    body: str
    linked: str | None
    key: str


Order = NoticeOrder | PageOrder


class Finished(msgspec.Struct, frozen=True):
    """A page to publish: its file of front matter and Markdown, its HTML, and where that leads."""

    path: str
    """Below the docs folder: notices/x/index.md."""
    url: str
    """Below the site: notices/x/index.html."""
    markdown: Content
    html: Content
    places: Linked
    """What it offers to links, and where its own lead."""


class Filled(msgspec.Struct, frozen=True):
    """What came of an order. With `faults` nothing of it may be published or kept."""

    pages: list[Finished]
    faults: list[str]
    entry: str = ""
    """Name of the store's entry for them, where it has one."""

    @property
    def files(self) -> list[str]:
        """Names of all files of the store that hold something of it."""
        contents = (content for page in self.pages for content in (page.markdown, page.html))
        names = {content.name for content in contents if isinstance(content, Stored)}
        places = {f"{page.places.entry}{SUFFIX}" for page in self.pages if page.places.entry}
        return [*names, *places, *([self.entry] if self.entry else ())]


DECODER = msgspec.msgpack.Decoder(Filled)


def kept(order_key: str, filled: Filled, store: Store) -> Filled:
    """The pages of an order as files of the store, under the order's key. What it refuses stays in memory."""
    if filled.faults:
        return filled
    pages = []
    places = shelved([page.places for page in filled.pages], order_key, store)
    for number, (page, offered) in enumerate(zip(filled.pages, places, strict=True)):
        if isinstance(page.markdown, bytes) and isinstance(page.html, bytes):
            name = f"{order_key}-{number}"
            markdown, html = store.put_file(name + ".md", page.markdown), store.put_file(name + ".html", page.html)
            page = msgspec.structs.replace(page, markdown=markdown, html=html, places=offered)
        pages.append(page)
    filled = Filled(pages, [])
    if not any(isinstance(content, bytes) for page in pages for content in (page.markdown, page.html)):
        store.put(order_key, ENCODER.encode(filled))
        filled = msgspec.structs.replace(filled, entry=store.name(order_key))
    return filled


def known(order_key: str, book: Book, whole: bool = False) -> Filled | None:
    """The pages of an order that the store holds whole. With `whole` its files are known to be as they were written."""
    store = book.store
    entry = book.get(order_key)
    if entry is None:
        return None
    filled = DECODER.decode(entry)
    for page in filled.pages:
        store.keep(page.places.entry)
        for content in (page.markdown, page.html):
            if not isinstance(content, Stored):
                return None
            if whole:
                store.used.add(content.name)
            elif not store.has(content):
                return None
    return filled


def fill_and_keep(orders: Sequence[Order], chrome: Frame, folder: str) -> list[Filled]:
    """The pages of each order, put into the store in `folder`, so that they need not travel."""
    store = Store(Path(folder))
    return [kept(order.key, filled, store) for order, filled in zip(orders, fill(orders, chrome), strict=True)]


def fill(orders: Sequence[Order], chrome: Frame) -> list[Filled]:
    """The pages of each order. Raises FrameError and FrontMatterError."""
    writer = PageWriter(chrome.search)
    fronts: dict[str, Mapping[str, Any]] = {}
    bodies: dict[str, html.Rendered] = {}
    linked: dict[str, str] = {}
    written: list[tuple[Order, Notice | None, dict[str, str]]] = []
    for order in orders:
        notice = None
        if isinstance(order, PageOrder):
            pages = [(order.path, Page(order.front, order.body))]
        else:
            notice = unpacked(order.original, order.replaced, order.packed)
            pages = writer.notice(order.plan, notice)
        texts = {}
        for path, page in pages:
            texts[path] = frontmatter.dump(page.front, page.front["title"]) + page.body
            fronts[path], bodies[path] = page.front, html.render_page(page.body)
        if order.linked is not None:
            linked[pages[0][0]] = order.linked
        written.append((order, notice, texts))
    framed = frame.run(Path(chrome.root), chrome.values, fronts, bodies, chrome.key)
    return [_filled(notice, texts, framed, linked) for _, notice, texts in written]


def _filled(
    notice: Notice | None, texts: Mapping[str, str], framed: Mapping[str, tuple[str, str]], linked: Mapping[str, str]
) -> Filled:
    """The pages of one order with what is wrong with them."""
    faults: list[str] = []
    finished: list[Finished] = []
    seen: list[verify.Seen] = []
    for path, text in texts.items():
        url, page = framed.get(path, ("", ""))
        if not page:
            faults.append(f"{path} 没有生成页面")
            continue
        marker = None if notice is None else marker_of(path)
        page, found, wrong = complete(url, page, linked.get(path), marker)
        faults += wrong
        finished.append(Finished(path, url, text.encode("utf-8"), page.encode("utf-8"), linked_to(found.places)))
        seen.append(found)
    if notice is not None and notice.sidecar.withdrawn is None and not faults:
        shown, lines = (
            verify.together([found for path, found in zip(texts, seen, strict=True) if marker_of(path) == wanted])
            for wanted in tags.MARKED
        )
        faults += verify.notice_problems(notice, shown, lines)
    return Filled(finished, faults)


def marker_of(path: str) -> tags.Marker:
    """What marks official text on a page of a notice: `notices/x/index.md`, `notices/x/source/part/2.md`."""
    return "data-source-body" if path.split("/")[2].startswith("source") else "data-notice-body"


def complete(
    url: str, page: str, linked: str | None, marker: tags.Marker | None = None
) -> tuple[str, verify.Seen, list[str]]:
    """The page with its policy and JSON-LD, what it holds, and what in it must not be published."""
    page = csp.with_policy(offer.with_linked_data(page, linked))
    found = verify.look(url, page, marker)
    wrong = [f"{url} 含有{found.forbidden}，为防文字被当作程序执行，已停止发布"] if found.forbidden else []
    return page, found, wrong
