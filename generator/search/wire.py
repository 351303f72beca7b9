"""How numbers and texts travel: variable-length integers, JSON and gzip, the same bytes on every run."""

from __future__ import annotations

import zlib

import msgspec
import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]

# Fixed by hand, because Python's gzip module writes the platform into it: deflate, no name, no time, system unknown.
GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"


def sizes(values: Numbers) -> Numbers:
    """How many bytes each value takes: seven bits a byte, values below 2**35."""
    bounds = np.array([1 << 7, 1 << 14, 1 << 21, 1 << 28], dtype=np.int64)
    return np.searchsorted(bounds, values, side="right").astype(np.int64) + 1


def varints(values: Numbers) -> bytes:
    """The values one after another, low seven bits first, the high bit saying that more follow (LEB128)."""
    size = sizes(values)
    start = np.cumsum(size) - size
    out = np.zeros(int(size.sum()), dtype=np.uint8)
    for byte in range(int(size.max(initial=0))):
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
