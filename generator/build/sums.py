"""The sums over all notices, kept from one build to the next."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from generator.build.memo import Store, key_of, program
from generator.build.reading import Read
from generator.sums import Sums, summed


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """Sums, and the keys of the notices that they are of."""

    notices: list[str]
    sums: Sums


KEPT = msgspec.msgpack.Decoder(Kept)


def sums_of(read: Sequence[Read], store: Store) -> Sums:
    """The sums of the notices, which go on from those of the build before. Where a notice that was counted is gone, all are
    counted again."""
    key = key_of(b"sums", program())
    packed = store.get(key)
    before = KEPT.decode(packed) if packed is not None else Kept([], Sums())
    now = {each.key for each in read}
    if not (now.issuperset(before.notices) and len(now) == len(read)):
        before = Kept([], Sums())
    counted = frozenset(before.notices)
    more = [(each.notice, each.tally) for each in read if each.key not in counted]
    if not more:
        return before.sums
    sums = summed(more, before.sums)
    store.put(key, msgspec.msgpack.encode(Kept([each.key for each in read], sums)))
    return sums
