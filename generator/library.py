"""All notices together: units, regions, years, topics, each with its notices in order (generator/filing.py) and its totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from generator.checks import check_library
from generator.diagnostics import Diagnostic, sort_diagnostics
from generator.facts.model import Finding, Notice, Region, Status
from generator.facts.topics import topic_rules
from generator.filing import Place, dated, in_time, named, newest_first, places_of, year_of

Groups = dict[str, list[Notice]]
"""Notices by unit, in the order of the units; those that name no unit each by itself, at the end."""


class Outcomes(NamedTuple):
    """How many findings have which outcome. `words` counts by status and by the unit's own word, '' where it states none."""

    words: Counter[tuple[Status, str]]

    @property
    def findings(self) -> int:
        """How many findings there are."""
        return self.words.total()

    @property
    def by_status(self) -> dict[Status, int]:
        """Findings by status, only those that occur, in no order."""
        counts: Counter[Status] = Counter()
        for (status, _), number in self.words.items():
            counts[status] += number
        return dict(counts)


class TopicFinding(NamedTuple):
    """A finding in a topic, and the keyword that put it there."""

    finding: Finding
    keyword: str


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
    """The notices of a site. `diagnostics` maps a notice id to what was noticed about it."""

    def __init__(
        self, notices: Iterable[Notice], diagnostics: Mapping[str, tuple[Diagnostic, ...]] | None = None
    ) -> None:
        self.notices: tuple[Notice, ...] = tuple(sorted(notices, key=newest_first))
        self.diagnostics: Mapping[str, tuple[Diagnostic, ...]] = diagnostics or {}

    @cached_property
    def shown(self) -> tuple[Notice, ...]:
        """The notices that are not withdrawn."""
        return tuple(notice for notice in self.notices if notice.sidecar.withdrawn is None)

    @cached_property
    def _outcomes(self) -> dict[str, Counter[tuple[Status, str]]]:
        return {
            notice.id: Counter(
                (finding.outcome.status, finding.outcome.raw) if finding.outcome else ("unstated", "")
                for finding in notice.findings
            )
            for notice in self.shown
        }

    def outcomes(self, notices: Iterable[Notice]) -> Outcomes:
        """Count the findings of these notices by outcome; withdrawn notices have none."""
        words: Counter[tuple[Status, str]] = Counter()
        for notice in notices:
            words.update(self._outcomes.get(notice.id, ()))
        return Outcomes(words)

    @cached_property
    def topic_findings(self) -> dict[str, dict[str, list[TopicFinding]]]:
        """By notice id and topic id: the findings in the topic, in the order of the text. Withdrawn notices are left out."""
        found: dict[str, dict[str, list[TopicFinding]]] = {}
        for notice in self.shown:
            topics = found[notice.id] = {}
            for finding in notice.findings:
                for topic in finding.topics:
                    topics.setdefault(topic.id, []).append(TopicFinding(finding, topic.rule))
        return found

    @cached_property
    def topics(self) -> dict[str, Groups]:
        """Topic id -> the notices shown that have a finding in it, by unit; topics in the order of the published rules."""
        found: dict[str, Groups] = {rule.id: {} for rule in topic_rules()}
        for key, notices in self._grouped.items():
            for notice in notices:
                for topic in self.topic_findings[notice.id]:
                    found.setdefault(topic, {}).setdefault(key, []).append(notice)
        return {topic: groups for topic, groups in found.items() if groups}

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
        """Return the notices of a unit, oldest first."""
        return tuple(sorted(unit.notices, key=in_time))

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


def checked_library(notices: Sequence[Notice], diagnostics: Mapping[str, tuple[Diagnostic, ...]]) -> Library:
    """Return the notices together, each with its own diagnostics (by its id) and those that only all of them together show."""
    across = check_library(notices)
    return Library(
        notices, {each: tuple(sort_diagnostics([*own, *across.get(each, ())])) for each, own in diagnostics.items()}
    )
