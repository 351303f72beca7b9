"""The body of a notice page is the official text, in order, and everything else is marked as ours."""

import random
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build.html import render
from generator.build.verify import difference, official_words, squash, visible_words
from generator.facts.model import Notice, Sidecar
from generator.facts.read import read_notice
from generator.library import Library
from generator.pages import frontmatter
from generator.pages.render import notice_page
from generator.pages.sourceview import source_body
from generator.pages.titles import title_lines
from generator.source import Source

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "notices").rglob("*.txt"))
HOSTILE = ROOT / "tests/sites/hostile/notices"
PIECES = [
    "一、组织整改落实情况\n", "二、集中整改期内整改进展情况\n", "（一）反馈问题：执行方面\n", "1.基层服务不优。\n", "2. 乙\n",
    "问题①：过度诊疗。2021年查处。\n", "问题②：\n", "整改结果：阶段性完成。\n", "整改状态:完成\n", "整改情况：一是甲；二是乙。\n",
    "整改情况:\n", "①丙；②二是丁\n", "发布日期:2026-02-26信息来源:某局\n", "责任编辑:某\n", "中共甲县乙局党组\n", "关于巡察整改进展情况的通报\n",
    "\n", "\r\n", "\r", "　　", " ", "\t", "\u2028", "\x0c", "\0", "\x85", "\ufeff", "\u00ad", "截至目前，", "62个问题", "{{7*7}}", "{% raw %}",
    "# 甲", "- 乙", "| a | b |", "```", "---\n", "::: article\n", "{.f #f-1}\n", "<script>alert(1)</script>", "</div>", "&lt;", "[x](y)",
    "data-derived", "欢迎监督。联系电话：0730-6699968。\n",
]  # fmt: skip


def read(text: str, name: str = "x") -> Notice:
    return read_notice(Source(f"{name}.txt", text.encode("utf-8")), name, Sidecar())


def body_of(notice: Notice) -> str:
    front, body = frontmatter.load(notice_page(Library([notice]), notice))
    assert front["view"]["id"] == notice.id
    return render(body)


def assert_verbatim(notice: Notice) -> str:
    page = body_of(notice)
    assert difference(visible_words(page, "data-notice-body"), official_words(notice)) is None
    assert (
        difference(visible_words(render(source_body(notice)), "data-source-body"), squash(notice.source.text)) is None
    )
    return page


@pytest.mark.parametrize("path", [*SEEDS, *sorted(HOSTILE.glob("*.txt"))], ids=lambda path: path.stem)
def test_every_word_of_the_notice_is_on_its_page(path: Path) -> None:
    notice = read_notice(Source(path.name, path.read_bytes()), path.stem, Sidecar())
    page = assert_verbatim(notice)
    assert re.findall(r'<article id="(f-[^"]+)" class="f \w+">', page) == [f.anchor for f in notice.findings]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_text_is_on_its_page(text: str) -> None:
    assert_verbatim(read(text))


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_notice_is_on_its_page(seed: int) -> None:
    rng = random.Random(seed)
    lines = SEEDS[seed % len(SEEDS)].read_text(encoding="utf-8").splitlines(keepends=True)
    for _ in range(20):
        i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
        lines[i], lines[j] = lines[j], lines[i][: rng.randrange(len(lines[i]) + 1)] + rng.choice(PIECES)
    assert_verbatim(read("".join(lines)))


def test_only_the_program_makes_elements() -> None:
    page = body_of(read("标题\n<b>甲</b>\n<script>alert(1)</script>\n"))
    assert set(re.findall(r"<([a-z0-9]+)", page)) <= {"div", "h1", "p", "span", "a"}


def test_source_numbering_never_becomes_a_list() -> None:
    page = body_of(read("标题\n1. 甲\n2. 乙\n- 丙\n1) 丁\n"))
    assert "<li" not in page
    assert "<ol" not in page


def test_a_title_of_two_lines_keeps_them() -> None:
    page = body_of(read("中共甲县乙局党组\n关于巡察整改进展情况的通报\n根据县委统一部署，现予以公布。\n"))
    assert (
        '<h1 id="title" class="title"><span class="line">中共甲县乙局党组</span><span class="line">关于巡察整改进展情况的通报</span></h1>'
        in page
    )


def test_a_notice_without_title_gets_one_that_is_marked_as_ours() -> None:
    assert '<h1 id="title" data-derived="1" class="title">' in body_of(read("甲。\n"))


def test_the_outcome_line_stays_where_the_source_has_it() -> None:
    pingjiang = next(path for path in SEEDS if "pingjiang" in path.stem)
    page = body_of(read_notice(Source(pingjiang.name, pingjiang.read_bytes()), pingjiang.stem, Sidecar()))
    first = page[page.index("<article") : page.index("</article>")]
    assert re.search(r"整改结果：</span><span class=\"o\">阶段性完成</span>。", first)
    assert (
        first.index("推进县域医改有差距")
        < first.index("整改结果：")
        < first.index("整改情况：")
        < first.index("一是</span>")
    )


def test_sentences_cut_by_a_page_break_are_one_paragraph() -> None:
    dongshan = next(path for path in SEEDS if "dongshan" in path.stem)
    page = body_of(read_notice(Source(dongshan.name, dongshan.read_bytes()), dongshan.stem, Sidecar()))
    assert "反馈意见整改工作领导小组" in page
    assert "漳州市闽希机电设备安装有限公司" in page


def test_each_measure_is_a_block_with_its_marker_apart() -> None:
    pingjiang = next(path for path in SEEDS if "pingjiang" in path.stem)
    notice = read_notice(Source(pingjiang.name, pingjiang.read_bytes()), pingjiang.stem, Sidecar())
    page = body_of(notice)
    blocks = re.findall(r'<p class="measure"><span class="m">([^<]+)</span>', page)
    assert blocks == [measure.marker for finding in notice.findings for measure in finding.measures]
    assert '<p class="response"><span class="label">整改情况：</span></p>' in page


def test_a_title_with_a_blank_line_inside_is_one_title() -> None:
    notice = read("中共祁阳市人民医院委员会\n\n关于巡察整改进展情况的通报\n\n根据市委统一部署，现予以公布。\n")
    assert body_of(notice).count("<h1") == 1
    assert title_lines(notice) == ("中共祁阳市人民医院委员会", "关于巡察整改进展情况的通报")


def test_pages_take_time_linear_in_the_text() -> None:
    def seconds(count: int) -> float:
        notice = read("\n" * count + "1.\n" * count + "甲(乙)。" * count)
        start = time.process_time()
        body_of(notice)
        source_body(notice)
        return time.process_time() - start

    seconds(500)
    assert seconds(8000) < 40 * max(seconds(800), 0.05)
