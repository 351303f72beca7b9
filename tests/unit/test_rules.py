"""The catalogue explains every rule in four parts, and every example makes its rule speak."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.checks import check_library, check_notice
from generator.diagnostics import Diagnostic
from generator.facts.model import Notice, Sidecar, Suppression
from generator.facts.read import read_notice
from generator.report.catalogue import render_markdown, render_rule, render_rule_list
from generator.rules import FAMILIES, RULES, WHOLE_FILE, Rule, diagnose
from generator.source import Source

RULES_PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
SHORTEST_PART = 6
CHECKED_ELSEWHERE = re.compile("GK01[3-9]|GK0[2-9]")
"""Codes that the site and the reader of sidecars give before there is a notice; their own tests trigger them."""


def read(text: str | bytes, notice_id: str = "example", *suppress: Suppression) -> Notice:
    data = text.encode() if isinstance(text, str) else text
    return read_notice(Source(f"{notice_id}.txt", data), notice_id, Sidecar(suppress=suppress))


def speak(rule: Rule) -> list[Diagnostic]:
    """The diagnostics of the situation that the rule's example describes."""
    match rule.code:
        case "GK001":
            return check_notice(read("中共甲县乙局党组".encode() + b"\xff\xfe\x80"))
        case "GK003":
            return check_notice(read("通报", "example", Suppression("GK401", "原件如此")))
        case "GK004":
            return check_notice(read("通报", "example", Suppression("GK999", "编号写错")))
        case "GK010":
            return check_notice(read("通报", rule.example.removesuffix(".txt")))
        case "GK011":
            return check_library([read("甲", "jia-xian"), read("乙", "jia-xian")])["jia-xian"]
        case "GK012":
            return check_library([read("甲", "jia-xian-2025"), read("甲", "jia-xian-2025-copy")])["jia-xian-2025-copy"]
        case _:
            return check_notice(read(rule.example))


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_every_rule_says_what_why_gives_an_example_and_a_way_out(rule: Rule) -> None:
    assert rule.title
    assert rule.example
    for part in (rule.what, rule.why, rule.instead):
        assert len(part) >= SHORTEST_PART
    for sentence in (rule.what, rule.why, rule.instead):
        assert sentence.endswith("。"), sentence
    assert re.search("[\u4e00-\u9fff]", rule.what + rule.why)


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES.values() if not CHECKED_ELSEWHERE.match(rule.code)], ids=lambda rule: rule.code
)
def test_the_example_of_a_rule_triggers_it(rule: Rule) -> None:
    found = [diagnostic for diagnostic in speak(rule) if diagnostic.code == rule.code]
    assert found, [diagnostic.code for diagnostic in speak(rule)]
    assert all(d.severity == rule.severity and d.published == rule.published and d.help for d in found)


def test_codes_are_three_digits_in_known_families_and_keyed_by_themselves() -> None:
    for code, rule in RULES.items():
        assert code == rule.code
        assert re.fullmatch(r"GK[0-9]{3}", code)
        assert code[:3] in FAMILIES
    assert list(RULES) == sorted(RULES)


def test_personal_data_is_never_published() -> None:
    assert not any(rule.published for code, rule in RULES.items() if code.startswith("GK5"))


def test_a_diagnostic_takes_weight_publicity_and_advice_from_the_catalogue() -> None:
    found = diagnose("GK502", WHOLE_FILE, "说明")
    rule = RULES["GK502"]
    assert (found.severity, found.published, found.help) == (rule.severity, rule.published, rule.instead)
    assert diagnose("GK502", WHOLE_FILE, "说明", "另有办法").help == "另有办法"
    with pytest.raises(KeyError):
        diagnose("GK999", WHOLE_FILE, "说明")


def test_the_page_of_rules_is_up_to_date() -> None:
    assert RULES_PAGE.read_text(encoding="utf-8") == render_markdown(), "run: gongkai rules --markdown > docs/rules.md"


def test_a_rule_prints_its_four_parts_and_the_list_names_every_code() -> None:
    printed = render_rule(RULES["GK002"])
    for word in ("是什么：", "为什么：", "例：", "怎么办："):
        assert word in printed
    assert "\x00" not in printed
    assert [line.split()[0] for line in render_rule_list().splitlines()] == list(RULES)
