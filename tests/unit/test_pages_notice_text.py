"""The body of a notice is the official text, in order, and nothing else."""

import random
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build.render import render
from generator.build.verify import shown_texts
from generator.facts.model import ParsedNotice, Sidecar
from generator.facts.read import read_notice
from generator.pages.notice.text import notice_text, official_text, squash
from generator.source import Source

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "notices").rglob("*.txt"))
HOSTILE = ROOT / "tests/sites/hostile/notices"
PIECES = [
    "一、组织整改落实情况\n", "二、集中整改期内整改进展情况\n", "（一）反馈问题：执行方面\n", "1.基层服务不优。\n", "2. 乙\n",
    "问题①：过度诊疗。2021年查处。\n", "问题②：\n", "整改结果：阶段性完成。\n", "整改状态:完成\n", "整改情况：一是甲；二是乙。\n",
    "整改情况:\n", "①丙；②二是丁\n", "发布日期:2026-02-26信息来源:某局\n", "责任编辑:某\n", "中共甲县乙局党组\n", "关于巡察整改进展情况的通报\n",
    "\n", "\r\n", "\r", "　　", " ", "\t", "\u2028", "\x0c", "\0", "\x85", "\ufeff", "\u00ad", "截至目前，", "62个问题", "{{7*7}}", "{% raw %}",
    "# 甲", "- 乙", "| a | b |", "```", "---\n", "::: finding f-12345678\n", ":::\n", "{.f #f-1}\n", "<script>alert(1)</script>", "</div>", "&lt;",
    "[x](y)", "data-derived", "欢迎监督。联系电话：0730-6699968。\n", "<!--f-12345678-->", "===\n",
]  # fmt: skip


def read(text: str, name: str = "x") -> ParsedNotice:
    return read_notice(Source(f"{name}.txt", text.encode("utf-8")), name, Sidecar())


def shown(html: str, marker: str) -> str:
    page = f"<html><body><div {marker}>{html}</div></body></html>".encode("utf-8", "surrogatepass")
    official, source = shown_texts(page)
    return official if marker == "data-notice-body" else source


def assert_verbatim(notice: ParsedNotice) -> str:
    text = notice_text(notice)
    page = render(text.markdown).html
    assert shown(page, "data-notice-body") == squash(official_text(notice))
    assert shown(render(text.source).html, "data-source-body") == squash(notice.source.text)
    assert re.findall(r'<article class="f" id="(f-[^"]+)">', page) == [finding.anchor for finding in notice.findings]
    return page


@pytest.mark.parametrize("path", [*SEEDS, *sorted(HOSTILE.glob("*.txt"))], ids=lambda path: path.stem)
def test_every_word_of_the_notice_is_in_its_body(path: Path) -> None:
    assert_verbatim(read_notice(Source(path.name, path.read_bytes()), path.stem, Sidecar()))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_text_is_in_its_body(text: str) -> None:
    assert_verbatim(read(text))


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_notice_is_in_its_body(seed: int) -> None:
    rng = random.Random(seed)
    lines = SEEDS[seed % len(SEEDS)].read_text(encoding="utf-8").splitlines(keepends=True)
    for _ in range(20):
        i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
        lines[i], lines[j] = lines[j], lines[i][: rng.randrange(len(lines[i]) + 1)] + rng.choice(PIECES)
    assert_verbatim(read("".join(lines)))


def test_only_the_program_makes_elements() -> None:
    page = assert_verbatim(read("标题\n<b>甲</b>\n<script>alert(1)</script>\n"))
    assert set(re.findall(r"<([a-z0-9]+)", page)) <= {"h1", "p", "span"}


def test_source_numbering_never_becomes_a_list() -> None:
    page = assert_verbatim(read("标题\n1. 甲\n2. 乙\n- 丙\n1) 丁\n"))
    assert "<li" not in page
    assert "<ol" not in page


def test_the_title_is_one_heading_and_keeps_its_lines_apart() -> None:
    text = notice_text(read("中共甲县乙局党组\n\n关于巡察整改进展情况的通报\n根据县委统一部署，现予以公布。\n"))
    assert text.markdown.startswith("# 中共甲县乙局党组关于巡察整改进展情况的通报\n\n根据")
    assert text.title_lines == ("中共甲县乙局党组", "关于巡察整改进展情况的通报")


def test_a_notice_without_title_has_none_in_its_body() -> None:
    text = notice_text(read("甲。\n"))
    assert text.title_lines == ()
    assert "#" not in text.markdown


def test_the_body_is_headings_paragraphs_and_findings() -> None:
    path = next(path for path in SEEDS if "pingjiang" in path.stem)
    body = notice_text(read_notice(Source(path.name, path.read_bytes()), path.stem, Sidecar())).markdown
    first = body[body.index("::: finding") : body.index("\n:::\n") + 5]
    assert first.startswith("::: finding f-87221974\n\n##### 问题①：推进县域医改有差距。\n\n近三年来，")
    assert "\n\n整改结果：阶段性完成。\n\n整改情况：\n\n一是5月26日，" in first
    assert not re.search(r"\{|\]\(|data-", body)


def test_sentences_cut_by_a_page_break_are_one_paragraph() -> None:
    path = next(path for path in SEEDS if "dongshan" in path.stem)
    body = notice_text(read_notice(Source(path.name, path.read_bytes()), path.stem, Sidecar())).markdown
    assert "反馈意见整改工作领导小组" in body
    assert "漳州市闽希机电设备安装有限公司" in body


def test_pages_take_time_linear_in_the_text() -> None:
    def seconds(count: int) -> float:
        notice = read("\n" * count + "1.\n" * count + "甲(乙)。" * count)
        start = time.process_time()
        text = notice_text(notice)
        render(text.markdown)
        render(text.source)
        return time.process_time() - start

    seconds(500)
    assert seconds(8000) < 40 * max(seconds(800), 0.05)
