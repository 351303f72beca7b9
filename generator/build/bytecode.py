"""Compiled templates, kept from one build to the next: some eighty of them take a quarter of a second to compile.

Jinja compares the source of each; the store, that what it gives is what was put there.
"""

from __future__ import annotations

from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, bc_magic

from generator.build.memo import Store, key_of, program


class Compiled(jinja2.BytecodeCache):
    """Compiled templates of one environment in a store. `options` is a hash of what else decides the code."""

    def __init__(self, store: Store, options: bytes) -> None:
        self.store, self.options = store, options

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the bucket what is kept, if it was compiled from the same."""
        kept = self.store.get(bucket.key)
        made_from = self._made_from(bucket)
        if kept is not None and kept.startswith(made_from):
            bucket.bytecode_from_string(kept[len(made_from) :])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, in the place of what the template was before."""
        self.store.put(bucket.key, self._made_from(bucket) + bucket.bytecode_to_string())

    def _made_from(self, bucket: Bucket) -> bytes:
        parts = (bucket.checksum.encode(), bc_magic, jinja2.__version__.encode())
        return key_of(program(), self.options, *parts).encode()


def compiled(root: Path, options: bytes) -> Compiled | None:
    """Compiled templates of the site in `root`; None on another machine than the one that builds it."""
    return Compiled(Store(root / "build" / "cache" / "templates"), options) if (root / "build").is_dir() else None
