"""The typed notice: what the unit wrote (`raw`) and what we computed from it (`value`), kept apart and traceable.

Types only, no behaviour. A `Span` always points into `Notice.source.text`. For the domain words see the table in
ARCHITECTURE.md (通报 notice, 问题 finding, 整改情况 response, 声明统计 declared …).
"""

from __future__ import annotations

from datetime import date
from typing import Generic, Literal, TypeVar

import msgspec

from generator.source import Source, Span
from generator.syntax.tree import Node

T = TypeVar("T")

# `gc=False`: a site has hundreds of thousands of these values, and they hold no cycles that Python's collector could find.

Status = Literal["completed", "mostly", "partial", "ongoing", "open", "unstated"]
Subject = Literal["findings", "petitions", "immediate"]
SectionRole = Literal["organisation", "findings", "next_steps", "closing"]


class Fact(msgspec.Struct, Generic[T], frozen=True):
    """A value read from the text, with the words that it was read from and their place."""

    value: T
    raw: str
    span: Span


class Region(msgspec.Struct, frozen=True):
    """A place: its GB/T 2260 code (430626) and the names from province down."""

    code: str
    names: tuple[str, ...]


class Unit(msgspec.Struct, frozen=True):
    """The organisation that a notice is about."""

    id: str
    """Region code and pinyin (`430626-weishengjiankangju`), or set by the sidecar; names the unit's page."""
    name: Fact[str] | None
    issuer: Fact[str] | None
    """The Party body as the notice names it."""
    region: Region | None


class Inspection(msgspec.Struct, frozen=True):
    """Who inspected, how and when; a field is None if the text does not say it."""

    authority: Fact[str] | None = None
    """县委, 市委, 省委 …"""
    team: Fact[str] | None = None
    """县委第一巡察组"""
    kind: Fact[str] | None = None
    """常规巡察, 专项巡察, 机动巡察, 提级巡察, 回头看 …"""
    start: Fact[date] | None = None
    end: Fact[date] | None = None
    feedback: Fact[date] | None = None


class Merged(msgspec.Struct, frozen=True):
    """One number for several statuses together: 已完成（含基本完成）30个."""

    statuses: tuple[Status, ...]
    number: int


class Declared(msgspec.Struct, frozen=True):
    """A total that the notice itself states: 巡察反馈的62个具体问题，已完成整改3个，…"""

    subject: Subject
    total: int | None
    by_status: dict[Status, int]
    as_of: Fact[date] | None
    span: Span
    quote: str
    merged: tuple[Merged, ...] = ()


class Outcome(msgspec.Struct, frozen=True):
    """The status words as written, and their class, which decides only sign and colour on a page."""

    raw: str
    status: Status
    span: Span


class Measure(msgspec.Struct, frozen=True):
    """One item of a response: marker (一是) and text up to the next marker, punctuation included."""

    marker: str
    text: str
    marker_span: Span
    span: Span
    """Of the text without the marker; it may contain line ends where a page was cut."""


class Commitment(msgspec.Struct, frozen=True):
    """A dated promise inside a response: 2025年底将有2人退出领导岗位."""

    text: str
    not_before: date | None
    due: date | None
    span: Span
    """Of the time words."""


class Topic(msgspec.Struct, frozen=True):
    """A subject across units, with the keyword of the published rule that assigned the finding to it."""

    id: str
    rule: str


class Field(msgspec.Struct, frozen=True):
    """A labelled line of a finding that is neither outcome nor response: 责任单位, 责任领导, 整改时限."""

    role: str
    label: str
    value: str
    span: Span


class Finding(msgspec.Struct, frozen=True):
    """One problem: heading, statement, outcome, response."""

    anchor: str
    """`f-` + 8 hex of SHA-256 over heading and statement without white space; `-2`, `-3` … where equal."""
    label: str | None
    """The marker as written: 问题①, 1., （二）."""
    path: tuple[str, ...]
    """The headings above it, outermost first."""
    heading: str
    statement: str | None
    outcome: Outcome | None
    response: str | None
    measures: tuple[Measure, ...]
    commitments: tuple[Commitment, ...]
    citations: tuple[Fact[str], ...]
    fields: tuple[Field, ...]
    topics: tuple[Topic, ...]
    span: Span
    """From the marker of the heading to the end of the response."""
    heading_span: Span
    response_span: Span | None
    line: int
    end_line: int


class Section(msgspec.Struct, frozen=True):
    """A top-level part of the notice; `heading` is None if the text has none."""

    role: SectionRole
    heading: str | None
    span: Span
    line: int


class Contacts(msgspec.Struct, frozen=True):
    """The ways to reach the unit in the closing line."""

    phones: tuple[Fact[str], ...] = ()
    emails: tuple[Fact[str], ...] = ()
    addresses: tuple[Fact[str], ...] = ()
    postcodes: tuple[Fact[str], ...] = ()


class Revision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A correction of the notice, from `<id>.yml`."""

    date: date
    reason: str
    original: str | None = None
    """File name of the replaced original."""


class Replaced(msgspec.Struct, frozen=True):
    """An original that a correction replaced; it is kept beside the notice and published with it."""

    name: str
    """File name, as in `Revision.original`."""
    sha256: str
    size: int
    """Bytes."""


class Suppression(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A diagnostic that an office has looked at and set aside, with the reason."""

    code: str
    reason: str
    line: int | None = None


class Sidecar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of `<id>.yml`: what the text cannot say. Unknown keys are errors."""

    id: str | None = None
    unit: str | None = None
    unit_id: str | None = None
    region: str | None = None
    """A division code."""
    published: date | None = None
    source_url: str | None = None
    source_name: str | None = None
    aliases: dict[str, str] = {}
    """Old anchor -> current anchor."""
    previous: str | None = None
    revisions: tuple[Revision, ...] = ()
    suppress: tuple[Suppression, ...] = ()
    withdrawn: str | None = None


class Counted(msgspec.Struct, frozen=True):
    """The numbers that the program counts in the text; `by_status` holds only statuses that occur."""

    total: int
    by_status: dict[Status, int]


class Reconciliation(msgspec.Struct, frozen=True):
    """The comparison of declared and counted numbers for one subject, with the reason in one Chinese sentence."""

    subject: Subject
    result: Literal["match", "differs", "cannot_check", "not_declared"]
    declared: dict[str, int] | None
    """`total` and the declared statuses; None if nothing is declared."""
    counted: dict[str, int] | None
    note: str
    contrary: tuple[str, ...] = ()
    """The keys of `declared` whose numbers the text contradicts."""


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """One published text by one body about its rectification, with everything that was read from it."""

    id: str
    source: Source
    sidecar: Sidecar
    title: Fact[str] | None
    """On one line; the lines as written are leaves of the tree."""
    unit: Unit
    inspection: Inspection
    published: Fact[date] | None
    source_name: Fact[str] | None
    declared: tuple[Declared, ...]
    counted: Counted
    reconciliation: tuple[Reconciliation, ...]
    findings: tuple[Finding, ...]
    sections: tuple[Section, ...]
    contacts: Contacts
    replaced: tuple[Replaced, ...] = ()
    """Originals that corrections replaced, if they are kept."""


class ParsedNotice(Notice, frozen=True, kw_only=True):
    """A notice as the reader gives it: with the tree of its text, which later stages do not need and the cache does not keep."""

    tree: Node
