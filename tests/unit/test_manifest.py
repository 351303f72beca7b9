"""The developers' tool that compares two built sites: what counts as a difference, and what does not."""

from pathlib import Path

import pytest

from tests.manifest import manifest_of, report

PAGE = """<!DOCTYPE html><html><head><title>甲局</title><meta name="description" content="通报"><style>p {{}}</style></head>
<body><h1 id="top">通报</h1>{body}<script src="../../a.js"></script></body></html>"""


def site(folder: Path, body: str, rows: str) -> Path:
    (folder / "notices/jia-2025").mkdir(parents=True)
    (folder / "notices/jia-2025/index.html").write_text(PAGE.format(body=body), encoding="utf-8")
    (folder / "data").mkdir()
    (folder / "data/findings.csv").write_text(f"id,status\n{rows}", encoding="utf-8")
    return folder


@pytest.fixture
def before(tmp_path: Path) -> Path:
    body = (
        '<div data-notice-body><p>一、问题<b data-derived>已完成</b></p><p>二、<a href="../yi/#f-1">见此</a></p></div>'
    )
    return site(tmp_path / "before", body, "f-1,open\nf-2,open\n")


def test_a_page_is_its_words_and_what_it_links_to(before: Path) -> None:
    page = manifest_of(before)["notices/jia-2025/index.html"]
    assert page["title"] == "甲局"
    assert page["meta"] == [["description", "通报"]]
    assert page["text"] == "通报 一、问题已完成 二、见此"
    assert page["notice text"] == "一、问题 二、见此"
    assert page["ids"] == ["top"]
    assert page["links"] == ["a notices/yi/#f-1", "script a.js"]


def test_other_markup_is_no_difference(before: Path, tmp_path: Path) -> None:
    body = (
        "<main>\n<div data-notice-body>\n <p>一、<i>问题</i><b data-derived>已完成</b></p>"
        ' <p>二、<a href="/notices/yi/#f-1">见此</a></p></div></main>'
    )
    after = site(tmp_path / "after", body, "f-1,open\nf-2,open\n")
    assert list(report(manifest_of(before), manifest_of(after), 3)) == [
        "2 files before, 2 after; 2 kinds (2 files) do not differ"
    ]


def test_differences_are_told_by_kind_and_field(before: Path, tmp_path: Path) -> None:
    after = site(tmp_path / "after", "<p>一、问题</p>", "f-1,completed\nf-2,completed\n")
    lines = list(report(manifest_of(before), manifest_of(after), 3))
    assert lines[1:4] == [
        "\ndata/findings.csv: 1 of 1 files differ",
        "  [].status: 2 in 1 files",
        '    2 × "open" → "completed"   data/findings.csv',
    ]
    assert "\nnotice: 1 of 1 files differ" in lines
    assert "    1 × 一、问题 二、见此 → —   notices/jia-2025/index.html" in lines
    assert '    1 × "a notices/yi/#f-1" → —   notices/jia-2025/index.html' in lines
