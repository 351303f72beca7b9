"""Source -> ParsedNotice: the tree, then one reader a subject.

This module only hands each reader the passages it may read: title and lead to the unit, responses to the commitments,
the closing lines to the contacts. It decides nothing itself.
"""

from __future__ import annotations

from datetime import date

from generator.facts.contacts import read_contacts
from generator.facts.dates import find_dates
from generator.facts.findings import node_words, read_findings
from generator.facts.inspection import read_inspection
from generator.facts.model import Declared, Fact, Inspection, ParsedNotice, Section, Sidecar
from generator.facts.publication import read_published, read_source_name
from generator.facts.reconcile import reconcile
from generator.facts.statistics import read_declared
from generator.facts.title import read_title, title_passage
from generator.facts.unit import read_unit
from generator.source import Source, Span
from generator.syntax.parser import parse_text
from generator.syntax.passage import Passage
from generator.syntax.tree import Leaf, Node

LEAD_PARAGRAPHS = 4
LEAD_LENGTH = 3000  # characters; no lead is longer, and what reads it looks back and forth


def read_notice(source: Source, notice_id: str, sidecar: Sidecar) -> ParsedNotice:
    """The notice with everything read out of it. Never raises for any text; what is not there is None or empty."""
    text = source.text
    tree = parse_text(text)
    parts = Parts(text, tree)
    published = _pinned_date(sidecar) or read_published(parts.furniture, parts.title, parts.signoff)
    source_name = _pinned_text(sidecar.source_name) or read_source_name(parts.furniture)
    inspection = read_inspection(parts.lead, title_passage(parts.title))
    hint = _reference_date(published, inspection, parts.lead)
    declared = read_declared(parts.outside, published.value if published else None)
    findings = read_findings(source, tree, _latest(hint, declared))
    counted, reconciliation = reconcile(declared, findings)
    return ParsedNotice(
        id=notice_id,
        source=source,
        tree=tree,
        sidecar=sidecar,
        title=read_title(parts.title),
        unit=read_unit(
            parts.title,
            parts.lead,
            parts.signoff,
            parts.contacts_text,
            sidecar,
            source_name.value if source_name else None,
        ),
        inspection=inspection,
        published=published,
        source_name=source_name,
        declared=declared,
        counted=counted,
        reconciliation=reconciliation,
        findings=findings,
        sections=_sections(source, tree),
        contacts=read_contacts(parts.contact),
    )


class Parts:
    """The passages of a notice by the part of the document they stand in."""

    def __init__(self, text: str, tree: Node) -> None:
        self.furniture: list[Passage] = []
        self.title: list[Passage] = []
        self.lead: list[Passage] = []
        self.outside: list[Passage] = []
        """Paragraphs outside findings, in order: where totals are declared."""
        self.contact: list[Passage] = []
        self.signoff: list[Passage] = []
        for child in tree.children:
            if type(child) is Node:
                self._take(text, child)
        self.lead = self.lead or [passage.slice(0, LEAD_LENGTH) for passage in self.outside[:LEAD_PARAGRAPHS]]
        self.contacts_text = "\n".join(passage.text for passage in self.contact)

    def _take(self, text: str, node: Node) -> None:
        kind = node.kind
        if kind in ("section", "group"):
            for child in node.children:
                if type(child) is Node:
                    self._take(text, child)
            return
        if kind in ("finding", "blank"):
            return
        passage = Passage.of(text, node.leaves())
        if not passage:
            return
        if kind == "furniture" or node.role == "dateline":
            self.furniture.append(passage)
        elif kind == "title":
            self.title.append(passage)
        elif kind == "signoff":
            self.signoff.append(passage)
        elif kind == "contact":
            self.contact.append(passage)
        elif kind in ("paragraph", "heading", "response", "statement"):
            self.outside.append(passage)
            if kind == "paragraph" and len(self.lead) < LEAD_PARAGRAPHS:
                self.lead.append(passage.slice(0, LEAD_LENGTH))


def _pinned_date(sidecar: Sidecar) -> Fact[date] | None:
    if sidecar.published is None:
        return None
    return Fact(sidecar.published, "", Span(0, 0))


def _pinned_text(value: str | None) -> Fact[str] | None:
    return None if value is None else Fact(value, "", Span(0, 0))


def _reference_date(published: Fact[date] | None, inspection: Inspection, lead: list[Passage]) -> date | None:
    """The date by which a time without a year is understood: of publication, else the latest that the lead names."""
    if published is not None:
        return published.value
    known = [fact.value for fact in (inspection.start, inspection.end, inspection.feedback) if fact is not None]
    for passage in lead:
        for written in find_dates(passage.text):
            day = written.to_date(None if written.year else (known[0].year if known else None))
            if day is not None:
                known.append(day)
    return max(known, default=None)


def _latest(hint: date | None, declared: tuple[Declared, ...]) -> date | None:
    dates = [hint] if hint else []
    dates += [statement.as_of.value for statement in declared if statement.as_of]
    return max(dates, default=None)


def _sections(source: Source, tree: Node) -> tuple[Section, ...]:
    sections = []
    for child in tree.children:
        if type(child) is Node and child.kind == "section":
            span = node_words(source.text, child)
            sections.append(Section(child.role, _section_heading(source.text, child), span, source.line_of(span.start)))  # type: ignore[arg-type]
    return tuple(sections)


def _section_heading(text: str, section: Node) -> str | None:
    first = next((child for child in section.children if type(child) is not Leaf and child.kind != "blank"), None)
    return first.words(text) if first is not None and first.kind == "heading" else None
