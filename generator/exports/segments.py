"""Notices cut into segments, so that one more notice changes one segment and leaves the others as they are.

A segment ends after a notice whose id says so (a hash of it), not after so many notices: a notice that is put between others
moves no other cut. Segments never reach across a year, so a year's file is made of whole segments.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import pairwise

from generator.facts.model import Notice
from generator.filing import year_of

ONE_IN = 16
"""Of so many notices one ends a segment."""
MOST = 48
"""Notices a segment may have."""


def segments(notices: Sequence[Notice]) -> list[tuple[Notice, ...]]:
    """The notices in their order, cut."""
    found: list[tuple[Notice, ...]] = []
    start = 0
    for at, (notice, following) in enumerate(pairwise(notices), 1):
        if ends(notice.id) or at - start == MOST or year_of(notice) != year_of(following):
            found.append(tuple(notices[start:at]))
            start = at
    return [*found, tuple(notices[start:])] if notices else []


def ends(notice_id: str) -> bool:
    """Whether a segment ends after the notice, wherever it stands."""
    return int.from_bytes(hashlib.blake2b(notice_id.encode(), digest_size=4).digest(), "big") % ONE_IN == 0
