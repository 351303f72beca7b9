"""What the audit says about the five real notices: all of it, and nothing else."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from checking import audit, places, read
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.checks import check_notice
from generator.facts.model import Sidecar

NOTICES = Path(__file__).parents[2] / "notices"
EXPECTED: dict[str, list[str]] = {
    "dongshan-weijian-2025": [],
    "pingjiang-weijian-2025": [
        "1 GK306",
        "7 GK201 巡察反馈的62个具体问题，已完成整改3个，阶段性完成整改59个，未完成整改0个",
        "9 GK101 反馈问题：执行上级决策部署方面",
        "55 GK311 暂未",
        "62 GK109 ②",
        "118 GK102 问题②：",
        "131 GK101 财经纪律执行不严格。",
        "150 GK108 党支部组织生活不够严肃",
    ],
    "qiyang-renmin-yiyuan-2025": ["1 GK306"],
    "wangcang-weijian-2024": ["1 GK306", "57 GK311 正有序推进"],
    "zhuzhou-weijian-2026": [],
}
MILLISECONDS = 9.0
"""Ceiling of processor time for 9,000 characters, best of several runs; on a quiet machine it is about one."""


def text_of(name: str) -> str:
    return (NOTICES / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", EXPECTED)
def test_each_real_notice_gets_its_diagnostics_and_no_others(name: str) -> None:
    assert places(text_of(name)) == EXPECTED[name]


def test_the_messages_are_neutral_and_name_both_numbers_and_both_causes() -> None:
    text = text_of("pingjiang-weijian-2025")
    told = next(d.message for d in audit(text, "GK201"))
    for part in ("62个", "61个", "阶段性完成59个", "阶段性完成58个", "可能是声明的数字有出入", "也可能是正文漏列"):
        assert part in told
    for diagnostic in audit(text):
        assert not any(word in diagnostic.message for word in ("错误", "造假", "隐瞒", "违规", "应当")), (
            diagnostic.message
        )


def test_a_diagnostic_about_a_repeated_number_names_the_line_of_the_first() -> None:
    text = text_of("pingjiang-weijian-2025")
    (found,) = audit(text, "GK102")
    assert found.span.of(text) == "问题②："
    assert "第115行" in found.message


ALPHABET = st.sampled_from(
    [
        *"一二三（）()1239、.．：:；;。，,“”‘’《》〔〕①②③?？\n\r\t \u3000\u00a0\ufeff\ufffd\ue000\x00⼯國@x年月日路号栋室某张王",
        "整改情况：",
        "整改结果：",
        "阶段性完成",
        "完成",
        "问题①：",
        "一是",
        "二是",
        "2024年",
        "2月30日",
        "巡察反馈的3个具体问题，",
        "已完成整改2个",
        "13800138000",
        "11010519491231002X",
        "a@b.cn",
        "联系电话：",
        "职工张三伟违规",
        "3栋2单元401室",
        "尚未",
        "至",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(ALPHABET, max_size=120).map("".join))
def test_no_text_makes_the_audit_raise_and_every_diagnostic_lies_in_the_text(text: str) -> None:
    found = check_notice(read(text))
    assert [d.span for d in found] == sorted(d.span for d in found)
    for diagnostic in found:
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)
        assert diagnostic.message.endswith(("。", "？"))


TRAPS = {
    "digits": "1",
    "brackets": "（",
    "quotes": "“”",
    "addresses": "a@",
    "letters": "a",
    "groups of digits": "1380 ",
    "months": "2月30日",
    "years": "2024年",
    "names": "职工张",
    "damage": "\ufffd\n",
    "not yet": "尚未的",
}


@pytest.mark.parametrize("trap", TRAPS)
def test_time_grows_with_the_length_and_not_faster(trap: str) -> None:
    def seconds(size: int) -> float:
        long = read(TRAPS[trap] * (size // len(TRAPS[trap])))
        best = 9.0
        for _ in range(3):
            begun = time.process_time()
            check_notice(long)
            best = min(best, time.process_time() - begun)
        return best

    small, large = seconds(50_000), seconds(200_000)
    assert large < 12 * small + 0.05, (small, large)


def test_a_million_characters_take_as_long_for_each_as_a_quarter_million() -> None:
    text = text_of("pingjiang-weijian-2025")
    each: list[float] = []
    for size in (250_000, 500_000, 1_000_000):
        notice = read(text * (size // len(text)))
        best = 9.0
        for _ in range(3):
            begun = time.process_time()
            check_notice(notice)
            best = min(best, time.process_time() - begun)
        each.append(best / len(notice.source.text) * 1e9)
    print("nanoseconds a character:", [round(value) for value in each])
    assert each[-1] < 3 * each[0], each


def test_a_notice_of_nine_thousand_characters_takes_milliseconds() -> None:
    notices = [read(text_of(name), name, Sidecar()) for name in EXPECTED]
    size = sum(len(notice.source.text) for notice in notices)
    best = 9.0
    for _ in range(5):
        begun = time.process_time()
        for notice in notices:
            check_notice(notice)
        best = min(best, time.process_time() - begun)
    per_notice = best / size * 9000 * 1000
    print(f"all checks: {per_notice:.2f} ms for 9,000 characters")
    assert per_notice < MILLISECONDS
