"""The comparison of declared totals with the findings that are counted in the text.

Why this exists: 平江 2025 declares 62 problems (3 完成, 59 阶段性完成) and prints 61 (3 and 58). Neither number is
repaired; both are shown, with the reason in one neutral sentence. A difference may come from the statement, from the
items or from how a program reads them, so no sentence here says who is right.

Left out on purpose: petitions (信访件) and immediate items (立行立改问题) are never itemised in notices, so they cannot be
checked. One exception to strict comparison: a status that is declared as 0 agrees with a status that does not occur.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from generator.facts.model import Counted, Declared, Finding, Merged, Reconciliation, Status, Subject
from generator.syntax.vocabulary import STATUS_CLASSES

STATUS_NAMES: dict[Status, str] = {status: of["word"] for status, of in STATUS_CLASSES.items()}
SUBJECT_NAMES: dict[Subject, str] = {"findings": "问题", "petitions": "信访件", "immediate": "立行立改问题"}


def reconcile(
    declared: tuple[Declared, ...], findings: tuple[Finding, ...]
) -> tuple[Counted, tuple[Reconciliation, ...]]:
    """Return what is counted in the text, and one comparison for the findings and for each other declared subject."""
    counted = _count(findings)
    results = [_reconcile_findings(principal(declared, "findings"), counted)]
    for subject in ("petitions", "immediate"):
        statement = principal(declared, subject)
        if statement is not None:
            note = f"通报声明了{SUBJECT_NAMES[subject]}的数量，正文未逐件列出，无法核对。"
            results.append(Reconciliation(subject, "cannot_check", _figures(statement), None, note))
    return counted, tuple(results)


def _count(findings: tuple[Finding, ...]) -> Counted:
    """Return the number of findings, in all and by status in the order of `STATUS_NAMES`; no outcome is `unstated`."""
    tally = Counter[Status](finding.outcome.status if finding.outcome else "unstated" for finding in findings)
    return Counted(len(findings), {status: tally[status] for status in STATUS_NAMES if tally[status]})


def principal(declared: tuple[Declared, ...], subject: Subject) -> Declared | None:
    """Return the statement about a subject with most numbers (total and statuses); the first of several such ones."""
    statements = [d for d in declared if d.subject == subject and (d.total is not None or d.by_status or d.merged)]
    return max(statements, key=lambda d: (d.total is not None) + len(d.by_status) + len(d.merged), default=None)


def declared_total(statement: Declared) -> int:
    """Return the total as stated, or the sum of the statuses if only those are stated."""
    return status_sum(statement) if statement.total is None else statement.total


def status_sum(statement: Declared) -> int:
    """Return the sum of the numbers that a statement has for statuses."""
    return sum(statement.by_status.values()) + sum(each.number for each in statement.merged)


def _figures(statement: Declared) -> dict[str, int]:
    """Return `total` and the statuses of a statement, as in `Reconciliation.declared`."""
    return _with_total(declared_total(statement), statement.by_status)


def _with_total(total: int, by_status: dict[Status, int]) -> dict[str, int]:
    return {"total": total} | {str(status): number for status, number in by_status.items()}


def _reconcile_findings(statement: Declared | None, counted: Counted) -> Reconciliation:
    held = _with_total(counted.total, counted.by_status)
    if statement is None:
        return Reconciliation("findings", "not_declared", None, held, "通报没有声明问题总数，无从核对。")
    said = _figures(statement)
    if not counted.total:
        return Reconciliation("findings", "cannot_check", said, held, "正文未逐项列出问题，无法与声明的数字核对。")
    total = declared_total(statement)
    contradicting = _contradicting_statuses(statement, counted)
    if total != counted.total or contradicting:
        declared = _numbers_in_words(total, statement.by_status, statement.merged)
        printed = _numbers_in_words(counted.total, counted.by_status)
        note = f"声明{declared}，正文可数出{printed}，两者不一致。"
        shared = {status for each in statement.merged for status in each.statuses}
        contrary = [
            status for status in STATUS_NAMES if status in contradicting and status in said and status not in shared
        ]
        whole = [] if total == counted.total else ["total"]
        return Reconciliation("findings", "differs", said, held, note, (*whole, *contrary))
    return Reconciliation("findings", "match", said, held, _agreement_note(statement, counted))


def _contradicting_statuses(statement: Declared, counted: Counted) -> list[Status]:
    """Return the statuses whose two numbers contradict each other.

    Items without a status may be any of the declared ones, so beside them only a surplus is a contradiction. A status
    that is not declared at all contradicts only where the declared ones already add up to the total. Classes that share
    a number are compared together.
    """
    said, held = statement.by_status, counted.by_status
    unstated = held.get("unstated", 0)
    if not (said or statement.merged) or unstated == counted.total:
        return []
    exhaustive = status_sum(statement) == declared_total(statement)
    shared = {status for each in statement.merged for status in each.statuses}
    groups = [(each.statuses, each.number + sum(said.get(s, 0) for s in each.statuses)) for each in statement.merged]
    groups += [((status,), said.get(status, 0)) for status in STATUS_NAMES if status in said or exhaustive]
    contradicting: list[Status] = []
    for statuses, number in groups:
        if statuses == ("unstated",) or (len(statuses) == 1 and statuses[0] in shared):
            continue
        surplus = sum(held.get(status, 0) for status in statuses) - number
        if surplus > 0 or (surplus < 0 and not unstated):
            contradicting += statuses
    return contradicting


def _agreement_note(statement: Declared, counted: Counted) -> str:
    unstated = counted.by_status.get("unstated", 0)
    if not (statement.by_status or statement.merged):
        return f"声明的总数{counted.total}个与正文一致；通报没有声明各类完成情况的数量。"
    if unstated == counted.total:
        return f"声明的总数{counted.total}个与正文一致；正文各项未注明整改结果，分类数字无法核对。"
    if unstated:
        return f"声明的总数{counted.total}个与正文一致；正文有{unstated}项未注明整改结果，分类数字只能部分核对。"
    return f"声明的总数{counted.total}个及各类数字与正文一致。"


def _numbers_in_words(total: int, by_status: dict[Status, int], merged: tuple[Merged, ...] = ()) -> str:
    parts = [f"{merged_name(each)}{each.number}个" for each in merged]
    parts += [f"{STATUS_NAMES[status]}{by_status[status]}个" for status in STATUS_NAMES if status in by_status]
    return f"{total}个" + (f"（{'、'.join(parts)}）" if parts else "")


def merged_name(merged: Merged, name: Callable[[Status], str] = STATUS_NAMES.__getitem__) -> str:
    """Return the name of several classes that share one number: 已完成和基本完成合计."""
    return "和".join(map(name, merged.statuses)) + "合计"
