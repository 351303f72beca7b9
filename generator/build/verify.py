"""What must hold of a page before it may be published: it shows the official text, and holds nothing that its policy would block.

The text of every notice page is compared with its original, white space and page furniture apart (invariant 3): a
renderer, a template or a theme that loses or alters a word stops the build.

The policy of every page (Content-Security-Policy) is the second wall behind escaping. The theme has no inline script and no inline
style, so the policy needs no hash and no `unsafe-inline`. A page that holds an inline script all the same is not given a hash for it:
the build stops, because text has become program somewhere.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

import lxml.etree
import msgspec

from generator.pages.notice.text import digest_of_words, squash

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'"
)
META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
CHARSET = re.compile(r"<head(?:\s[^>]*)?>\s*<meta charset=[^>]*>|<head(?:\s[^>]*)?>", re.IGNORECASE)
INLINE_SCRIPT = "//script[not(@src) and not(@type='application/ld+json')]"
LINKS = frozenset(("href", "src", "action"))
OFFICIAL, ORIGINAL = (
    f"//*[@data-{name}-body]//text()[not(ancestor::*[@data-derived])]" for name in ("notice", "source")
)
PARSER = lxml.etree.HTMLParser(encoding="utf-8", huge_tree=True)


class Look(msgspec.Struct, frozen=True, array_like=True):
    """What was seen in a page that is to be published."""

    ids: list[str]
    links: list[str]
    """Published paths that its links lead to, with `#` and a place where they name one; sorted, each once."""
    forbidden: str
    """What in it the policy would block, or ''."""
    official: bytes
    """`digest_of_words` of the official text that it shows."""
    source: bytes
    """The same of the original, where it is a source view."""


def with_policy(page: str) -> str:
    """Return the page with the policy as early in its head as the character set allows. Raises ValueError without a head."""
    head = CHARSET.search(page)
    if not head:
        raise ValueError("页面没有 <head>，无法写入内容安全策略")
    return page[: head.end()] + META + page[head.end() :]


def look_at(path: str, page: bytes) -> Look:
    """Return what the HTML at `path` holds. Links to other sites are left out, and those of 404.html, which start at the root."""
    document = lxml.etree.fromstring(page, PARSER)
    ids: list[str] = []
    links: set[str] = set()
    forbidden = "内联脚本" if document.xpath(INLINE_SCRIPT) else "内联样式" if document.xpath("//style") else ""
    for element in document.iter(lxml.etree.Element):
        for name, value in element.items():
            if name == "id":
                ids.append(value)
            elif name in LINKS:
                links.add(value)
            elif name == "style" or name.startswith("on"):
                forbidden = forbidden or {"style": "内联样式"}.get(name, "内联事件")
    shown = targets(path, links) if path != "404.html" else []
    return Look(ids, shown, forbidden, *map(digest_of_words, _texts_of(document)))


def shown_texts(page: bytes) -> tuple[str, str]:
    """Return the squashed texts that a page shows inside `data-notice-body` and `data-source-body`, without what is `data-derived`."""
    official, source = map(squash, _texts_of(lxml.etree.fromstring(page, PARSER)))
    return official, source


def _texts_of(document: Any) -> tuple[str, str]:
    official, source = ("".join(document.xpath(query)) for query in (OFFICIAL, ORIGINAL))
    return official, source


def difference(shown: str, wanted: str) -> str:
    """Return where two texts part, with a few characters of each."""
    at = next((i for i, (a, b) in enumerate(zip(shown, wanted, strict=False)) if a != b), min(len(shown), len(wanted)))
    near = slice(max(0, at - 8), at + 12)
    return f"第 {at + 1} 字起不同：页面“{shown[near]}”，原文“{wanted[near]}”"


def targets(path: str, links: Iterable[str]) -> list[str]:
    """Return published paths and places that the links of a page lead to, sorted, each once."""
    found: set[str] = set()
    for link in links:
        parts = urlsplit(link)
        if not parts.scheme and not parts.netloc:
            found.add(resolve(path, parts.path) + (f"#{unquote(parts.fragment)}" if parts.fragment else ""))
    return sorted(found)


def resolve(page: str, path: str) -> str:
    """Return the published file that a relative URL path leads to."""
    if not path:
        return page
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))
    return posixpath.join(target, "index.html").removeprefix("./") if path.endswith(("/", ".")) else target
