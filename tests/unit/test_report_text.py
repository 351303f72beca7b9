"""The text report: the caret stands under the words, whatever their width, and a notice cannot drive the terminal."""

from __future__ import annotations

import re

import pytest
from checking import read
from hypothesis import given
from hypothesis import strategies as st

from generator.checks import check_notice
from generator.diagnostics import Diagnostic
from generator.report.model import FileReport
from generator.report.table import render_table
from generator.report.text import conclusion, render_text
from generator.report.width import pad, printable, width, window
from generator.rules import WHOLE_FILE, diagnose
from generator.source import Source, Span


def one(text: str, start: int, end: int) -> FileReport:
    return FileReport(
        "notices/a.txt", Source("a.txt", text.encode()), [diagnose("GK404", Span(start, end), "说明。", "办法。")]
    )


def caret(report: str) -> tuple[int, int]:
    """Columns before the first caret and the number of carets, counted behind the gutter."""
    line = next(line for line in report.splitlines() if line.strip().startswith("|") and "^" in line)
    found = re.search(r"\^+", line)
    assert found
    return found.start() - line.index("|") - 2, len(found[0])


@pytest.mark.parametrize(
    ("text", "start", "end", "before", "marked"),
    [
        ("abc 2024年", 4, 8, 4, 4),
        ("整改情况：完成", 5, 7, 10, 4),
        ("“一岗双责”ab", 6, 8, 10, 2),
        ("e\u0301x整改", 2, 3, 1, 1),
        ("整改", 2, 2, 4, 1),
        ("\u3000整改", 1, 3, 2, 4),
        ("ﾊﾝ整", 2, 3, 2, 2),
    ],
)
def test_a_caret_stands_under_the_words(text: str, start: int, end: int, before: int, marked: int) -> None:
    assert caret(render_text([one(text, start, end)])) == (before, marked)


def test_a_report_is_place_line_caret_message_and_way_out() -> None:
    text = "第一行\n整改情况：2024年11月3020日召开会议。\n"
    at = text.index("2024")
    assert render_text([one(text, at, at + 13)]) == (
        "notices/a.txt:2:6 警告 GK404 日期中的数字连在了一起\n"
        "   |\n"
        " 2 | 整改情况：2024年11月3020日召开会议。\n"
        "   |           ^^^^^^^^^^^^^^^^\n"
        "   = 说明。\n"
        "   = 办法：办法。\n"
        "\n"
    )


def test_a_diagnostic_about_the_whole_file_shows_no_line() -> None:
    report = FileReport(
        "a.txt", Source("a.txt", b"abc"), [diagnose("GK306", WHOLE_FILE, "没有找到发布日期。", "写明。")]
    )
    assert render_text([report]) == "a.txt:1:1 警告 GK306 没有发布日期\n   = 没有找到发布日期。\n   = 办法：写明。\n\n"


def test_a_long_line_is_shown_round_the_words_only() -> None:
    text = "前" * 500 + "关键" + "后" * 500
    report = render_text([one(text, 500, 502)])
    line = report.splitlines()[2].split("| ", 1)[1]
    assert line.startswith("…")
    assert line.endswith("…")
    assert width(line) <= 84
    before, marked = caret(report)
    assert marked == 4
    assert width(line[: line.index("关键")]) == before


def test_words_longer_than_the_window_are_cut_too() -> None:
    report = render_text([one("头" + "长" * 300 + "尾", 1, 301)])
    assert width(report.splitlines()[2]) <= 90
    assert caret(report)[1] <= 80


@given(st.text(st.sampled_from("整a一“”\t\u0301\u200b\x1b，"), max_size=150), st.data())
def test_the_window_always_holds_the_beginning_of_the_words(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    shown, before, marked = window(line, start, end, 40)
    assert width(shown) <= 44
    assert 0 <= before <= width(shown)
    assert marked >= 1
    if start < end:
        assert printable(line[start]) in shown


def test_nothing_in_a_notice_reaches_the_terminal_as_a_command() -> None:
    text = "整改\x1b[31m情况\u202e：\x07完成2024"
    report = render_text([one(text, len(text) - 4, len(text))])
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202a-\u202e]", report)


def test_colour_is_only_there_when_asked_for() -> None:
    report = one("整改情况", 0, 2)
    assert "\x1b" not in render_text([report])
    assert "\x1b[1;33m" in render_text([report], color=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", render_text([report], color=True)) == render_text([report])


def test_the_last_line_counts_by_weight() -> None:
    clean = FileReport("a.txt", Source("a.txt", b""), [])
    assert conclusion([clean]) == "检查了1个文件，没有发现问题。\n"
    assert render_text([clean]) == ""
    assert conclusion([clean, one("整改情况", 0, 2)]).startswith("检查了2个文件：0处错误、1处警告、0处提示。")


def test_a_place_beyond_the_text_is_clamped() -> None:
    report = FileReport(
        "a.txt", Source("a.txt", "短".encode()), [Diagnostic("GK404", "warning", Span(50, 60), "说明。")]
    )
    assert "a.txt:1:2 " in render_text([report])


def test_the_table_is_aligned_in_columns_of_a_terminal() -> None:
    notice = read("一、整改进展情况\n1.学习不深入。\n整改情况：已组织学习。\n2.监管不到位。\n整改情况：已加强监管。\n")
    reports = [FileReport("短.txt", notice.source, check_notice(notice), notice), one("整改", 0, 1)]
    lines = render_table(reports).splitlines()
    assert lines[0].split() == ["文件", "问题数", "声明数", "核对", "错误", "警告", "提示"]
    assert lines[2].split() == ["短.txt", "2", "-", "未声明", "0", "5", "0"]
    assert lines[3].split() == ["notices/a.txt", "-", "-", "-", "0", "1", "0"]
    assert lines[4].split() == ["共2个文件", "2", "0", "6", "0"]
    assert len({width(line) for line in lines[:4]}) == 1


def test_padding_counts_columns_not_characters() -> None:
    assert pad("整改", 6) == "整改  "
    assert width(pad("ab整", 6)) == 6
