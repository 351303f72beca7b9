"""GK201-GK205: what the notice says about its own numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.examined import Examined
from generator.diagnostics import Diagnostic
from generator.facts.model import Declared, Subject
from generator.facts.reconcile import STATUS_NAMES, SUBJECT_NAMES, declared_total, merged_name, principal, status_sum
from generator.rules import diagnose

FURTHER = re.compile(
    r"[，,、；;]?(?:已|正|未|尚未|仍)?(?:阶段性|部分|基本|持续|正在|继续)?(?:完成|整改|推进|办结)(?:完成|整改|推进)?(?:的)?(?:有|问题)?(?P<number>[0-9]{1,4})[个项条件]"
)
CAUSES = "可能是声明的数字有出入，也可能是正文漏列、合并或分列了条目。"


def declared_against_counted(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK201 where the totals differ, GK202 where only the statuses do, with both numbers and both causes."""
    statement = principal(examined.notice.declared, "findings")
    for row in examined.notice.reconciliation:
        if statement is not None and row.subject == "findings" and row.result == "differs":
            same_total = (row.declared or {}).get("total") == (row.counted or {}).get("total")
            message = f"声明数与正文不一致：{row.note}{CAUSES}"
            yield diagnose("GK202" if same_total else "GK201", statement.span, message)


def parts_against_total(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK203 where the declared statuses add up to more than the declared total, GK204 where to less."""
    for said in examined.notice.declared:
        if said.total is None or not (said.by_status or said.merged):
            continue
        parts = status_sum(said)
        named = [f"{merged_name(each)}{each.number}" for each in said.merged]
        named += [f"{STATUS_NAMES[status]}{number}" for status, number in said.by_status.items()]
        further = _further_count(examined.text, said) if parts <= said.total else None
        if further is not None:
            named.append(f"“{further[0].lstrip('，,、；;')}”")
            parts += int(further["number"])
        sum_words = f"{SUBJECT_NAMES[said.subject]}的分项之和（{'＋'.join(named)}＝{parts}）"
        if parts > said.total:
            yield diagnose("GK203", said.span, f"{sum_words}超过声明的总数{said.total}。")
        elif parts < said.total:
            rest = said.total - parts
            yield diagnose("GK204", said.span, f"{sum_words}不足声明的总数{said.total}，其余{rest}没有说明。")


def _further_count(text: str, said: Declared) -> re.Match[str] | None:
    """Return the next count of the same sentence if the total has no room for it: the reader of totals left it out.

    A count behind 其中 is not matched: it is a part of a part.
    """
    found = FURTHER.match(text, said.span.end, said.span.end + 60)
    room = (said.total or 0) - status_sum(said)
    return found if found is not None and int(found["number"]) > room else None


def conflicting_totals(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK205 at a later statement whose total is not that of the first one about the same subject."""
    first: dict[Subject, Declared] = {}
    for said in examined.notice.declared:
        if said.total is None and not (said.by_status or said.merged):
            continue
        earlier = first.setdefault(said.subject, said)
        total, earlier_total = declared_total(said), declared_total(earlier)
        if total != earlier_total:
            line = examined.source.line_of(earlier.span.start)
            what = SUBJECT_NAMES[said.subject]
            message = f"{what}总数前后说法不同：第{line}行是{earlier_total}，这里是{total}。"
            yield diagnose("GK205", said.span, message)
