"""The notices that stand beside a notice: those it follows or that follow it, and those before and after it of its unit."""

from __future__ import annotations

from generator.facts.model import Notice
from generator.library import Library
from generator.pages import addresses
from generator.pages.rows import iso, title_of
from generator.pages.view_parts import Neighbour


def neighbours(library: Library, notice: Notice) -> tuple[Neighbour, ...]:
    """The notices that a notice follows up, that follow it up, and that stand before and after it in its unit's time."""
    found: list[Neighbour] = []
    followed = library.by_id.get(notice.sidecar.previous or "")
    if followed:
        found.append(_neighbour("本通报所跟进的通报", followed))
    found += [_neighbour("跟进本通报的通报", other) for other in library.followers(notice)]
    known = {neighbour.url for neighbour in found}
    unit = library.unit_by_id.get(notice.unit.id)
    line = library.time_line(unit) if unit else ()
    here = next((i for i, other in enumerate(line) if other.id == notice.id), None)
    if here is not None:
        beside = [("前一份通报", line[here - 1])] if here else []
        beside += [("后一份通报", line[here + 1])] if here + 1 < len(line) else []
        found += [_neighbour(word, other) for word, other in beside if addresses.notice_url(other.id) not in known]
    return tuple(found)


def _neighbour(relation: str, notice: Notice) -> Neighbour:
    published = iso(notice.published.value) if notice.published else None
    return Neighbour(relation, title_of(notice), addresses.notice_url(notice.id), published)
