"""What a reader of a page sees of its facts: words, glyphs, and where they lead."""

from __future__ import annotations

from datetime import date

import lxml.html
import pytest
from seeding import context_of, published, seed

from generator.build.frame import FRAMED, Frame, frame_pages
from generator.diagnostics import Diagnostic
from generator.pages.context import Context
from generator.pages.kinds import all_pages, site_facts
from generator.pages.lists import topics, units
from generator.source import Span

PINGJIANG = "notices/pingjiang-weijian-2025/"


def shown(context: Context, path: str) -> lxml.html.HtmlElement:
    """The `main` of a page, framed."""
    (page,) = [page for page in all_pages(context) if page.path == path]
    (data,) = frame_pages([page], Frame({"build/site.yml": site_facts(context)}))
    main: lxml.html.HtmlElement = lxml.html.document_fromstring(FRAMED.decode(data).html.decode()).get_element_by_id(
        "main"
    )
    return main


def texts(page: lxml.html.HtmlElement, xpath: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in page.xpath(xpath)]


def test_a_difference_is_said_with_both_numbers_and_both_causes() -> None:
    page = shown(context_of(seed("pingjiang")), PINGJIANG + "index.md")
    assert texts(page, "//*[@class='verdict differs']") == [
        "声明数与正文不一致。通报称问题 62 个、阶段性完成 59 个；正文逐条计数为问题 61 个、阶段性完成 58 个。"
        "可能是原文遗漏，也可能是程序未识别。 查看核对"
    ]
    assert page.xpath("//*[@class='verdict differs']//a/@href") == ["../../quality/#q-pingjiang-weijian-2025"]


def test_an_outcome_is_told_in_the_words_of_the_unit_and_one_that_is_not_written_as_unstated() -> None:
    page = shown(context_of(seed("pingjiang")), PINGJIANG + "index.md")
    assert set(texts(page, "//*[@class='f-bar']/span")) == {"●完成", "◑阶段性完成"}
    page = shown(context_of(seed("qiyang")), "notices/qiyang-renmin-yiyuan-2025/index.md")
    assert set(texts(page, "//*[@class='f-bar']/span")) == {"－未注明"}


def test_facts_lead_to_their_lines() -> None:
    page = shown(context_of(seed("pingjiang")), PINGJIANG + "index.md")
    rows = {row.findtext("dt"): row for row in page.xpath("//*[@class='facts']/div")}
    assert rows["巡察时间"].xpath(".//a/@href") == ["source/#L3"]
    assert texts(rows["巡察时间"], "./dd/span/span") == ["2024-09-09 至 2024-11-29"]
    assert texts(rows["声明的信访件"], "./dd/span/span") == ["共 13 件，已办结 13，截至 2025-12-22"]


def test_only_public_diagnostics_are_shown() -> None:
    notice = seed("pingjiang")
    at = notice.findings[0].span.start
    noticed = (
        Diagnostic("GK101", "warning", Span(at, at + 1), "公开的提示"),
        Diagnostic("GK501", "warning", Span(at, at + 1), "个人信息", published=False),
    )
    context = context_of(notice, noticed=noticed)
    page = shown(context, PINGJIANG + "index.md")
    assert texts(page, f"//*[@id='{notice.findings[0].anchor}']//*[@class='note']") == ["※ 公开的提示"]
    assert "个人信息" not in page.text_content()
    assert "个人信息" not in shown(context, "quality/index.md").text_content()


def test_findings_beyond_the_room_of_a_page_are_a_search_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "MOST_LISTED", 13)
    monkeypatch.setattr(topics, "MOST_FINDINGS", 2)
    context = context_of(seed("pingjiang"))
    (unit,) = context.library.unit_by_id
    page = shown(context, f"units/{unit}/index.md")
    assert texts(page, "//*[@class='more']") == ["全部 58 个"]
    assert page.xpath("//*[@class='more']/a/@href") == [f"../../search/?status=partial&unit={unit}"]
    page = shown(context, "topics/finance/index.md")
    assert page.xpath("//*[@class='topic-more']/a/@href") == [f"../../search/?topic=finance&unit={unit}"]


def test_a_notice_leads_to_the_one_it_follows() -> None:
    old = published(seed("pingjiang"), date(2025, 1, 1), id="old")
    new = published(seed("pingjiang", previous="old"), date(2026, 1, 1), id="new")
    page = shown(context_of(old, new), "notices/new/index.md")
    (way,) = page.xpath("//*[@class='neighbours']/li")
    assert way.findtext("span") == "本通报所跟进的通报"
    assert way.xpath("./a/@href") == ["../old/"]


def test_a_withdrawn_notice_says_so_and_shows_nothing_of_its_text() -> None:
    notice = seed("pingjiang", withdrawn="应发布单位要求")
    page = shown(context_of(notice), PINGJIANG + "index.md")
    assert "应发布单位要求" in page.text_content()
    assert notice.findings[0].heading not in page.text_content()
    assert "0730-6699968" not in page.text_content()
