"""The page of cited documents: each title 《…》 and document number, by whom and where."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from generator.facts.model import Finding, Notice
from generator.library import Library, named
from generator.pages import addresses
from generator.pages.across_parts import CitationPlace, CitationRow, CitingFinding
from generator.pages.across_views import CitationsView
from generator.pages.finding_foot import squashed
from generator.pages.notice import HOME
from generator.pages.rows import title_of

MOST_DOCUMENTS = 1500
"""Documents listed, most cited first; the data files have all."""
MOST_UNITS = 30
MOST_FINDINGS = 12


class Citing(NamedTuple):
    """A finding that cites."""

    notice: Notice
    finding: Finding


class Cited(NamedTuple):
    """A document as it is cited."""

    text: str
    anchor: str
    places: list[Citing]


def cited_documents(library: Library) -> list[Cited]:
    """All documents cited in findings that are shown: most cited first, then by code points."""
    found: dict[str, list[Citing]] = {}
    for notice in library.notices:
        if notice.sidecar.withdrawn is None:
            for finding in notice.findings:
                for text in dict.fromkeys(squashed(citation.value) for citation in finding.citations):
                    found.setdefault(text, []).append(Citing(notice, finding))
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Cited(text, anchor_of(text), places) for text, places in ordered]


def anchor_of(text: str) -> str:
    """`c-` and 10 hex of the SHA-256 of the words: the same document keeps its address."""
    return "c-" + hashlib.sha256(text.encode("utf-8")).hexdigest()[:10]


def citation_urls(documents: list[Cited]) -> dict[str, str]:
    """Where the page lists a document; those beyond its end are left out."""
    return {cited.text: f"citations/#{cited.anchor}" for cited in documents[:MOST_DOCUMENTS]}


def citations_page(library: Library, as_of: str | None, documents: list[Cited]) -> CitationsView:
    """`/citations/`."""
    rows = [_row(library, cited) for cited in documents[:MOST_DOCUMENTS]]
    return CitationsView(
        kind="citations",
        section="citations",
        heading="引用文件",
        breadcrumbs=(HOME,),
        as_of=as_of,
        titles=tuple(row for row in rows if row.text.startswith("《")),
        numbers=tuple(row for row in rows if not row.text.startswith("《")),
        documents=len(documents),
        more=max(0, len(documents) - MOST_DOCUMENTS),
    )


def _row(library: Library, cited: Cited) -> CitationRow:
    groups: dict[str, list[Citing]] = {}
    for citing in cited.places:
        unit = library.unit_by_id.get(citing.notice.unit.id)
        groups.setdefault(unit.id if unit else citing.notice.id, []).append(citing)
    places = [_place(library, key, group) for key, group in list(groups.items())[:MOST_UNITS]]
    more = max(0, len(groups) - MOST_UNITS)
    return CitationRow(cited.anchor, cited.text, len(cited.places), tuple(places), more)


def _place(library: Library, key: str, group: list[Citing]) -> CitationPlace:
    unit = library.unit_by_id.get(key)
    notice = group[0].notice
    return CitationPlace(
        unit=unit.name if unit else named(notice) or title_of(notice),
        unit_url=addresses.unit_url(unit.id) if unit else addresses.notice_url(notice.id),
        findings=tuple(
            CitingFinding(finding.heading, addresses.finding_url(where.id, finding.anchor))
            for where, finding in group[:MOST_FINDINGS]
        ),
        more=max(0, len(group) - MOST_FINDINGS),
    )
