"""PDF: columns, margins, pages that are pictures, and walls round the process that reads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from intake_samples import ROOT, SEEDS, page_of, print_pages

from generator.intake.pdf.layout import TextRow
from generator.intake.pdf.margins import strip_margins
from generator.intake.pdf.radicals import replace_radicals
from generator.intake.pdf.reader import read_pdf
from generator.intake.sandbox import answer_for

TEXT = SEEDS[0].read_text(encoding="utf-8")
COLUMNS = 2000
"""Characters: one page, for Chromium does not carry columns on to the next."""
RED = "<canvas id=c width=300 height=300></canvas><script>c.getContext('2d').fillRect(0,0,300,300)</script>"


@pytest.fixture(scope="module")
def printed() -> dict[str, bytes]:
    """Pages that Chromium prints."""
    columns = "body{columns:2;column-gap:3em;font-size:11pt!important;line-height:18pt!important}"
    table = "".join(f"<tr><td>问题{n}</td><td>第{n}项已经整改完成，长期坚持。</td></tr>" for n in range(1, 9))
    return print_pages(
        {
            "columns": page_of(TEXT[:COLUMNS], columns),
            "table": f"<meta charset=utf-8><table width=100%>{table}</table>",
            "half scanned": f"<meta charset=utf-8><p>第一页有文字，整改。</p><div style='break-before:page'>{RED}</div>",
            "blank page": "<meta charset=utf-8><p>整改一。</p><div style='break-before:page'></div><p style='break-before:page'>整改二。</p>",
            "spaced": "<meta charset=utf-8><p>通　报</p><p>整改“<b>四</b>方”62个<b>问题</b></p>",
        }
    )


def test_two_columns_are_read_one_after_the_other(printed: dict[str, bytes]) -> None:
    came = read_pdf(printed["columns"]).text
    assert "".join(came.split()) == "".join(TEXT[:COLUMNS].removeprefix("\ufeff").split())


def test_a_table_is_read_row_by_row(printed: dict[str, bytes]) -> None:
    assert read_pdf(printed["table"]).text.splitlines()[1].split() == ["问题2", "第2项已经整改完成，长期坚持。"]


def test_a_page_without_text_layer_is_named_and_the_file_refused(printed: dict[str, bytes]) -> None:
    told = answer_for("pdf", printed["half scanned"])
    assert (told.extracted, told.code) == (None, "GK038")
    assert "第 2 页" in told.message


def test_an_empty_page_is_no_scan(printed: dict[str, bytes]) -> None:
    assert read_pdf(printed["blank page"]).text.split() == ["整改一。", "整改二。"]


def test_marks_and_bold_pieces_stand_where_they_are_printed(printed: dict[str, bytes]) -> None:
    lines = [line.strip() for line in read_pdf(printed["spaced"]).text.splitlines()]
    assert lines == ["通 报", "整改“四方”62个问题"]


def page(*rows: tuple[str, float]) -> list[TextRow]:
    """A page of rows, each with its height above the lower edge."""
    return [TextRow(words, 80, at, 500, at + 12) for words, at in rows]


def test_headers_footers_and_page_numbers_are_taken_off_and_told() -> None:
    text = [(f"正文{line}", 700.0 - 28 * line) for line in range(20)]
    pages = [page(("县政府公报 第3期", 800), *text, ("2", 100), (f"— {n} —", 40)) for n in range(1, 6)]
    kept, dropped = strip_margins(pages)
    assert [[row.words for row in each] for each in kept] == [[*(words for words, _ in text), "2"]] * 5
    assert dropped == ["县政府公报 第3期", "— 1 —"]


def test_a_figure_at_the_edge_that_does_not_count_pages_stays() -> None:
    pages = [page(("甲", 800), (words, 40)) for words in ("62", "7", "2025")]
    assert [each[-1].words for each in strip_margins(pages)[0]] == ["62", "7", "2025"]
    single = [page(("正文", 800), ("3", 40))]
    assert [row.words for row in strip_margins(single)[0][0]] == ["正文", "3"]
    assert strip_margins([page(("正文", 800), ("第 1 页 共 1 页", 40))])[1] == ["第 1 页 共 1 页"]


def test_lines_of_the_text_that_happen_to_be_equal_are_no_header() -> None:
    rows = [("整改结果：已完成", 800.0), *[(f"第{n}行", 772.0 - 28 * n) for n in range(20)]]
    pages = [page(*rows) for _ in range(4)]
    assert strip_margins(pages) == (pages, [])


def test_a_line_that_repeats_elsewhere_than_at_the_edge_stays() -> None:
    rows = [(f"{n}行之一", 700.0 - n) for n in range(0, 300, 20)]
    pages = [
        page(*rows[:7], ("整改结果：已完成", 500), *[(f"{n}{w}", at - 300) for w, at in rows[7:]]) for n in range(4)
    ]
    kept, _ = strip_margins(pages)
    assert all("整改结果：已完成" in [row.words for row in each] for each in kept)


def test_radicals_become_the_characters_they_stand_for() -> None:
    assert replace_radicals("⼯作⻓期⻔") == ("工作长期门", 3)
    assert replace_radicals("①㎡（一）") == ("①㎡（一）", 0)


def test_the_limits_hold(tmp_path: Path) -> None:
    program = (
        "from generator.intake.sandbox import limit_process\n"
        "limit_process()\n"
        "import resource\n"
        "try:\n    block = bytearray(3 << 30)\nexcept MemoryError:\n    print('memory')\n"
        "try:\n    open('wall', 'w').write('x' * 100000)\nexcept OSError:\n    print('disk')\n"
        "print(resource.getrlimit(resource.RLIMIT_CPU)[0])\n"
    )
    ignore = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    done = subprocess.run(
        [sys.executable, "-c", ignore + program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.split() == ["memory", "disk", "60"], done.stderr


def test_whatever_a_library_raises_becomes_an_answer() -> None:
    for kind in ("docx", "pdf", "html"):
        for data in (b"", b"\0" * 100, b"%PDF-1.7 \xff", b"PK\x03\x04" + b"\xff" * 60, b"<" * 1000):
            told = answer_for(kind, data)
            assert told.extracted is None
            assert told.code.startswith("GK0")
