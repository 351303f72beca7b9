"""Bytes of a text file -> its text, with the encoding proved rather than guessed.

A byte-order mark decides, then strict UTF-8 (no other encoding of Chinese passes it by chance), then strict GB18030. The
last is weak evidence, because Big5 and Shift JIS text often reads as GB18030 too, as rubbish; so chardet must name the
same family. Where it does not, a person decides with `--encoding`.
"""

from __future__ import annotations

import codecs
import re

from generator.intake.model import RefusedFileError
from generator.source import BOMS, LINE_END

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
GB = {"gb2312", "gbk", "gb18030", "cp936"}
SAMPLE = 200_000
"""Bytes that chardet looks at; more takes time and tells nothing new."""
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
MOST_CONTROL = 0.02
"""The share of control characters above which a file is no text."""


def decode_text(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Return text (byte-order mark included) and codec. `encoding` is what a person has decided; it is still checked.

    Raises RefusedFileError with GK040 to GK043.
    """
    if not data.strip():
        raise RefusedFileError("GK043", "文件里只有空白。" if data else "文件是空的。")
    codec = codec_name(encoding) if encoding else find_codec(data)
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"从第 {error.start + 1} 个字节（约第 {line} 行）起不是 {codec} 文字。"
        raise RefusedFileError("GK041", message) from None
    check_text(text)
    return text, codec


def check_text(text: str) -> None:
    """Raise RefusedFileError unless the text can be a notice: no NUL, few control characters, some Chinese."""
    if "\0" in text:
        line = len(LINE_END.findall(text, 0, text.index("\0"))) + 1
        raise RefusedFileError("GK042", f"第 {line} 行有 NUL 字节，不像文本文件。")
    if len(CONTROL.findall(text)) > len(text) * MOST_CONTROL:
        raise RefusedFileError("GK042", "控制字符太多，不像文本文件。")
    if HAN.search(text) is None:
        raise RefusedFileError("GK043", "读出的文字里没有一个汉字。")


def codec_name(encoding: str) -> str:
    """Return Python's name of an encoding; GB18030 for GBK and GB2312, which it contains. Raises LookupError."""
    "".encode(encoding)  # raises it for codecs that are not of text, such as rot13
    name = codecs.lookup(encoding).name
    return "gb18030" if name in GB else name


def find_codec(data: bytes) -> str:
    """Return the codec that the bytes prove. Raises RefusedFileError when they prove none."""
    for mark, codec in BOMS:
        if data.startswith(mark):
            return codec
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError as error:
        broken = error.start
    if b"\0" in data:
        raise RefusedFileError("GK042", f"第 {data.index(0) + 1} 个字节是 NUL，不像文本文件。")
    try:
        data.decode("gb18030")
    except UnicodeDecodeError as error:
        message = f"按 UTF-8 读到第 {broken + 1} 个字节、按 GB18030 读到第 {error.start + 1} 个字节就读不下去。"
        raise RefusedFileError("GK041", message) from None
    import chardet  # here, because few files need it

    other = str(chardet.detect(data[:SAMPLE])["encoding"] or "二进制数据")
    if other.lower() not in GB:
        raise RefusedFileError("GK040", f"按 GB18030 能读通，但 chardet 判断为 {other}，两者不一致。")
    return "gb18030"
