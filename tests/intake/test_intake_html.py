"""Saved portal pages: what is the notice, where lines end, and what the page says about itself."""

from __future__ import annotations

from datetime import date

import pytest
from intake_samples import as_portal_page

from generator.intake.model import RefusedFileError
from generator.intake.web.reader import read_html

BODY = "<p>根据县委统一部署，县委第一巡察组对县卫健局党组进行了常规巡察，现将整改进展情况予以公布。</p>" * 5


def lines(page: str) -> list[str]:
    """The lines read from a page."""
    return read_html(page.encode()).text.removesuffix("\n").split("\n")


def test_inline_elements_never_break_numbers_or_words() -> None:
    page = f"<div>{BODY}<p>截至2<span>02</span><b>4</b><font>年</font>12<!-- x -->月，<em>整</em>改62<a name=x></a>个</p></div>"
    assert lines(page)[-1] == "截至2024年12月，整改62个"


def test_blocks_and_breaks_make_lines() -> None:
    page = f"<div>{BODY}<div>一、标题<br>下一行<div>里面</div>外面</div><table><tr><td>甲</td><td>乙</td></tr></table></div>"
    assert lines(page)[5:] == ["一、标题", "下一行", "里面", "外面", "甲", "乙"]


def test_white_space_collapses_but_ideographic_and_no_break_spaces_stay() -> None:
    page = f"<div>{BODY}<p>　　1.&nbsp;标题  a\n  b 整改\n      情况</p><pre>甲  乙\n丙</pre></div>"
    assert lines(page)[5:] == ["　　1.\u00a0标题 a b 整改情况", "甲  乙", "丙"]


def test_scripts_styles_hidden_parts_navigation_and_footers_are_dropped_and_told() -> None:
    page = (
        f"<nav>站内导航</nav><div>{BODY}<script>var a='整改'</script><p style='display: none'>隐藏</p><p hidden>隐藏</p></div>"
        "<footer>主办单位：某县人民政府</footer>"
    )
    read = read_html(page.encode())
    assert read.text.count("\n") == 5
    assert "主办单位" in "".join(read.notes)
    assert "站内导航" in "".join(read.notes)


def test_title_and_publication_line_above_the_text_are_kept() -> None:
    page = (
        "<body><div class=top><a href=/>首页</a></div><h1>中共某县卫健局党组关于巡察整改进展情况的通报</h1>"
        "<div class=info><span>发布日期：2026-02-26</span> <span>来源：县卫健局</span></div>"
        f"<div id=zoom>{BODY}</div><div>责任编辑：县卫健局</div><div>版权所有 某县</div></body>"
    )
    found = lines(page)
    assert found[:2] == ["中共某县卫健局党组关于巡察整改进展情况的通报", "发布日期：2026-02-26 来源：县卫健局"]
    assert found[-1] == "责任编辑：县卫健局"
    assert len(found) == 8


def test_a_sentence_beside_the_main_box_is_not_lost() -> None:
    page = f"<div><div>{BODY * 4}</div></div><div>欢迎广大干部群众对巡察整改落实情况进行监督。联系电话：0730-0000000。</div><div>版权所有</div>"
    assert lines(page)[-1].startswith("欢迎广大干部群众")


def test_ordered_lists_show_their_numbers() -> None:
    page = (
        f"<div>{BODY}<ol start=3><li>甲</li><li value=7>乙</li><li>丙</li></ol>"
        "<ol style='list-style-type: cjk-ideographic'><li>丁</li></ol><ol type=a><li>戊</li></ol><ul><li>己</li></ul></div>"
    )
    assert lines(page)[5:] == ["3. 甲", "7. 乙", "8. 丙", "一、丁", "a. 戊", "己"]


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "gbk", "gb2312"])
def test_the_declared_encoding_is_checked_against_the_bytes(charset: str) -> None:
    text = "中共平江县卫生健康局党组关于巡察整改进展情况的通报\n" + "整改情况：一是完成。\n" * 20
    assert "整改情况：一是完成。" in read_html(as_portal_page(text, charset)).text
    relabelled = as_portal_page(text).replace(b'charset="utf-8"', b'charset="gb2312"')
    assert "整改情况：一是完成。" in read_html(relabelled).text


def test_the_head_gives_date_source_and_address() -> None:
    head = (
        "<!-- saved from url=(0031)http://www.example.gov.cn/old.html --><html><head>"
        '<meta name="PubDate" content="2026-02-26 10:15"><meta name="ContentSource" content="市卫健委">'
        '<meta name="Url" content="https://www.example.gov.cn/1.html"></head>'
    )
    hints = read_html(f"{head}<body><div>{BODY}</div></body></html>".encode()).hints
    assert (hints.published, hints.source_name) == (date(2026, 2, 26), "市卫健委")
    assert hints.source_url == "https://www.example.gov.cn/1.html"
    bad = read_html(
        f'<meta name="PubDate" content="2026-13-77"><meta name="Url" content="javascript:x">{BODY}'.encode()
    ).hints
    assert (bad.published, bad.source_url) == (None, None)


def test_a_deep_page_is_refused_rather_than_cut() -> None:
    for depth in (210, 3000, 100_000):
        with pytest.raises(RefusedFileError, match="GK037"):
            read_html(("<div>" * depth + "通报整改" + "</div>" * depth).encode())


def test_control_characters_do_not_end_the_page() -> None:
    assert lines(f"<div>{BODY}<p>甲\x0b\x01乙</p><p>尾</p></div>")[5:] == ["甲 乙", "尾"]
