"""Declared against counted: what the notice says about its totals beside what its text holds.

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
SUBJECTS: tuple[Subject, ...] = ("findings", "petitions", "immediate")


def reconcile(
    declared: tuple[Declared, ...], findings: tuple[Finding, ...]
) -> tuple[Counted, tuple[Reconciliation, ...]]:
    """What the text holds, and one comparison for the findings and for each other subject that is declared."""
    counted = count(findings)
    results = [_findings(principal(declared, "findings"), counted)]
    for subject in ("petitions", "immediate"):
        statement = principal(declared, subject)
        if statement is not None:
            note = f"通报声明了{SUBJECT_NAMES[subject]}的数量，正文未逐件列出，无法核对。"
            results.append(Reconciliation(subject, "cannot_check", figures(statement), None, note))
    return counted, tuple(results)


def count(findings: tuple[Finding, ...]) -> Counted:
    """Findings in all and by status, statuses in the order of the vocabulary; no outcome counts as `unstated`."""
    tally = Counter[Status](finding.outcome.status if finding.outcome else "unstated" for finding in findings)
    return Counted(len(findings), {status: tally[status] for status in STATUS_NAMES if tally[status]})


def principal(declared: tuple[Declared, ...], subject: Subject) -> Declared | None:
    """The statement about a subject that says most (a total and most statuses); the first one where several say as much."""
    statements = [d for d in declared if d.subject == subject and (d.total is not None or d.by_status or d.merged)]
    return max(statements, key=lambda d: (d.total is not None) + len(d.by_status) + len(d.merged), default=None)


def declared_total(statement: Declared) -> int:
    """The total as stated, or the sum of the statuses where only those are stated."""
    return parted(statement) if statement.total is None else statement.total


def parted(statement: Declared) -> int:
    """Of how many a statement says what became of them."""
    return sum(statement.by_status.values()) + sum(each.number for each in statement.merged)


def figures(statement: Declared) -> dict[str, int]:
    """`total` and the statuses of a statement, as `Reconciliation` carries them."""
    return _with_total(declared_total(statement), statement.by_status)


def _with_total(total: int, by_status: dict[Status, int]) -> dict[str, int]:
    return {"total": total} | {str(status): number for status, number in by_status.items()}


def _findings(statement: Declared | None, counted: Counted) -> Reconciliation:
    held = _with_total(counted.total, counted.by_status)
    if statement is None:
        return Reconciliation("findings", "not_declared", None, held, "通报没有声明问题总数，无从核对。")
    said = figures(statement)
    if not counted.total:
        return Reconciliation("findings", "cannot_check", said, held, "正文未逐项列出问题，无法与声明的数字核对。")
    total = declared_total(statement)
    unlike = _unlike(statement, counted)
    if total != counted.total or unlike:
        note = f"声明{_words(total, statement.by_status, statement.merged)}，正文可数出{_words(counted.total, counted.by_status)}，两者不一致。"
        shared = {status for each in statement.merged for status in each.statuses}
        contrary = [status for status in STATUS_NAMES if status in unlike and status in said and status not in shared]
        whole = [] if total == counted.total else ["total"]
        return Reconciliation("findings", "differs", said, held, note, (*whole, *contrary))
    return Reconciliation("findings", "match", said, held, _agreement(statement, counted))


def _unlike(statement: Declared, counted: Counted) -> list[Status]:
    """Statuses whose two numbers contradict each other.

    Items without a status may be any of the declared ones, so beside them only a surplus is a contradiction. A status
    that is not declared at all contradicts only where the declared ones already add up to the total. Classes that share a
    number are compared together.
    """
    said, held = statement.by_status, counted.by_status
    unstated = held.get("unstated", 0)
    if not (said or statement.merged) or unstated == counted.total:
        return []
    exhaustive = parted(statement) == declared_total(statement)
    shared = {status for each in statement.merged for status in each.statuses}
    groups = [(each.statuses, each.number + sum(said.get(s, 0) for s in each.statuses)) for each in statement.merged]
    groups += [((status,), said.get(status, 0)) for status in STATUS_NAMES if status in said or exhaustive]
    unlike: list[Status] = []
    for statuses, number in groups:
        if statuses == ("unstated",) or (len(statuses) == 1 and statuses[0] in shared):
            continue
        surplus = sum(held.get(status, 0) for status in statuses) - number
        if surplus > 0 or (surplus < 0 and not unstated):
            unlike += statuses
    return unlike


def _agreement(statement: Declared, counted: Counted) -> str:
    unstated = counted.by_status.get("unstated", 0)
    if not (statement.by_status or statement.merged):
        return f"声明的总数{counted.total}个与正文一致；通报没有声明各类完成情况的数量。"
    if unstated == counted.total:
        return f"声明的总数{counted.total}个与正文一致；正文各项未注明整改结果，分类数字无法核对。"
    if unstated:
        return f"声明的总数{counted.total}个与正文一致；正文有{unstated}项未注明整改结果，分类数字只能部分核对。"
    return f"声明的总数{counted.total}个及各类数字与正文一致。"


def _words(total: int, by_status: dict[Status, int], merged: tuple[Merged, ...] = ()) -> str:
    parts = [f"{together(each)}{each.number}个" for each in merged]
    parts += [f"{STATUS_NAMES[status]}{by_status[status]}个" for status in STATUS_NAMES if status in by_status]
    return f"{total}个" + (f"（{'、'.join(parts)}）" if parts else "")


def together(merged: Merged, name: Callable[[Status], str] = STATUS_NAMES.__getitem__) -> str:
    """已完成和基本完成合计"""
    return "和".join(map(name, merged.statuses)) + "合计"
