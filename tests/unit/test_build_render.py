"""Markdown as HTML: ids, findings that the theme can add to, and the classes that typography needs."""

from generator.build.render import parse, render, render_tokens
from generator.pages.html_parts import split_after_title, split_at_findings

NOTICE = """# 中共甲县乙局党组关于整改的通报

## 一、整改情况

::: finding f-12345678

### 问题①：记录不规范

整改结果：完成。

整改情况：

一是补录。

:::

中共甲县乙局党组

2025年4月30日
"""


def test_headings_have_the_ids_that_were_published() -> None:
    page = render(NOTICE)
    assert [(each.level, each.id, each.text) for each in page.headings] == [
        (2, "s-1", "一、整改情况"),
        (3, "f-12345678", "问题①：记录不规范"),
    ]
    assert '<h1 id="title" class="title">' in page.html
    assert '<h3 class="f-head" id="h-12345678">' in page.html


def test_a_template_may_add_something_where_a_finding_begins_and_ends() -> None:
    pieces = list(split_at_findings(render(NOTICE).html))
    assert [(piece.opens, piece.id) for piece in pieces] == [(True, "f-12345678"), (False, "f-12345678"), (False, "")]
    assert pieces[0].html.endswith('<article class="f" id="f-12345678">\n')
    assert pieces[2].html.startswith("</article>")


def test_findings_may_stand_in_findings() -> None:
    page = render(":::: finding f-11111111\n\n甲\n\n::: finding f-22222222\n\n乙\n\n:::\n\n丙\n\n::::\n").html
    assert [piece.id for piece in split_at_findings(page)] == [
        "f-11111111",
        "f-22222222",
        "f-22222222",
        "f-11111111",
        "",
    ]


def test_a_container_of_another_name_is_words() -> None:
    assert render("::: finding x\n").html == "<p>::: finding x</p>\n"


def test_markers_hang_and_labels_are_quiet() -> None:
    page = render(NOTICE).html
    assert '<p class="measure"><span class="m">一是</span>补录。</p>' in page
    assert '<p class="field"><span class="label">整改结果：</span>完成。</p>' in page
    assert '<p class="measure"><span class="m">（1）</span>甲</p>' in render("（1）甲").html
    assert render("一是甲。二是乙。").html == "<p>一是甲。二是乙。</p>\n", "a paragraph that runs on does not hang"
    assert render("2024.5元").html == "<p>2024.5元</p>\n"
    assert render("说明：甲").html == "<p>说明：甲</p>\n", "a label is one of a finding"


def test_the_front_matter_of_a_notice_gives_title_lines_and_labels() -> None:
    front = {
        "title_lines": ["中共甲县乙局党组", "关于整改的通报"],
        "findings": [{"id": "f-12345678", "label": "问题①"}],
    }
    page = render_tokens(parse(NOTICE), front).html
    assert '<span class="line">中共甲县乙局党组</span><span class="line">关于整改的通报</span>' in page
    assert '<span class="m">问题①：</span>记录不规范' in page
    assert '<p class="signoff">2025年4月30日</p>' in page


def test_the_title_can_be_cut_off() -> None:
    top, rest = split_after_title(render(NOTICE).html)
    assert top.endswith("</h1>\n")
    assert rest.startswith("<h2")
    assert split_after_title("<p>甲</p>") == ("", "<p>甲</p>")


def test_raw_html_is_words_and_tables_are_tables() -> None:
    assert "<b>" not in render("<b>甲</b>").html
    assert "<table>" in render("| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n").html
