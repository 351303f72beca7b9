"""All notices together: units, regions and years, each with its notices in order (generator/filing.py)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from generator.diagnostics import Diagnostic
from generator.facts.model import Notice, Region
from generator.facts.tally import Tally, tally_of
from generator.filing import Place, dated, in_time, named, newest_first, places_of, year_of
from generator.sums import Sums, summed

Groups = dict[str, list[Notice]]
"""Notices by unit, in the order of the units; those that name no unit each by itself, at the end."""


class UnitEntry(NamedTuple):
    """A unit with its notices, newest first. The name is that of the newest notice (its issuer, where it names no unit)."""

    id: str
    name: str
    region: Region | None
    notices: tuple[Notice, ...]

    @property
    def issuers(self) -> tuple[str, ...]:
        """The Party bodies as the notices name them, each once."""
        return tuple(dict.fromkeys(n.unit.issuer.value for n in self.notices if n.unit.issuer))


class Library:
    """The notices of a site. `diagnostics` maps a notice id to what was noticed about it.

    `tallies` are those already known, by notice id, and `sums` what the notices add up to; what is not known is made at the first
    look.
    """

    def __init__(
        self,
        notices: Iterable[Notice],
        diagnostics: Mapping[str, tuple[Diagnostic, ...]] | None = None,
        tallies: Mapping[str, Tally] | None = None,
        sums: Sums | None = None,
    ) -> None:
        self.notices: tuple[Notice, ...] = tuple(sorted(notices, key=newest_first))
        self.diagnostics: Mapping[str, tuple[Diagnostic, ...]] = diagnostics or {}
        self._tallies: dict[str, Tally] = dict(tallies or {})
        self._sums = sums
        self._time_lines: dict[str, tuple[Notice, ...]] = {}

    def tally(self, notice: Notice) -> Tally:
        """The findings of a notice in numbers."""
        tally = self._tallies.get(notice.id)
        if tally is None:
            tally = self._tallies[notice.id] = tally_of(notice)
        return tally

    @cached_property
    def shown(self) -> tuple[Notice, ...]:
        """The notices that are not withdrawn."""
        return tuple(notice for notice in self.notices if notice.sidecar.withdrawn is None)

    @cached_property
    def sums(self) -> Sums:
        """What the notices add up to."""
        if self._sums is not None:
            return self._sums
        return summed((notice, self.tally(notice)) for notice in self.notices)

    @cached_property
    def topics(self) -> dict[str, Groups]:
        """Topic id -> the notices shown that have a finding in it, by unit."""
        found: dict[str, Groups] = {}
        for key, notices in self._grouped.items():
            for notice in notices:
                for topic in self.tally(notice).topics:
                    groups = found.get(topic)
                    if groups is None:
                        groups = found[topic] = {}
                    if key in groups:
                        groups[key].append(notice)
                    else:
                        groups[key] = [notice]
        return found

    @cached_property
    def _grouped(self) -> Groups:
        """The notices shown by what they are grouped by, units in their order, those that lead to none at the end."""
        found: Groups = {unit.id: [] for unit in self.units}
        for notice in self.shown:
            found.setdefault(self.groups[notice.id], []).append(notice)
        return found

    @cached_property
    def by_id(self) -> dict[str, Notice]:
        """Notices by their id."""
        return {notice.id: notice for notice in self.notices}

    @cached_property
    def units(self) -> tuple[UnitEntry, ...]:
        """Units that have a name, by region code and id."""
        found: dict[str, list[Notice]] = {}
        for notice in self.notices:
            if named(notice) and notice.unit.id:
                found.setdefault(notice.unit.id, []).append(notice)
        entries = [
            UnitEntry(
                key, named(group[0]) or key, next((n.unit.region for n in group if n.unit.region), None), tuple(group)
            )
            for key, group in found.items()
        ]
        return tuple(
            sorted(entries, key=lambda unit: (unit.region is None, unit.region.code if unit.region else "", unit.id))
        )

    @cached_property
    def unit_by_id(self) -> dict[str, UnitEntry]:
        """Units by their id."""
        return {unit.id: unit for unit in self.units}

    def time_line(self, unit: UnitEntry) -> tuple[Notice, ...]:
        """The notices of a unit, oldest first."""
        line = self._time_lines.get(unit.id)
        if line is None:
            line = self._time_lines[unit.id] = tuple(sorted(unit.notices, key=in_time))
        return line

    @cached_property
    def groups(self) -> dict[str, str]:
        """What each notice is grouped by, by id: its unit, or itself where it leads to none."""
        return {n.id: n.unit.id if n.unit.id in self.unit_by_id else n.id for n in self.notices}

    @cached_property
    def unit_ranks(self) -> dict[str, int]:
        """Where each unit stands in the list, from 0."""
        return {unit.id: rank for rank, unit in enumerate(self.units)}

    @cached_property
    def places(self) -> dict[str, Place]:
        """Every place that holds a notice, and the places above it, by code in tree order."""
        found: dict[str, Place] = {}
        for notice in self.notices:
            if notice.unit.region:
                for place in places_of(notice.unit.region):
                    found.setdefault(place.code, place)
        return dict(sorted(found.items()))

    @cached_property
    def children(self) -> dict[str, tuple[Place, ...]]:
        """The places directly below each place."""
        found: dict[str, list[Place]] = {code: [] for code in self.places}
        for place in self.places.values():
            if place.parent is not None:
                found[place.parent].append(place)
        return {code: tuple(places) for code, places in found.items()}

    def below(self, code: str) -> Iterator[Place]:
        """All places below a place."""
        for child in self.children[code]:
            yield child
            yield from self.below(child.code)

    @cached_property
    def notices_by_place(self) -> dict[str, tuple[Notice, ...]]:
        """For each place the notices of the place itself and of all places below it."""
        found: dict[str, list[Notice]] = {code: [] for code in self.places}
        for notice in self.notices:
            if notice.unit.region:
                for place in places_of(notice.unit.region):
                    found[place.code].append(notice)
        return {code: tuple(notices) for code, notices in found.items()}

    @cached_property
    def years(self) -> dict[str, tuple[Notice, ...]]:
        """Notices by year, newest year first; those that no date files under a year are left out."""
        found: dict[str, list[Notice]] = {}
        for notice in self.notices:
            year = year_of(notice)
            if year is not None:
                found.setdefault(str(year), []).append(notice)
        return {year: tuple(found[year]) for year in sorted(found, reverse=True)}

    @cached_property
    def newest_date(self) -> date | None:
        """The newest publication date; the as-of date of a build that is given none."""
        return max((notice.published.value for notice in self.notices if notice.published), default=None)

    @cached_property
    def days(self) -> dict[str, str | None]:
        """The day that each notice is filed under, ISO 8601, by id."""
        return {notice.id: day.isoformat() if (day := dated(notice)) else None for notice in self.notices}

    @cached_property
    def filing(self) -> dict[str, int]:
        """Where each notice stands, from 0, by id, when all are in the order of the days they are filed under, newest first."""
        return {notice.id: rank for rank, notice in enumerate(sorted(self.notices, key=_newest_filed))}

    @cached_property
    def _followers(self) -> dict[str, tuple[Notice, ...]]:
        found: dict[str, list[Notice]] = {}
        for notice in self.notices:
            if notice.sidecar.previous is not None:
                found.setdefault(notice.sidecar.previous, []).append(notice)
        return {followed: tuple(notices) for followed, notices in found.items()}

    def followers(self, notice: Notice) -> tuple[Notice, ...]:
        """Notices whose sidecar says that they follow up this one."""
        return self._followers.get(notice.id, ())


def _newest_filed(notice: Notice) -> tuple[bool, int, str]:
    day = dated(notice)
    return (day is None, -day.toordinal() if day else 0, notice.id)
