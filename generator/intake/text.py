"""Bytes of a text file -> its text, with the encoding proved rather than guessed.

A byte-order mark decides, then strict UTF-8 (no other encoding of Chinese passes it by chance), then strict GB18030. The
last is weak evidence, because Big5 and Shift JIS text often reads as GB18030 too, as rubbish; so chardet must name the
same family. Where it does not, a person decides with `--encoding`.
"""

from __future__ import annotations

import codecs
import re

from generator.intake.model import RefusedError
from generator.source import BOMS, LINE_END

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
GB = {"gb2312", "gbk", "gb18030", "cp936"}
SAMPLE = 200_000
"""Bytes that chardet looks at; more takes time and tells nothing new."""
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
WORN = 0.02
"""The share of control characters from which a file is no text."""


def decode_text(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Text (byte-order mark included) and codec. `encoding` is what a person has decided; it is still checked.

    Raises RefusedError with GK040 to GK043.
    """
    if not data.strip():
        raise RefusedError("GK043", "文件是空的。" if not data else "文件里只有空白。")
    codec = codec_name(encoding) if encoding else find_codec(data)
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RefusedError("GK041", f"从第 {error.start + 1} 个字节（约第 {line} 行）起不是 {codec} 文字。") from None
    check_text(text)
    return text, codec


def check_text(text: str) -> None:
    """Raises RefusedError unless the text can be a notice: no NUL, hardly a control character, some Chinese."""
    if "\0" in text:
        line = len(LINE_END.findall(text, 0, text.index("\0"))) + 1
        raise RefusedError("GK042", f"第 {line} 行有 NUL 字节，不像文本文件。")
    if len(CONTROL.findall(text)) > len(text) * WORN:
        raise RefusedError("GK042", "控制字符太多，不像文本文件。")
    if HAN.search(text) is None:
        raise RefusedError("GK043", "读出的文字里没有一个汉字。")


def codec_name(encoding: str) -> str:
    """Python's name of an encoding; GBK and GB2312 become GB18030, which contains them. Raises LookupError."""
    name = codecs.lookup(encoding).name
    if not codecs.lookup(name)._is_text_encoding:
        raise LookupError(f"unknown encoding: {encoding}")
    return "gb18030" if name in GB else name


def find_codec(data: bytes) -> str:
    """The codec that the bytes prove. Raises RefusedError when they prove none."""
    for mark, codec in BOMS:
        if data.startswith(mark):
            return codec
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        broken = error.start
    else:
        return "utf-8"
    if b"\0" in data:
        raise RefusedError("GK042", f"第 {data.index(0) + 1} 个字节是 NUL，不像文本文件。")
    try:
        data.decode("gb18030")
    except UnicodeDecodeError as error:
        message = f"按 UTF-8 读到第 {broken + 1} 个字节、按 GB18030 读到第 {error.start + 1} 个字节就读不下去。"
        raise RefusedError("GK041", message) from None
    other = second_opinion(data)
    if other.lower() not in GB:
        message = f"按 GB18030 能读通，但 chardet 判断为 {other}，两者不一致。"
        raise RefusedError("GK040", message)
    return "gb18030"


def second_opinion(data: bytes) -> str:
    """What chardet takes the bytes for."""
    import chardet

    return str(chardet.detect(data[:SAMPLE])["encoding"] or "二进制数据")
