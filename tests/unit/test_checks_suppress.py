"""What an office has set aside stays set aside, with its reason, and no longer than it is needed; files that collide."""

from __future__ import annotations

from checking import read

from generator.checks import MOST_OF_A_CODE, check_library, check_notice
from generator.facts.model import Notice, Sidecar, Suppression

TEXT = "一、整改进展情况\n1.学习不深入。\n整改情况：修订《制度，2024年1130日施行。\n2.监管不到位。\n整改情况：2024年1231日检查。\n"


def codes(*suppress: Suppression) -> list[str]:
    notice = read(TEXT, sidecar=Sidecar(suppress=suppress))
    return [f"{notice.source.line_of(d.span.start)} {d.code}" for d in check_notice(notice) if d.code[2] in "04"]


def test_without_suppressions_all_is_said() -> None:
    assert codes() == ["3 GK406", "3 GK404", "5 GK404"]


def test_a_code_is_set_aside_in_the_whole_notice() -> None:
    assert codes(Suppression("GK404", "原件如此")) == ["3 GK406"]


def test_a_code_is_set_aside_on_one_line() -> None:
    assert codes(Suppression("GK404", "原件如此", 5)) == ["3 GK406", "3 GK404"]


def test_a_suppression_that_hits_nothing_is_said() -> None:
    assert codes(Suppression("GK404", "原件如此", 4)) == ["1 GK003", "3 GK406", "3 GK404", "5 GK404"]
    assert codes(Suppression("GK401", "原件如此"))[0] == "1 GK003"


def test_a_code_that_does_not_exist_is_said() -> None:
    assert codes(Suppression("GK999", "写错"))[0] == "1 GK004"


def test_a_suppression_of_what_only_the_library_sees_is_not_called_unused() -> None:
    assert codes(Suppression("GK012", "两个网址都要保留")) == codes()


def notices(*pairs: tuple[str, str], suppress: tuple[Suppression, ...] = ()) -> list[Notice]:
    return [read(text, notice_id, Sidecar(suppress=suppress)) for notice_id, text in pairs]


def test_notices_that_share_an_id_or_their_text_are_told_of_each_other() -> None:
    found = check_library(notices(("b", "甲"), ("a", "甲"), ("c", "乙"), ("c", "丙"), ("d", "丁")))
    assert {key: [d.code for d in value] for key, value in found.items()} == {
        "a": ["GK012"],
        "b": ["GK012"],
        "c": ["GK011"],
    }
    assert "b" in found["a"][0].message
    assert list(found) == ["a", "b", "c"]


def test_a_suppression_holds_for_the_library_too() -> None:
    pair = notices(("a", "甲"), ("b", "甲"), suppress=(Suppression("GK012", "两个网址都要保留"),))
    assert check_library(pair) == {}


def test_a_damaged_file_is_told_a_hundred_times_and_how_often_it_is() -> None:
    notice = read("2024年1130日。\n" * 250)
    found = [d for d in check_notice(notice) if d.code == "GK404"]
    assert len(found) == MOST_OF_A_CODE
    assert "共250处" in found[-1].message
    assert "共" not in found[0].message
