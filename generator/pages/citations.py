"""The page of cited documents: each title 《…》 and document number, by whom and where."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from generator.facts.model import Notice
from generator.facts.tally import squashed
from generator.library import Library, named
from generator.pages import addresses
from generator.pages.across_parts import CitationPlace, CitationRow, CitingFinding
from generator.pages.across_views import CitationsView
from generator.pages.notice import HOME
from generator.pages.rows import title_of

MOST_DOCUMENTS = 1500
"""Documents listed, most cited first; the data files have all."""
MOST_UNITS = 30
MOST_FINDINGS = 12


class Cited(NamedTuple):
    """A document as it is cited: in how many findings, and by which notices, in their order."""

    text: str
    findings: int
    notices: list[Notice]

    @property
    def anchor(self) -> str:
        """`c-` and 10 hex of the SHA-256 of the words: the same document keeps its address."""
        return "c-" + hashlib.sha256(self.text.encode("utf-8")).hexdigest()[:10]


def cited_documents(library: Library) -> list[Cited]:
    """All documents cited in findings that are shown: most cited first, then by code points."""
    counts: Counter[str] = Counter()
    holders: dict[str, list[Notice]] = {}
    for notice in library.shown:
        for text, count in library.tally(notice).cited.items():
            counts[text] += count
            holders.setdefault(text, []).append(notice)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [Cited(text, count, holders[text]) for text, count in ordered]


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
    groups: dict[str, list[Notice]] = {}
    for notice in cited.notices:
        unit = library.unit_by_id.get(notice.unit.id)
        groups.setdefault(unit.id if unit else notice.id, []).append(notice)
    places = [_place(library, cited.text, key, group) for key, group in list(groups.items())[:MOST_UNITS]]
    more = max(0, len(groups) - MOST_UNITS)
    return CitationRow(cited.anchor, cited.text, cited.findings, tuple(places), more)


def _place(library: Library, text: str, key: str, notices: list[Notice]) -> CitationPlace:
    unit = library.unit_by_id.get(key)
    total = sum(library.tally(notice).cited[text] for notice in notices)
    findings = list(islice(_citing(text, notices), MOST_FINDINGS))
    return CitationPlace(
        unit=unit.name if unit else named(notices[0]) or title_of(notices[0]),
        unit_url=addresses.unit_url(unit.id) if unit else addresses.notice_url(notices[0].id),
        findings=tuple(findings),
        more=total - len(findings),
    )


def _citing(text: str, notices: list[Notice]) -> Iterator[CitingFinding]:
    for notice in notices:
        for finding in notice.findings:
            if any(squashed(citation.value) == text for citation in finding.citations):
                yield CitingFinding(finding.heading, addresses.finding_url(notice.id, finding.anchor))
