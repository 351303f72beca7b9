"""The documents that findings cite, and which of them the page of cited documents lists, so that notices can lead there."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from generator.library import Library

MOST_DOCUMENTS = 400
"""Documents listed, most cited first; the data files have all."""


class Document(NamedTuple):
    """A document as it is cited, 《…》 or its number, without white space; and how many findings cite it."""

    text: str
    findings: int

    @property
    def anchor(self) -> str:
        """`c-` and 10 hex of the SHA-256 of the words: the same document keeps its address."""
        return "c-" + hashlib.sha256(self.text.encode("utf-8")).hexdigest()[:10]


def squashed(text: str) -> str:
    """Return the words without white space: a line may have been cut anywhere."""
    return "".join(text.split())


def cited_documents(library: Library) -> list[Document]:
    """Return all documents cited in findings that are shown: most cited first, then by code points."""
    counts: Counter[str] = Counter()
    for notice in library.shown:
        for finding in notice.findings:
            counts.update({squashed(citation.value) for citation in finding.citations})
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [Document(text, findings) for text, findings in ordered]


def listed_documents(documents: Sequence[Document]) -> dict[str, str]:
    """Return the anchors of the documents that the page lists, by their text."""
    return {document.text: document.anchor for document in documents[:MOST_DOCUMENTS]}
