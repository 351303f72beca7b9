"""A path given by a person -> bytes: only of a regular file, only so many, and named so that a terminal stays whole."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from generator.intake.model import RefusedError

MAX_BYTES = 32 * 1024 * 1024
"""As much as the build takes of one notice."""


def read_original(path: Path) -> bytes:
    """The bytes of a regular file. Raises RefusedError; never waits for a pipe and never follows a link."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if path.is_symlink():
            raise RefusedError("GK031", "这是符号链接。")
        handle = os.open(path, flags)
    except (OSError, ValueError) as error:
        raise RefusedError("GK030", f"打不开：{_reason(error)}。") from None
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode):
        os.close(handle)
        raise RefusedError("GK031", "这是文件夹。" if stat.S_ISDIR(about.st_mode) else "这是管道或设备。")
    with os.fdopen(handle, "rb") as file:
        if about.st_size > MAX_BYTES:
            raise RefusedError("GK032", f"文件有 {about.st_size >> 20} MB，超过 {MAX_BYTES >> 20} MB。")
        try:
            data = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise RefusedError("GK030", f"读到一半出错：{_reason(error)}。") from None
    if len(data) > MAX_BYTES:
        raise RefusedError("GK032", f"文件超过 {MAX_BYTES >> 20} MB。")
    return data


def _reason(error: OSError | ValueError) -> str:
    known = {
        "FileNotFoundError": "没有这个文件",
        "PermissionError": "没有读取权限",
        "NotADirectoryError": "路径中有一段不是文件夹",
        "ValueError": "文件名里有 NUL 字符",
    }
    strange = "文件名过长" if getattr(error, "errno", None) == 36 else "系统读取失败"
    return known.get(type(error).__name__, strange)


def shown(name: str | Path) -> str:
    """A file name for a message: what could steer a terminal, or is no text at all, is written as an escape."""
    words = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in str(name))
    return words if len(words) <= 120 else words[:60] + "…" + words[-59:]
