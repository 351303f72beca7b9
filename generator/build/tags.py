"""A published page cut at its tags, each tag read once a build: what `generator/build/verify.py` looks at."""

from __future__ import annotations

import html
import re
from operator import add
from typing import Literal, NamedTuple

from generator.build import csp

VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
# A tag or comment: how it begins, and its rest.
TAG = re.compile(
    r"""<(/?[a-zA-Z][^\s/<>"']*+|!--.*?--(?=>))([^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+)>""", re.DOTALL
)
# How most tags begin that are like no other: with an id or a link, and words or numbers, whatever they are.
FIRST = re.compile(
    r"""([a-z0-9]+)(?: (id|href)="([^"<>]+)")?"""
    r"""(?: (?:aria-label|content|data-line|datetime|name|property|title|value|width|x)="[^"<>]*")*"""
)
NAME = re.compile(r"""(/?)([a-zA-Z][^\s/<>"']*+)(.*)""", re.DOTALL)
ATTRIBUTE = re.compile(r"""\s(id|href|src|action)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
HIDDEN = frozenset(("script", "style", "template"))
# Of the attributes of any other tag than those, what matters here or to the policy.
NOTABLE = re.compile(r"""<|data-(?:notice|source|derived)|\s(?:id|href|src|action|style|on[a-z]+)\s*=""", re.IGNORECASE)
DOCTYPE = "<!doctype html>"
NO_BRACKETS = bytes(set(range(256)) - set(b"<>"))

Marker = Literal["data-notice-body", "data-source-body"]
DERIVED, MARKED = 1, {"data-notice-body": 2, "data-source-body": 4}


class Tag(NamedTuple):
    """What a tag means here. `name` is '' for what holds nothing; `flags` are DERIVED and those of MARKED."""

    name: str
    ends: bool
    flags: int
    ids: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    forbidden: str | None = None


class Tags(dict[str, Tag | None]):
    """Tags met before, by what stands between `<` and `>`; None for what is no tag."""

    def __missing__(self, text: str) -> Tag | None:
        if len(self) >= 8192:
            self.clear()
        found = self[text] = tag_of(text) if TAG.fullmatch(f"<{text}>") else None
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
    empty = name in VOID or (attributes.rstrip().endswith("/") and name in ("path", "rect", "circle", "use"))
    shown = "" if empty else name
    if name not in HIDDEN and not NOTABLE.search(attributes):
        return Tag(shown, False, 0)
    places = [(kind, html.unescape(double or single)) for kind, double, single in ATTRIBUTE.findall(attributes)]
    flags = sum(flag for marker, flag in MARKED.items() if marker in attributes)
    if "data-derived" in attributes or name in HIDDEN:
        flags |= DERIVED
    return Tag(
        shown,
        False,
        flags,
        tuple(value for kind, value in places if kind == "id"),
        tuple(value for kind, value in places if kind != "id"),
        csp.forbidden(f"<{text}>"),
    )


class Cut(NamedTuple):
    """A page cut at its tags."""

    words: list[str]
    """What stands before each tag, and behind the last."""
    tags: list[str]
    kinds: dict[str, Tag]
    """What each of them means, less the ids and links, which are here."""
    ids: list[str]
    links: set[str]
    whole: bool
    """Whether every `<` begins a tag, and none stands inside one; else a browser judges from the whole what the page is."""


def cut_at_brackets(page: str) -> Cut | None:
    """The cuts where each `<` and each `>` is a tag's, as in every page that our templates make: most tags are alike, and
    each is read once. None elsewhere."""
    brackets = page.encode("utf-8", "surrogatepass").translate(None, NO_BRACKETS)
    if brackets != b"<>" * (len(brackets) // 2):
        return None
    parts = page.replace(">", "<").split("<")
    tags = parts[1::2]
    kinds: dict[str, Tag] = {}
    ids: list[str] = []
    links: set[str] = set()
    for text in dict.fromkeys(tags):
        tag = TAGS.get(text)
        if tag is None:
            first = FIRST.match(text)
            name, attribute, value = first.groups("") if first else ("", "", "")
            tag = TAGS[name + text[first.end() :] if first else text]
            if tag is None:
                return None
            if attribute == "id":
                ids.append(html.unescape(value))
            elif attribute:
                links.add(html.unescape(value))
        ids += tag.ids
        links.update(tag.links)
        kinds[text] = tag
    return Cut(parts[0::2], tags, kinds, ids, links, True)


def cut_at_tags(page: str) -> Cut:
    """The cuts at all that a browser takes for a tag."""
    parts = TAG.split(page)
    tags = list(map(add, parts[1::3], parts[2::3]))
    kinds = {text: tag_of(text) for text in dict.fromkeys(tags)}
    ids = [place for tag in kinds.values() for place in tag.ids]
    links = {link for tag in kinds.values() for link in tag.links}
    return Cut(parts[0::3], tags, kinds, ids, links, page.count("<") == len(tags))
