"""Tables of what notices are grouped by (units, regions, topics), and the list of all tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from generator.exports.columns import Column, Table
from generator.exports.findings import CITATIONS, COMMITMENTS, FINDING_TOPICS, FINDINGS, MEASURES
from generator.exports.model import PublicNotice, Published, count_findings
from generator.exports.notices import DECLARED, DIAGNOSTICS, NOTICES, RECONCILIATION, REVISIONS
from generator.facts.model import Notice
from generator.facts.topics import TopicRule, topic_rules
from generator.filing import Place
from generator.library import UnitEntry
from generator.pages import addresses


class PublicUnit(NamedTuple):
    """A unit that has a page."""

    unit: UnitEntry
    region_code: str | None
    url: str


class PublicPlace(NamedTuple):
    """A place that holds a notice, or lies above one that does; `notices` are those of all places below it too."""

    place: Place
    notices: tuple[Notice, ...]
    url: str


def _units(published: Published) -> Iterator[PublicUnit]:
    """Yield units by region and id."""
    for unit in published.library.units:
        code = unit.region.code if unit.region else None
        yield PublicUnit(unit, code, published.site.link(addresses.unit_url(unit.id)))


def _places(published: Published) -> Iterator[PublicPlace]:
    """Yield places in tree order, so that a parent stands before its children."""
    library = published.library
    for code, place in library.places.items():
        yield PublicPlace(place, library.notices_by_place[code], published.site.link(addresses.region_url(code)))


UNITS: Table[Published, PublicUnit] = Table(
    "units",
    "公开单位，一个一行。",
    _units,
    (
        Column("id", "text", "单位的标识：行政区划代码加拼音", lambda r: r.unit.id),
        Column("name", "text", "单位名称", lambda r: r.unit.name),
        Column("region_code", "text", "行政区划代码，六位", lambda r: r.region_code, references="regions(code)"),
        Column("notices", "integer", "通报份数", lambda r: len(r.unit.notices)),
        Column("findings", "integer", "问题数", lambda r: count_findings(r.unit.notices)),
        Column("url", "text", "单位页网址", lambda r: r.url),
    ),
    key=("id",),
    indexes=("region_code",),
)
REGIONS: Table[Published, PublicPlace] = Table(
    "regions",
    "行政区划，一处一行；数目含下级。",
    _places,
    (
        Column("code", "text", "行政区划代码，六位（GB/T 2260）", lambda r: r.place.code),
        Column("name", "text", "名称", lambda r: r.place.name),
        Column("full_name", "text", "由省到本级，以空格分隔", lambda r: " ".join(r.place.names)),
        Column("parent", "text", "上级的代码", lambda r: r.place.parent, references="regions(code)"),
        Column("notices", "integer", "通报份数", lambda r: len(r.notices)),
        Column("findings", "integer", "问题数", lambda r: count_findings(r.notices)),
        Column("url", "text", "地区页网址", lambda r: r.url),
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
