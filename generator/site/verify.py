"""What must hold of a built site before it may replace the published one.

The text of every notice page is compared with its original, character by character, white space and page furniture
apart (invariant 3): a renderer, a template or a theme that loses or alters a word stops the build.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from generator.facts.model import Notice

VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
TOKEN = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][^\s/>]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>|[^<]+", re.DOTALL)
# What does not show: white space in Unicode's sense, zero-width spaces and byte-order marks; NUL, which HTML cannot hold.
UNSEEN = re.compile(r"[\s\u200b\ufeff\0]+")
ATTRIBUTE = re.compile(r"""\s(id|href|src|action)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def squash(text: str) -> str:
    """The characters that a comparison counts."""
    return UNSEEN.sub("", text)


def visible_words(page: str, marker: str) -> str:
    """The text inside elements with the attribute `marker`, less what is inside `data-derived`, squashed."""
    stack: list[tuple[str, bool, bool]] = []
    out: list[str] = []
    for token in TOKEN.finditer(page):
        name = token.group(2)
        if name is None:
            if stack and stack[-1][1] and not stack[-1][2] and not token.group().startswith("<!--"):
                out.append(token.group())
            continue
        name = name.lower()
        if token.group(1):
            while stack and stack.pop()[0] != name:
                pass
            continue
        if name in VOID:
            continue
        attributes = token.group(3)
        inside = bool(stack and stack[-1][1]) or marker in attributes
        derived = (
            bool(stack and stack[-1][2]) or "data-derived" in attributes or name in ("script", "style", "template")
        )
        if not attributes.rstrip().endswith("/") or name not in ("path", "rect", "circle", "use"):
            stack.append((name, inside, derived))
    return squash(html.unescape("".join(out)))


def official_words(notice: Notice) -> str:
    """The text that the page of a notice must show: the source less what the tree holds for page furniture."""
    text = notice.source.text
    parts: list[str] = []
    at = 0
    for node in notice.tree.walk():
        if node.kind == "furniture":
            span = node.span
            parts.append(text[at : span.start])
            at = span.end
    return squash("".join([*parts, text[at:]]))


def difference(shown: str, wanted: str) -> str | None:
    """Where two texts part, with a few characters of each; None when they are equal."""
    if shown == wanted:
        return None
    at = next((i for i, (a, b) in enumerate(zip(shown, wanted, strict=False)) if a != b), min(len(shown), len(wanted)))
    near = slice(max(0, at - 8), at + 12)
    return f"第 {at + 1} 字起不同：页面“{shown[near]}”，原文“{wanted[near]}”"


def notice_problems(notice: Notice, page: str, source_view: str) -> Iterator[str]:
    """What is wrong with the two pages of a notice, one sentence each."""
    for name, shown, wanted in (
        ("通报页", visible_words(page, "data-notice-body"), official_words(notice)),
        ("原文对照页", visible_words(source_view, "data-source-body"), squash(notice.source.text)),
    ):
        found = difference(shown, wanted)
        if found:
            yield f"{notice.id} 的{name}与原文不符，{found}"
    for finding in notice.findings:
        if f'id="{finding.anchor}"' not in page:
            yield f"{notice.id} 的页面缺少第 {finding.line} 行的问题（{finding.anchor}）"
    for old in notice.sidecar.aliases:
        if f'id="{old}"' not in page or f'id="{old}"' not in source_view:
            yield f"{notice.id} 的页面或原文对照页缺少旧链接 {old}"


class Places(NamedTuple):
    """What a page offers to links and where its own lead: published paths, with `#` and a place where they name one."""

    ids: list[str]
    links: list[str]


def places(path: str, page: str) -> Places:
    """The ids and the links of a page; links to other sites left out, and those of 404.html, which start at the root."""
    ids: list[str] = []
    links: set[str] = set()
    for found in ATTRIBUTE.finditer(page):
        value = found.group(2) if found.group(2) is not None else found.group(3)
        if "&" in value:
            value = html.unescape(value)
        if found.group(1) == "id":
            ids.append(value)
        else:
            links.add(value)
    if path == "404.html":
        return Places(ids, [])
    return Places(ids, sorted({target for link in links if (target := _target(path, link)) is not None}))


def _target(path: str, link: str) -> str | None:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    return resolve(path, parts.path) + (f"#{unquote(parts.fragment)}" if parts.fragment else "")


def dead_links(pages: Mapping[str, Places], files: Iterable[str]) -> Iterator[str]:
    """Links of the pages that lead nowhere. `files` are all published paths."""
    known = set(files)
    ids = {path: frozenset(found.ids) for path, found in pages.items()}
    wanted = sorted({link for found in pages.values() for link in found.links})
    dead: dict[str, str] = {}
    for link in wanted:
        target, mark, place = link.partition("#")
        if target not in known:
            dead[link] = "没有目标"
        elif mark and target in ids and place not in ids[target]:
            dead[link] = "没有对应的位置"
    if dead:
        for path in sorted(pages):
            for link in pages[path].links:
                if link in dead:
                    yield f"{path} 的链接 {link} {dead[link]}"


def resolve(page: str, path: str) -> str:
    """The published file a relative URL path leads to."""
    if not path:
        return page
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))
    return posixpath.join(target, "index.html").removeprefix("./") if path.endswith(("/", ".")) else target
