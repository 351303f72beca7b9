"""Front matter of the pages that go across units: topics, commitments, citations. The rules of `views` hold here too.

`/topics/<id>/` holds one `section.topic-unit` a unit, whose `data-unit` is the unit's id; `?a=<id>&b=<id>` shows two of
them side by side (assets/compare.js).
"""

from __future__ import annotations

from generator.pages.across_parts import (
    CitationRow,
    KeywordCount,
    PromiseRow,
    PromiseYear,
    TopicOther,
    TopicRow,
    TopicUnit,
    YearCount,
)
from generator.pages.list_views import ListView
from generator.pages.view_parts import Share
from generator.pages.views import View


class TopicsView(View, frozen=True, kw_only=True):
    """`/topics/` (topics.html): in the order of the published rules; topics without a finding are left out."""

    rows: tuple[TopicRow, ...]
    findings: int
    assigned: int
    """Findings that have at least one topic."""


class TopicView(ListView, frozen=True, kw_only=True):
    """`/topics/<id>/` (topic.html)."""

    id: str
    units: tuple[TopicUnit, ...] = ()
    others: tuple[TopicOther, ...]
    """Units that are only counted; `total` of them, `paging` theirs."""
    findings_total: int = 0
    units_total: int = 0
    shares: tuple[Share, ...] = ()
    keywords: tuple[KeywordCount, ...] = ()
    """Keywords that decided, most first."""
    unused: tuple[str, ...] = ()
    """Keywords of the rule that decided no finding here."""
    search_url: str = ""


class CommitmentsView(View, frozen=True, kw_only=True):
    """`/commitments/` (commitments.html). Ahead: nearest first; behind: latest first."""

    total: int
    years: tuple[YearCount, ...]
    ahead: tuple[PromiseYear, ...]
    past: tuple[PromiseYear, ...]
    followed: tuple[PromiseYear, ...]
    """Behind as well, but the site holds a later notice of the unit."""
    undated: tuple[PromiseRow, ...]
    undated_more: int
    calendar_url: str
    """The calendar file, or '' where no promise has a day."""


class CitationsView(View, frozen=True, kw_only=True):
    """`/citations/` (citations.html): most cited first, then by code points."""

    titles: tuple[CitationRow, ...]
    numbers: tuple[CitationRow, ...]
    documents: int
    """All distinct citations, also those beyond the rows."""
    more: int
