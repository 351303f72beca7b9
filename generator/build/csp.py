"""The Content-Security-Policy of every page: the second wall behind escaping.

The theme has no inline script and no inline style, so the policy needs no hash and no `unsafe-inline`. A page that holds
an inline script all the same is not given a hash for it: the build stops, because text has become program somewhere.
"""

from __future__ import annotations

import re

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "object-src 'none'",
    )
)
META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
HEAD = re.compile(r"<head(?:\s[^>]*)?>", re.IGNORECASE)
CHARSET = re.compile(r"<meta\s+charset=[^>]*>", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b([^>]*)>", re.IGNORECASE)
DATA_BLOCK = re.compile(r"""type\s*=\s*["']?application/(?:json|ld\+json)\b""", re.IGNORECASE)
HAS_SRC = re.compile(r"\ssrc\s*=", re.IGNORECASE)
HANDLER = re.compile(r"""<[a-z](?:[^>"']|"[^"]*"|'[^']*')*\son[a-z]+\s*=""", re.IGNORECASE)
STYLE_ATTRIBUTE = re.compile(r"""<[a-z](?:[^>"']|"[^"]*"|'[^']*')*\sstyle\s*=""", re.IGNORECASE)


def with_policy(page: str) -> str:
    """The page with the policy as early in its head as the character set allows. Raises ValueError without a head."""
    head = HEAD.search(page)
    if not head:
        raise ValueError("页面没有 <head>，无法写入内容安全策略")
    charset = CHARSET.search(page, head.end())
    at = charset.end() if charset else head.end()
    return page[:at] + META + page[at:]


KINDS = ("内联脚本", "内联样式", "内联事件")


def forbidden(page: str) -> str | None:
    """What in the page the policy would block, as a short description; None for a clean page."""
    for script in SCRIPT.finditer(page):
        if not HAS_SRC.search(script.group(1)) and not DATA_BLOCK.search(script.group(1)):
            return KINDS[0]
    if "<style" in page.lower() or STYLE_ATTRIBUTE.search(page):
        return KINDS[1]
    if HANDLER.search(page):
        return KINDS[2]
    return None
