"""Tables of what notices are grouped by (units, regions, topics), and the list of all tables."""

from __future__ import annotations

from typing import Any

from generator.exports.columns import Column, Table
from generator.exports.findings import CITATIONS, COMMITMENTS, FINDING_TOPICS, FINDINGS, MEASURES
from generator.exports.model import NumberedItem, PublicNotice, Published, count_findings, numbered
from generator.exports.notices import DECLARED, DIAGNOSTICS, NOTICES, RECONCILIATION, REVISIONS
from generator.facts.model import Notice
from generator.facts.topics import TopicRule, topic_rules
from generator.filing import Place
from generator.library import UnitEntry
from generator.pages import addresses

SiteUnit = NumberedItem[Published, UnitEntry]
SitePlace = NumberedItem[Published, Place]


def _region_code(row: SiteUnit) -> str | None:
    return row.item.region.code if row.item.region else None


def _notices_below(row: SitePlace) -> tuple[Notice, ...]:
    return row.of.library.notices_by_place[row.item.code]


UNITS: Table[Published, SiteUnit] = Table(
    "units",
    "公开单位，一个一行。",
    lambda published: numbered(published, published.library.units),
    (
        Column("id", "text", "单位的标识：行政区划代码加拼音", lambda r: r.item.id),
        Column("name", "text", "单位名称", lambda r: r.item.name),
        Column("region_code", "text", "行政区划代码，六位", _region_code, references="regions(code)"),
        Column("notices", "integer", "通报份数", lambda r: len(r.item.notices)),
        Column("findings", "integer", "问题数", lambda r: count_findings(r.item.notices)),
        Column("url", "text", "单位页网址", lambda r: r.of.site.link(addresses.unit_url(r.item.id))),
    ),
    key=("id",),
    indexes=("region_code",),
)
REGIONS: Table[Published, SitePlace] = Table(
    "regions",
    "行政区划，一处一行；数目含下级。",
    lambda published: numbered(published, published.library.places.values()),
    (
        Column("code", "text", "行政区划代码，六位（GB/T 2260）", lambda r: r.item.code),
        Column("name", "text", "名称", lambda r: r.item.name),
        Column("full_name", "text", "由省到本级，以空格分隔", lambda r: " ".join(r.item.names)),
        Column("parent", "text", "上级的代码", lambda r: r.item.parent, references="regions(code)"),
        Column("notices", "integer", "通报份数", lambda r: len(_notices_below(r))),
        Column("findings", "integer", "问题数", lambda r: count_findings(_notices_below(r))),
        Column("url", "text", "地区页网址", lambda r: r.of.site.link(addresses.region_url(r.item.code))),
    ),
    key=("code",),
    indexes=("parent",),
)
TOPICS: Table[Published, TopicRule] = Table(
    "topics",
    "专题，一个一行。",
    lambda published: topic_rules(),
    (
        Column("id", "text", "专题的标识", lambda r: r.id),
        Column("name", "text", "名称", lambda r: r.name),
        Column("keywords", "text", "判定所用的关键词，以分号分隔", lambda r: ";".join(r.keywords)),
    ),
    key=("id",),
)
SITE_TABLES: tuple[Table[Published, Any], ...] = (REGIONS, UNITS, TOPICS)
NOTICE_TABLES: tuple[Table[PublicNotice, Any], ...] = (
    *(NOTICES, FINDINGS, MEASURES, COMMITMENTS, CITATIONS, FINDING_TOPICS),
    *(DECLARED, RECONCILIATION, DIAGNOSTICS, REVISIONS),
)
TABLES: tuple[Table[Any, Any], ...] = (*SITE_TABLES, *NOTICE_TABLES)
"""All tables, those that others point at first."""
