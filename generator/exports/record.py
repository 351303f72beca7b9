"""The public record of a notice: the JSON that `gongkai parse` prints and the site offers for download.

The types here are the contract; the JSON Schema at /data/ is generated from them. Keys may be added, never removed or
given another meaning. Dates are ISO 8601 strings; what the notice does not say is null.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

import msgspec

from generator.diagnostics import Diagnostic
from generator.facts.model import Fact, Finding, Merged, Notice, SectionRole, Status, Subject
from generator.source import Source


class UnitRecord(msgspec.Struct, frozen=True):
    """The organisation: its name, the Party body as written, and where it is."""

    id: str
    name: str | None
    issuer: str | None
    region: tuple[str, ...] | None
    region_code: str | None


class InspectionRecord(msgspec.Struct, frozen=True):
    """Who inspected, how, and when."""

    authority: str | None
    team: str | None
    kind: str | None
    start: date | None
    end: date | None
    feedback: date | None


class DeclaredRecord(msgspec.Struct, frozen=True):
    """A total the notice states, with the line and the words that state it."""

    subject: Subject
    total: int | None
    by_status: dict[Status, int]
    merged: tuple[Merged, ...]
    as_of: date | None
    line: int
    quote: str


class CountedRecord(msgspec.Struct, frozen=True):
    """What the text holds, counted finding by finding."""

    total: int
    by_status: dict[Status, int]


class ReconciliationRecord(msgspec.Struct, frozen=True):
    """Declared against counted for one subject."""

    subject: Subject
    result: Literal["match", "differs", "cannot_check", "not_declared"]
    declared: dict[str, int] | None
    counted: dict[str, int] | None
    note: str


class OutcomeRecord(msgspec.Struct, frozen=True):
    """The unit's own words and their class."""

    raw: str
    status: Status


class MeasureRecord(msgspec.Struct, frozen=True):
    """One item of a response."""

    marker: str
    text: str


class CommitmentRecord(msgspec.Struct, frozen=True):
    """A dated promise; the dates are the earliest and latest days its words allow."""

    text: str
    not_before: date | None
    due: date | None
    line: int


class FieldRecord(msgspec.Struct, frozen=True):
    """Another labelled line of a finding: 责任单位, 整改时限."""

    role: str
    label: str
    value: str


class TopicRecord(msgspec.Struct, frozen=True):
    """A topic and the keyword that put the finding there."""

    id: str
    rule: str


class FindingRecord(msgspec.Struct, frozen=True):
    """One problem."""

    anchor: str
    label: str | None
    path: tuple[str, ...]
    heading: str
    statement: str | None
    outcome: OutcomeRecord | None
    response: str | None
    measures: tuple[MeasureRecord, ...]
    commitments: tuple[CommitmentRecord, ...]
    citations: tuple[str, ...]
    fields: tuple[FieldRecord, ...]
    topics: tuple[TopicRecord, ...]
    line: int
    end_line: int


class ContactsRecord(msgspec.Struct, frozen=True):
    """How a citizen reaches the unit."""

    phones: tuple[str, ...]
    emails: tuple[str, ...]
    addresses: tuple[str, ...]
    postcodes: tuple[str, ...]


class SectionRecord(msgspec.Struct, frozen=True):
    """A top-level part of the notice."""

    role: SectionRole
    heading: str | None
    line: int


class DiagnosticRecord(msgspec.Struct, frozen=True):
    """Something noticed about the text; line and column count from 1, columns in code points."""

    code: str
    severity: str
    line: int
    column: int
    message: str
    help: str


class NoticeRecord(msgspec.Struct, frozen=True):
    """One notice with everything read out of it."""

    id: str
    title: str | None
    unit: UnitRecord
    inspection: InspectionRecord
    published: date | None
    source_name: str | None
    source_url: str | None
    declared: tuple[DeclaredRecord, ...]
    counted: CountedRecord
    reconciliation: tuple[ReconciliationRecord, ...]
    findings: tuple[FindingRecord, ...]
    contacts: ContactsRecord
    sections: tuple[SectionRecord, ...]
    diagnostics: tuple[DiagnosticRecord, ...]
    sha256: str
    encoding: str


def to_record(notice: Notice, diagnostics: Iterable[Diagnostic]) -> NoticeRecord:
    """The record of a notice; `diagnostics` are those the reader of the record may see."""
    source, unit, inspection = notice.source, notice.unit, notice.inspection
    return NoticeRecord(
        id=notice.id,
        title=_value(notice.title),
        unit=UnitRecord(
            unit.id,
            _value(unit.name),
            _value(unit.issuer),
            unit.region.names if unit.region else None,
            unit.region.code if unit.region else None,
        ),
        inspection=InspectionRecord(
            _value(inspection.authority),
            _value(inspection.team),
            _value(inspection.kind),
            _day(inspection.start),
            _day(inspection.end),
            _day(inspection.feedback),
        ),
        published=_day(notice.published),
        source_name=_value(notice.source_name),
        source_url=notice.sidecar.source_url,
        declared=tuple(
            DeclaredRecord(
                d.subject, d.total, d.by_status, d.merged, _day(d.as_of), source.line_of(d.span.start), d.quote
            )
            for d in notice.declared
        ),
        counted=CountedRecord(notice.counted.total, notice.counted.by_status),
        reconciliation=tuple(
            ReconciliationRecord(r.subject, r.result, r.declared, r.counted, r.note) for r in notice.reconciliation
        ),
        findings=tuple(_finding(source, finding) for finding in notice.findings),
        contacts=ContactsRecord(
            *(
                tuple(fact.value for fact in facts)
                for facts in (
                    notice.contacts.phones,
                    notice.contacts.emails,
                    notice.contacts.addresses,
                    notice.contacts.postcodes,
                )
            )
        ),
        sections=tuple(SectionRecord(section.role, section.heading, section.line) for section in notice.sections),
        diagnostics=tuple(to_diagnostic_record(source, diagnostic) for diagnostic in diagnostics),
        sha256=source.sha256,
        encoding=source.encoding,
    )


def to_diagnostic_record(source: Source, diagnostic: Diagnostic) -> DiagnosticRecord:
    """A diagnostic with line and column instead of offsets."""
    at = diagnostic.span.start
    return DiagnosticRecord(
        diagnostic.code,
        diagnostic.severity,
        source.line_of(at),
        source.column_of(at),
        diagnostic.message,
        diagnostic.help,
    )


def _finding(source: Source, finding: Finding) -> FindingRecord:
    outcome = finding.outcome
    return FindingRecord(
        anchor=finding.anchor,
        label=finding.label,
        path=finding.path,
        heading=finding.heading,
        statement=finding.statement,
        outcome=OutcomeRecord(outcome.raw, outcome.status) if outcome else None,
        response=finding.response,
        measures=tuple(MeasureRecord(measure.marker, measure.text) for measure in finding.measures),
        commitments=tuple(
            CommitmentRecord(c.text, c.not_before, c.due, source.line_of(c.span.start)) for c in finding.commitments
        ),
        citations=tuple(citation.value for citation in finding.citations),
        fields=tuple(FieldRecord(field.role, field.label, field.value) for field in finding.fields),
        topics=tuple(TopicRecord(topic.id, topic.rule) for topic in finding.topics),
        line=finding.line,
        end_line=finding.end_line,
    )


def _value(fact: Fact[str] | None) -> str | None:
    return None if fact is None else fact.value


def _day(fact: Fact[date] | None) -> date | None:
    return None if fact is None else fact.value


def encode(record: NoticeRecord) -> bytes:
    """The record as indented JSON with a final newline. Lone surrogates cannot be encoded and never reach it: a source is decoded text."""
    return indented(msgspec.json.encode(record))


def indented(encoded: bytes) -> bytes:
    """JSON as people read it, with a final newline."""
    return msgspec.json.format(encoded, indent=2) + b"\n"


def json_schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of the record, generated from the types above."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | msgspec.json.schema(NoticeRecord)
