"""How numbers and texts travel: variable-length integers, JSON, gzip and bare deflate, the same bytes on every run."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.integer[Any]]
"""Whole numbers of any width; the wide arrays of an index are kept as narrow as they can be."""

# Fixed by hand, because Python's gzip module writes the platform into it: deflate, no name, no time, system unknown.
GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
CHUNK = 1 << 18  # values encoded at a time: bounds what the encoder holds
LAST_BLOCK = b"\x03\x00"


def sizes(values: Numbers) -> npt.NDArray[np.uint8]:
    """How many bytes each value takes: seven bits a byte, values below 2**35."""
    size = np.ones(len(values), dtype=np.uint8)
    for bits in (7, 14, 21, 28):
        size += values >= 1 << bits
    return size


def varints(values: Numbers) -> bytes:
    """The values one after another, low seven bits first, the high bit saying that more follow (LEB128)."""
    return b"".join(_varints(values[at : at + CHUNK]) for at in range(0, len(values), CHUNK))


def _varints(values: Numbers) -> bytes:
    size = sizes(values)
    width = int(size.max())
    if width == 1:
        return values.astype(np.uint8).tobytes()
    values = values.astype(np.uint32 if width < 5 else np.int64)
    out = np.empty((len(values), width), dtype=np.uint8)
    for byte in range(width):
        out[:, byte] = values >> (7 * byte) & 0x7F
        out[:, byte] |= (size > byte + 1).view(np.uint8) << 7
    return out[np.arange(width, dtype=np.uint8) < size[:, None]].tobytes()


def packed(data: bytes, level: int = 9) -> bytes:
    """The data as a gzip file."""
    deflate = zlib.compressobj(level, zlib.DEFLATED, -15)
    tail = zlib.crc32(data).to_bytes(4, "little") + (len(data) & 0xFFFFFFFF).to_bytes(4, "little")
    return GZIP_HEADER + deflate.compress(data) + deflate.flush() + tail


def packed_json(value: object) -> bytes:
    """The value as UTF-8 JSON without spaces, in a gzip file."""
    return packed(msgspec.json.encode(value), level=7)


def deflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Each piece as whole blocks of a deflate stream that end on a byte: such pieces can be joined in any order.

    Numbers of variable length hold no words to find again, so each byte is written by how often it occurs and nothing
    is looked for: a tenth of the time, and for lists of sections smaller.
    """
    stream = zlib.compressobj(6, zlib.DEFLATED, -15, 9, zlib.Z_HUFFMAN_ONLY)
    for piece in pieces:
        yield stream.compress(piece) + stream.flush(zlib.Z_FULL_FLUSH)


def joined(head: bytes, pieces: Sequence[bytes]) -> bytes:
    """One deflate stream of `head`, at most 65,535 bytes, as it is, and of deflated pieces behind it."""
    size = len(head)
    stored = b"\x00" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + head
    return b"".join((stored, *pieces, LAST_BLOCK))
