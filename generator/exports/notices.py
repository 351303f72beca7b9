"""Tables of notices and of what a notice says or lets notice as a whole: declared totals, their check, diagnostics, corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, TypeVar

from generator.exports.columns import Cell, Column, Table, iso_date, record_columns
from generator.exports.model import NumberedItem, PublicNotice, numbered
from generator.exports.schema import (
    RESULTS,
    CountedRecord,
    DeclaredRecord,
    DiagnosticRecord,
    InspectionRecord,
    NoticeRecord,
    ReconciliationRecord,
)
from generator.facts.model import Replaced, Revision, Status
from generator.filing import named, title_of, year_of
from generator.pages import addresses
from generator.pages.words import STATUSES, WORD

T = TypeVar("T")


def _known(value: Callable[[NoticeRecord], Cell]) -> Callable[[PublicNotice], Cell]:
    """Return the getter of a value that a withdrawn notice does not have."""
    return lambda row: value(row.record) if row.record else None


def _counted(row: PublicNotice) -> CountedRecord:
    return row.record.counted if row.record else CountedRecord(0, {})


def _of_status(status: Status) -> Callable[[PublicNotice], Cell]:
    return lambda row: _counted(row).by_status.get(status, 0)


def _check(notice: NoticeRecord) -> ReconciliationRecord | None:
    return next((check for check in notice.reconciliation if check.subject == "findings"), None)


def _declared_total(notice: NoticeRecord) -> int | None:
    check = _check(notice)
    return check.declared.get("total") if check and check.declared else None


def _result(notice: NoticeRecord) -> str | None:
    check = _check(notice)
    return check.result if check else None


NOTICES: Table[PublicNotice, PublicNotice] = Table(
    "notices",
    "通报，一份一行。撤回的通报只留标题、单位、日期和撤回原因。",
    lambda notice: [notice],
    (
        Column("id", "text", "通报的标识，永久不变", lambda r: r.notice.id),
        Column("title", "text", "标题，写成一行", lambda r: title_of(r.notice)),
        Column("unit_id", "text", "单位的标识", lambda r: r.unit_id, references="units(id)"),
        Column("unit", "text", "单位名称；没有写单位的，为发布主体", lambda r: named(r.notice)),
        Column("issuer", "text", "发布主体，照原文", _known(lambda n: n.unit.issuer)),
        Column("region_code", "text", "行政区划代码，六位", lambda r: r.region_code, references="regions(code)"),
        Column("region", "text", "所在地，由省到县，以空格分隔", lambda r: r.region),
        Column("published", "date", "发布日期", lambda r: r.published),
        Column("year", "integer", "归入的年份：发布，其次反馈，其次巡察的年份", lambda r: year_of(r.notice)),
        *record_columns(InspectionRecord, lambda field: _known(attrgetter(f"inspection.{field}"))),
        Column("source_name", "text", "信息来源，照原文", _known(lambda n: n.source_name)),
        Column("source_url", "text", "单位发布时的网址", _known(lambda n: n.source_url)),
        Column("findings", "integer", "正文中逐条数出的问题数", lambda r: _counted(r).total),
        *(Column(s, "integer", f"整改结果为“{WORD[s]}”一类的问题数", _of_status(s)) for s in STATUSES),
        Column("declared", "integer", "通报声明的问题总数", _known(_declared_total)),
        Column("result", "text", f"声明与计数的核对：{RESULTS}", _known(_result)),
        Column("withdrawn", "text", "撤回原因；没有撤回的为空", lambda r: r.notice.sidecar.withdrawn),
        Column("sha256", "text", "原文文件的 SHA-256", _known(lambda n: n.sha256)),
        Column("url", "text", "通报页网址", lambda r: r.site.link(addresses.notice_url(r.notice.id))),
    ),
    key=("id",),
    indexes=("unit_id", "region_code", "published"),
    csv=True,
)


def _rows_of(
    items: Callable[[NoticeRecord], Iterable[T]],
) -> Callable[[PublicNotice], list[NumberedItem[PublicNotice, T]]]:
    """Return the function that makes the rows of a table of what `items` gives for a notice; a withdrawn one has none."""
    return lambda of: numbered(of, items(of.record)) if of.record else []


def _keys() -> tuple[Column[NumberedItem[PublicNotice, Any]], ...]:
    """Return the columns that say which notice an item belongs to."""
    return (
        Column("notice_id", "text", "通报的标识", lambda r: r.of.notice.id, references="notices(id)"),
        Column("number", "integer", "在通报中的次序，从 1 起", lambda r: r.number),
    )


def _of_declared_status(status: Status) -> Callable[[NumberedItem[PublicNotice, DeclaredRecord]], Cell]:
    return lambda row: row.item.by_status.get(status)


def _merged(row: NumberedItem[PublicNotice, DeclaredRecord]) -> Cell:
    return ";".join(f"{'+'.join(each.statuses)}={each.number}" for each in row.item.merged) or None


DECLARED: Table[PublicNotice, NumberedItem[PublicNotice, DeclaredRecord]] = Table(
    "declared",
    "通报自己声明的总数，一处一行。",
    _rows_of(lambda notice: notice.declared),
    (
        *_keys(),
        *record_columns(
            DeclaredRecord,
            by_status=[
                Column(s, "integer", f"声明的“{WORD[s]}”一类的数；没有声明的为空", _of_declared_status(s))
                for s in STATUSES
            ],
            merged=[],
        ),
        Column("merged", "text", "几类合成一个数的分项，如 completed+mostly=30；没有的为空", _merged),
    ),
    key=("notice_id", "number"),
)
RECONCILIATION: Table[PublicNotice, NumberedItem[PublicNotice, ReconciliationRecord]] = Table(
    "reconciliation",
    "声明数与计数的核对，一个对象一行。",
    _rows_of(lambda notice: notice.reconciliation),
    (
        *_keys(),
        *record_columns(
            ReconciliationRecord,
            declared=[Column("declared", "integer", "声明的总数", lambda r: (r.item.declared or {}).get("total"))],
            counted=[Column("counted", "integer", "计数的总数", lambda r: (r.item.counted or {}).get("total"))],
        ),
    ),
    key=("notice_id", "number"),
)
DIAGNOSTICS: Table[PublicNotice, NumberedItem[PublicNotice, DiagnosticRecord]] = Table(
    "diagnostics",
    "本站对文本的提示，仅含对外公开的，一处一行。",
    _rows_of(lambda notice: notice.diagnostics),
    (*_keys(), *record_columns(DiagnosticRecord)),
    key=("notice_id", "number"),
    indexes=("code",),
)


CorrectedNotice = NumberedItem[PublicNotice, Revision]


def _replaced_url(row: CorrectedNotice, old: Replaced) -> str:
    return row.of.site.link(addresses.replaced_url(row.of.notice.id, old.name))


def _of_replaced(value: Callable[[CorrectedNotice, Replaced], str]) -> Callable[[CorrectedNotice], Cell]:
    """Return the getter of a value of the original that a correction replaced, None where that was not kept."""
    return lambda row: next((value(row, old) for old in row.of.notice.replaced if old.name == row.item.original), None)


REVISIONS: Table[PublicNotice, CorrectedNotice] = Table(
    "revisions",
    "更正，一次一行。撤回的通报不列。",
    lambda of: numbered(of, of.notice.sidecar.revisions if of.record else ()),
    (
        *_keys(),
        Column("date", "date", "更正日期", lambda r: iso_date(r.item.date)),
        Column("reason", "text", "更正说明", lambda r: r.item.reason),
        Column("original", "text", "被更正的原文的文件名；没有保存的为空", _of_replaced(lambda _, old: old.name)),
        Column("sha256", "text", "被更正的原文的 SHA-256", _of_replaced(lambda _, old: old.sha256)),
        Column("url", "text", "被更正的原文的网址", _of_replaced(_replaced_url)),
    ),
    key=("notice_id", "number"),
    indexes=("date",),
    csv=True,
)
