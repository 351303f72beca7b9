"""The page of cited documents: each title 《…》 and document number, by whom and where."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from generator.facts.model import Notice
from generator.facts.tally import squashed
from generator.filing import named
from generator.library import Library, UnitEntry
from generator.pages import addresses
from generator.pages.across_parts import CitationPlace, CitationRow, CitingFinding
from generator.pages.across_views import CitationsView
from generator.pages.notice import HOME
from generator.pages.rows import title_of

MOST_DOCUMENTS = 400
"""Documents listed, most cited first; the data files have all."""
MOST_LINKS = 800
"""Findings listed on the page."""
ROOMS = ((30, 12), (10, 4), (4, 2), (2, 1), (1, 1))
"""Units of a document, and findings of a unit, that are listed: the first pair with which the page does not get too long."""


class Cited(NamedTuple):
    """A document as it is cited: in how many findings."""

    text: str
    findings: int

    @property
    def anchor(self) -> str:
        """`c-` and 10 hex of the SHA-256 of the words: the same document keeps its address."""
        return "c-" + hashlib.sha256(self.text.encode("utf-8")).hexdigest()[:10]


def cited_documents(library: Library) -> list[Cited]:
    """All documents cited in findings that are shown: most cited first, then by code points."""
    ordered = sorted(library.sums.cited.items(), key=lambda item: (-item[1], item[0]))
    return [Cited(text, count) for text, count in ordered]


def citation_urls(documents: list[Cited]) -> dict[str, str]:
    """Where the page lists a document; those beyond its end are left out."""
    return {cited.text: f"citations/#{cited.anchor}" for cited in documents[:MOST_DOCUMENTS]}


def citations_page(library: Library, as_of: str | None, documents: list[Cited]) -> CitationsView:
    """`/citations/`."""
    citing = _citing_notices(library, documents[:MOST_DOCUMENTS])
    listed = [(cited, _by_unit(library, cited.text, citing[cited.text])) for cited in documents[:MOST_DOCUMENTS]]
    room = next((room for room in ROOMS if sum(_links(groups, room) for _, groups in listed) <= MOST_LINKS), ROOMS[-1])
    rows = [_row(cited, groups, room) for cited, groups in listed]
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


class Group(NamedTuple):
    """The notices of a unit that cite a document; of a notice that names no unit, that notice. `findings` do."""

    unit: UnitEntry | None
    notices: list[Notice]
    findings: int


def _citing_notices(library: Library, documents: Iterable[Cited]) -> dict[str, list[Notice]]:
    """The notices that cite each document, in their order."""
    found: dict[str, list[Notice]] = {cited.text: [] for cited in documents}
    for notice in library.shown:
        for text in library.tally(notice).cited:
            if text in found:
                found[text].append(notice)
    return found


def _by_unit(library: Library, text: str, citing: Iterable[Notice]) -> list[Group]:
    groups: dict[str, list[Notice]] = {}
    for notice in citing:
        groups.setdefault(library.groups[notice.id], []).append(notice)
    return [
        Group(library.unit_by_id.get(key), notices, sum(library.tally(notice).cited[text] for notice in notices))
        for key, notices in groups.items()
    ]


def _links(groups: list[Group], room: tuple[int, int]) -> int:
    return sum(min(group.findings, room[1]) for group in groups[: room[0]])


def _row(cited: Cited, groups: list[Group], room: tuple[int, int]) -> CitationRow:
    units, findings = room
    places = tuple(_place(cited.text, group, findings) for group in groups[:units])
    return CitationRow(cited.anchor, cited.text, cited.findings, places, max(0, len(groups) - units))


def _place(text: str, group: Group, most: int) -> CitationPlace:
    unit, first = group.unit, group.notices[0]
    findings = tuple(islice(_citing(text, group.notices), most))
    return CitationPlace(
        unit=unit.name if unit else named(first) or title_of(first),
        unit_url=addresses.unit_url(unit.id) if unit else addresses.notice_url(first.id),
        findings=findings,
        more=group.findings - len(findings),
    )


def _citing(text: str, notices: list[Notice]) -> Iterator[CitingFinding]:
    for notice in notices:
        for finding in notice.findings:
            if any(squashed(citation.value) == text for citation in finding.citations):
                yield CitingFinding(finding.heading, addresses.finding_url(notice.id, finding.anchor))
