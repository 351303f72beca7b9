"""What must hold of a built site before it may replace the published one.

The text of every notice page is compared with its original, character by character, white space and page furniture
apart (invariant 3): a renderer, a template or a theme that loses or alters a word stops the build.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from generator.build import csp
from generator.build.tags import DERIVED, DOCTYPE, MARKED, Marker, Tag, cut_at_brackets, cut_at_tags
from generator.facts.model import Notice

# A link within the site: up, down, the file, a query, a place.
PLAIN_LINK = re.compile(r"((?:\.\./)*)((?:[\w-]+/)*)([\w-][\w.-]*)?(?:\?[^#\s]*)?(#[\w-]*)?", re.ASCII)


class Places(NamedTuple):
    """What a page offers to links and where its own lead: published paths, with `#` and a place where they name one."""

    ids: list[str]
    links: list[str]


class Seen(NamedTuple):
    """What a published page holds."""

    places: Places
    words: str
    """The text inside elements with the attribute asked for, less what is inside `data-derived`, squashed."""
    forbidden: str | None
    """What in it the policy would block (generator/build/csp.py)."""


def look(path: str, page: str, marker: Marker | None = None) -> Seen:
    """What the HTML at `path` holds, read in one go: its places, the words inside `marker`, what the policy would block.

    Links to other sites are left out, and those of 404.html, which start at the root.
    """
    if page[: len(DOCTYPE)].lower() == DOCTYPE:
        page = page[len(DOCTYPE) :]
    cut = cut_at_brackets(page) or cut_at_tags(page)
    words = _joined(cut.words, map(cut.kinds.__getitem__, cut.tags), MARKED[marker]) if marker else ""
    if cut.whole:
        wrong = {tag.forbidden for tag in cut.kinds.values()}
        forbidden = next((kind for kind in csp.KINDS if kind in wrong), None)
    else:
        words = words.replace("<", "")
        forbidden = csp.forbidden(page)
    return Seen(Places(cut.ids, _targets(path, cut.links)), squash(html.unescape(words)), forbidden)


def visible_words(page: str, marker: Marker) -> str:
    """The text inside elements with the attribute `marker`, less what is inside `data-derived`, squashed."""
    return look("", page, marker).words


def _joined(words: Sequence[str], tags: Iterable[Tag], wanted: int) -> str:
    """The words inside elements flagged `wanted`, less what is inside DERIVED; of words, those before the tag of the same
    place, and one more."""
    out: list[str] = []
    # Of each open element its name, and the flags outside it.
    names: list[str] = []
    around: list[int] = []
    flags, shown = 0, False
    counted = wanted | DERIVED
    for before, (name, ends, own, _, _, _) in zip(words, tags, strict=False):
        if shown:
            out.append(before)
        if ends:
            while names:
                flags = around.pop()
                if names.pop() == name:
                    break
        elif name:
            names.append(name)
            around.append(flags)
            if not own:
                continue
            flags |= own
        else:
            continue
        shown = flags & counted == wanted
    if shown:
        out.append(words[-1])
    return "".join(out)


def squash(text: str) -> str:
    """The characters that a comparison counts: not white space in Unicode's sense, zero-width spaces and byte-order marks,
    none of which shows, nor NUL, which HTML cannot hold."""
    return "".join(text.split()).replace("\u200b", "").replace("\ufeff", "").replace("\0", "")


def official_words(notice: Notice) -> str:
    """The text that the page of a notice must show: the source less what the tree holds for page furniture."""
    text = notice.source.text
    parts: list[str] = []
    at = 0
    for node in notice.tree.walk():
        if node.kind == "furniture" and (span := node.span).end > at:
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


def together(pages: Sequence[Seen]) -> Seen:
    """The first of the pages that a long text fills, where all links to it lead, with the words of all of them in order."""
    return pages[0] if len(pages) == 1 else pages[0]._replace(words="".join(page.words for page in pages))


def notice_problems(notice: Notice, page: Seen, source_view: Seen) -> Iterator[str]:
    """What is wrong with the page and the source view of a notice, one sentence each; each was looked at with its own marker."""
    for name, shown, wanted in (
        ("通报页", page.words, official_words(notice)),
        ("原文对照页", source_view.words, squash(notice.source.text)),
    ):
        found = difference(shown, wanted)
        if found:
            yield f"{notice.id} 的{name}与原文不符，{found}"
    here, there = frozenset(page.places.ids), frozenset(source_view.places.ids)
    for finding in notice.findings:
        if finding.anchor not in here:
            yield f"{notice.id} 的页面缺少第 {finding.line} 行的问题（{finding.anchor}）"
    for old in notice.sidecar.aliases:
        if old not in here or old not in there:
            yield f"{notice.id} 的页面或原文对照页缺少旧链接 {old}"


def _targets(path: str, links: Iterable[str]) -> list[str]:
    """Published paths and places that the links of a page lead to, sorted, each once."""
    if path == "404.html":
        return []
    folders = path.split("/")[:-1]
    above = ["".join([name + "/" for name in folders[:depth]]) for depth in range(len(folders), -1, -1)]
    found: set[str] = set()
    for link in links:
        plain = PLAIN_LINK.fullmatch(link)
        if plain and len(plain[1]) < 3 * len(above):
            up, down, file, place = plain.groups("")
            if up or down or file:
                found.add(f"{above[len(up) // 3]}{down}{file or 'index.html'}{place if place != '#' else ''}")
            else:
                found.add(f"{path}{place if place != '#' else ''}")
            continue
        parts = urlsplit(link)
        if not parts.scheme and not parts.netloc:
            found.add(resolve(path, parts.path) + (f"#{unquote(parts.fragment)}" if parts.fragment else ""))
    return sorted(found)


def dead_links(pages: Mapping[str, Places], files: Iterable[str]) -> Iterator[str]:
    """Links of the pages that lead nowhere. `files` are all published paths."""
    known = set(files)
    ids = {path: frozenset(found.ids) for path, found in pages.items()}
    wanted = {link for found in pages.values() for link in found.links}
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
