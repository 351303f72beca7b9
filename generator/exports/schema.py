"""The types of the public record of a notice: the JSON that `gongkai parse` prints and the site offers for download.

These types are the contract; each field bears its meaning in Chinese, and the JSON Schema at /data/ is generated from
both. Keys may be added, never removed or given another meaning. Dates are ISO 8601 strings; what the notice does not say
is null.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from generator.facts.model import SectionRole, Status, Subject
from generator.pages.words import STATUSES, WORD, Result

CLASSES = "，".join(f"{status} {WORD[status]}" for status in STATUSES)
SUBJECTS = "findings 问题，petitions 信访件，immediate 立行立改"
RESULTS = "match 一致，differs 不一致，cannot_check 无法逐项核对，not_declared 未声明"


def means(text: str) -> Meta:
    """Return the meaning of a field for its annotation."""
    return Meta(description=text)


class UnitRecord(Struct, frozen=True):
    """The organisation: its name, the Party body as written, and where it is."""

    id: Annotated[str, means("单位的标识：行政区划代码加拼音；单位名称不明时可能为空。")]
    name: Annotated[str | None, means("单位名称，照原文；没有写时为 null。")]
    issuer: Annotated[str | None, means("发布主体（党组织）的名称，照原文。")]
    region: Annotated[tuple[str, ...] | None, means("所在地，由省到县；不能确定时为 null。")]
    region_code: Annotated[str | None, means("所在地的六位行政区划代码（GB/T 2260）。")]


class InspectionRecord(Struct, frozen=True):
    """Who inspected, how, and when."""

    authority: Annotated[str | None, means("派出机构：县委、市委、省委等。")]
    team: Annotated[str | None, means("巡察组名称。")]
    kind: Annotated[str | None, means("巡察类型：常规巡察、专项巡察、回头看等。")]
    start: Annotated[date | None, means("进驻日期。")]
    end: Annotated[date | None, means("结束日期。")]
    feedback: Annotated[date | None, means("反馈日期。")]


class MergedRecord(Struct, frozen=True):
    """One number for several classes, which the notice does not part: 已完成（含基本完成）30个."""

    statuses: Annotated[tuple[Status, ...], means("合在一起的类别。")]
    number: Annotated[int, means("合计数。")]


class DeclaredRecord(Struct, frozen=True):
    """A total the notice states, with the line and the words that state it."""

    subject: Annotated[Subject, means(f"声明的对象：{SUBJECTS}。")]
    total: Annotated[int | None, means("声明的总数；只声明了分项时为 null。")]
    by_status: Annotated[dict[Status, int], means("声明的分项数，按整改结果的类别；几类合成一个数的不在其中。")]
    merged: Annotated[tuple[MergedRecord, ...], means("几类合成一个数的分项：“已完成（含基本完成）30个”。")]
    as_of: Annotated[date | None, means("声明所截至的日期。")]
    line: Annotated[int, means("所在行，从 1 起。")]
    quote: Annotated[str, means("声明的原句。")]


class CountedRecord(Struct, frozen=True):
    """What the text holds, counted finding by finding."""

    total: Annotated[int, means("正文中的问题数。")]
    by_status: Annotated[dict[Status, int], means("按整改结果的类别计数；只含出现的类别。")]


class ReconciliationRecord(Struct, frozen=True):
    """Declared against counted for one subject."""

    subject: Annotated[Subject, means(f"核对的对象：{SUBJECTS}。")]
    result: Annotated[Result, means(f"{RESULTS}。")]
    declared: Annotated[dict[str, int] | None, means("声明的总数（total）与各类数；未声明时为 null。")]
    counted: Annotated[dict[str, int] | None, means("计数的总数（total）与各类数；无法计数时为 null。")]
    note: Annotated[str, means("一句话说明。")]


class OutcomeRecord(Struct, frozen=True):
    """The unit's own words and their class."""

    raw: Annotated[str, means("整改结果的原字样。")]
    status: Annotated[Status, means(f"类别：{CLASSES}。")]


class MeasureRecord(Struct, frozen=True):
    """One item of a response."""

    marker: Annotated[str, means("序号，照原文：一是、（1）、①。")]
    text: Annotated[str, means("措施全文，不含序号。")]


class CommitmentRecord(Struct, frozen=True):
    """A dated promise; the dates are the earliest and latest days its words allow."""

    text: Annotated[str, means("时限的原字样。")]
    not_before: Annotated[date | None, means("按字面最早的日期；没有时为 null。")]
    due: Annotated[date | None, means("按字面最晚的日期；没有时为 null。")]
    line: Annotated[int, means("所在行，从 1 起。")]


class FieldRecord(Struct, frozen=True):
    """Another labelled line of a finding: 责任单位, 整改时限."""

    role: Annotated[str, means("这一行的类别。")]
    label: Annotated[str, means("标签，照原文。")]
    value: Annotated[str, means("内容，照原文。")]


class TopicRecord(Struct, frozen=True):
    """A topic and the keyword that put the finding there."""

    id: Annotated[str, means("专题的标识。")]
    rule: Annotated[str, means("判定所依据的关键词。")]


class FindingRecord(Struct, frozen=True):
    """One problem."""

    anchor: Annotated[str, means("问题的固定标识，由标题与问题表述算出；网址为 notices/<通报标识>/#<anchor>。")]
    label: Annotated[str | None, means("编号，照原文：问题①、1.、（二）。")]
    path: Annotated[tuple[str, ...], means("上级标题，由外到内。")]
    heading: Annotated[str, means("问题的标题。")]
    statement: Annotated[str | None, means("标题之外对问题的表述。")]
    outcome: Annotated[OutcomeRecord | None, means("整改结果；原文没有逐条写明时为 null。")]
    response: Annotated[str | None, means("整改情况，照原文。")]
    measures: Annotated[tuple[MeasureRecord, ...], means("整改情况中逐项列出的措施；没有逐项列出时为空。")]
    commitments: Annotated[tuple[CommitmentRecord, ...], means("整改情况中写明时限的承诺。")]
    citations: Annotated[tuple[str, ...], means("引用的文件名称与文号，照原文。")]
    fields: Annotated[tuple[FieldRecord, ...], means("其他带标签的行：责任单位、整改时限等。")]
    topics: Annotated[tuple[TopicRecord, ...], means("所属专题与判定依据。")]
    line: Annotated[int, means("起始行，从 1 起。")]
    end_line: Annotated[int, means("末行。")]


class ContactsRecord(Struct, frozen=True):
    """How a citizen reaches the unit."""

    phones: Annotated[tuple[str, ...], means("电话，照原文。")]
    emails: Annotated[tuple[str, ...], means("电子邮箱。")]
    addresses: Annotated[tuple[str, ...], means("通信地址。")]
    postcodes: Annotated[tuple[str, ...], means("邮政编码。")]


class SectionRecord(Struct, frozen=True):
    """A top-level part of the notice."""

    role: Annotated[
        SectionRole,
        means("部分的类别：organisation 组织落实，findings 问题整改，next_steps 下一步安排，closing 结尾。"),
    ]
    heading: Annotated[str | None, means("标题；没有时为 null。")]
    line: Annotated[int, means("起始行，从 1 起。")]


class DiagnosticRecord(Struct, frozen=True):
    """Something noticed about the text; line and column count from 1, columns in code points."""

    code: Annotated[str, means("提示的编号，永久不变。")]
    severity: Annotated[str, means("error 错误，warning 警告，hint 提示。")]
    line: Annotated[int, means("所在行，从 1 起。")]
    column: Annotated[int, means("所在列，从 1 起，按字符（码点）计。")]
    message: Annotated[str, means("提示的内容。")]
    help: Annotated[str, means("怎么办；可能为空。")]


class NoticeRecord(Struct, frozen=True):
    """One notice with everything read out of it."""

    id: Annotated[str, means("通报的标识：小写字母、数字和连字符，全站唯一，永久不变。")]
    title: Annotated[str | None, means("标题，写成一行；原文没有标题时为 null。")]
    unit: Annotated[UnitRecord, means("通报所涉的单位。")]
    inspection: Annotated[InspectionRecord, means("这次巡察（巡视、审计）。")]
    published: Annotated[date | None, means("发布日期；原文没有写时为 null。")]
    source_name: Annotated[str | None, means("信息来源，照原文。")]
    source_url: Annotated[str | None, means("单位发布时的网址，由收录者填写。")]
    declared: Annotated[tuple[DeclaredRecord, ...], means("通报自己声明的总数，按出现先后。")]
    counted: Annotated[CountedRecord, means("本站在正文中逐条数出的问题数。")]
    reconciliation: Annotated[tuple[ReconciliationRecord, ...], means("声明数与计数的核对。")]
    findings: Annotated[tuple[FindingRecord, ...], means("逐条问题，按原文次序。")]
    contacts: Annotated[ContactsRecord, means("监督渠道。")]
    sections: Annotated[tuple[SectionRecord, ...], means("通报的各个部分。")]
    diagnostics: Annotated[tuple[DiagnosticRecord, ...], means("本站对文本的提示，仅含对外公开的。")]
    sha256: Annotated[str, means("原文文件的 SHA-256（小写十六进制）。")]
    encoding: Annotated[str, means("原文文件的编码。")]


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a record."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **msgspec.json.schema(NoticeRecord),
        "title": "巡察整改通报",
        "description": "一份通报及从中读出的全部内容。",
    }
