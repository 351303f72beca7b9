"""Values for the meta tags of 政府网站发展指引 (国办发〔2017〕47号, annex 网页设计规范): from facts alone, never invented.

Column pages carry ColumnName, ColumnDescription, ColumnKeywords, ColumnType; notices ArticleTitle, PubDate, ContentSource,
Keywords, Author, Description, Url. See docs/adr/0005-conventions-of-public-sites.md.
"""

from __future__ import annotations

import re

from generator.facts.model import Notice
from generator.filing import named
from generator.pages.rows import region_words
from generator.pages.views import View

CLOCK = re.compile(r"[\sT\u3000]{0,3}((?:[01]?\d|2[0-3])[:：][0-5]\d)(?!\d)")
"""A time of day right behind a date: 2026-02-26 10:15."""
COLUMN_TYPE = {"data": "数据发布", "search": "检索服务", "about": "网站概况"}
ORDINARY_TYPE = "信息公开"
SUBJECT = "巡察整改"


def published_at(notice: Notice) -> str | None:
    """`2026-02-26 10:15` where the notice gives the time, else the day alone, else None. A time is never made up."""
    if notice.published is None:
        return None
    day = notice.published.value.isoformat()
    span = notice.published.span
    clock = CLOCK.match(notice.source.text, span.end) if span.end and notice.sidecar.published is None else None
    return f"{day} {clock[1].replace('：', ':').zfill(5)}" if clock else day


def notice_keywords(notice: Notice, topics: list[str]) -> str:
    """Unit, region, kind of inspection and the topics of its findings, separated by commas."""
    kind = notice.inspection.kind
    words = [named(notice) or "", *region_words(notice).split(), kind.value if kind else "", *topics, SUBJECT]
    return ",".join(dict.fromkeys(word for word in words if word))


def author(notice: Notice) -> str:
    """The body that issued the notice, or ''. Never a person: the names of editors stay in the source."""
    return notice.unit.issuer.value if notice.unit.issuer else ""


def column_keywords(view: View, *more: str) -> str:
    """The page's name and what it is filed under, separated by commas."""
    words = [view.heading, *more, *(crumb.text for crumb in view.breadcrumbs[1:]), SUBJECT]
    return ",".join(dict.fromkeys(word for word in words if word))


def column_type(kind: str) -> str:
    """The type of a column page."""
    return COLUMN_TYPE.get(kind, ORDINARY_TYPE)
