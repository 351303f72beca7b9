"""The JSON Schema of a record with a description at every property, so that nobody has to guess what a field means.

The structure comes from the types in `record`; only the words are here, and a test demands one for every property.
"""

from __future__ import annotations

from typing import Any

from generator.exports.record import json_schema

DESCRIPTIONS: dict[str, dict[str, str]] = {
    "NoticeRecord": {
        "id": "通报的标识：小写字母、数字和连字符，全站唯一，永久不变。",
        "title": "标题，写成一行；原文没有标题时为 null。",
        "unit": "通报所涉的单位。",
        "inspection": "这次巡察（巡视、审计）。",
        "published": "发布日期；原文没有写时为 null。",
        "source_name": "信息来源，照原文。",
        "source_url": "单位发布时的网址，由收录者填写。",
        "declared": "通报自己声明的总数，按出现先后。",
        "counted": "本站在正文中逐条数出的问题数。",
        "reconciliation": "声明数与计数的核对。",
        "findings": "逐条问题，按原文次序。",
        "contacts": "监督渠道。",
        "sections": "通报的各个部分。",
        "diagnostics": "本站对文本的提示，仅含对外公开的。",
        "sha256": "原文文件的 SHA-256（小写十六进制）。",
        "encoding": "原文文件的编码。",
    },
    "UnitRecord": {
        "id": "单位的标识：行政区划代码加拼音；单位名称不明时可能为空。",
        "name": "单位名称，照原文；没有写时为 null。",
        "issuer": "发布主体（党组织）的名称，照原文。",
        "region": "所在地，由省到县；不能确定时为 null。",
        "region_code": "所在地的六位行政区划代码（GB/T 2260）。",
    },
    "InspectionRecord": {
        "authority": "派出机构：县委、市委、省委等。",
        "team": "巡察组名称。",
        "kind": "巡察类型：常规巡察、专项巡察、回头看等。",
        "start": "进驻日期。",
        "end": "结束日期。",
        "feedback": "反馈日期。",
    },
    "DeclaredRecord": {
        "subject": "声明的对象：findings 问题，petitions 信访件，immediate 立行立改。",
        "total": "声明的总数；只声明了分项时为 null。",
        "by_status": "声明的分项数，按整改结果的类别；几类合成一个数的不在其中。",
        "merged": "几类合成一个数的分项：“已完成（含基本完成）30个”。",
        "as_of": "声明所截至的日期。",
        "line": "所在行，从 1 起。",
        "quote": "声明的原句。",
    },
    "Merged": {
        "statuses": "合在一起的类别。",
        "number": "合计数。",
    },
    "CountedRecord": {
        "total": "正文中的问题数。",
        "by_status": "按整改结果的类别计数；只含出现的类别。",
    },
    "ReconciliationRecord": {
        "subject": "核对的对象，同 declared.subject。",
        "result": "match 一致，differs 不一致，cannot_check 无法逐项核对，not_declared 未声明。",
        "declared": "声明的总数（total）与各类数；未声明时为 null。",
        "counted": "计数的总数（total）与各类数；无法计数时为 null。",
        "note": "一句话说明。",
    },
    "FindingRecord": {
        "anchor": "问题的固定标识，由标题与问题表述算出；网址为 notices/<通报标识>/#<anchor>。",
        "label": "编号，照原文：问题①、1.、（二）。",
        "path": "上级标题，由外到内。",
        "heading": "问题的标题。",
        "statement": "标题之外对问题的表述。",
        "outcome": "整改结果；原文没有逐条写明时为 null。",
        "response": "整改情况，照原文。",
        "measures": "整改情况中逐项列出的措施；没有逐项列出时为空。",
        "commitments": "整改情况中写明时限的承诺。",
        "citations": "引用的文件名称与文号，照原文。",
        "fields": "其他带标签的行：责任单位、整改时限等。",
        "topics": "所属专题与判定依据。",
        "line": "起始行，从 1 起。",
        "end_line": "末行。",
    },
    "OutcomeRecord": {
        "raw": "整改结果的原字样。",
        "status": "类别：completed 已完成，mostly 基本完成，partial 阶段性完成，ongoing 持续推进，open 未完成，unstated 未注明。",
    },
    "MeasureRecord": {"marker": "序号，照原文：一是、（1）、①。", "text": "措施全文，不含序号。"},
    "CommitmentRecord": {
        "text": "时限的原字样。",
        "not_before": "按字面最早的日期；没有时为 null。",
        "due": "按字面最晚的日期；没有时为 null。",
        "line": "所在行，从 1 起。",
    },
    "FieldRecord": {"role": "这一行的类别。", "label": "标签，照原文。", "value": "内容，照原文。"},
    "TopicRecord": {"id": "专题的标识。", "rule": "判定所依据的关键词。"},
    "ContactsRecord": {
        "phones": "电话，照原文。",
        "emails": "电子邮箱。",
        "addresses": "通信地址。",
        "postcodes": "邮政编码。",
    },
    "SectionRecord": {
        "role": "部分的类别：organisation 组织落实，findings 问题整改，next_steps 下一步安排，closing 结尾。",
        "heading": "标题；没有时为 null。",
        "line": "起始行，从 1 起。",
    },
    "DiagnosticRecord": {
        "code": "提示的编号，永久不变。",
        "severity": "error 错误，warning 警告，hint 提示。",
        "line": "所在行，从 1 起。",
        "column": "所在列，从 1 起，按字符（码点）计。",
        "message": "提示的内容。",
        "help": "怎么办；可能为空。",
    },
}


def described_schema() -> dict[str, Any]:
    """`record.json_schema()` with a title and a Chinese description at every property."""
    schema: dict[str, Any] = {**json_schema(), "title": "巡察整改通报", "description": "一份通报及从中读出的全部内容。"}
    definitions: dict[str, Any] = {}
    for name, definition in schema["$defs"].items():
        known = DESCRIPTIONS.get(name, {})
        properties = {
            field: {**rule, "description": known[field]} if field in known else rule
            for field, rule in definition.get("properties", {}).items()
        }
        definitions[name] = {**definition, "properties": properties} if properties else definition
    return {**schema, "$defs": definitions}
