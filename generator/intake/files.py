"""A file that a person names: its bytes and what kind of file they are.

Only a regular file of bearable size is read. Its kind shows in its first bytes and in its name, which must agree.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path
from typing import Literal

from generator.intake.model import RefusedFileError

FileKind = Literal["text", "docx", "pdf", "html", "office"]

MAX_BYTES = 32 * 1024 * 1024
"""As much as the build takes of one notice."""
KIND_OF_SUFFIX: dict[str, FileKind] = {
    ".txt": "text",
    ".docx": "docx",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".doc": "office",
    ".wps": "office",
}
KIND_NAMES: dict[FileKind, str] = {
    "text": "纯文本",
    "docx": "Word 文件（.docx）",
    "pdf": "PDF",
    "html": "网页",
    "office": "旧版 Word 或 WPS 文件",
}
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF = b"%PDF-"
RTF = b"{\\rtf"
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*")
HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


def read_original(path: Path) -> bytes:
    """Return the bytes of a regular file. Raises RefusedFileError; never waits for a pipe and never follows a link."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if path.is_symlink():
            raise RefusedFileError("GK031", "这是符号链接。")
        handle = os.open(path, flags)
    except (OSError, ValueError) as error:
        raise RefusedFileError("GK030", f"打不开：{_reason(error)}。") from None
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode):
        os.close(handle)
        raise RefusedFileError("GK031", "这是文件夹。" if stat.S_ISDIR(about.st_mode) else "这是管道或设备。")
    with os.fdopen(handle, "rb") as file:
        if about.st_size > MAX_BYTES:
            raise RefusedFileError("GK032", f"文件有 {about.st_size >> 20} MB，超过 {MAX_BYTES >> 20} MB。")
        try:
            data = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise RefusedFileError("GK030", f"读到一半出错：{_reason(error)}。") from None
    if len(data) > MAX_BYTES:
        raise RefusedFileError("GK032", f"文件超过 {MAX_BYTES >> 20} MB。")
    return data


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, ValueError):
        return "文件名里有 NUL 字符"
    reasons = {
        errno.ENOENT: "没有这个文件",
        errno.EACCES: "没有读取权限",
        errno.EPERM: "没有读取权限",
        errno.ENOTDIR: "路径中有一段不是文件夹",
        errno.ENAMETOOLONG: "文件名过长",
    }
    return reasons.get(error.errno or 0, "系统读取失败")


def find_kind(data: bytes, suffix: str) -> FileKind:
    """Return how a file is to be read. Raises RefusedFileError for unknown formats and content that contradicts the name."""
    named = KIND_OF_SUFFIX.get(suffix.lower())
    if named is None:
        raise RefusedFileError("GK033", f"不认识扩展名“{suffix}”。" if suffix else "文件名没有扩展名。")
    if not data:
        raise RefusedFileError("GK043", "文件是空的。")
    found = _kind_of_content(data)
    if named == "office" and found in ("docx", "text"):
        # New versions of WPS put a .docx under the name .wps, and a .doc may be RTF.
        return "docx" if found == "docx" else "office"
    if found == named or (found is None and named in ("text", "html")):
        return named
    if named == "docx" and found == "office":
        raise RefusedFileError("GK036", "这个 .docx 加了密码，或者其实是旧版 .doc 改的名。")
    if found is None:
        raise RefusedFileError("GK035", f"内容不是{KIND_NAMES[named]}。")
    raise RefusedFileError("GK034", f"扩展名是 {suffix.lower()}，内容却是{KIND_NAMES[found]}。")


def _kind_of_content(data: bytes) -> FileKind | None:
    """Return the kind that the first bytes show; None when they show nothing, as those of plain text."""
    if data.startswith(ZIP):
        return "docx"
    if data.startswith(OLE):
        return "office"
    if data.startswith(RTF):
        return "text"
    if PDF in data[:1024]:
        return "pdf"
    if data.startswith(PICTURES):
        raise RefusedFileError("GK033", "这是图片。")
    return "html" if HTML.match(data[:4096].removeprefix(b"\xef\xbb\xbf")) else None
