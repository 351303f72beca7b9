"""Parts of the pages that go across units: topics, promises, citations, and a unit's problems seen together. Types only."""

from __future__ import annotations

import msgspec

from generator.facts.model import Status
from generator.pages.view_parts import Download, Share


class Mark(msgspec.Struct, frozen=True):
    """A finding as its glyph alone, for a row that is seen at a glance; the heading is its name for ears."""

    url: str
    heading: str
    status: Status
    glyph: str
    word: str
    """The unit's own word, or 未注明."""


class TopicRow(msgspec.Struct, frozen=True):
    """A topic in the list of topics."""

    id: str
    name: str
    url: str
    units: int
    findings: int
    shares: tuple[Share, ...]


class TopicFinding(msgspec.Struct, frozen=True):
    """A finding as text to compare. `rule` is the keyword that put it here."""

    url: str
    label: str
    heading: str
    statement: str
    """What the notice says beyond the heading, cut with …… where it is long; '' where it says no more."""
    status: Status
    glyph: str
    word: str
    rule: str
    published: str | None


class TopicUnit(msgspec.Struct, frozen=True):
    """A unit's findings in one topic. A long list shows the first ones; `more_url`, else '', leads to all."""

    id: str
    """Unit id, also in the address of a comparison; for a notice that names no unit, the notice's."""
    name: str
    url: str
    region: str
    total: int
    marks: tuple[Mark, ...]
    findings: tuple[TopicFinding, ...]
    more_url: str


class TopicOther(msgspec.Struct, frozen=True):
    """A unit beyond those whose findings are printed: one line of a table."""

    name: str
    url: str
    region: str
    total: int
    shares: tuple[Share, ...]
    search_url: str


class KeywordCount(msgspec.Struct, frozen=True):
    """A keyword of a rule and how many findings it decided."""

    keyword: str
    count: int


class PromiseRow(msgspec.Struct, frozen=True):
    """A promise in the unit's own words, with the last day that they allow."""

    anchor: str
    text: str
    unit: str
    unit_url: str
    heading: str
    url: str
    due: str | None
    line: int
    line_url: str
    later: str
    """Title of a notice that the unit published after the last day, or ''."""
    later_url: str


class PromiseGroup(msgspec.Struct, frozen=True):
    """Promises whose last day lies in one quarter. `anchor`: `due-2026-q4`, `past-2026-q1`; `more` are left out here."""

    anchor: str
    name: str
    """第四季度, with the months: 10 月至 12 月."""
    rows: tuple[PromiseRow, ...]
    more: int


class PromiseYear(msgspec.Struct, frozen=True):
    """The quarters of one year under one heading. `anchor`: `due-2026`, `past-2026`."""

    year: str
    anchor: str
    total: int
    quarters: tuple[PromiseGroup, ...]


class YearCount(msgspec.Struct, frozen=True):
    """A row of the overview by year: how many promises lie ahead and how many behind; links '' where there is none."""

    year: str
    ahead: int
    ahead_url: str
    past: int
    past_url: str
    followed: int
    followed_url: str


class CitingFinding(msgspec.Struct, frozen=True):
    """A finding that cites a document."""

    heading: str
    url: str


class CitationPlace(msgspec.Struct, frozen=True):
    """A unit that cites a document, and where. `more` findings are left out."""

    unit: str
    unit_url: str
    findings: tuple[CitingFinding, ...]
    more: int


class CitationRow(msgspec.Struct, frozen=True):
    """A document as cited, 《…》 or its number."""

    anchor: str
    text: str
    count: int
    places: tuple[CitationPlace, ...]
    more_units: int


class Round(msgspec.Struct, frozen=True):
    """A notice of a unit as the head of a column. `name`: its day, or what is known of it."""

    name: str
    title: str
    url: str


class UnitTopic(msgspec.Struct, frozen=True):
    """A topic on a unit's page: for each round, in the order of `rounds`, the findings it has."""

    name: str
    url: str
    total: int
    rounds: tuple[tuple[Mark, ...], ...]
    more_url: str = ""
    """Leads to all, where a round has more than are shown; else ''."""


class RepeatedFinding(msgspec.Struct, frozen=True):
    """One of the findings of a problem that several notices hold."""

    round: str
    heading: str
    url: str
    status: Status
    glyph: str
    word: str


class Repeat(msgspec.Struct, frozen=True):
    """A problem that several notices of a unit hold: same topic, headings alike."""

    topic: str
    topic_url: str
    findings: tuple[RepeatedFinding, ...]


class Change(msgspec.Struct, frozen=True):
    """A correction or withdrawal. `kind`: 收录, 更正, 撤回."""

    date: str | None
    kind: str
    title: str
    url: str
    reason: str
    original: Download | None = None
    """The replaced original, where it is kept."""
    sha256: str = ""
    """Of the replaced original."""
    anchor: str = ""
    """On the notice's page: `revision-2026-03-01`."""
