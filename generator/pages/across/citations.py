"""The page of cited documents: each title 《…》 and document number, by whom and where it is cited."""

from __future__ import annotations

from itertools import islice

from generator.facts.model import Finding, Notice
from generator.filing import named, title_of
from generator.library import Library
from generator.pages.across.documents import MOST_DOCUMENTS, Document, squashed
from generator.pages.context import Context
from generator.pages.page import Facts, lean

MOST_LINKS = 800
"""Findings listed on the page."""
ROOMS = ((30, 12), (10, 4), (4, 2), (2, 1), (1, 1))
"""Units of a document, and findings of a unit, that are listed: the first pair with which the page does not get too long."""

CitingFindings = dict[str, list[tuple[Notice, Finding]]]
"""The findings that cite a document by unit id; those of a notice that leads to no unit by its own id."""


def citations_facts(context: Context) -> Facts | None:
    """Return the facts of `/citations/`; None where no document is cited. `total` counts those that are not listed too.

    {title, description, as_of, total: 21,
     titles: [{id: c-0123456789, text: 《…》, findings: 2, more_units: 1,
               cited_by: [{unit, unit_id, findings: [{notice, finding, heading}], more: 3}]}],
     numbers: [like titles: those cited by their number alone]}
    """
    documents = context.documents[:MOST_DOCUMENTS]
    if not documents:
        return None
    citing = _by_document(context.library, documents)
    fitting = (room for room in ROOMS if sum(_links(each, *room) for each in citing.values()) <= MOST_LINKS)
    room = next(fitting, ROOMS[-1])
    rows = [_document(context.library, each, citing[each.text], *room) for each in documents]
    return lean(
        {
            "title": "引用文件",
            "description": "各单位整改通报引用的文件，及引用之处。",
            "as_of": context.as_of,
            "total": len(context.documents),
            "titles": [row for row in rows if row["text"].startswith("《")],
            "numbers": [row for row in rows if not row["text"].startswith("《")],
        }
    )


def _by_document(library: Library, documents: list[Document]) -> dict[str, CitingFindings]:
    found: dict[str, CitingFindings] = {document.text: {} for document in documents}
    for notice in library.shown:
        for finding in notice.findings:
            for text in {squashed(citation.value) for citation in finding.citations} & found.keys():
                found[text].setdefault(library.groups[notice.id], []).append((notice, finding))
    return found


def _links(citing: CitingFindings, units: int, findings: int) -> int:
    return sum(min(len(each), findings) for each in islice(citing.values(), units))


def _document(library: Library, document: Document, citing: CitingFindings, units: int, findings: int) -> Facts:
    return lean(
        {
            "id": document.anchor,
            "text": document.text,
            "findings": document.findings,
            "cited_by": [_unit(library, key, each, findings) for key, each in islice(citing.items(), units)],
            "more_units": max(0, len(citing) - units) or None,
        }
    )


def _unit(library: Library, key: str, citing: list[tuple[Notice, Finding]], most: int) -> Facts:
    unit, (first, _) = library.unit_by_id.get(key), citing[0]
    return lean(
        {
            "unit": unit.name if unit else named(first) or title_of(first),
            "unit_id": unit.id if unit else None,
            "findings": [{"notice": n.id, "finding": f.anchor, "heading": f.heading} for n, f in citing[:most]],
            "more": max(0, len(citing) - most) or None,
        }
    )
