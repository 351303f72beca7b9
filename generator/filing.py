"""What a notice is filed under, by itself: its order, its day and year, whose it is, its places.

Orders are total and come from the data alone: newest first by publication, notices without a date last, then by id.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import NamedTuple

from generator.facts.model import Notice, Region


class Place(NamedTuple):
    """One level of the region tree: 430000 湖南省, 430600 岳阳市, 430626 平江县."""

    code: str
    name: str
    names: tuple[str, ...]
    """From the province down to this place."""
    parent: str | None


def newest_first(notice: Notice) -> tuple[bool, int, str]:
    """Sort key: newest publication first, no date last, then id."""
    published = notice.published
    return (published is None, -published.value.toordinal() if published else 0, notice.id)


def newest_date(notices: Iterable[Notice]) -> str | None:
    """The newest publication date of these notices, ISO 8601: the day that a page about nothing else is of."""
    newest = max((notice.published.value for notice in notices if notice.published), default=None)
    return newest.isoformat() if newest else None


def in_time(notice: Notice) -> tuple[date, str]:
    """Sort key of a unit's time line: the date the notice is filed under, then id."""
    return (dated(notice) or date.min, notice.id)


def dated(notice: Notice) -> date | None:
    """Publication, else the feedback, else the end or the start of the inspection: what the search files it under too."""
    inspection = notice.inspection
    fact = notice.published or inspection.feedback or inspection.end or inspection.start
    return fact.value if fact else None


def named(notice: Notice) -> str | None:
    """The unit's name, else the body that issued the notice, else None."""
    fact = notice.unit.name or notice.unit.issuer
    return fact.value if fact else None


def title_of(notice: Notice) -> str:
    """The title on one line; where the text has none, whose notice it is."""
    if notice.title and notice.title.value.strip():
        return notice.title.value
    return f"{named(notice) or notice.id}整改情况通报"


def year_of(notice: Notice) -> int | None:
    """The year a notice is filed under: that of `dated`."""
    day = dated(notice)
    return day.year if day else None


def places_of(region: Region) -> tuple[Place, ...]:
    """The region and the places above it, province first, with their GB/T 2260 codes.

    A county directly under its province (429004 仙桃市) or a municipality's district (110105) has two names and no city level.
    """
    return _levels(region.code, region.names)


@cache
def _levels(code: str, names: tuple[str, ...]) -> tuple[Place, ...]:
    if len(names) <= 1:
        codes = [code]
    elif len(names) == 2:
        codes = [code[:2] + "0000", code]
    else:
        codes = [code[:2] + "0000", code[:4] + "00", code]
    places: list[Place] = []
    for depth, (each, name) in enumerate(zip(codes, names, strict=False)):
        places.append(Place(each, name, names[: depth + 1], places[-1].code if places else None))
    return tuple(places)
