"""Personal data: found by their check digits, told without repeating them, and never published."""

from __future__ import annotations

import pytest
from checking import audit
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.numbers import WEIGHTS, is_card_number, is_identity_number, is_mobile_number

HEAD = "一、整改进展情况\n1.管理不严。\n整改情况："


@pytest.mark.parametrize(
    ("number", "real"),
    [
        ("11010519491231002X", True),  # the sample of GB 11643-1999
        ("440524188001010014", False),  # its other sample: born 1880, today nobody's
        ("110105194912310021", False),
        ("11010519491331002X", False),
        ("01010519491231002X", False),
        ("1101051949123100", False),
        ("11010519491231002A", False),
    ],
)
def test_an_identity_number_has_province_birth_date_and_check_digit(number: str, real: bool) -> None:
    assert is_identity_number(number) is real


@given(st.integers(0, 999), st.dates().filter(lambda day: 1900 <= day.year <= 2035))
def test_one_wrong_digit_is_always_noticed(order: int, born: object) -> None:
    first = f"430626{born:%Y%m%d}{order:03}"
    number = first + "10X98765432"[sum(int(d) * w for d, w in zip(first, WEIGHTS, strict=True)) % 11]
    assert is_identity_number(number)
    wrong = number[:16] + str((int(number[16]) + 1) % 10) + number[17]
    assert not is_identity_number(wrong)


@pytest.mark.parametrize(
    ("digits", "real"), [("13800138000", True), ("8613800138000", True), ("12800138000", False), ("1380013800", False)]
)
def test_a_mobile_number_begins_with_13_to_19(digits: str, real: bool) -> None:
    assert is_mobile_number(digits) is real


@pytest.mark.parametrize(
    ("digits", "real"),
    [
        ("6222021234567890128", True),
        ("6222021234567890129", False),
        ("4111111111111111", True),
        ("411111111111111", False),
    ],
)
def test_a_card_number_ends_in_its_luhn_digit(digits: str, real: bool) -> None:
    assert is_card_number(digits) is real


@pytest.mark.parametrize(
    ("words", "code", "secret", "mask"),
    [
        ("身份证号11010519491231002X。", "GK501", "19491231", "110105********002X"),
        ("旧身份证号110105491231002。", "GK501", "491231", "110105********1002"),
        ("电话13800138000。", "GK502", "13800138000", "138****8000"),
        ("账号6222021234567890128。", "GK503", "622202", "***************0128"),
        ("材料发至zhangsan@example.com。", "GK504", "zhangsan", "zh****@example.com"),
        ("医院职工张三伟违规收费。", "GK507", "三伟", "张某某"),
    ],
)
def test_the_office_is_told_the_usual_mask_and_the_message_keeps_the_secret(
    words: str, code: str, secret: str, mask: str
) -> None:
    (found,) = [d for d in audit(HEAD + words, "GK5") if d.code == code]
    assert mask in found.help
    assert secret not in found.message + found.help
    assert not found.published


@pytest.mark.parametrize(
    "words",
    [
        "138****8000、110105********002X、袁某某、6222***********0128。",
        "编号20240501001，投入13800138000元，面积13800138000.5。",
        "发至office@pingjiang.gov.cn。",
        "第1号楼、2024年3号文件、天台路站、107国道、〔2024〕107号。",
        "职工代表大会、医生队伍、干部任免、对王牌专业给予支持、患者江苏就医被通报批评。",
        "给予12人诫勉谈话，对彭某等3人进行批评教育，党组书记何昌美同志带头整改。",
    ],
)
def test_what_is_masked_public_or_nobodys_is_left_alone(words: str) -> None:
    assert audit(HEAD + words, "GK5") == []


def test_each_name_is_hinted_at_once() -> None:
    text = HEAD + "职工张三伟违规收费，给予张三伟警告处分，对李小明进行诫勉谈话。"
    assert [d.span.of(text) for d in audit(text, "GK507")] == ["张三伟", "李小明"]
