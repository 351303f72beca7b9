"""How numbers and texts travel: variable-length integers, JSON and gzip, the same bytes on every run."""

from __future__ import annotations

import zlib
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.integer[Any]]
"""Whole numbers of any width; the wide arrays of an index are kept as narrow as they can be."""

# Fixed by hand, because Python's gzip module writes the platform into it: deflate, no name, no time, system unknown.
GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
CHUNK = 1 << 18  # values encoded at a time: bounds what the encoder holds


def sizes(values: Numbers) -> npt.NDArray[np.uint8]:
    """How many bytes each value takes: seven bits a byte, values below 2**35."""
    size = np.ones(len(values), dtype=np.uint8)
    for bits in (7, 14, 21, 28):
        size += values >= 1 << bits
    return size


def varints(values: Numbers) -> bytes:
    """The values one after another, low seven bits first, the high bit saying that more follow (LEB128)."""
    return b"".join(_varints(values[at : at + CHUNK].astype(np.int64)) for at in range(0, len(values), CHUNK))


def _varints(values: npt.NDArray[np.int64]) -> bytes:
    size = sizes(values)
    end = np.cumsum(size, dtype=np.int64)
    start = end - size
    out = np.zeros(int(end[-1]), dtype=np.uint8)
    for byte in range(int(size.max())):
        chosen = np.flatnonzero(size > byte)
        more = (size[chosen] > byte + 1).astype(np.int64) << 7
        out[start[chosen] + byte] = (values[chosen] >> (7 * byte)) & 0x7F | more
    return out.tobytes()


def packed(data: bytes, level: int = 9) -> bytes:
    """The data as a gzip file."""
    deflate = zlib.compressobj(level, zlib.DEFLATED, -15)
    tail = zlib.crc32(data).to_bytes(4, "little") + (len(data) & 0xFFFFFFFF).to_bytes(4, "little")
    return GZIP_HEADER + deflate.compress(data) + deflate.flush() + tail


def packed_json(value: object) -> bytes:
    """The value as UTF-8 JSON without spaces, in a gzip file."""
    return packed(msgspec.json.encode(value), level=7)
