"""Every marker form that opens a line, and what looks like one but is not."""

import pytest

from generator.syntax.numbering import han_number, match_marker, match_problem


@pytest.mark.parametrize(
    ("text", "kind", "number", "rest"),
    [
        ("一、组织整改", "han", 1, "组织整改"),
        ("十二、其他", "han", 12, "其他"),
        ("（一）反馈问题", "han_paren", 1, "反馈问题"),
        ("(三)学用结合", "han_paren", 3, "学用结合"),
        ("（ 二 ）有空格", "han_paren", 2, "有空格"),
        ("1.政治意识", "arabic", 1, "政治意识"),
        ("1. 政治意识", "arabic", 1, " 政治意识"),
        ("1．全角点", "arabic", 1, "全角点"),
        ("12、顿号", "arabic", 12, "顿号"),
        ("１．全角数字", "arabic", 1, "全角数字"),
        ("1.2023年以来", "arabic", 1, "2023年以来"),
        ("3.5月以来", "arabic", 3, "5月以来"),
        ("（1）针对", "arabic_paren", 1, "针对"),
        ("(2) 针对", "arabic_paren", 2, " 针对"),
        ("⑶带括号的字符", "arabic_paren", 3, "带括号的字符"),
        ("1）半括号", "arabic_half", 1, "半括号"),
        ("①推动", "circled", 1, "推动"),
        ("⑳第二十", "circled", 20, "第二十"),
        ("第一，学习", "ordinal", 1, "学习"),
        ("一是加强", "is", 1, "加强"),
        ("十一是加强", "is", 11, "加强"),
        ("首先，学习", "first", 1, "学习"),
    ],
)
def test_a_marker_gives_its_kind_and_number_and_leaves_the_words(text: str, kind: str, number: int, rest: str) -> None:
    marker = match_marker(text, 0, len(text))
    assert marker is not None
    assert (marker.kind, marker.number) == (kind, number)
    assert text[marker.end :].lstrip() == rest.lstrip()


@pytest.mark.parametrize(
    "text",
    [
        "15.5%的占比",
        "2024年8月,老龄工作",
        "120急救指挥中心",
        "12345政务平台",
        "二十大精神",
        "一些单位",
        "（含二级机构）",
        "一体推进",
        "四个意识",
        "第一议题",
    ],
)
def test_what_only_looks_like_a_marker_is_none(text: str) -> None:
    assert match_marker(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("问题①：过度诊疗", 1),
        ("问题：部分机构", None),
        ("反馈问题一:学习", 1),
        ("问题1：把关", 1),
        ("问题（三）：把关", 3),
        ("反馈问题：群众身边", None),
        ("巡察反馈问题二：队伍", 2),
    ],
)
def test_a_problem_marker_may_be_numbered_or_not(text: str, number: int | None) -> None:
    marker = match_problem(text, 0, len(text))
    assert marker is not None
    assert marker.number == number
    assert text[marker.end - 1] in "：:"


@pytest.mark.parametrize("text", ["问题整改不力", "问题一直存在", "问题", "问题较多：其中"])
def test_the_word_problem_alone_is_no_marker(text: str) -> None:
    assert match_problem(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [("一", 1), ("十", 10), ("十三", 13), ("二十", 20), ("六十二", 62), ("一百零五", 105), ("二二", None)],
)
def test_chinese_numerals(words: str, value: int | None) -> None:
    assert han_number(words) == value
