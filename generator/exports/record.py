"""A notice -> its public record (generator/exports/schema.py), and the record as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from generator.diagnostics import Diagnostic
from generator.exports.schema import (
    CommitmentRecord,
    ContactsRecord,
    DeclaredRecord,
    DiagnosticRecord,
    FindingRecord,
    InspectionRecord,
    NoticeRecord,
    UnitRecord,
)
from generator.facts.model import Fact, Finding, Notice, Unit
from generator.source import Source

R = TypeVar("R", bound=msgspec.Struct)


def to_record(notice: Notice, diagnostics: Iterable[Diagnostic]) -> NoticeRecord:
    """Return the record of a notice; `diagnostics` are those the reader of the record may see."""
    source = notice.source
    return copied(
        NoticeRecord,
        notice,
        unit=_unit(notice.unit),
        inspection=copied(InspectionRecord, notice.inspection),
        source_url=notice.sidecar.source_url,
        declared=[copied(DeclaredRecord, each, line=source.line_of(each.span.start)) for each in notice.declared],
        findings=[_finding(source, finding) for finding in notice.findings],
        contacts=copied(ContactsRecord, notice.contacts),
        diagnostics=[_diagnostic(source, each) for each in diagnostics],
        sha256=source.sha256,
        encoding=source.encoding,
    )


def encode(value: object) -> bytes:
    """Return a record, or another value, as indented JSON with a final newline. Lone surrogates cannot be encoded and never
    reach it: a source is decoded text."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def copied(record: type[R], source: object, **own: object) -> R:
    """Return a record with the values that `source` has under its fields' names, except those in `own`.

    A fact gives its value, and other values become the records that the field demands. Raises msgspec.ValidationError on a
    value that the field does not allow.
    """
    fields = {name: own[name] if name in own else _value(getattr(source, name)) for name in record.__struct_fields__}
    return msgspec.convert(fields, record, from_attributes=True)


def _value(of: object) -> object:
    if type(of) is Fact:
        return of.value
    return tuple(map(_value, of)) if type(of) is tuple and of and type(of[0]) is Fact else of


def _unit(unit: Unit) -> UnitRecord:
    region = unit.region
    names, code = (region.names, region.code) if region else (None, None)
    return copied(UnitRecord, unit, region=names, region_code=code)


def _finding(source: Source, finding: Finding) -> FindingRecord:
    commitments = [copied(CommitmentRecord, each, line=source.line_of(each.span.start)) for each in finding.commitments]
    return copied(FindingRecord, finding, commitments=commitments)


def _diagnostic(source: Source, of: Diagnostic) -> DiagnosticRecord:
    return copied(DiagnosticRecord, of, line=source.line_of(of.span.start), column=source.column_of(of.span.start))
