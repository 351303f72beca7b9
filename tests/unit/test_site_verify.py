"""The comparison of pages with originals notices every loss and every invention."""

from generator.facts.model import Sidecar
from generator.facts.read import read_notice
from generator.site import verify
from generator.source import Source

TEXT = "中共甲县乙局党组\n关于巡察整改进展情况的通报\n发布日期:2025-01-02\n一、甲\n1.乙。\n整改情况：一是丙。\n"
NOTICE = read_notice(Source("a.txt", TEXT.encode()), "a", Sidecar())


def words(page: str) -> str:
    return verify.visible_words(page, "data-notice-body")


def test_only_the_marked_element_counts() -> None:
    assert words("<p>外</p><div data-notice-body><p>内 甲</p></div><p>外</p>") == "内甲"


def test_what_we_add_does_not_count() -> None:
    assert words("<div data-notice-body>甲<span data-derived>我们<b>的</b></span>乙<br>丙</div>") == "甲乙丙"


def test_drawings_without_end_tags_do_not_swallow_text() -> None:
    assert (
        words('<div data-notice-body><span data-derived><svg><use href="#x"/><path d="M0"/></svg></span>甲</div>')
        == "甲"
    )


def test_a_greater_than_sign_in_an_attribute_does_not_end_a_tag() -> None:
    assert words('<div data-notice-body title="a>b">甲</div>') == "甲"


def test_references_are_resolved_and_comments_dropped() -> None:
    assert words("<div data-notice-body>甲&amp;&#60;<!-- 乙 -->丙</div>") == "甲&<丙"


def test_page_furniture_is_not_expected_on_the_page() -> None:
    assert "发布日期" not in verify.official_words(NOTICE)
    assert verify.official_words(NOTICE).startswith("中共甲县乙局党组关于")


def test_a_lost_word_is_reported_with_its_place() -> None:
    assert verify.difference("甲乙丁", "甲乙丙丁") == "第 3 字起不同：页面“甲乙丁”，原文“甲乙丙丁”"


def test_equal_texts_differ_nowhere() -> None:
    assert verify.difference("甲", "甲") is None


def test_a_missing_finding_is_reported() -> None:
    page = f"<div data-notice-body>{verify.official_words(NOTICE)}</div>"
    view = f"<div data-source-body>{TEXT}</div>"
    problems = list(verify.notice_problems(NOTICE, page, view))
    assert len(problems) == len(NOTICE.findings) == 1
    assert NOTICE.findings[0].anchor in problems[0]


def test_links_and_anchors_that_lead_nowhere_are_reported() -> None:
    pages = {
        "index.html": '<a href="a/">甲</a><a href="a/#x">乙</a><a href="b/">丙</a><a href="https://x.example/">丁</a>',
        "a/index.html": '<p id="y"><a href="../">回</a><a href="#y">本页</a><a href="../c.txt">文件</a>',
    }
    places = {path: verify.places(path, page) for path, page in pages.items()}
    found = list(verify.dead_links(places, [*pages, "c.txt"]))
    assert found == [
        "index.html 的链接 a/index.html#x 没有对应的位置",
        "index.html 的链接 b/index.html 没有目标",
    ]
