"""GK201-GK205: what the notice says about its own numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.examined import Examined
from generator.diagnostics import Diagnostic
from generator.facts.model import Declared
from generator.facts.reconcile import STATUS_NAMES, SUBJECT_NAMES, declared_total, merged_name, principal, status_sum
from generator.rules import diagnose

FURTHER = re.compile(
    r"[，,、；;]?(?:已|正|未|尚未|仍)?(?:阶段性|部分|基本|持续|正在|继续)?(?:完成|整改|推进|办结)(?:完成|整改|推进)?(?:的)?(?:有|问题)?(?P<number>[0-9]{1,4})[个项条件]"
)
CAUSES = "可能是声明的数字有出入，也可能是正文漏列、合并或分列了条目。"


def difference(examined: Examined) -> Iterator[Diagnostic]:
    """GK201 where the totals differ, GK202 where only the statuses do. Neutral: both numbers, both causes."""
    statement = principal(examined.notice.declared, "findings")
    for row in examined.notice.reconciliation:
        if statement is None or row.subject != "findings" or row.result != "differs":
            continue
        same_total = (row.declared or {}).get("total") == (row.counted or {}).get("total")
        yield diagnose("GK202" if same_total else "GK201", statement.span, f"声明数与正文不一致：{row.note}{CAUSES}")


def sums(examined: Examined) -> Iterator[Diagnostic]:
    """GK203 where the statuses add up to more than the total, GK204 where to less."""
    for said in examined.notice.declared:
        if said.total is None or not (said.by_status or said.merged):
            continue
        parts = status_sum(said)
        named = [f"{merged_name(each)}{each.number}" for each in said.merged]
        words = "＋".join([*named, *(f"{STATUS_NAMES[status]}{number}" for status, number in said.by_status.items())])
        beyond = _beyond(examined.text, said) if parts <= said.total else None
        if beyond is not None:
            words, parts = f"{words}＋“{beyond[0].lstrip('，,、；;')}”", parts + int(beyond["number"])
        if parts == said.total:
            continue
        what = SUBJECT_NAMES[said.subject]
        if parts > said.total:
            yield diagnose("GK203", said.span, f"{what}的分项之和（{words}＝{parts}）超过声明的总数{said.total}。")
        else:
            message = (
                f"{what}的分项之和（{words}＝{parts}）不足声明的总数{said.total}，其余{said.total - parts}没有说明。"
            )
            yield diagnose("GK204", said.span, message)


def _beyond(text: str, said: Declared) -> re.Match[str] | None:
    """The next count of the same sentence that the total has no room for: the reader of totals leaves such counts out.

    Not behind 其中, where a part of a part is counted.
    """
    found = FURTHER.match(text, said.span.end, said.span.end + 60)
    room = (said.total or 0) - status_sum(said)
    return found if found is not None and int(found["number"]) > room else None


def said_twice(examined: Examined) -> Iterator[Diagnostic]:
    """GK205: a later statement whose total is not that of the first one about the same subject."""
    for subject in SUBJECT_NAMES:
        first: Declared | None = None
        for said in examined.notice.declared:
            if said.subject != subject or (said.total is None and not (said.by_status or said.merged)):
                continue
            if first is None:
                first = said
            elif declared_total(said) != declared_total(first):
                line = examined.source.line_of(first.span.start)
                message = f"{SUBJECT_NAMES[subject]}总数前后说法不同：第{line}行是{declared_total(first)}，这里是{declared_total(said)}。"
                yield diagnose("GK205", said.span, message)
