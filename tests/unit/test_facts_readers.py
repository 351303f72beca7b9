"""What every fact reader must keep: it never raises, its words stand at its span, and it takes time linear in the text."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.facts.citations import read_citations
from generator.facts.commitments import read_commitments
from generator.facts.contacts import read_contacts
from generator.facts.evidence import text_fact
from generator.facts.inspection import read_inspection
from generator.facts.model import Commitment, Declared, Fact, Sidecar
from generator.facts.publication import read_published, read_source_name
from generator.facts.statistics import read_declared
from generator.facts.title import title_passage
from generator.facts.unit import read_issuer, read_unit
from generator.source import LINE_END
from generator.syntax.passage import Passage

HINT = date(2025, 11, 28)


def passages_of(text: str) -> list[Passage]:
    """One passage a line; a line that ends in 、 is read on into the next, as across a page cut."""
    found: list[Passage] = []
    ranges: list[tuple[int, int]] = []
    start = 0
    for end in [*(match.start() for match in LINE_END.finditer(text)), len(text)]:
        ranges.append((start, end))
        start = end + 1
        if not text[:end].endswith("、"):
            found.append(Passage(text, ranges))
            ranges = []
    return [*found, Passage(text, ranges)] if ranges else found


READERS: dict[str, Callable[[list[Passage]], Any]] = {
    "title": lambda lines: text_fact(title := title_passage(lines), 0, len(title.text)),
    "issuer": lambda lines: read_issuer(title_passage(lines[:2]), lines, lines[-2:]),
    "unit": lambda lines: read_unit(read_issuer(lines[0], [], []), lines[-1].text, "", Sidecar()),
    "inspection": lambda lines: read_inspection(lines, lines[0]),
    "published": lambda lines: read_published(lines, lines, lines),
    "source name": read_source_name,
    "declared": lambda lines: read_declared(lines, HINT),
    "declared without a publication date": lambda lines: read_declared(lines, None),
    "commitments": lambda lines: [read_commitments(line, HINT) for line in lines],
    "commitments without a hint": lambda lines: [read_commitments(line, None) for line in lines],
    "citations": lambda lines: [read_citations(line) for line in lines],
    "contacts": read_contacts,
}


def evidence(read: object) -> Iterator[Fact[Any] | Declared | Commitment]:
    """Everything in a reader's answer that points at the source."""
    if isinstance(read, list | tuple):
        for each in read:
            yield from evidence(each)
    elif isinstance(read, Fact | Declared | Commitment):
        yield read
        if isinstance(read, Declared):
            yield from evidence(read.as_of)
    elif isinstance(read, msgspec.Struct):
        for name in read.__struct_fields__:
            yield from evidence(getattr(read, name))


def without_space(text: str) -> str:
    return "".join(text.split())


def assert_words_stand_at_their_span(text: str, read: object) -> None:
    for each in evidence(read):
        words = without_space(each.span.of(text))
        if isinstance(each, Commitment):
            assert words
            assert words in without_space(text)
        else:
            assert words == without_space(each.raw if isinstance(each, Fact) else each.quote)


MEANINGFUL = [
    "中共平江县卫生健康局党组",
    "关于",
    "巡察整改进展情况的通报",
    "文件",
    "通",
    "报",
    "县委第一巡察组",
    "市委巡察二组",
    "审计局",
    "对",
    "进行了常规巡察",
    "反馈了",
    "回头看",
    "“",
    "”",
    "2024年9月9日",
    "至",
    "9月",
    "2月30日",
    "13月40日",
    "二〇二四年九月",
    "26年1月上旬",
    "年底",
    "前",
    "将",
    "拟于",
    "力争",
    "预计",
    "已",
    "了",
    "完成",
    "整改",
    "阶段性",
    "未",
    "均",
    "全部",
    "办结",
    "巡察反馈的",
    "62个",
    "五",
    "十",
    "百",
    "个",
    "件",
    "问题",
    "信访件",
    "立行立改",
    "截至",
    "目前",
    "、",
    "，",
    "。",
    "；",
    "：",
    ":",
    ",",
    ";",
    "(",
    ")",
    "（",
    "）",
    "《",
    "》",
    "〔",
    "〕",
    "号",
    "旺卫函〔2024〕107号",
    "联系电话",
    "电子邮箱",
    "a@b.cn",
    "0730-6699968",
    "转",
    "8001",
    "13800138000",
    "邮政编码",
    "412007",
    "地址",
    "来源",
    "发布日期",
    "作者",
    "鼓楼区",
    "湖南省",
    "岳阳市",
    "0",
    "1",
    "2",
    "9",
    "９",
    ".",
    "-",
    "/",
    "@",
    "\n",
    "\r\n",
    "\u3000",
    "\xa0",
    "的",
    "是",
    "一",
    "委员会",
    "县",
    "市",
    "委",
]


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=150, deadline=None)
@given(words=st.lists(st.sampled_from([*MEANINGFUL, " "]), max_size=40))
def test_no_text_makes_a_reader_raise_or_misquote(name: str, words: list[str]) -> None:
    text = "".join(words)
    assert_words_stand_at_their_span(text, READERS[name](passages_of(text)))


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=60))
def test_any_characters_at_all_are_read_without_error(text: str) -> None:
    for reader in READERS.values():
        assert_words_stand_at_their_span(text, reader(passages_of(text)))


# Runs of whatever a pattern repeats are where a scan turns quadratic.
RUNS = [
    "巡察反馈的62个具体问题，",
    "2",
    "2024年",
    "《",
    "》《",
    "完成",
    "已全部",
    "县委",
    "a.",
    "一",
    "整改",
    "截至",
    "，对",
    " ",
    "（",
    "问题3个",
    "地址：",
    "电话：1；",
    "来源：",
    "党组",
    "9月9日至",
    "〔2024〕",
    "某某",
]


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("name", READERS)
def test_time_grows_with_the_length_of_the_text_and_no_faster(name: str, run: str) -> None:
    def seconds(length: int) -> float:
        text = run * (length // len(run))
        lines = [Passage(text, [(0, len(text))])]
        start = time.process_time()
        READERS[name](lines)
        return time.process_time() - start

    for _ in range(3):  # a collection of garbage in the wrong moment is no growth; growth is there every time
        small, large = seconds(4_000), seconds(32_000)
        if large < 0.1 + 16 * small:
            return
    raise AssertionError(f"8 times the text took {large / small:.0f} times as long")
