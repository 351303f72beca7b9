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
from urllib.parse import unquote, urlsplit

import msgspec
from selectolax.lexbor import LexborHTMLParser

from generator.pages.notice.text import digest_of_words, squash

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'"
)
META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
CHARSET = re.compile(r"<head(?:\s[^>]*)?>\s*<meta charset=[^>]*>|<head(?:\s[^>]*)?>", re.IGNORECASE)
LINKS = ("href", "src", "action")
FORBIDDEN = {"script:not([src]):not([type='application/ld+json'])": "内联脚本", "style, [style]": "内联样式"}
EVENT = re.compile(rb"[\s/\"']on[a-z]+\s*=", re.IGNORECASE)
"""What an event handler looks like; escaped text may look so, too."""


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
    document = LexborHTMLParser(page)
    ids = [str(node.attributes["id"] or "") for node in document.css("[id]")]
    links = {str(node.attributes[name] or "") for name in LINKS for node in document.css(f"[{name}]")}
    forbidden = next((words for selector, words in FORBIDDEN.items() if document.css_first(selector)), "")
    if not forbidden and EVENT.search(page):
        handlers = [name for node in document.css("*") for name in node.attributes if name.startswith("on")]
        forbidden = "内联事件" if handlers else ""
    shown = targets(path, links) if path != "404.html" else []
    return Look(ids, shown, forbidden, *map(digest_of_words, _texts_of(document)))


def shown_texts(page: bytes) -> tuple[str, str]:
    """Return the squashed texts that a page shows inside `data-notice-body` and `data-source-body`, without what is `data-derived`."""
    official, source = map(squash, _texts_of(LexborHTMLParser(page)))
    return official, source


def _texts_of(document: LexborHTMLParser) -> tuple[str, str]:
    for derived in document.css("[data-derived]"):
        derived.decompose()
    official, source = (document.css_first(f"[data-{name}-body]") for name in ("notice", "source"))
    return official.text() if official else "", source.text() if source else ""


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
