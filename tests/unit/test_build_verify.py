"""The comparison of pages with originals notices every loss and every invention."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build.links import dead_links
from generator.build.verify import difference, look_at, shown_texts, with_policy
from generator.facts.model import Sidecar
from generator.facts.read import read_notice
from generator.pages.notice.text import official_text, squash
from generator.source import Source


def words(body: str) -> str:
    return shown_texts(f"<!DOCTYPE html><html><body>{body}</body></html>".encode())[0]


def test_official_text_is_read_without_what_is_derived() -> None:
    page = "<div data-notice-body><h1>甲</h1><p data-derived>我</p>乙<span data-derived>们<b>的</b></span>丙<!-- x --></div>丁"
    assert words(page) == "甲乙丙"


def test_furniture_is_not_asked_for() -> None:
    text = "中共甲县乙局党组\n关于巡察整改进展情况的通报\n发布日期:2025-01-02\n一、甲\n"
    notice = read_notice(Source("a.txt", text.encode()), "a", Sidecar())
    assert squash(official_text(notice)) == "中共甲县乙局党组关于巡察整改进展情况的通报一、甲"


@pytest.mark.parametrize("character", ["<", "&lt;"])
def test_text_that_became_a_tag_is_a_loss(character: str) -> None:
    shown = words(f"<div data-notice-body>甲{character}b乙&gt;丙</div>")
    assert (shown == "甲<b乙>丙") == (character == "&lt;")


@given(st.text(max_size=40))
def test_what_does_not_show_is_left_out_whatever_it_is(text: str) -> None:
    assert squash(text) == re.sub("[\\s\u200b\ufeff\0\u2400]+", "", text)


def test_a_lost_word_is_reported_with_its_place() -> None:
    assert difference("甲乙丁", "甲乙丙丁") == "第 3 字起不同：页面“甲乙丁”，原文“甲乙丙丁”"


def test_every_id_and_link_is_seen_wherever_in_its_tag_it_stands() -> None:
    page = (
        '<p id="a"></p><p class="x" id="b"></p><p\nid = \'c&amp;d\'></p><a href="x/#y"></a><a class="x" href="../z/"></a>'
        '<img src="i.svg"><form action="?q=1&amp;r=2"></form><a id="e" href="https://x.example/"></a><a href="#"></a>'
        '<a href="//x.example/"></a><a href="f%2Fg/"></a><p title="id=\'no\'"> id="text" <!-- id="no" --></p>'
    )
    seen = look_at("n/index.html", page.encode())
    assert seen.ids == ["a", "b", "c&d", "e"]
    assert seen.links == ["n/f/g/index.html", "n/i.svg", "n/index.html", "n/x/index.html#y", "z/index.html"]
    assert look_at("404.html", page.encode()).links == []


def test_links_and_anchors_that_lead_nowhere_are_reported() -> None:
    pages = {
        "index.html": '<a href="a/">甲</a><a href="a/#x">乙</a><a href="b/">丙</a><a href="https://x.example/">丁</a>',
        "a/index.html": '<p id="y"><a href="../">回</a><a href="#y">本页</a><a href="../c.txt">文件</a>',
    }
    looks = {path: look_at(path, page.encode()) for path, page in pages.items()}
    assert list(dead_links(looks, [*pages, "c.txt"])) == [
        "index.html 的链接 a/index.html#x 没有对应的位置",
        "index.html 的链接 b/index.html 没有目标",
    ]


def test_the_policy_stands_behind_the_character_set() -> None:
    page = with_policy('<html><head>\n  <meta charset="utf-8"><script src="a.js"></script></head></html>')
    assert page.index("charset") < page.index("Content-Security-Policy") < page.index("<script")
    with pytest.raises(ValueError, match="没有 <head>"):
        with_policy("<p>甲</p>")
