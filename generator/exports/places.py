"""Tables of units, regions and topics: what notices and findings are grouped by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.exports.columns import Column, Table
from generator.exports.model import Published
from generator.facts.tally import Outcomes
from generator.facts.topics import TopicRule, topic_rules
from generator.filing import Place
from generator.library import UnitEntry
from generator.pages import addresses


class UnitRow(NamedTuple):
    """A unit that has a page."""

    unit: UnitEntry
    findings: int
    url: str


class RegionRow(NamedTuple):
    """A place that holds a notice, or lies above one that does."""

    place: Place
    notices: int
    findings: int
    url: str


def unit_rows(published: Published) -> Iterator[UnitRow]:
    """Units by region and id."""
    counted = published.library.sums.units
    for unit in published.library.units:
        yield UnitRow(unit, counted.get(unit.id, Outcomes()).findings, published.site.link(addresses.unit_url(unit.id)))


def region_rows(published: Published) -> Iterator[RegionRow]:
    """Places in tree order, so that a parent stands before its children."""
    library, counted = published.library, published.library.sums.places
    for code, place in library.places.items():
        url = published.site.link(addresses.region_url(code))
        findings = counted.get(code, Outcomes()).findings
        yield RegionRow(place, len(library.notices_by_place[code]), findings, url)


UNITS: Table[UnitRow] = Table(
    "units",
    "公开单位，一个一行。",
    unit_rows,
    (
        Column("id", "text", "单位的标识：行政区划代码加拼音", lambda r: r.unit.id),
        Column("name", "text", "单位名称", lambda r: r.unit.name),
        Column(
            "region_code",
            "text",
            "行政区划代码，六位",
            lambda r: r.unit.region.code if r.unit.region else None,
            references="regions(code)",
        ),
        Column("notices", "integer", "通报份数", lambda r: len(r.unit.notices)),
        Column("findings", "integer", "问题数", lambda r: r.findings),
        Column("url", "text", "单位页网址", lambda r: r.url),
    ),
    key=("id",),
    indexes=("region_code",),
    whole=True,
)
REGIONS: Table[RegionRow] = Table(
    "regions",
    "行政区划，一处一行；数目含下级。",
    region_rows,
    (
        Column("code", "text", "行政区划代码，六位（GB/T 2260）", lambda r: r.place.code),
        Column("name", "text", "名称", lambda r: r.place.name),
        Column("full_name", "text", "由省到本级，以空格分隔", lambda r: " ".join(r.place.names)),
        Column("parent", "text", "上级的代码", lambda r: r.place.parent, references="regions(code)"),
        Column("notices", "integer", "通报份数", lambda r: r.notices),
        Column("findings", "integer", "问题数", lambda r: r.findings),
        Column("url", "text", "地区页网址", lambda r: r.url),
    ),
    key=("code",),
    indexes=("parent",),
    whole=True,
)
TOPICS: Table[TopicRule] = Table(
    "topics",
    "专题，一个一行。",
    lambda published: iter(topic_rules()),
    (
        Column("id", "text", "专题的标识", lambda r: r.id),
        Column("name", "text", "名称", lambda r: r.name),
        Column("keywords", "text", "判定所用的关键词，以分号分隔", lambda r: ";".join(r.keywords)),
    ),
    key=("id",),
    whole=True,
)
