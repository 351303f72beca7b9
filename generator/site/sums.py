"""Sums over all notices, which go on from those of the build before: to look at the numbers of 5,000 notices for the sake of one
takes longer than to make the pages that say them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from generator.facts.tally import Outcomes, added
from generator.site.reading import Read
from generator.site.store import Store, key_of, program


class Sums(msgspec.Struct, frozen=True, array_like=True):
    """Findings of each topic in numbers, and the keys of the notices that they are of."""

    notices: list[str]
    topics: dict[str, Outcomes]


KEPT = msgspec.msgpack.Decoder(Sums)


def topic_outcomes(read: Sequence[Read], store: Store) -> dict[str, Outcomes]:
    """Topic id -> its findings in numbers, of the notices that are not withdrawn. Where a notice that was counted is gone,
    all are counted again."""
    key = key_of(b"sums", program())
    packed = store.get(key)
    before = KEPT.decode(packed) if packed is not None else Sums([], {})
    now = {each.key for each in read}
    if not (now.issuperset(before.notices) and len(now) == len(read)):
        before = Sums([], {})
    counted = frozenset(before.notices)
    more = [each for each in read if each.key not in counted]
    if not more:
        return before.topics
    topics = _with(before.topics, more)
    store.put(key, msgspec.msgpack.encode(Sums([each.key for each in read], topics)))
    return topics


def _with(topics: dict[str, Outcomes], read: Iterable[Read]) -> dict[str, Outcomes]:
    parts = {topic: [outcomes] for topic, outcomes in topics.items()}
    for each in read:
        if each.notice.sidecar.withdrawn is None:
            for topic, tally in each.tally.topics.items():
                parts.setdefault(topic, []).append(tally.outcomes)
    return {topic: added(outcomes) for topic, outcomes in parts.items()}
