"""The site on its way: a folder that fills, and what must hold of it before it may replace the published one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.build.inputs import Collected
from generator.build.links import dead_links
from generator.build.reading import parse_file, parse_sidecar
from generator.build.tree import Tree
from generator.build.verify import Look, difference, look_at, shown_texts
from generator.facts.model import Notice
from generator.library import Library
from generator.pages import addresses
from generator.pages.notice.text import official_text, squash

MOST_FAULTS = 20
"""Faults that a message lists."""


class FaultError(Exception):
    """A built site that must not be published; the message names pages and places."""


class Output(Tree):
    """A site that fills. `pages` are what was seen in each page, by published path."""

    def __init__(self, folder: Path, index: Path) -> None:
        super().__init__(folder, index)
        self.pages: dict[str, Look] = {}

    def add_page(self, path: str, html: bytes, look: Look, digest: bytes | None = None) -> None:
        """Write a page, whose hash is `digest`. Raises FaultError on one that the policy would block."""
        if look.forbidden:
            raise_for([f"{path} 含有{look.forbidden}，为防文字被当作程序执行，已停止发布"])
        self.write(path, html, digest)
        self.pages[path] = look

    def add(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Write files; an office's own page or file never takes the place of one of ours."""
        for path, data in files:
            if path in self.files:
                raise_for([f"pages 文件夹里有与本站的 {path} 地址相同的页面或文件，请改名"])
            self.write(path, data)

    def add_rest(self, files: Mapping[str, bytes]) -> None:
        """Write what MkDocs makes besides our pages."""
        self.add(files.items())
        self.pages |= {path: look_at(path, data) for path, data in files.items() if path.endswith(".html")}

    def check_links(self) -> None:
        """Raise FaultError when a link of a page leads nowhere."""
        raise_for(list(dead_links(self.pages, self.files)))


def check_notices(library: Library, collected: Collected, output: Output) -> None:
    """Raise FaultError where a page does not show the text it must, or lacks a place that links lead to."""
    raise_for([fault for notice in library.shown for fault in notice_faults(notice, collected, output)])


def notice_faults(notice: Notice, collected: Collected, output: Output) -> Iterator[str]:
    """Yield what is wrong with the page and the source view of a notice, one sentence each."""
    page, view = (f"{url}index.html" for url in (addresses.notice_url(notice.id), addresses.source_url(notice.id)))
    shown, lines = output.pages[page], output.pages[view]
    official, source = collected.digests[notice.id]
    if shown.official != official:
        file = collected.files[notice.id]
        wanted = official_text(parse_file(file, parse_sidecar(file)[0]))
        found = shown_texts((output.folder / page).read_bytes())[0]
        yield f"{notice.id} 的通报页与原文不符，{difference(found, squash(wanted))}"
    if lines.source != source:
        found = shown_texts((output.folder / view).read_bytes())[1]
        yield f"{notice.id} 的原文对照页与原文不符，{difference(found, squash(notice.source.text))}"
    ids = frozenset(shown.ids)
    for finding in notice.findings:
        if finding.anchor not in ids:
            yield f"{notice.id} 的页面缺少第 {finding.line} 行的问题（{finding.anchor}）"
    for old in notice.sidecar.aliases:
        if old not in ids or old not in lines.ids:
            yield f"{notice.id} 的页面或原文对照页缺少旧链接 {old}"


def raise_for(faults: list[str]) -> None:
    """Raise FaultError when there are any."""
    if faults:
        shown = [*faults[:MOST_FAULTS], *([f"……共 {len(faults)} 处"] if len(faults) > MOST_FAULTS else [])]
        raise FaultError("\n".join(shown))
