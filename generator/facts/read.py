"""Source -> ParsedNotice: the tree, then one reader for each subject.

This module only gives each reader the passages that it reads: title and lead for the unit, paragraphs outside findings
for declared totals, the closing lines for contacts. It decides nothing itself.
"""

from __future__ import annotations

from datetime import date

from generator.facts.contacts import read_contacts
from generator.facts.dates import find_dates
from generator.facts.evidence import pinned_fact, text_fact
from generator.facts.findings import read_findings, word_span
from generator.facts.inspection import read_inspection
from generator.facts.model import Declared, Fact, Inspection, ParsedNotice, Section, Sidecar
from generator.facts.publication import read_published, read_source_name
from generator.facts.reconcile import reconcile
from generator.facts.statistics import read_declared
from generator.facts.title import title_passage
from generator.facts.unit import read_issuer, read_unit
from generator.source import Source
from generator.syntax.parser import parse_text
from generator.syntax.passage import Passage
from generator.syntax.tree import Leaf, Node

LEAD_PARAGRAPHS = 4
LEAD_LENGTH = 3000  # characters; no lead is longer, and its readers take more than linear time


def read_notice(source: Source, notice_id: str, sidecar: Sidecar) -> ParsedNotice:
    """Return the notice with everything read from it. Never raises for any text; what is not there is None or empty."""
    text = source.text
    tree = parse_text(text)
    passages = NoticePassages(text, tree)
    published = pinned_fact(sidecar.published) or read_published(passages.furniture, passages.title, passages.signoff)
    source_name = pinned_fact(sidecar.source_name) or read_source_name(passages.furniture)
    title = title_passage(passages.title)
    issuer = read_issuer(title, passages.lead, passages.signoff)
    address = "\n".join(passage.text for passage in passages.contact)
    context = [*passages.title, *passages.signoff, *passages.lead]
    places = "\n".join([address, source_name.value if source_name else "", *(passage.text for passage in context)])
    inspection = read_inspection(passages.lead, title)
    declared = read_declared(passages.outside, published.value if published else None)
    findings = read_findings(source, tree, _reference_date(published, inspection, passages.lead, declared))
    counted, reconciliation = reconcile(declared, findings)
    return ParsedNotice(
        id=notice_id,
        source=source,
        tree=tree,
        sidecar=sidecar,
        title=text_fact(title, 0, len(title.text)) if title else None,
        unit=read_unit(issuer, address, places, sidecar),
        inspection=inspection,
        published=published,
        source_name=source_name,
        declared=declared,
        counted=counted,
        reconciliation=reconciliation,
        findings=findings,
        sections=_sections(source, tree),
        contacts=read_contacts(passages.contact),
    )


class NoticePassages:
    """The passages of a notice, by the part of the document that they stand in."""

    def __init__(self, text: str, tree: Node) -> None:
        self.furniture: list[Passage] = []
        self.title: list[Passage] = []
        self.lead: list[Passage] = []
        self.outside: list[Passage] = []
        """Paragraphs outside findings, in order; totals are declared there."""
        self.contact: list[Passage] = []
        self.signoff: list[Passage] = []
        for child in tree.children:
            if type(child) is Node:
                self._take(text, child)
        self.lead = self.lead or [passage.slice(0, LEAD_LENGTH) for passage in self.outside[:LEAD_PARAGRAPHS]]

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


def _reference_date(
    published: Fact[date] | None, inspection: Inspection, lead: list[Passage], declared: tuple[Declared, ...]
) -> date | None:
    """Return the date that completes times without a year: the latest of publication (else the lead) and totals."""
    if published is not None:
        known = [published.value]
    else:
        known = [fact.value for fact in (inspection.start, inspection.end, inspection.feedback) if fact is not None]
        for passage in lead:
            for written in find_dates(passage.text):
                day = written.to_date(known[0].year if known else None)
                if day is not None:
                    known.append(day)
    return max([*known, *(total.as_of.value for total in declared if total.as_of)], default=None)


def _sections(source: Source, tree: Node) -> tuple[Section, ...]:
    sections = []
    for child in tree.children:
        if type(child) is Node and child.kind == "section":
            span = word_span(child)
            heading = _section_heading(source.text, child)
            sections.append(Section(child.role, heading, span, source.line_of(span.start)))  # type: ignore[arg-type]
    return tuple(sections)


def _section_heading(text: str, section: Node) -> str | None:
    first = next((child for child in section.children if type(child) is not Leaf and child.kind != "blank"), None)
    return first.words(text) if first is not None and first.kind == "heading" else None
