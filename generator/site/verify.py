"""What must hold of a built site before it may replace the published one.

The text of every notice page is compared with its original, character by character, white space and page furniture
apart (invariant 3): a renderer, a template or a theme that loses or alters a word stops the build.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from generator.facts.model import Notice
from generator.site import csp
from generator.syntax.tree import Leaf, Node

VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
# Cuts a page into: words, how a tag begins, the value of an id or a URL that comes first in it, its rest; words, … Apart
# from that value most tags are the same from page to page. A comment counts as a tag.
TAG = re.compile(
    r"""<(/?[a-zA-Z][^\s/<>"']*+|!--.*?--(?=>))(?:[ ]id="([^"&<]*)"|[ ]href="([^"&<]*)")?"""
    r"""([^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+)>""",
    re.DOTALL,
)
NAME = re.compile(r"""(/?)([a-zA-Z][^\s/<>"']*+)(.*)""", re.DOTALL)
ATTRIBUTE = re.compile(r"""\s(id|href|src|action)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
PLAIN_LINK = re.compile(r"(?!//)([\w./-]*)(#[\w-]*)?", re.ASCII)
DOCTYPE = "<!doctype html>"

Marker = Literal["data-notice-body", "data-source-body"]
DERIVED, MARKED = 1, {"data-notice-body": 2, "data-source-body": 4}


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
    """What in it the policy would block (generator/site/csp.py)."""


class Tag(NamedTuple):
    """What a tag means here. `name` is '' for what holds nothing; `flags` are DERIVED and those of MARKED."""

    name: str
    ends: bool
    flags: int
    ids: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    forbidden: str | None = None

    @property
    def plain(self) -> bool:
        """Whether nothing matters of it but its name and flags."""
        return not (self.ids or self.links or self.forbidden)


class Tags(dict[str, tuple[str, bool, int, Tag | None]]):
    """Tags met before, as `look` wants them: name, end, flags, and the whole of it where it is not plain."""

    def __missing__(self, text: str) -> tuple[str, bool, int, Tag | None]:
        if len(self) >= 8192:
            self.clear()
        tag = tag_of(text)
        found = self[text] = (tag.name, tag.ends, tag.flags, None if tag.plain else tag)
        return found


TAGS = Tags()


def tag_of(text: str) -> Tag:
    """One tag or comment, read; `text` is what stands between `<` and `>`."""
    parts = NAME.fullmatch(text)
    if parts is None:
        return Tag("", False, 0)
    name, attributes = parts[2].lower(), parts[3]
    if parts[1]:
        return Tag(name, True, 0)
    places = [(kind, html.unescape(double or single)) for kind, double, single in ATTRIBUTE.findall(attributes)]
    flags = sum(flag for marker, flag in MARKED.items() if marker in attributes)
    if "data-derived" in attributes or name in ("script", "style", "template"):
        flags |= DERIVED
    empty = name in VOID or (attributes.rstrip().endswith("/") and name in ("path", "rect", "circle", "use"))
    return Tag(
        "" if empty else name,
        False,
        flags,
        tuple(value for kind, value in places if kind == "id"),
        tuple(value for kind, value in places if kind != "id"),
        csp.forbidden(f"<{text}>"),
    )


def look(path: str, page: str, marker: Marker | None = None) -> Seen:
    """What the HTML at `path` holds, read in one go: its places, the words inside `marker`, what the policy would block.

    Links to other sites are left out, and those of 404.html, which start at the root.
    """
    parts = TAG.split(page)
    ids: list[str] = []
    links: set[str] = set()
    wrong: set[str] = set()
    out: list[str] = []
    # Of each open element its name, and the flags outside it.
    names: list[str] = []
    around: list[int] = []
    flags, shown = 0, False
    wanted = MARKED[marker] if marker else 0
    counted = wanted | DERIVED
    for words, begins, place, link, rest in zip(
        parts[0::5], parts[1::5], parts[2::5], parts[3::5], parts[4::5], strict=False
    ):
        if shown:
            out.append(words)
        name, ends, own, more = TAGS[begins + rest]
        if place is not None:
            ids.append(place)
        elif link is not None:
            links.add(link)
        if more is not None:
            ids += more.ids
            links.update(more.links)
            if more.forbidden:
                wrong.add(more.forbidden)
        if ends:
            while names:
                flags = around.pop()
                if names.pop() == name:
                    break
        elif name:
            names.append(name)
            around.append(flags)
            flags |= own
        else:
            continue
        shown = wanted > 0 and flags & counted == wanted
    if shown:
        out.append(parts[-1])
    joined = "".join(out)
    if page.count("<") != len(parts) // 5 + (page[: len(DOCTYPE)].lower() == DOCTYPE):
        # Some `<` begins no tag, or stands inside one: what a browser makes of the page is to be judged from the whole.
        joined = joined.replace("<", "")
        forbidden = csp.forbidden(page)
    else:
        forbidden = next((kind for kind in csp.KINDS if kind in wrong), None)
    return Seen(Places(ids, _targets(path, links)), squash(html.unescape(joined)), forbidden)


def visible_words(page: str, marker: Marker) -> str:
    """The text inside elements with the attribute `marker`, less what is inside `data-derived`, squashed."""
    return look("", page, marker).words


def squash(text: str) -> str:
    """The characters that a comparison counts: not white space in Unicode's sense, zero-width spaces and byte-order marks,
    none of which shows, nor NUL, which HTML cannot hold."""
    return "".join(text.split()).replace("\u200b", "").replace("\ufeff", "").replace("\0", "")


def official_words(notice: Notice) -> str:
    """The text that the page of a notice must show: the source less what the tree holds for page furniture."""
    text = notice.source.text
    parts: list[str] = []
    at = 0
    waiting: list[Node] = [notice.tree]
    while waiting:
        node = waiting.pop()
        if node.kind == "furniture":
            span = node.span
            parts.append(text[at : span.start])
            at = span.end
        else:
            waiting += [child for child in reversed(node.children) if type(child) is not Leaf]
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
    folder = posixpath.dirname(path)
    found: set[str] = set()
    for link in links:
        if plain := PLAIN_LINK.fullmatch(link):
            found.add((_in_folder(folder, plain[1]) if plain[1] else path) + (plain[2] or "").removesuffix("#"))
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
    return _in_folder(posixpath.dirname(page), path) if path else page


@lru_cache(maxsize=4096)
def _in_folder(folder: str, path: str) -> str:
    target = posixpath.normpath(posixpath.join(folder, unquote(path)))
    return posixpath.join(target, "index.html").removeprefix("./") if path.endswith(("/", ".")) else target
