"""Tables of notices and of what a notice says or lets notice as a whole: declared totals, their check, diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar

from generator.exports.columns import Cell, Column, Table, day
from generator.exports.findings import status_of
from generator.exports.model import Published
from generator.exports.record import DeclaredRecord, DiagnosticRecord, NoticeRecord, ReconciliationRecord
from generator.facts.model import Notice, Replaced, Revision
from generator.filing import named, year_of
from generator.pages import addresses
from generator.pages.rows import title_of
from generator.pages.words import STATUSES, WORD

T = TypeVar("T")


class NoticeRow(NamedTuple):
    """A notice; `record` is None where it is withdrawn."""

    notice: Notice
    record: NoticeRecord | None
    unit: str | None
    """Id of a unit that has a page."""
    url: str


class Item(NamedTuple, Generic[T]):
    """An item of a notice. `number` counts from 1 within it."""

    notice: NoticeRecord
    number: int
    item: T


def notice_rows(published: Published) -> Iterator[NoticeRow]:
    """Every notice the site lists, withdrawn ones too."""
    for notice in published.notices:
        unit = notice.unit.id if notice.unit.id and named(notice) else None
        url = published.site.link(addresses.notice_url(notice.id))
        yield NoticeRow(notice, published.record_of.get(notice.id), unit, url)


class RevisionRow(NamedTuple):
    """A correction. `number` counts from 1 within the notice; `replaced` is the original it replaced, if that was kept."""

    notice: Notice
    number: int
    revision: Revision
    replaced: Replaced | None
    url: str | None


def revision_rows(published: Published) -> Iterator[RevisionRow]:
    """Every correction of a notice that is not withdrawn, in the order of its sidecar."""
    for notice, _ in published.shown:
        kept = {replaced.name: replaced for replaced in notice.replaced}
        for number, revision in enumerate(notice.sidecar.revisions, 1):
            replaced = kept.get(revision.original or "")
            url = published.site.link(addresses.replaced_url(notice.id, replaced.name)) if replaced else None
            yield RevisionRow(notice, number, revision, replaced, url)


def items(of: Callable[[NoticeRecord], tuple[T, ...]]) -> Callable[[Published], Iterator[Item[T]]]:
    """Rows of what `of` gives for each notice."""

    def rows(published: Published) -> Iterator[Item[T]]:
        for _, record in published.shown:
            for number, item in enumerate(of(record), 1):
                yield Item(record, number, item)

    return rows


def _status_counts() -> tuple[Column[NoticeRow], ...]:
    def count(status: str) -> Callable[[NoticeRow], Cell]:
        return lambda row: sum(status_of(f) == status for f in row.record.findings) if row.record else 0

    return tuple(
        Column(status, "integer", f"整改结果为“{WORD[status]}”一类的问题数", count(status)) for status in STATUSES
    )


def _checked(row: NoticeRow) -> ReconciliationRecord | None:
    checks = row.record.reconciliation if row.record else ()
    return next((check for check in checks if check.subject == "findings"), None)


def _declared_total(row: NoticeRow) -> int | None:
    check = _checked(row)
    return check.declared.get("total") if check and check.declared else None


def _from_record(value: Callable[[NoticeRecord], Cell]) -> Callable[[NoticeRow], Cell]:
    return lambda row: value(row.record) if row.record else None


NOTICES: Table[NoticeRow] = Table(
    "notices",
    "通报，一份一行。撤回的通报只留标题、单位、日期和撤回原因。",
    notice_rows,
    (
        Column("id", "text", "通报的标识，永久不变", attrgetter("notice.id")),
        Column("title", "text", "标题，写成一行", lambda r: title_of(r.notice)),
        Column("unit_id", "text", "单位的标识", attrgetter("unit"), references="units(id)"),
        Column("unit", "text", "单位名称；没有写单位的，为发布主体", lambda r: named(r.notice)),
        Column("issuer", "text", "发布主体，照原文", _from_record(lambda n: n.unit.issuer)),
        Column(
            "region_code",
            "text",
            "行政区划代码，六位",
            lambda r: r.notice.unit.region.code if r.notice.unit.region else None,
            references="regions(code)",
        ),
        Column(
            "region",
            "text",
            "所在地，由省到县，以空格分隔",
            lambda r: " ".join(r.notice.unit.region.names) if r.notice.unit.region else None,
        ),
        Column(
            "published", "date", "发布日期", lambda r: day(r.notice.published.value if r.notice.published else None)
        ),
        Column("year", "integer", "归入的年份：发布，其次反馈，其次巡察的年份", lambda r: year_of(r.notice)),
        Column("authority", "text", "派出巡察的机构", _from_record(lambda n: n.inspection.authority)),
        Column("team", "text", "巡察组", _from_record(lambda n: n.inspection.team)),
        Column("kind", "text", "巡察类型", _from_record(lambda n: n.inspection.kind)),
        Column("start", "date", "巡察开始日期", _from_record(lambda n: day(n.inspection.start))),
        Column("end", "date", "巡察结束日期", _from_record(lambda n: day(n.inspection.end))),
        Column("feedback", "date", "反馈日期", _from_record(lambda n: day(n.inspection.feedback))),
        Column("source_name", "text", "信息来源，照原文", _from_record(lambda n: n.source_name)),
        Column("source_url", "text", "单位发布时的网址", _from_record(lambda n: n.source_url)),
        Column("findings", "integer", "正文中逐条数出的问题数", lambda r: len(r.record.findings) if r.record else 0),
        *_status_counts(),
        Column("declared", "integer", "通报声明的问题总数", _declared_total),
        Column(
            "result",
            "text",
            "声明与计数的核对：match 一致，differs 不一致，cannot_check 无法逐项核对，not_declared 未声明",
            lambda r: check.result if (check := _checked(r)) else None,
        ),
        Column("withdrawn", "text", "撤回原因；没有撤回的为空", attrgetter("notice.sidecar.withdrawn")),
        Column("sha256", "text", "原文文件的 SHA-256", _from_record(lambda n: n.sha256)),
        Column("url", "text", "通报页网址", attrgetter("url")),
    ),
    key=("id",),
    indexes=("unit_id", "region_code", "published"),
    csv=True,
)


def _of_notice() -> tuple[Column[Item[Any]], ...]:
    return (
        Column("notice_id", "text", "通报的标识", attrgetter("notice.id"), references="notices(id)"),
        Column("number", "integer", "在通报中的次序，从 1 起", attrgetter("number")),
    )


def _declared_counts() -> tuple[Column[Item[DeclaredRecord]], ...]:
    def count(status: Any) -> Callable[[Item[DeclaredRecord]], Cell]:
        return lambda row: row.item.by_status.get(status)

    return tuple(
        Column(status, "integer", f"声明的“{WORD[status]}”一类的数；没有声明的为空", count(status))
        for status in STATUSES
    )


def _merged(row: Item[DeclaredRecord]) -> Cell:
    return ";".join(f"{'+'.join(each.statuses)}={each.number}" for each in row.item.merged) or None


SUBJECTS = "对象：findings 问题，petitions 信访件，immediate 立行立改"

DECLARED: Table[Item[DeclaredRecord]] = Table(
    "declared",
    "通报自己声明的总数，一处一行。",
    items(lambda notice: notice.declared),
    (
        *_of_notice(),
        Column("subject", "text", SUBJECTS, attrgetter("item.subject")),
        Column("total", "integer", "声明的总数", attrgetter("item.total")),
        *_declared_counts(),
        Column("as_of", "date", "声明所截至的日期", lambda r: day(r.item.as_of)),
        Column("line", "integer", "在原文中的行", attrgetter("item.line")),
        Column("quote", "text", "声明的原句", attrgetter("item.quote")),
        Column("merged", "text", "几类合成一个数的分项，如 completed+mostly=30；没有的为空", _merged),
    ),
    key=("notice_id", "number"),
)
RECONCILIATION: Table[Item[ReconciliationRecord]] = Table(
    "reconciliation",
    "声明数与计数的核对，一个对象一行。",
    items(lambda notice: notice.reconciliation),
    (
        *_of_notice(),
        Column("subject", "text", SUBJECTS, attrgetter("item.subject")),
        Column(
            "result",
            "text",
            "match 一致，differs 不一致，cannot_check 无法逐项核对，not_declared 未声明",
            attrgetter("item.result"),
        ),
        Column("declared", "integer", "声明的总数", lambda r: (r.item.declared or {}).get("total")),
        Column("counted", "integer", "计数的总数", lambda r: (r.item.counted or {}).get("total")),
        Column("note", "text", "一句话说明", attrgetter("item.note")),
    ),
    key=("notice_id", "number"),
)
DIAGNOSTICS: Table[Item[DiagnosticRecord]] = Table(
    "diagnostics",
    "本站对文本的提示，仅含对外公开的，一处一行。",
    items(lambda notice: notice.diagnostics),
    (
        *_of_notice(),
        Column("code", "text", "编号，永久不变", attrgetter("item.code")),
        Column("severity", "text", "error 错误，warning 警告，hint 提示", attrgetter("item.severity")),
        Column("line", "integer", "在原文中的行，从 1 起", attrgetter("item.line")),
        Column("column", "integer", "列，从 1 起，按字符计", attrgetter("item.column")),
        Column("message", "text", "内容", attrgetter("item.message")),
        Column("help", "text", "怎么办", attrgetter("item.help")),
    ),
    key=("notice_id", "number"),
    indexes=("code",),
)
REVISIONS: Table[RevisionRow] = Table(
    "revisions",
    "更正，一次一行。撤回的通报不列。",
    revision_rows,
    (
        Column("notice_id", "text", "通报的标识", attrgetter("notice.id"), references="notices(id)"),
        Column("number", "integer", "在通报中的次序，从 1 起", attrgetter("number")),
        Column("date", "date", "更正日期", lambda r: day(r.revision.date)),
        Column("reason", "text", "更正说明", attrgetter("revision.reason")),
        Column(
            "original",
            "text",
            "被更正的原文的文件名；没有保存的为空",
            lambda r: r.replaced.name if r.replaced else None,
        ),
        Column("sha256", "text", "被更正的原文的 SHA-256", lambda r: r.replaced.sha256 if r.replaced else None),
        Column("url", "text", "被更正的原文的网址", attrgetter("url")),
    ),
    key=("notice_id", "number"),
    indexes=("date",),
    csv=True,
)
