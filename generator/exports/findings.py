"""Tables of findings and of what they hold: measures, commitments, citations, topics.

Rows come in the order of the notices (oldest first) and, inside a notice, in that of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar

from generator.exports.columns import Column, Table, day
from generator.exports.model import Published
from generator.exports.record import CommitmentRecord, FindingRecord, MeasureRecord, NoticeRecord, TopicRecord
from generator.pages import addresses
from generator.pages.words import STATUSES, WORD

T = TypeVar("T")


class FindingRow(NamedTuple):
    """A finding with its notice; `id` counts through the whole file."""

    id: int
    number: int
    notice: NoticeRecord
    finding: FindingRecord
    url: str


class Part(NamedTuple, Generic[T]):
    """An item of a finding: a measure, a commitment, a citation, a topic. `number` counts from 1 within the finding."""

    of: FindingRow
    number: int
    item: T


def finding_rows(published: Published) -> list[FindingRow]:
    """Every public finding, made once for all tables."""
    rows = published.rows.get("findings")
    if rows is None:
        rows = published.rows["findings"] = list(_finding_rows(published))
    return rows


def _finding_rows(published: Published) -> Iterator[FindingRow]:
    count, link = published.before, published.site.link
    for _, record in published.shown:
        for number, finding in enumerate(record.findings, 1):
            count += 1
            yield FindingRow(count, number, record, finding, link(addresses.finding_url(record.id, finding.anchor)))


def parts(items: Callable[[FindingRecord], tuple[T, ...]]) -> Callable[[Published], list[Part[T]]]:
    """Rows of what `items` gives for each finding."""

    def rows(published: Published) -> list[Part[T]]:
        return [
            Part(row, number, item)
            for row in finding_rows(published)
            if (found := items(row.finding))
            for number, item in enumerate(found, 1)
        ]

    return rows


def status_of(finding: FindingRecord) -> str:
    """The class of a finding; `unstated` where the text states none."""
    return finding.outcome.status if finding.outcome else "unstated"


def _unit_id(notice: NoticeRecord) -> str | None:
    """The id of a unit that has a page: one that has a name."""
    return (notice.unit.id or None) if notice.unit.name or notice.unit.issuer else None


def _region(notice: NoticeRecord) -> str | None:
    return " ".join(notice.unit.region) if notice.unit.region else None


FINDINGS: Table[FindingRow] = Table(
    "findings",
    "问题，一条一行，按通报和原文次序。",
    finding_rows,
    (
        Column("id", "integer", "本文件内的行号，供表间关联；引用请用 notice_id 与 anchor", attrgetter("id"), "sqlite"),
        Column("notice_id", "text", "通报的标识", attrgetter("notice.id"), references="notices(id)"),
        Column("anchor", "text", "问题的固定标识", attrgetter("finding.anchor")),
        Column("number", "integer", "在通报中的次序，从 1 起", attrgetter("number")),
        Column("unit_id", "text", "单位的标识", lambda r: _unit_id(r.notice), "csv"),
        Column(
            "unit",
            "text",
            "单位名称；没有写单位的，为发布主体",
            lambda r: r.notice.unit.name or r.notice.unit.issuer,
            "csv",
        ),
        Column("region_code", "text", "行政区划代码，六位", attrgetter("notice.unit.region_code"), "csv"),
        Column("region", "text", "所在地，由省到县，以空格分隔", lambda r: _region(r.notice), "csv"),
        Column("published", "date", "通报的发布日期", lambda r: day(r.notice.published), "csv"),
        Column("label", "text", "编号，照原文", attrgetter("finding.label")),
        Column("path", "text", "上级标题，由外到内，以换行分隔", lambda r: "\n".join(r.finding.path) or None),
        Column("heading", "text", "问题的标题", attrgetter("finding.heading")),
        Column("statement", "text", "标题之外对问题的表述", attrgetter("finding.statement")),
        Column("outcome", "text", "整改结果的原字样", lambda r: r.finding.outcome.raw if r.finding.outcome else None),
        Column(
            "status",
            "text",
            "整改结果的类别：" + "，".join(f"{s} {WORD[s]}" for s in STATUSES),
            lambda r: status_of(r.finding),
        ),
        Column("response", "text", "整改情况，照原文", attrgetter("finding.response")),
        Column("measures", "integer", "措施条数", lambda r: len(r.finding.measures)),
        Column("commitments", "integer", "写明时限的承诺条数", lambda r: len(r.finding.commitments)),
        Column("citations", "integer", "引用文件的处数", lambda r: len(r.finding.citations)),
        Column("topics", "text", "专题的标识，以分号分隔", lambda r: ";".join(t.id for t in r.finding.topics) or None),
        Column("line", "integer", "在原文中的起始行", attrgetter("finding.line")),
        Column("end_line", "integer", "在原文中的末行", attrgetter("finding.end_line")),
        Column("url", "text", "问题的固定网址", attrgetter("url")),
    ),
    key=("id",),
    unique=("notice_id", "anchor"),
    indexes=("status",),
    csv=True,
)


def _of_finding() -> tuple[Column[Part[Any]], ...]:
    return (
        Column("finding_id", "integer", "所属问题在本文件内的行号", attrgetter("of.id"), "sqlite", "findings(id)"),
        Column("notice_id", "text", "通报的标识", attrgetter("of.notice.id"), references="notices(id)"),
        Column("anchor", "text", "问题的固定标识", attrgetter("of.finding.anchor")),
        Column("number", "integer", "在问题中的次序，从 1 起", attrgetter("number")),
    )


MEASURES: Table[Part[MeasureRecord]] = Table(
    "measures",
    "措施，整改情况中逐项列出的一项一行。",
    parts(lambda finding: finding.measures),
    (
        *_of_finding(),
        Column("marker", "text", "序号，照原文", attrgetter("item.marker")),
        Column("text", "text", "措施全文，不含序号", attrgetter("item.text")),
    ),
    key=("finding_id", "number"),
    csv=True,
)
COMMITMENTS: Table[Part[CommitmentRecord]] = Table(
    "commitments",
    "写明时限的承诺，一项一行。",
    parts(lambda finding: finding.commitments),
    (
        *_of_finding(),
        Column("text", "text", "时限的原字样", attrgetter("item.text")),
        Column("not_before", "date", "按字面最早的日期", lambda r: day(r.item.not_before)),
        Column("due", "date", "按字面最晚的日期", lambda r: day(r.item.due)),
        Column("line", "integer", "在原文中的行", attrgetter("item.line")),
        Column("url", "text", "问题的固定网址", attrgetter("of.url")),
    ),
    key=("finding_id", "number"),
    indexes=("due",),
    csv=True,
)
CITATIONS: Table[Part[str]] = Table(
    "citations",
    "引用的文件，一处一行。",
    parts(lambda finding: finding.citations),
    (*_of_finding(), Column("citation", "text", "文件名称或文号，照原文", attrgetter("item"))),
    key=("finding_id", "number"),
    indexes=("citation",),
    csv=True,
)
FINDING_TOPICS: Table[Part[TopicRecord]] = Table(
    "finding_topics",
    "问题所属的专题，一项一行。",
    parts(lambda finding: finding.topics),
    (
        *_of_finding(),
        Column("topic_id", "text", "专题的标识", attrgetter("item.id"), references="topics(id)"),
        Column("rule", "text", "判定所依据的关键词", attrgetter("item.rule")),
    ),
    key=("finding_id", "number"),
    indexes=("topic_id",),
)
