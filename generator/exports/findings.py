"""Tables of findings and of what they hold: measures, commitments, citations, topics.

Rows come in the order of the notices (oldest first) and, inside a notice, in that of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from generator.exports.columns import Column, Table, record_columns
from generator.exports.model import NumberedItem, PublicFinding, PublicNotice, numbered
from generator.exports.schema import CLASSES, CommitmentRecord, FindingRecord, MeasureRecord, TopicRecord
from generator.filing import named

T = TypeVar("T")


def _id(row: PublicFinding) -> int:
    return row.of.before + row.number


def _status(row: PublicFinding) -> str:
    return row.item.outcome.status if row.item.outcome else "unstated"


FINDINGS: Table[PublicNotice, PublicFinding] = Table(
    "findings",
    "问题，一条一行，按通报和原文次序。",
    lambda notice: notice.findings,
    (
        Column("id", "integer", "本文件内的行号，供表间关联；引用请用 notice_id 与 anchor", _id, "sqlite"),
        Column("notice_id", "text", "通报的标识", lambda r: r.of.notice.id, references="notices(id)"),
        Column("anchor", "text", "问题的固定标识", lambda r: r.item.anchor),
        Column("number", "integer", "在通报中的次序，从 1 起", lambda r: r.number),
        Column("unit_id", "text", "单位的标识", lambda r: r.of.unit_id, "csv"),
        Column("unit", "text", "单位名称；没有写单位的，为发布主体", lambda r: named(r.of.notice), "csv"),
        Column("region_code", "text", "行政区划代码，六位", lambda r: r.of.region_code, "csv"),
        Column("region", "text", "所在地，由省到县，以空格分隔", lambda r: r.of.region, "csv"),
        Column("published", "date", "通报的发布日期", lambda r: r.of.published, "csv"),
        *record_columns(
            FindingRecord,
            anchor=[],
            path=[Column("path", "text", "上级标题，由外到内，以换行分隔", lambda r: "\n".join(r.item.path) or None)],
            outcome=[
                Column("outcome", "text", "整改结果的原字样", lambda r: r.item.outcome.raw if r.item.outcome else None),
                Column("status", "text", f"整改结果的类别：{CLASSES}", _status),
            ],
            measures=[Column("measures", "integer", "措施条数", lambda r: len(r.item.measures))],
            commitments=[Column("commitments", "integer", "写明时限的承诺条数", lambda r: len(r.item.commitments))],
            citations=[Column("citations", "integer", "引用文件的处数", lambda r: len(r.item.citations))],
            fields=[],
            topics=[
                Column(
                    "topics", "text", "专题的标识，以分号分隔", lambda r: ";".join(t.id for t in r.item.topics) or None
                )
            ],
        ),
        Column("url", "text", "问题的固定网址", lambda r: r.of.finding_url(r.item)),
    ),
    key=("id",),
    unique=("notice_id", "anchor"),
    indexes=("status",),
    csv=True,
)


def _rows_of(
    items: Callable[[FindingRecord], Iterable[T]],
) -> Callable[[PublicNotice], Iterator[NumberedItem[PublicFinding, T]]]:
    """Return the function that makes the rows of a table of what `items` gives for each finding."""
    return lambda notice: (row for of in notice.findings for row in numbered(of, items(of.item)))


def _keys() -> tuple[Column[NumberedItem[PublicFinding, Any]], ...]:
    """Return the columns that say which finding an item belongs to."""
    return (
        Column("finding_id", "integer", "所属问题在本文件内的行号", lambda r: _id(r.of), "sqlite", "findings(id)"),
        Column("notice_id", "text", "通报的标识", lambda r: r.of.of.notice.id, references="notices(id)"),
        Column("anchor", "text", "问题的固定标识", lambda r: r.of.item.anchor),
        Column("number", "integer", "在问题中的次序，从 1 起", lambda r: r.number),
    )


MEASURES: Table[PublicNotice, NumberedItem[PublicFinding, MeasureRecord]] = Table(
    "measures",
    "措施，整改情况中逐项列出的一项一行。",
    _rows_of(lambda finding: finding.measures),
    (*_keys(), *record_columns(MeasureRecord)),
    key=("finding_id", "number"),
    csv=True,
)
COMMITMENTS: Table[PublicNotice, NumberedItem[PublicFinding, CommitmentRecord]] = Table(
    "commitments",
    "写明时限的承诺，一项一行。",
    _rows_of(lambda finding: finding.commitments),
    (
        *_keys(),
        *record_columns(CommitmentRecord),
        Column("url", "text", "问题的固定网址", lambda r: r.of.of.finding_url(r.of.item)),
    ),
    key=("finding_id", "number"),
    indexes=("due",),
    csv=True,
)
CITATIONS: Table[PublicNotice, NumberedItem[PublicFinding, str]] = Table(
    "citations",
    "引用的文件，一处一行。",
    _rows_of(lambda finding: finding.citations),
    (*_keys(), Column("citation", "text", "文件名称或文号，照原文", lambda r: r.item)),
    key=("finding_id", "number"),
    indexes=("citation",),
    csv=True,
)
FINDING_TOPICS: Table[PublicNotice, NumberedItem[PublicFinding, TopicRecord]] = Table(
    "finding_topics",
    "问题所属的专题，一项一行。",
    _rows_of(lambda finding: finding.topics),
    (
        *_keys(),
        *record_columns(
            TopicRecord, id=[Column("topic_id", "text", "专题的标识", lambda r: r.item.id, references="topics(id)")]
        ),
    ),
    key=("finding_id", "number"),
    indexes=("topic_id",),
)
