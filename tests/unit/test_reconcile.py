"""Declared against counted, with the figures of the five notices and the traps of VARIANTS."""

from __future__ import annotations

import msgspec
import pytest

from generator.facts.model import Declared, Finding, Merged, Outcome, Status, Subject
from generator.facts.reconcile import reconcile
from generator.source import Span

NOWHERE = Span(0, 0)


def said(subject: Subject, total: int | None, **by_status: int) -> Declared:
    return Declared(subject, total, by_status, None, NOWHERE, "")  # type: ignore[arg-type]


def merged(declared: Declared, number: int, *statuses: Status) -> Declared:
    return msgspec.structs.replace(declared, merged=(*declared.merged, Merged(statuses, number)))


def items(**by_status: int) -> tuple[Finding, ...]:
    def item(status: Status) -> Finding:
        outcome = None if status == "unstated" else Outcome(status, status, NOWHERE)
        return Finding("f-0", None, (), "标题", None, outcome, None, (), (), (), (), (), NOWHERE, NOWHERE, None, 1, 1)

    return tuple(item(status) for status, number in by_status.items() for _ in range(number))  # type: ignore[arg-type]


def test_pingjiang_declares_one_more_than_it_prints() -> None:
    counted, results = reconcile(
        (
            said("findings", 62, completed=3, partial=59, open=0),
            said("petitions", 13, completed=13),
            said("immediate", 3, completed=3),
        ),
        items(completed=3, partial=58),
    )
    assert (counted.total, counted.by_status) == (61, {"completed": 3, "partial": 58})
    assert [(r.subject, r.result) for r in results] == [
        ("findings", "differs"),
        ("petitions", "cannot_check"),
        ("immediate", "cannot_check"),
    ]
    assert results[0].declared == {"total": 62, "completed": 3, "partial": 59, "open": 0}
    assert results[0].counted == {"total": 61, "completed": 3, "partial": 58}
    assert "62个" in results[0].note
    assert "61个" in results[0].note
    assert results[1].counted is None


def test_zhuzhou_agrees_in_total_and_in_each_status() -> None:
    _, results = reconcile((said("findings", 35, completed=28, partial=7),), items(completed=28, partial=7))
    assert results[0].result == "match"
    assert "各类数字与正文一致" in results[0].note


def test_qiyang_agrees_in_total_and_says_that_the_split_could_not_be_checked() -> None:
    counted, results = reconcile((said("findings", 19, completed=13, partial=6),), items(unstated=19))
    assert counted.by_status == {"unstated": 19}
    assert results[0].result == "match"
    assert "分类数字无法核对" in results[0].note


def test_wangcang_declares_nothing() -> None:
    _, results = reconcile((), items(completed=25, mostly=4))
    assert [(r.subject, r.result, r.declared) for r in results] == [("findings", "not_declared", None)]
    assert results[0].counted == {"total": 29, "completed": 25, "mostly": 4}


def test_dongshan_declares_all_twelve_completed_and_its_items_carry_no_status() -> None:
    _, results = reconcile((said("findings", 12, completed=12),), items(unstated=12))
    assert results[0].result == "match"


@pytest.mark.parametrize(
    ("declared", "held", "result"),
    [
        (said("findings", 2, completed=2, open=0), items(completed=2), "match"),
        (said("findings", 2, completed=1, partial=1), items(completed=2), "differs"),
        (said("findings", 3, completed=2), items(completed=2, partial=1), "match"),
        (said("findings", 2, completed=2), items(completed=1, partial=1), "differs"),
        (said("findings", None, completed=2, partial=1), items(completed=2, partial=1), "match"),
        (said("findings", 3, completed=2, partial=1), items(completed=1, unstated=2), "match"),
        (said("findings", 3, completed=0, partial=3), items(completed=1, unstated=2), "differs"),
        (said("findings", 3), items(completed=3), "match"),
        (said("findings", 3), (), "cannot_check"),
    ],
)
def test_a_status_contradicts_only_where_both_sides_speak(
    declared: Declared, held: tuple[Finding, ...], result: str
) -> None:
    assert reconcile((declared,), held)[1][0].result == result


def test_of_several_statements_the_one_that_says_most_is_compared() -> None:
    short, full = said("findings", 17), said("findings", 17, completed=10, partial=7)
    _, results = reconcile((short, full), items(completed=10, partial=7))
    assert results[0].declared == {"total": 17, "completed": 10, "partial": 7}


@pytest.mark.parametrize(
    ("found", "result"),
    [
        ({"completed": 20, "mostly": 10, "ongoing": 11}, "match"),
        ({"completed": 30, "ongoing": 11}, "match"),
        ({"mostly": 30, "ongoing": 11}, "match"),
        ({"unstated": 41}, "match"),
        ({"completed": 20, "unstated": 21}, "match"),
        ({"completed": 20, "mostly": 11, "ongoing": 10}, "differs"),
        ({"completed": 20, "mostly": 9, "partial": 1, "ongoing": 11}, "differs"),
        ({"completed": 31, "unstated": 10}, "differs"),
        ({"completed": 20, "mostly": 10, "ongoing": 10}, "differs"),
    ],
)
def test_classes_that_share_a_number_are_compared_together(found: dict[str, int], result: str) -> None:
    statement = merged(said("findings", 41, ongoing=11), 30, "completed", "mostly")
    _, (reconciliation,) = reconcile((statement,), items(**found))
    assert reconciliation.result == result
    assert reconciliation.declared == {"total": 41, "ongoing": 11}
    if result == "differs":
        assert "已完成和基本完成合计30个、持续推进11个" in reconciliation.note


def test_without_a_total_a_shared_number_counts() -> None:
    statement = merged(said("findings", None, ongoing=1), 3, "completed", "mostly")
    _, (reconciliation,) = reconcile((statement,), items(completed=2, mostly=1, ongoing=1))
    assert (reconciliation.result, reconciliation.declared) == ("match", {"total": 4, "ongoing": 1})
