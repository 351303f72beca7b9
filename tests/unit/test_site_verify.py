"""The comparison of pages with originals notices every loss and every invention."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build import csp, tags, verify
from generator.facts.model import Sidecar
from generator.facts.read import read_notice
from generator.source import Source

TEXT = "中共甲县乙局党组\n关于巡察整改进展情况的通报\n发布日期:2025-01-02\n一、甲\n1.乙。\n整改情况：一是丙。\n"
NOTICE = read_notice(Source("a.txt", TEXT.encode()), "a", Sidecar())

PIECES = [
    "<div data-notice-body>", '<p class="a">', "</p>", "</div>", '<span data-derived="1">', "</span>", "<br>", "<br/>", "甲", "乙 丙",
    "<!-- x -->", "<!--<b>-->", "&amp;", "&lt;", "&#60;", "<", ">", '"', "'", "<svg>", '<path d="a>b"/>', "</svg>", '<script src="a">',
    "<script>", '<script type="application/ld+json">', "</script>", "<style>", '<p style="x">', '<p id="a" onclick="b">', " onclick=x",
    " style = ", '<a href="x/#y">', '<a href="//h/x">', "</a>", "<P ID=x title='>'>", "<template>", "</template>", "<!DOCTYPE html>",
    "\u200b", "\0", "\u3000", '<use href="#f"/>', "<b/onclick=x>", '<a href="?a&amp;b">', '<a x="<b onclick=">', '<p data-line="1" id="b">',
]  # fmt: skip


def words(page: str) -> str:
    return verify.visible_words(page, "data-notice-body")


def words_token_by_token(page: str) -> str:
    """The same, in as few thoughts as possible."""
    stack: list[tuple[str, bool, bool]] = [("", False, False)]
    out: list[str] = []
    token = r"<!--.*?-->|<(/?)([a-zA-Z][^\s/>]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>|[^<]+"
    for found in re.finditer(token, page, re.DOTALL):
        end, name, attributes = found.groups()
        _, inside, derived = stack[-1]
        if name is None:
            if inside and not derived and not found.group().startswith("<!--"):
                out.append(found.group())
        elif end:
            while len(stack) > 1 and stack.pop()[0] != name.lower():
                pass
        elif name.lower() not in tags.VOID and not (attributes.endswith("/") and name in ("path", "use")):
            hidden = "data-derived" in attributes or name in ("script", "style", "template")
            stack.append((name.lower(), inside or "data-notice-body" in attributes, derived or hidden))
    return re.sub(r"[\s\u200b\ufeff\0]+", "", html.unescape("".join(out)))


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_a_page_is_read_as_token_by_token(page: str) -> None:
    seen = verify.look("a/index.html", page, "data-notice-body")
    assert seen.words == words_token_by_token(page)
    assert seen.forbidden == csp.forbidden(page)


def test_every_id_and_link_is_seen_wherever_in_its_tag_it_stands() -> None:
    page = (
        '<p id="a"><p class="x" id="b"><p\nid = \'c&amp;d\'><a href="x/#y"><a class="x" href="../z/">'
        '<img src="i.svg"><form action="?q=1&amp;r=2"><a id="e" href="https://x.example/"><a id="" href="#">'
        '<a href="//x.example/"><a href="f%2Fg/"><p title="id=\'no\'"> id="text" <!-- id="no" -->'
    )
    assert verify.look("n/index.html", page).places == verify.Places(
        ["a", "b", "c&d", "e", ""],
        ["n/f/g/index.html", "n/i.svg", "n/index.html", "n/x/index.html#y", "z/index.html"],
    )
    assert verify.look("404.html", page).places.links == []


@pytest.mark.parametrize("character", ["<", "&lt;"])
def test_text_that_became_a_tag_is_a_loss(character: str) -> None:
    shown = words(f"<div data-notice-body>甲{character}b乙&gt;丙</div>")
    assert (shown == "甲<b乙>丙") == (character == "&lt;")


@given(st.text(max_size=40))
def test_what_does_not_show_is_left_out_whatever_it_is(text: str) -> None:
    assert verify.squash(text) == re.sub(r"[\s\u200b\ufeff\0]+", "", text)


def test_no_white_space_counts() -> None:
    every = "".join(map(chr, range(0x110000)))
    assert verify.squash(every) == re.sub(r"[\s\u200b\ufeff\0]+", "", every)


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
    seen, seen_source = verify.look("a", page, "data-notice-body"), verify.look("b", view, "data-source-body")
    problems = list(verify.notice_problems(NOTICE, seen, seen_source))
    assert len(problems) == len(NOTICE.findings) == 1
    assert NOTICE.findings[0].anchor in problems[0]


def test_links_and_anchors_that_lead_nowhere_are_reported() -> None:
    pages = {
        "index.html": '<a href="a/">甲</a><a href="a/#x">乙</a><a href="b/">丙</a><a href="https://x.example/">丁</a>',
        "a/index.html": '<p id="y"><a href="../">回</a><a href="#y">本页</a><a href="../c.txt">文件</a>',
    }
    places = {path: verify.look(path, page).places for path, page in pages.items()}
    found = list(verify.dead_links(places, [*pages, "c.txt"]))
    assert found == [
        "index.html 的链接 a/index.html#x 没有对应的位置",
        "index.html 的链接 b/index.html 没有目标",
    ]
