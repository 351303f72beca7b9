"""What stands in a Word file and in no `paragraph.text`, and what stands there and is not to be read."""

from __future__ import annotations

import pytest
from intake_samples import paragraph, word_file

from generator.intake.model import RefusedFileError
from generator.intake.number_formats import FORMATS, chinese_number
from generator.intake.word.reader import read_docx

RUN = "<w:r><w:t>{}</w:t></w:r>"


def lines(body: str, **parts: str) -> list[str]:
    """The lines read from a Word file with this body."""
    return read_docx(word_file(body, **parts)).text.removesuffix("\n").split("\n")


def notes(body: str, **parts: str) -> str:
    """The notes, one after the other."""
    return "".join(read_docx(word_file(body, **parts)).notes)


def level(ilvl: int, form: str, text: str, more: str = "") -> str:
    """A level of a list."""
    return f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


def numbered(ilvl: int, words: str, num: int = 1) -> str:
    """A paragraph of a list."""
    return paragraph(words, properties=f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{num}"/></w:numPr>')


OFFICIAL = (
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.", '<w:suff w:val="nothing"/>')
    + level(3, "decimalEnclosedCircleChinese", "%4", '<w:suff w:val="nothing"/>')
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def test_automatic_numbers_are_written_and_restart_below_a_higher_level() -> None:
    body = (
        numbered(0, "组织整改")
        + numbered(0, "反馈问题")
        + numbered(1, "政治建设")
        + numbered(2, "学习不够")
        + numbered(2, "落实不够")
        + numbered(3, "甲")
        + numbered(3, "乙")
        + numbered(1, "廉政建设")
        + numbered(2, "监督不够")
        + paragraph("不编号")
        + numbered(0, "下一步")
        + numbered(0, "另起", num=2)
    )
    assert lines(body, numbering=OFFICIAL) == [
        "一、组织整改",
        "二、反馈问题",
        "（一）政治建设",
        "1.学习不够",
        "2.落实不够",
        "①甲",
        "②乙",
        "（二）廉政建设",
        "1.监督不够",
        "不编号",
        "三、下一步",
        "一、另起",
    ]


def test_a_style_brings_its_numbers_also_through_the_style_it_is_based_on() -> None:
    styles = (
        '<w:style w:styleId="base"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="own"><w:basedOn w:val="base"/></w:style>'
    )
    body = paragraph("甲", properties='<w:pStyle w:val="own"/>') + paragraph(
        "乙", properties='<w:pStyle w:val="base"/>'
    )
    body += paragraph("丙", properties='<w:pStyle w:val="own"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(body, numbering=OFFICIAL, styles=styles) == ["（一）甲", "（二）乙", "丙"]


def test_a_level_shows_those_above_it_and_legal_numbering_is_decimal() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "ideographTraditional", "%1.")
        + level(1, "decimal", "%1.%2", "<w:isLgl/>")
        + level(2, "lowerRoman", "(%3)", '<w:lvlRestart w:val="0"/>')
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = "".join(numbered(at, "x") for at in (0, 1, 2, 0, 1, 1, 2))
    assert lines(body, numbering=numbering) == [
        "甲. x",
        "1.1 x",
        "(i) x",
        "乙. x",
        "2.1 x",
        "2.2 x",
        "(ii) x",
    ]


def test_a_format_that_is_unknown_is_written_in_figures_with_a_note() -> None:
    numbering = OFFICIAL.replace("chineseCountingThousand", "koreanDigital")
    assert lines(numbered(0, "x"), numbering=numbering) == ["1、x"]
    assert "koreanDigital" in notes(numbered(0, "x"), numbering=numbering)


@pytest.mark.parametrize(
    ("form", "number", "written"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 12, "十二"),
        ("chineseCounting", 20, "二十"),
        ("chineseCounting", 105, "一百零五"),
        ("chineseCounting", 1010, "一千零一十"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographDigital", 105, "一〇五"),
        ("decimalEnclosedCircle", 1, "①"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircle", 50, "㊿"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 7, "07"),
        ("lowerRoman", 49, "xlix"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerLetter", 27, "aa"),
        ("ideographZodiac", 13, "子"),
    ],
)
def test_numbers_are_written_as_word_writes_them(form: str, number: int, written: str) -> None:
    assert FORMATS[form](number) == written


def test_chinese_numbers_up_to_ten_thousand_read_back() -> None:
    from generator.syntax.numbering import han_number

    assert all(han_number(chinese_number(number)) == number for number in range(1, 100))
    assert chinese_number(10_000) == "一零零零零"


def test_insertions_are_kept_and_deletions_dropped_with_a_note() -> None:
    body = paragraph(
        "已整改",
        f"<w:ins>{RUN.format('3')}</w:ins>",
        "<w:del><w:r><w:delText>2</w:delText></w:r></w:del>",
        f"<w:moveFrom>{RUN.format('移走')}</w:moveFrom><w:moveTo>{RUN.format('个')}</w:moveTo>",
    )
    assert lines(body) == ["已整改3个"]
    assert "2 处修订" in notes(body)


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = paragraph("前半", properties="<w:rPr><w:del/></w:rPr>") + paragraph("后半")
    assert lines(body) == ["前半后半"]


def test_content_controls_links_fields_and_smart_tags_are_read() -> None:
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('控件')}</w:sdtContent></w:sdt>" + paragraph(
        f"<w:sdt><w:sdtContent>{RUN.format('日期')}</w:sdtContent></w:sdt>",
        f"<w:hyperlink>{RUN.format('链接')}</w:hyperlink>",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>',
        RUN.format("结果"),
        f"<w:smartTag>{RUN.format('标记')}</w:smartTag>",
    )
    assert lines(body) == ["控件", "日期链接结果标记"]


def test_a_text_box_is_read_once_although_it_is_written_twice() -> None:
    box = f"<w:txbxContent>{paragraph('文本框里的话')}</w:txbxContent>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(paragraph("段落", both) + paragraph("下一段")) == ["段落", "文本框里的话", "下一段"]


def test_tables_are_read_row_by_row_and_cell_by_cell() -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"

    table = f"<w:tbl><w:tblPr/>{row('问题', '整改情况')}{row('学习不够', '已完成')}</w:tbl>"
    assert lines(paragraph("前") + table + paragraph("后")) == ["前", "问题", "整改情况", "学习不够", "已完成", "后"]


def test_ruby_gives_its_base_text_alone() -> None:
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{RUN.format('xún')}</w:rt><w:rubyBase>{RUN.format('巡')}</w:rubyBase></w:ruby></w:r>"
    assert lines(paragraph(ruby, "察")) == ["巡察"]


def test_hidden_text_is_dropped_with_a_note_and_headers_are_left_out() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部批注</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>公开</w:t></w:r>'
    styled = '<w:r><w:rPr><w:rStyle w:val="h"/></w:rPr><w:t>也隐藏</w:t></w:r>'
    styles = '<w:style w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = paragraph("正文", hidden, shown, styled)
    assert lines(body, styles=styles, header=paragraph("页眉")) == ["正文公开"]
    assert "2 处隐藏文字" in notes(body, styles=styles)


def test_breaks_tabs_and_hyphens_are_characters() -> None:
    body = paragraph("甲", "<w:r><w:tab/><w:br/><w:t>乙</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>丙</w:t></w:r>")
    assert lines(body) == ["甲\t", "乙-丙"]


def test_footnotes_stand_at_the_end_behind_their_number() -> None:
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    footnotes = "".join(
        f'<w:footnote w:id="{n}">{paragraph("<w:r><w:footnoteRef/></w:r>", words)}</w:footnote>'
        for n, words in ((-1, "分隔线"), (1, "第一条"), (2, "第二条"))
    )
    body = paragraph("共62", mark.format(2), "个") + paragraph("完", mark.format(1))
    assert lines(body, footnotes=footnotes) == ["共62[1]个", "完[2]", "[1] 第二条", "[2] 第一条"]


def test_symbols_pictures_and_foreign_parts_are_told() -> None:
    body = paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:char="25CF"/></w:r>', "整改")
    assert lines(body) == ["□●整改"]
    assert "1 个符号字体" in notes(body)
    assert "嵌入的外部文档" in notes('<w:altChunk r:id="x" xmlns:r="urn:r"/>' + paragraph("整改"))


def test_white_space_of_the_text_stays() -> None:
    assert lines(paragraph("　　一、\u00a0标题 ", "<w:r><w:t> 二</w:t></w:r>") + paragraph() + paragraph("尾")) == [
        "　　一、\u00a0标题  二",
        "",
        "尾",
    ]


def test_a_package_without_a_document_is_refused() -> None:
    with pytest.raises(RefusedFileError, match="GK035"):
        read_docx(b"PK\x03\x04 no zip at all")
