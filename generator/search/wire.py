"""The bytes of index files: variable-length integers and deflate streams, the same on every run."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.integer[Any]]
"""Whole numbers of any width; the long arrays of an index are kept as narrow as they can be."""
LAST_BLOCK = b"\x03\x00"


def varint_sizes(values: Numbers) -> npt.NDArray[np.uint8]:
    """Return how many bytes each value takes: seven bits a byte, values below 2**35."""
    size = np.ones(len(values), dtype=np.uint8)
    for bits in (7, 14, 21, 28):
        size += values >= 1 << bits
    return size


def varints(values: Numbers) -> bytes:
    """Return the values one after another, low seven bits first, the high bit saying that more follow (LEB128)."""
    size = varint_sizes(values)
    out = np.empty((len(values), size.max(initial=1)), dtype=np.uint8)
    for byte in range(out.shape[1]):
        out[:, byte] = values >> (7 * byte) & 0x7F
        out[:, byte] |= (size > byte + 1).view(np.uint8) << 7
    return out[np.arange(out.shape[1]) < size[:, None]].tobytes()


def deflated_json(value: object) -> bytes:
    """Return the value as UTF-8 JSON without spaces, as a deflate stream."""
    stream = zlib.compressobj(7, zlib.DEFLATED, -15)
    return stream.compress(msgspec.json.encode(value)) + stream.flush()


def deflated_pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Return each piece as whole blocks of a deflate stream that end on a byte, so that pieces can be joined in any order.

    Huffman codes alone: numbers hold no words that repeat, and not looking for them takes a tenth of the time.
    """
    stream = zlib.compressobj(6, zlib.DEFLATED, -15, 9, zlib.Z_HUFFMAN_ONLY)
    for piece in pieces:
        yield stream.compress(piece) + stream.flush(zlib.Z_FULL_FLUSH)


def joined_stream(head: bytes, pieces: Sequence[bytes]) -> bytes:
    """Return one deflate stream of `head`, at most 65,535 bytes, as it is, and of deflated pieces behind it."""
    size = len(head)
    stored = b"\x00" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + head
    return b"".join((stored, *pieces, LAST_BLOCK))
