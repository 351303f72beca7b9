"""What a file is: by its first bytes and by its name, which must agree."""

from __future__ import annotations

import re
from typing import Literal

from generator.intake.model import RefusedError

Kind = Literal["text", "docx", "pdf", "html", "office"]

SUFFIXES: dict[str, Kind] = {
    ".txt": "text",
    ".docx": "docx",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".doc": "office",
    ".wps": "office",
}
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF = b"%PDF-"
RTF = b"{\\rtf"
HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
NAMES = {
    "text": "纯文本",
    "docx": "Word 文件（.docx）",
    "pdf": "PDF",
    "html": "网页",
    "office": "旧版 Word 或 WPS 文件",
}
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*")


def find_kind(data: bytes, suffix: str) -> Kind:
    """How the file is to be read. Raises RefusedError for unknown formats and for content that belies the name."""
    named = SUFFIXES.get(suffix.lower())
    if named is None:
        raise RefusedError("GK033", f"不认识扩展名“{suffix}”。" if suffix else "文件名没有扩展名。")
    if not data:
        raise RefusedError("GK043", "文件是空的。")
    found = content_kind(data)
    if found == named or (found is None and named == "text") or (named == "office" and found in ("docx", "text")):
        # New versions of WPS put a .docx under the name .wps, and a .doc may be RTF.
        return "docx" if named == "office" and found == "docx" else named
    if named == "docx" and found == "office":
        raise RefusedError("GK036", "这个 .docx 加了密码，或者其实是旧版 .doc 改的名。")
    if found is None and named == "html":
        return "html"
    if found is None:
        raise RefusedError("GK035", f"内容不是{NAMES[named]}。")
    raise RefusedError("GK034", f"扩展名是 {suffix.lower()}，内容却是{NAMES[found]}。")


def content_kind(data: bytes) -> Kind | None:
    """The kind the first bytes show, None when they show nothing (plain text does not announce itself)."""
    if data.startswith(ZIP):
        return "docx"
    if data.startswith(OLE):
        return "office"
    if data.startswith(RTF):
        return "text"
    if PDF in data[:1024]:
        return "pdf"
    if data.startswith(PICTURES):
        raise RefusedError("GK033", "这是图片。")
    return "html" if HTML.match(data[:4096].removeprefix(b"\xef\xbb\xbf")) else None
