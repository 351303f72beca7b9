"""The site on its way: a folder that fills, and what must hold of it before it may replace the published one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from generator.build.frame import Framed
from generator.build.inputs import Collected
from generator.build.links import dead_links
from generator.build.reading import parse_file, parse_sidecar
from generator.build.tree import Tree
from generator.build.verify import META, difference, look_at
from generator.facts.model import Notice
from generator.library import Library
from generator.pages import addresses
from generator.pages.notice.text import official_text, squash

MOST_FAULTS = 20
"""Faults that a message lists."""


class FaultError(Exception):
    """A built site that must not be published; the message names pages and places."""


class PublishedPage(NamedTuple):
    """What is remembered of a published page: its ids, the paths and places its links lead to, and hashes of the official text and
    of the original that it shows."""

    ids: list[str]
    links: list[str]
    official_digest: bytes = b""
    source_digest: bytes = b""


class Output(Tree):
    """A site that fills. `pages` are what is remembered of each page, by published path."""

    def __init__(self, folder: Path, index: Path) -> None:
        super().__init__(folder, index)
        self.pages: dict[str, PublishedPage] = {}

    def add(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Write files."""
        for path, data in files:
            self.write(path, data)

    def add_page(self, framed: Framed, preview: bool = False) -> None:
        """Write a page. Raises FaultError on one that the policy would block."""
        if framed.forbidden:
            raise_for([f"{framed.url} 含有{framed.forbidden}，为防文字被当作程序执行，已停止发布"])
        self.write(framed.url, without_policy(framed.html) if preview else framed.html)
        self.pages[framed.url] = PublishedPage(framed.ids, framed.links, framed.official_digest, framed.source_digest)

    def add_rest(self, files: Mapping[str, bytes], preview: bool = False) -> None:
        """Write what MkDocs makes besides our pages; an office's own page never takes the place of one of ours."""
        for path, data in files.items():
            if path in self.pages:
                raise_for([f"pages 文件夹里的页面与本站的 {path} 地址相同，请改名"])
            if path.endswith(".html"):
                seen = look_at(path, data)
                if seen.forbidden:
                    raise_for([f"{path} 含有{seen.forbidden}，为防文字被当作程序执行，已停止发布"])
                self.pages[path] = PublishedPage(seen.ids, seen.links)
                data = without_policy(data) if preview else data
            self.write(path, data)

    def check_links(self) -> None:
        """Raise FaultError when a link of a page leads nowhere."""
        raise_for(list(dead_links(self.pages, self.files)))


def without_policy(html: bytes) -> bytes:
    """Return a page as a preview shows it."""
    return html.replace(META.encode(), b"", 1)


def check_notices(library: Library, collected: Collected, output: Output) -> None:
    """Raise FaultError where a page does not show the text it must, or lacks a place that links lead to."""
    faults: list[str] = []
    for notice in library.shown:
        faults += notice_faults(notice, collected, output)
    raise_for(faults)


def notice_faults(notice: Notice, collected: Collected, output: Output) -> list[str]:
    """Return what is wrong with the page and the source view of a notice, one sentence each."""
    official, source = collected.digests[notice.id]
    page, view = (f"{url}index.html" for url in (addresses.notice_url(notice.id), addresses.source_url(notice.id)))
    shown = output.pages[page]
    faults = []
    if shown.official_digest != official:
        faults.append(f"{notice.id} 的通报页与原文不符，{_difference(notice, collected, output, page)}")
    if output.pages[view].source_digest != source:
        words = squash(notice.source.text)
        found = difference(look_at(view, (output.folder / view).read_bytes()).source, words)
        faults.append(f"{notice.id} 的原文对照页与原文不符，{found}")
    ids, lines = frozenset(shown.ids), frozenset(output.pages[view].ids)
    for finding in notice.findings:
        if finding.anchor not in ids:
            faults.append(f"{notice.id} 的页面缺少第 {finding.line} 行的问题（{finding.anchor}）")
    for old in notice.sidecar.aliases:
        if old not in ids or old not in lines:
            faults.append(f"{notice.id} 的页面或原文对照页缺少旧链接 {old}")
    return faults


def _difference(notice: Notice, collected: Collected, output: Output, page: str) -> str:
    file = collected.files[notice.id]
    wanted = squash(official_text(parse_file(file, parse_sidecar(file)[0])))
    return difference(look_at(page, (output.folder / page).read_bytes()).official, wanted)


def raise_for(faults: list[str]) -> None:
    """Raise FaultError when there are any."""
    if faults:
        shown = [*faults[:MOST_FAULTS], *([f"……共 {len(faults)} 处"] if len(faults) > MOST_FAULTS else [])]
        raise FaultError("\n".join(shown))
