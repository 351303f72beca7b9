"""What the site says of its own accord: exact numbers, neutral words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seeding import seed
from test_reconcile import items, merged, said

from generator.facts.model import Declared, Finding
from generator.facts.reconcile import reconcile
from generator.pages import words
from generator.pages.across.quality import check_facts
from generator.pages.theme_functions import bar_parts
from generator.pages.words import STATUSES, check_word, totals_words, verdict_sentence, verdict_short, verdict_word

TEMPLATES = Path(__file__).parents[2] / "templates"
JUDGING = ("违规", "虚假", "逾期", "未兑现", "造假")


@given(st.dictionaries(st.sampled_from(STATUSES), st.integers(0, 10**6), max_size=6))
def test_the_parts_of_a_bar_add_up_and_do_not_overlap(counts: dict[str, int]) -> None:
    parts = bar_parts(counts)
    at = 0
    for part in parts:
        assert part.start == at
        at += part.share
    assert at == (1000 if parts else 0)
    assert {part.status: part.findings for part in parts} == {
        status: count for status, count in counts.items() if count
    }


@pytest.mark.parametrize("name", ["pingjiang", "wangcang", "zhuzhou", "qiyang", "dongshan"])
def test_no_sentence_about_a_notice_judges(name: str) -> None:
    notice = seed(name)
    for check in (check_facts(notice, each) for each in notice.reconciliation):
        told = verdict_word(check) + verdict_sentence(check) + verdict_short(check) + check_word(check)
        assert not any(word in told for word in (*JUDGING, "错误"))


def test_no_fixed_word_of_ours_judges() -> None:
    texts = [path.read_text(encoding="utf-8") for folder in ("pages", "theme") for path in (TEMPLATES / folder).rglob("*")
             if path.suffix in {".html", ".j2", ".js"}]  # fmt: skip
    texts.append(Path(words.__file__).read_text(encoding="utf-8"))
    assert len(texts) > 50
    for text in texts:
        assert not any(word in text for word in JUDGING)


def checked(declared: Declared, found: tuple[Finding, ...]) -> Mapping[str, Any]:
    _, (check,) = reconcile((declared,), found)
    return {"result": check.result, "declared": check.declared, "counted": check.counted, "note": check.note} | (
        {"contrary": check.contrary} if check.contrary else {}
    )


@pytest.mark.parametrize(
    ("declared", "found", "sentence", "brief"),
    [
        (
            said("findings", 62, completed=3, partial=59),
            items(completed=3, partial=58),
            "通报称问题 62 个、阶段性完成 59 个；正文逐条计数为问题 61 个、阶段性完成 58 个。",
            "声明 62，正文 61",
        ),
        # Where no problem states its outcome, the text does not say that none is completed.
        (
            said("findings", 25, completed=19),
            items(unstated=4),
            "通报称问题 25 个；正文逐条计数为问题 4 个。",
            "声明 25，正文 4",
        ),
        (
            said("findings", 9, completed=3, ongoing=6),
            items(completed=4, ongoing=1, unstated=4),
            "通报称已完成 3 个；正文逐条计数为已完成 4 个。",
            "已完成声明 3，正文 4",
        ),
        # Classes that share a number are told by the whole, not one by one.
        (
            merged(said("findings", 5, mostly=1, ongoing=1), 3, "completed", "mostly"),
            items(completed=3, ongoing=3),
            "通报称问题 5 个、持续推进 1 个；正文逐条计数为问题 6 个、持续推进 3 个。",
            "声明 5，正文 6",
        ),
    ],
)
def test_a_difference_is_told_by_the_numbers_that_contradict_each_other(
    declared: Declared, found: tuple[Finding, ...], sentence: str, brief: str
) -> None:
    check = checked(declared, found)
    assert verdict_sentence(check) == sentence + "可能是原文遗漏，也可能是程序未识别。"
    assert verdict_short(check) == brief


def test_an_agreement_keeps_the_reason_of_the_comparison() -> None:
    check = checked(said("findings", 3), items(completed=3))
    assert verdict_sentence(check) == check["note"] != ""
    assert (verdict_short(check), check_word(check)) == ("声明数与正文一致", "一致")


def test_totals_that_agree_where_statuses_cannot_be_compared_are_told_as_totals() -> None:
    check = checked(said("findings", 19, completed=13, partial=6), items(unstated=19))
    assert (verdict_word(check), check_word(check)) == ("声明总数与正文一致", "总数一致")


def test_statuses_that_share_a_declared_number_are_shown_together() -> None:
    shared = ({"statuses": ["completed", "mostly"], "number": 2},)
    assert totals_words("findings", {"total": 2}, shared) == "共 2 个：已完成和基本完成合计 2"
    assert (
        words.declared_words({"subject": "findings", "total": 2, "merged": shared}) == "共 2 个，已完成和基本完成合计 2"
    )


def test_petitions_are_settled_not_completed() -> None:
    assert words.declared_words({"subject": "petitions", "total": 13, "by_status": {"completed": 13}}) == (
        "共 13 件，已办结 13"
    )
