"""What a saved page says about itself outside its text: its encoding and the meta elements that Chinese portals carry.

Source of the names: 《政府网站发展指引》 (国办发〔2017〕47号), annex: SiteName, ArticleTitle, PubDate, ContentSource, Url. Browsers
put the address into a comment when they save a page.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from generator.intake.model import Hints
from generator.intake.text import codec_name
from generator.source import BOMS

DECLARED = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I)
HEAD = 8192
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
WEB = re.compile(r"https?://[!-~]{3,500}")
DAY = re.compile(r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})")


def declared_codec(data: bytes) -> str | None:
    """Return the codec that a page declares; None where the bytes contradict it or show their encoding themselves.

    Pages that were converted keep their old declaration, so a byte-order mark and valid UTF-8 win over it.
    """
    if any(data.startswith(mark) for mark, _ in BOMS):
        return None
    found = DECLARED.search(data[:HEAD])
    if found is None or _is_encoded_as(data, "utf-8"):
        return None
    try:
        codec = codec_name(found[1].decode("ascii"))
    except (LookupError, UnicodeError):
        return None
    return codec if _is_encoded_as(data, codec) else None


def _is_encoded_as(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
        return True
    except UnicodeError:
        return False


def hints_of(root: Any, text: str) -> Hints:
    """Return publication date, source and address as the head of the page gives them, without what is malformed."""
    meta = {
        item.get("name", "").strip().lower(): item.get("content", "").strip()
        for item in root.iter("meta")
        if item.get("name") and item.get("content")
    }
    saved = SAVED_FROM.search(text[:HEAD])
    canonical = [link.get("href", "") for link in root.iter("link") if link.get("rel", "").lower() == "canonical"]
    addresses = [meta.get("url", ""), *canonical, *([saved[1]] if saved else [])]
    return Hints(
        published=_day(meta.get("pubdate", "")),
        source_name=meta.get("contentsource") or None,
        source_url=next((address for address in addresses if WEB.fullmatch(address)), None),
    )


def _day(words: str) -> date | None:
    found = DAY.match(words)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
