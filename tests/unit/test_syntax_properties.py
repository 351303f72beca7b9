"""Any text gives a tree that holds every character, facts that lie inside it, and a record; in linear time."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prose_cases import assert_sound

from generator.checks import check_notice
from generator.exports.record import encode, to_record
from generator.facts.model import Fact, Notice, Sidecar
from generator.facts.read import read_notice
from generator.source import Source, Span

ROOT = Path(__file__).parents[2]
SEEDS = [path.read_bytes().decode("utf-8") for path in sorted((ROOT / "notices").glob("*.txt"))]

# Pieces that mean something to the parser, and characters that have broken parsers before.
MEANINGFUL = [
    *"一二三十、，。；：:;,.．（）()①②⑴⒈“”《》〔〕【】—…%％@0123456789１２",
    "问题①：", "问题1：", "反馈问题：", "问题：", "整改情况：", "整改情况", "整改结果:", "整改措施：", "【整改成效】", "责任单位：", "完成时限：",
    "一是", "二是", "三是", "首先，", "其次，", "第一，", "（一）", "(二)", "1.", "2、", "（1）", "1）",
    "已完成", "阶段性完成。", "该问题已整改。", "（已完成）", "下一步", "根据县委统一部署，", "现将整改情况予以公布。",
    "中共平江县卫生健康局党组", "关于巡察整改进展情况的通报", "通 报", "文件", "发布日期:", "来源：", "浏览次数：", "责任编辑：", "当前位置：",
    "联系电话：", "0730-6699968", "a@b.com", "2025年", "12月", "31日", "2025-01-09", "2025年底前", "截至目前，", "62个具体问题", "13件信访件", "的问题", "不到位", "党的建设方面\n",
    "\n", "\n", "\n\n", "\r\n", "\r", " ", "\t", "\v", "\f", "\u0085", "\u2028", "\u2029", "\u3000", "\u3000\u3000", "\u00a0", "\u200b", "\ufeff", "\0",
    "\u0301", "\u20dd", "\ufe0f", "\U00020000", "\U0001f4a9", "\ufffd", "\u202e", "é", "<b>", "{{", "]]>",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(MEANINGFUL), max_size=120).map("".join)


def whole(text: str) -> Notice:
    """Everything the program does to one text, with what must always hold asserted."""
    source = Source("any", text.encode("utf-8"))
    assert source.text == text
    notice = read_notice(source, "any", Sidecar())
    assert_sound(notice)
    for span in spans(notice):
        assert 0 <= span.start <= span.end <= len(text), span
    diagnostics = check_notice(notice)
    for diagnostic in diagnostics:
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text), diagnostic
    encode(to_record(notice, diagnostics))
    return notice


def spans(notice: Notice) -> list[Span]:
    """Every span of every fact."""
    contacts = notice.contacts
    facts: list[Fact[Any] | None] = [
        notice.title,
        notice.unit.name,
        notice.unit.issuer,
        notice.published,
        notice.source_name,
    ]
    facts += [getattr(notice.inspection, field) for field in notice.inspection.__struct_fields__]
    facts += [*contacts.phones, *contacts.emails, *contacts.addresses, *contacts.postcodes]
    found = [fact.span for fact in facts if fact is not None]
    found += [section.span for section in notice.sections] + [declared.span for declared in notice.declared]
    for finding in notice.findings:
        found += [finding.span, finding.heading_span]
        found += [finding.response_span] if finding.response_span else []
        found += [finding.outcome.span] if finding.outcome else []
        found += [span for measure in finding.measures for span in (measure.span, measure.marker_span)]
        found += [commitment.span for commitment in finding.commitments] + [
            citation.span for citation in finding.citations
        ]
        found += [field.span for field in finding.fields]
    return found


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_of_meaningful_characters_is_kept_and_read(text: str) -> None:
    whole(text)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=200))
def test_any_text_at_all_is_kept_and_read(text: str) -> None:
    whole(text.encode("utf-8", "replace").decode("utf-8"))


@pytest.mark.parametrize("below", ["", "甲乙\n", "党的建设方面\n", "整改情况：已办。\n", "一、甲乙\n", "1.甲乙\n"])
def test_a_line_that_could_name_a_group_may_stand_above_anything(below: str) -> None:
    whole("党的建设方面\n" + below)


# -- mutations of the five ---------------------------------------------------------------------------------------------

WIDTHS = str.maketrans("：，（）；、。", ":,();,.")
FULL = str.maketrans("0123456789:,();.", "０１２３４５６７８９：，（）；．")


def _lines(change: Callable[[list[str], int, int], list[str]]) -> Callable[[str, int, int], str]:
    def apply(text: str, at: int, other: int) -> str:
        lines = text.split("\n")
        return "\n".join(change(lines, at % len(lines), other % len(lines)))

    return apply


def _swapped(lines: list[str], at: int, other: int) -> list[str]:
    lines[at], lines[other] = lines[other], lines[at]
    return lines


MUTATIONS: dict[str, Callable[[str, int, int], str]] = {
    "a line deleted": _lines(lambda lines, at, _: lines[:at] + lines[at + 1 :]),
    "a line twice": _lines(lambda lines, at, _: [*lines[: at + 1], *lines[at:]]),
    "two lines swapped": _lines(_swapped),
    "a line moved": _lines(lambda lines, at, other: [*lines[:at], *lines[at + 1 :][:other], lines[at], *lines[at + 1 :][other:]]),
    "two lines joined": _lines(lambda lines, at, _: [*lines[:at], "".join(lines[at : at + 2]), *lines[at + 2 :]]),
    "re-wrapped": lambda text, at, _: "\n".join(text[i : i + 15 + at % 40] for i in range(0, len(text), 15 + at % 40)),
    "a character deleted": lambda text, at, _: text[: at % len(text)] + text[at % len(text) + 1 :],
    "a piece put in": lambda text, at, other: text[: at % len(text)] + MEANINGFUL[other % len(MEANINGFUL)] + text[at % len(text) :],
    "cut off": lambda text, at, _: text[: at % len(text)],
    "begun in the middle": lambda text, at, _: text[at % len(text) :],
    "half-width": lambda text, at, _: text[: at % len(text)] + text[at % len(text) :].translate(WIDTHS),
    "full-width": lambda text, at, _: text[: at % len(text)] + text[at % len(text) :].translate(FULL),
    "all in one line": lambda text, at, other: text.replace("\n", ""),
    "another notice behind it": lambda text, at, _: text + SEEDS[at % len(SEEDS)],
}  # fmt: skip


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(0, len(SEEDS) - 1),
    st.lists(
        st.tuples(st.sampled_from(sorted(MUTATIONS)), st.integers(0, 10**5), st.integers(0, 10**5)),
        min_size=1,
        max_size=4,
    ),
)
def test_any_mutation_of_the_five_is_kept_and_read(seed: int, steps: list[tuple[str, int, int]]) -> None:
    text = SEEDS[seed]
    for name, at, other in steps:
        text = MUTATIONS[name](text, at, other) or text
    whole(text)


# -- time ----------------------------------------------------------------------------------------------------------------

UNITS = [
    "一、", "一、\n", "（", "（\n", "，\n", "问题很多，\n", "一是", "一是\n", "《", "“", "整改情况：", "整改情况：\n", "1.\n", "1.", "1", "１\n", "问题①：", "问题：\n", "①", "（1）", "。", "，",
    "2025年", "2025年底", "\u3000", "\n", "\r", " \n", "中共", "中共局\n", "的问题", "已完成。", "：", "联系电话：", "1.问题。\n整改情况：一是\n", "问题①：不严。\n", "13800138000 ",
    "截至目前，巡察反馈的3个具体问题，", "（一）不到位\n", "根据县委部署，", "a@", "a.", "-", "》", "某某县", "同志", "第一，", "责任单位：", "A\n",
    "一、问题\n1.不严。一是甲。\n一、问题\n1.不严。\n整改情况：甲。\n",
]  # fmt: skip
TIMES, FACTOR = 4, 1.5  # how much longer; by how much the ratio of times may exceed it (a quadratic step shows as 4)
FLOOR = 0.03  # seconds; a shorter run says nothing, so the text is made longer


def _seconds(text: str) -> float:
    """Processor time of the whole way, the garbage collector off: its own work grows with all that is alive."""
    source = Source("long", text.encode("utf-8"))
    gc.collect()
    gc.disable()
    try:
        begin = time.process_time()
        notice = read_notice(source, "long", Sidecar())
        encode(to_record(notice, check_notice(notice)))
        return time.process_time() - begin
    finally:
        gc.enable()


def _growth(make: Callable[[int], str], size: int) -> tuple[int, float, int, float]:
    """Characters and seconds of a text, and of one four times as long; the text is at least long enough to measure."""
    one = _seconds(make(size))
    while one < FLOOR and size < 25_000:
        size, one = size * 2, _seconds(make(size * 2))
    many = _seconds(make(size * TIMES))
    if many > TIMES * FACTOR * one:  # another process may have had the processor: once more, the better of two
        one, many = min(one, _seconds(make(size))), min(many, _seconds(make(size * TIMES)))
    return size, one, size * TIMES, many


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_time_grows_with_length_however_hostile_the_text(unit: str) -> None:
    size, one, longer, many = _growth(lambda count: unit * (count // len(unit)), 6_000)
    print(
        f"{unit!r}: {size} characters {one * 1000:.0f} ms, {longer} characters {many * 1000:.0f} ms, growth {many / one:.1f}"
    )
    assert many <= TIMES * FACTOR * max(one, FLOOR)


@pytest.mark.parametrize(
    "unit", ["1.学习不够的问题。一是加强学习。\n", "（一）不严\n1.学习不够的问题，一是加强学习。\n"]
)
@pytest.mark.parametrize("before", ["", "一、反馈问题\n（一）不严\n整改情况：改。\n二、需长期坚持的整改问题\n"])
def test_time_grows_with_length_where_answers_are_cut_off_their_headings(before: str, unit: str) -> None:
    _, one, _, many = _growth(lambda count: before + unit * (count // len(unit)), 12_000)
    assert many <= TIMES * FACTOR * max(one, FLOOR)


def test_a_doubling_run_to_four_megabytes_of_real_notices_takes_time_in_proportion() -> None:
    notices = "".join(SEEDS)
    sizes = [2**power * 1024 * 1024 // 4 for power in range(5)]
    texts = [
        (notices * (size // len(notices.encode()) + 1)).encode()[:size].decode("utf-8", "ignore") for size in sizes
    ]
    seconds = [min(_seconds(text) for _ in range(2)) for text in texts]
    for size, taken in zip(sizes, seconds, strict=True):
        print(f"{size / 1024 / 1024:.2f} MB: {taken * 1000:.0f} ms")
    assert seconds[-1] <= 16 * FACTOR * seconds[0]
