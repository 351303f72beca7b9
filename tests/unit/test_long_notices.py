"""A very long notice has its text on pages of its own, an index at its address, and not a word or a link less."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build.build import build
from generator.build.html import render
from generator.build.orders import marker_of
from generator.build.tags import TAG
from generator.build.verify import difference, look, official_words, squash
from generator.facts.model import Notice, Sidecar
from generator.facts.read import read_notice
from generator.library import Library
from generator.pages import parts
from generator.pages.render import PageSet
from generator.pages.writer import Page
from generator.source import Source
from tests.corpus.large import clause

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "notices").rglob("*.txt"))
SETTINGS = "site_name: 长文\nsite_url: https://example.org/gongkai/\n"
OUTCOMES = ("完成", "基本完成", "阶段性完成", "持续推进", "未完成")


@pytest.fixture
def short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of a few paragraphs, so that small notices fill several."""
    monkeypatch.setattr(parts, "LONG", 300)
    monkeypatch.setattr(parts, "PART", 200)


def long_text(findings: int) -> str:
    """A made-up notice with that many findings, each with words of its own."""
    rng = random.Random(f"long-{findings}")
    lines = ["中共某局党组关于巡察整改进展情况的通报", "一、巡察反馈问题整改进展情况"]
    for number in range(1, findings + 1):
        if number % 40 == 1:
            lines.append(f"（{number // 40 + 1}）{clause(rng)}方面")
        lines += [
            f"{number}.{clause(rng)}不到位的问题。",
            f"整改结果：{rng.choice(OUTCOMES)}。",
            *(f"整改情况：一是{clause(rng)}；二是{clause(rng)}。{clause(rng)}。" for _ in range(2)),
        ]
    return "\n".join([*lines, "联系电话：0730-6699968。", ""])


def read(text: str, sidecar: Sidecar | None = None) -> Notice:
    return read_notice(Source("x.txt", text.encode("utf-8")), "x", sidecar or Sidecar())


def pages_of(notice: Notice) -> dict[str, Page]:
    page_set = PageSet(Library([notice]), None)
    return dict(page_set.writer.notice(page_set.plan(notice), notice))


def words(pages: dict[str, Page], marker: str) -> str:
    """The official text of all pages in order."""
    found = []
    for path, page in pages.items():
        mark = marker_of(path)
        if mark == marker:
            found.append(look(path, render(page.body), mark).words)
    return "".join(found)


def assert_whole(notice: Notice) -> dict[str, Page]:
    pages = pages_of(notice)
    assert difference(words(pages, "data-notice-body"), official_words(notice)) is None
    assert difference(words(pages, "data-source-body"), squash(notice.source.text)) is None
    for path, page in pages.items():
        html = render(page.body)
        assert balanced(html), path
        assert len(look(path, html).places.ids) == len(set(look(path, html).places.ids)), path
    return pages


def balanced(html: str) -> bool:
    """Whether each element is closed where it was opened."""
    names: list[str] = []
    for begins in TAG.split(html)[1::3]:
        if begins.startswith("/"):
            if not names or names.pop() != begins[1:]:
                return False
        elif begins not in ("br", "img"):
            names.append(begins)
    return not names


def built(root: Path, notices: Path) -> Path:
    """The site of a folder of notices; a build compares all words and follows all links."""
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    build(root, notices, root / "site", say=lambda _: None)
    return root / "site"


def html_of(site: Path) -> Iterator[Path]:
    return (site / "notices").rglob("*.html")


def test_a_notice_of_two_megabytes_has_no_page_above_one(tmp_path: Path) -> None:
    notices = tmp_path / "in"
    notices.mkdir()
    text = long_text(2800)
    assert len(text.encode()) > 2_000_000
    (notices / "x.txt").write_text(text, encoding="utf-8")
    site = built(tmp_path, notices)
    sizes = {path.relative_to(site).as_posix(): path.stat().st_size for path in html_of(site)}
    assert max(sizes.values()) < 1_000_000, sizes
    index = (site / "notices/x/index.html").read_text(encoding="utf-8")
    anchors = [finding.anchor for finding in read(text).findings]
    assert len(anchors) == 2800
    assert set(anchors) <= set(look("x", index).places.ids)
    # Each leads to the page that holds it.
    ids = {
        path.parent.name: set(look("x", path.read_text()).places.ids)
        for path in (site / "notices/x/part").rglob("*.html")
    }
    led = re.findall(r'href="part/(\d+)/#(f-[\w-]+)"', index)
    assert [anchor for _, anchor in led] == anchors
    assert all(anchor in ids[part] for part, anchor in led)
    source = (site / "notices/x/source/index.html").read_text(encoding="utf-8")
    lines = text.count("\n")
    assert {f"L{line}" for line in range(1, lines + 1)} <= set(look("x", source).places.ids)


@pytest.mark.parametrize(("more", "several"), [(0, False), (1, True)])
def test_a_notice_is_cut_above_the_threshold_and_not_below(more: int, several: bool) -> None:
    text = long_text(300)
    text += "甲" * (parts.LONG - len(text) + more)
    pages = pages_of(read(text))
    assert (len(pages) > 2) == several
    assert ("notices/x/part/1.md" in pages) == several


def test_a_long_notice_that_was_withdrawn_has_no_parts(short_parts: None) -> None:
    notice = read(long_text(9))
    gone = msgspec.structs.replace(notice, sidecar=Sidecar(withdrawn="误发"))
    assert list(pages_of(gone)) == ["notices/x/index.md"]


@pytest.mark.usefixtures("short_parts")
def test_every_part_says_where_it_stands_and_leads_to_its_neighbours(tmp_path: Path) -> None:
    notices = tmp_path / "in"
    notices.mkdir()
    (notices / "x.txt").write_text(long_text(9), encoding="utf-8")
    site = built(tmp_path, notices)
    for folder in ("notices/x/part", "notices/x/source/part"):
        count = len(list((site / folder).iterdir()))
        assert count > 3
        for number in range(1, count + 1):
            page = (site / folder / str(number) / "index.html").read_text(encoding="utf-8")
            assert f"第 {number} 部分，共 {count} 部分）</h1>" in page
            assert f"（第 {number} 部分，共 {count} 部分） · 长文</title>" in page
            assert f'<link rel="canonical" href="https://example.org/gongkai/{folder}/{number}/">' in page
            assert len(re.findall(r'rel="prev"', page)) == 2 * (number > 1)
            assert len(re.findall(r'rel="next"', page)) == 2 * (number < count)
            assert page.count("<h1") == 1


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_no_word_is_lost_where_a_published_notice_is_cut(path: Path, short_parts: None) -> None:
    notice = read_notice(Source(path.name, path.read_bytes()), "x", Sidecar())
    pages = assert_whole(notice)
    shown = [anchor for page in pages.values() for anchor in re.findall(r'<article id="(f-[^"]+)"', render(page.body))]
    assert shown == [finding.anchor for finding in notice.findings]
    for path_of, page in pages.items():
        if "/part/" in path_of and not path_of.startswith("notices/x/source"):
            assert not re.search(r"</h[2-6]>\s*</div>\s*\Z", render(page.body)), "a heading stays behind its text"


@pytest.mark.usefixtures("short_parts")
def test_notices_with_hostile_words_are_cut_unharmed(tmp_path: Path) -> None:
    site = built(tmp_path, ROOT / "tests/sites/hostile/notices")
    assert len(list((site / "notices").glob("hostile-2025/part/*/index.html"))) > 2
    assert not [path for path in html_of(site) if "<script>alert" in path.read_text(encoding="utf-8")]


CHUNKS = [
    "一、组织落实\n", "（一）执行方面\n", "1.基层服务不优。\n", "问题①：过度诊疗。\n", "整改结果：阶段性完成。\n", "整改情况：一是甲；二是乙。\n",
    "整改情况:\n", "①丙；②二是丁\n", "责任编辑:某\n", "关于整改的通报\n", "\n", "\r\n", "　　", "\u2028", "\0", "\ufeff", "# 甲\n", "::: article\n",
    ":::::\n", "{.f #f-1}\n", "<script>alert(1)</script>\n", "</div>\n", "[x](y)", "&lt;", "data-derived", "甲" * 90 + "\n",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(CHUNKS), min_size=4, max_size=40))
def test_no_word_is_lost_wherever_a_text_is_cut(chunks: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "LONG", 0)
        patch.setattr(parts, "PART", 30)
        assert_whole(read("".join(chunks)))


def test_a_finding_too_long_for_a_part_goes_on_in_the_next(short_parts: None) -> None:
    text = "一、问题整改情况\n1.甲不到位。\n整改情况：\n" + "".join(f"第{n}段，{'乙' * 90}。\n" for n in range(9))
    notice = read(text)
    assert len(notice.findings) == 1
    pages = assert_whole(notice)
    held = [render(page.body) for path, page in pages.items() if path.startswith("notices/x/part/")]
    assert len(held) > 3
    assert all('class="f unstated"' in page for page in held[1:-1])
    assert sum(f'<article id="{notice.findings[0].anchor}"' in page for page in held) == 1


def test_a_part_begins_with_the_headings_it_stands_below(short_parts: None) -> None:
    notice = read(
        "".join(
            "一、问题整改情况\n（一）甲方面\n" if n == 1 else f"{n}.乙{n}不到位。\n整改情况：{'丙' * 90}。\n"
            for n in range(1, 9)
        )
    )
    pages = assert_whole(notice)
    first, *others = [render(page.body) for path, page in pages.items() if path.startswith("notices/x/part/")]
    assert "（接上）" not in first
    assert len(others) > 2
    for part in others:
        above = re.findall(
            r'<(h\d) data-derived="1" class="again"><a href="../1/#(s-\d)">(.+?)</a>（接上）</h\d>', part
        )
        assert above == [("h2", "s-1", "一、问题整改情况"), ("h3", "s-2", "（一）甲方面")]


def test_former_anchors_are_kept_on_the_index(short_parts: None) -> None:
    text = long_text(9)
    anchor = read(text).findings[4].anchor
    pages = assert_whole(read(text, Sidecar(aliases={"f-00000000": anchor})))
    for path in ("notices/x/index.md", "notices/x/source.md"):
        assert "f-00000000" in look(path, render(pages[path].body)).places.ids


def test_review_and_parse_show_a_long_notice_whole(short_parts: None) -> None:
    notice = read(long_text(9))
    page = PageSet(Library([notice]), None).notice(notice)
    shown = look("x", render(page.body), "data-notice-body").words
    assert difference(shown, official_words(notice)) is None
