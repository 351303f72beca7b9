"""gzip that depends on its input alone."""

from __future__ import annotations

import gzip

UNKNOWN_SYSTEM = b"\xff"


def packed(data: bytes, level: int = 6) -> bytes:
    """The data as a gzip file without time, name or platform (byte 9 of the header, which Python fills in)."""
    made = gzip.compress(data, compresslevel=level, mtime=0)
    return made[:9] + UNKNOWN_SYSTEM + made[10:]
