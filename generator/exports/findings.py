"""Tables of findings and of what they hold: measures, commitments, citations, topics.

Rows come in the order of the notices (oldest first) and, inside a notice, in that of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from generator.exports.columns import Column, Table, iso_date
from generator.exports.model import NumberedItem, PublicFinding, PublicNotice, numbered
from generator.exports.schema import CommitmentRecord, FindingRecord, MeasureRecord, TopicRecord
from generator.filing import named
from generator.pages.words import STATUSES, WORD

T = TypeVar("T")
STATUS_TEXT = "整改结果的类别：" + "，".join(f"{status} {WORD[status]}" for status in STATUSES)


def _row_id(row: PublicFinding) -> int:
    return row.of.before + row.number


FINDINGS: Table[PublicNotice, PublicFinding] = Table(
    "findings",
    "问题，一条一行，按通报和原文次序。",
    lambda notice: notice.findings,
    (
        Column("id", "integer", "本文件内的行号，供表间关联；引用请用 notice_id 与 anchor", _row_id, "sqlite"),
        Column("notice_id", "text", "通报的标识", lambda r: r.of.notice.id, references="notices(id)"),
        Column("anchor", "text", "问题的固定标识", lambda r: r.item.anchor),
        Column("number", "integer", "在通报中的次序，从 1 起", lambda r: r.number),
        Column("unit_id", "text", "单位的标识", lambda r: r.of.unit_id, "csv"),
        Column("unit", "text", "单位名称；没有写单位的，为发布主体", lambda r: named(r.of.notice), "csv"),
        Column("region_code", "text", "行政区划代码，六位", lambda r: r.of.region_code, "csv"),
        Column("region", "text", "所在地，由省到县，以空格分隔", lambda r: r.of.region, "csv"),
        Column("published", "date", "通报的发布日期", lambda r: r.of.published, "csv"),
        Column("label", "text", "编号，照原文", lambda r: r.item.label),
        Column("path", "text", "上级标题，由外到内，以换行分隔", lambda r: "\n".join(r.item.path) or None),
        Column("heading", "text", "问题的标题", lambda r: r.item.heading),
        Column("statement", "text", "标题之外对问题的表述", lambda r: r.item.statement),
        Column("outcome", "text", "整改结果的原字样", lambda r: r.item.outcome.raw if r.item.outcome else None),
        Column("status", "text", STATUS_TEXT, lambda r: r.item.outcome.status if r.item.outcome else "unstated"),
        Column("response", "text", "整改情况，照原文", lambda r: r.item.response),
        Column("measures", "integer", "措施条数", lambda r: len(r.item.measures)),
        Column("commitments", "integer", "写明时限的承诺条数", lambda r: len(r.item.commitments)),
        Column("citations", "integer", "引用文件的处数", lambda r: len(r.item.citations)),
        Column("topics", "text", "专题的标识，以分号分隔", lambda r: ";".join(t.id for t in r.item.topics) or None),
        Column("line", "integer", "在原文中的起始行", lambda r: r.item.line),
        Column("end_line", "integer", "在原文中的末行", lambda r: r.item.end_line),
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
        Column(
            "finding_id",
            "integer",
            "所属问题在本文件内的行号",
            lambda r: _row_id(r.of),
            "sqlite",
            "findings(id)",
        ),
        Column("notice_id", "text", "通报的标识", lambda r: r.of.of.notice.id, references="notices(id)"),
        Column("anchor", "text", "问题的固定标识", lambda r: r.of.item.anchor),
        Column("number", "integer", "在问题中的次序，从 1 起", lambda r: r.number),
    )


MEASURES: Table[PublicNotice, NumberedItem[PublicFinding, MeasureRecord]] = Table(
    "measures",
    "措施，整改情况中逐项列出的一项一行。",
    _rows_of(lambda finding: finding.measures),
    (
        *_keys(),
        Column("marker", "text", "序号，照原文", lambda r: r.item.marker),
        Column("text", "text", "措施全文，不含序号", lambda r: r.item.text),
    ),
    key=("finding_id", "number"),
    csv=True,
)
COMMITMENTS: Table[PublicNotice, NumberedItem[PublicFinding, CommitmentRecord]] = Table(
    "commitments",
    "写明时限的承诺，一项一行。",
    _rows_of(lambda finding: finding.commitments),
    (
        *_keys(),
        Column("text", "text", "时限的原字样", lambda r: r.item.text),
        Column("not_before", "date", "按字面最早的日期", lambda r: iso_date(r.item.not_before)),
        Column("due", "date", "按字面最晚的日期", lambda r: iso_date(r.item.due)),
        Column("line", "integer", "在原文中的行", lambda r: r.item.line),
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
        Column("topic_id", "text", "专题的标识", lambda r: r.item.id, references="topics(id)"),
        Column("rule", "text", "判定所依据的关键词", lambda r: r.item.rule),
    ),
    key=("finding_id", "number"),
    indexes=("topic_id",),
)
