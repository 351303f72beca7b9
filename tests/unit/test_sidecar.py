"""Sidecars are read by their schema, never by YAML's guesses; tests/sites/invalid has the refusals."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.facts.model import Revision, Sidecar, Suppression
from generator.sidecar import MAX_BYTES, read_sidecar
from generator.source import Source

FULL = """\
id: pingjiang-weijian-2025
unit: 平江县卫生健康局
unit_id: 430626-weishengjiankangju
region: 430626
published: 2025-12-25
source_url: https://example.gov.invalid/a?b=1
source_name: 平江县政府网
aliases: {f-1a2b3c4d: f-5e6f7a8b-2}
previous: pingjiang-weijian-2023
revisions:
  - date: 2026-01-05
    reason: 更正联系电话
    original: pingjiang-weijian-2025.r1.txt
suppress:
  - code: GK101
    reason: 原件如此
    line: 131
withdrawn: 单位要求
"""


def read(text: str | bytes) -> tuple[Sidecar, list[str]]:
    sidecar, diagnostics = read_sidecar(Source("x.yml", text.encode() if isinstance(text, str) else text))
    return sidecar, [diagnostic.code for diagnostic in diagnostics]


def test_every_key_is_read() -> None:
    sidecar, codes = read(FULL)
    assert codes == []
    assert sidecar == Sidecar(
        id="pingjiang-weijian-2025",
        unit="平江县卫生健康局",
        unit_id="430626-weishengjiankangju",
        region="430626",
        published=date(2025, 12, 25),
        source_url="https://example.gov.invalid/a?b=1",
        source_name="平江县政府网",
        aliases={"f-1a2b3c4d": "f-5e6f7a8b-2"},
        previous="pingjiang-weijian-2023",
        revisions=(Revision(date(2026, 1, 5), "更正联系电话", "pingjiang-weijian-2025.r1.txt"),),
        suppress=(Suppression("GK101", "原件如此", 131),),
        withdrawn="单位要求",
    )


@pytest.mark.parametrize("written", ["no", "010", "12:30", "2024-01-01", "1e3", "0x10", "true", "~x", "null"])
def test_a_scalar_is_the_characters_that_stand_in_the_file(written: str) -> None:
    assert read(f"unit: {written}\n") == (Sidecar(unit=written), [])


def test_quotes_and_comments_are_yaml() -> None:
    assert read('# 附注\nunit: "甲: 乙"  # 名称\n') == (Sidecar(unit="甲: 乙"), [])


@pytest.mark.parametrize("text", ["", "# 只有注释\n", "---\n", "\ufeffunit: 甲\n"])
def test_an_empty_file_or_a_byte_order_mark_is_no_fault(text: str) -> None:
    assert read(text)[1] == []


def test_what_is_right_is_kept_beside_what_is_wrong() -> None:
    assert read("unit: 甲\nregion: 平江\nunknown: 1\n") == (Sidecar(unit="甲"), ["GK027", "GK024"])


def test_a_huge_file_is_refused_before_it_is_parsed() -> None:
    assert read("unit: " + "甲" * MAX_BYTES)[1] == ["GK020"]


def test_the_diagnostic_points_at_the_value() -> None:
    source = Source("x.yml", "unit: 甲\npublished: 去年\n".encode())
    (diagnostic,) = read_sidecar(source).diagnostics
    assert diagnostic.span.of(source.text) == "去年"
    assert not diagnostic.published


@given(st.text(st.sampled_from("unitregop:- \n\t'\"[]{}&*!|>#%@`,?甲2026\x00\x85\u2028\ufeff"), max_size=60))
def test_no_text_makes_it_raise(text: str) -> None:
    assert isinstance(read(text)[0], Sidecar)


@given(st.binary(max_size=60))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    assert isinstance(read(data)[0], Sidecar)
