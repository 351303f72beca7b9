"""A notice -> its public record (generator/exports/schema.py), and the record as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from generator.diagnostics import Diagnostic
from generator.exports import schema
from generator.facts.model import Commitment, Declared, Fact, Finding, Inspection, Notice, Unit
from generator.source import Source

T = TypeVar("T")


def to_record(notice: Notice, diagnostics: Iterable[Diagnostic]) -> schema.NoticeRecord:
    """Return the record of a notice; `diagnostics` are those the reader of the record may see."""
    source, contacts = notice.source, notice.contacts
    return schema.NoticeRecord(
        id=notice.id,
        title=_value(notice.title),
        unit=_unit(notice.unit),
        inspection=_inspection(notice.inspection),
        published=_value(notice.published),
        source_name=_value(notice.source_name),
        source_url=notice.sidecar.source_url,
        declared=tuple(_declared(source, declared) for declared in notice.declared),
        counted=schema.CountedRecord(notice.counted.total, notice.counted.by_status),
        reconciliation=tuple(
            schema.ReconciliationRecord(check.subject, check.result, check.declared, check.counted, check.note)
            for check in notice.reconciliation
        ),
        findings=tuple(_finding(source, finding) for finding in notice.findings),
        contacts=schema.ContactsRecord(
            phones=_values(contacts.phones),
            emails=_values(contacts.emails),
            addresses=_values(contacts.addresses),
            postcodes=_values(contacts.postcodes),
        ),
        sections=tuple(schema.SectionRecord(each.role, each.heading, each.line) for each in notice.sections),
        diagnostics=tuple(_diagnostic(source, diagnostic) for diagnostic in diagnostics),
        sha256=source.sha256,
        encoding=source.encoding,
    )


def encode(value: object) -> bytes:
    """Return a record, or another value, as indented JSON with a final newline. Lone surrogates cannot be encoded and never
    reach it: a source is decoded text."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _unit(unit: Unit) -> schema.UnitRecord:
    region = unit.region
    names, code = (region.names, region.code) if region else (None, None)
    return schema.UnitRecord(unit.id, _value(unit.name), _value(unit.issuer), names, code)


def _inspection(of: Inspection) -> schema.InspectionRecord:
    who = _value(of.authority), _value(of.team), _value(of.kind)
    return schema.InspectionRecord(*who, _value(of.start), _value(of.end), _value(of.feedback))


def _declared(source: Source, declared: Declared) -> schema.DeclaredRecord:
    merged = tuple(schema.MergedRecord(each.statuses, each.number) for each in declared.merged)
    line, as_of = source.line_of(declared.span.start), _value(declared.as_of)
    return schema.DeclaredRecord(
        declared.subject, declared.total, declared.by_status, merged, as_of, line, declared.quote
    )


def _finding(source: Source, finding: Finding) -> schema.FindingRecord:
    outcome = finding.outcome
    return schema.FindingRecord(
        anchor=finding.anchor,
        label=finding.label,
        path=finding.path,
        heading=finding.heading,
        statement=finding.statement,
        outcome=schema.OutcomeRecord(outcome.raw, outcome.status) if outcome else None,
        response=finding.response,
        measures=tuple(schema.MeasureRecord(measure.marker, measure.text) for measure in finding.measures),
        commitments=tuple(_commitment(source, commitment) for commitment in finding.commitments),
        citations=_values(finding.citations),
        fields=tuple(schema.FieldRecord(field.role, field.label, field.value) for field in finding.fields),
        topics=tuple(schema.TopicRecord(topic.id, topic.rule) for topic in finding.topics),
        line=finding.line,
        end_line=finding.end_line,
    )


def _commitment(source: Source, of: Commitment) -> schema.CommitmentRecord:
    return schema.CommitmentRecord(of.text, of.not_before, of.due, source.line_of(of.span.start))


def _diagnostic(source: Source, of: Diagnostic) -> schema.DiagnosticRecord:
    line, column = source.line_of(of.span.start), source.column_of(of.span.start)
    return schema.DiagnosticRecord(of.code, of.severity, line, column, of.message, of.help)


def _value(fact: Fact[T] | None) -> T | None:
    return None if fact is None else fact.value


def _values(facts: Iterable[Fact[T]]) -> tuple[T, ...]:
    return tuple(fact.value for fact in facts)
