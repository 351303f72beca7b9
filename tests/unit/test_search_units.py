"""Folding by the million gives what folding one text gives."""

import sys

from hypothesis import given
from hypothesis import strategies as st

from generator.search.fold import fold, unknown
from generator.search.units import folded

TROUBLE = '整改的2aＡßİΣς\u0301e\u3000 \n\x00\uffff，\U00020000\U00010000\U0002f800𝐀㎡①각ﾊﾞ\u200b\ufeff\x85"<\ud800\udc00\u302a'


@given(st.lists(st.lists(st.text(alphabet=TROUBLE, max_size=9) | st.text(max_size=5), max_size=3), max_size=5))
def test_sections_are_folded_as_each_of_their_fields_would_be(sections: list[list[str]]) -> None:
    texts = folded(sections)
    expected = [b"".join(fold(field).encode("utf-16-le") + b"\x00\xdc" for field in section) for section in sections]
    assert texts.units.tobytes() == b"".join(expected)
    assert texts.lengths.tolist() == [len(data) // 2 for data in expected]


def test_every_character_beside_others_is_folded_as_in_a_text() -> None:
    fields = [f"整{chr(point)}改" for point in range(sys.maxunicode + 1) if not 0xD800 <= point < 0xE000]
    expected = b"".join(fold(field).encode("utf-16-le") + b"\x00\xdc" for field in fields)
    texts = folded([fields])
    assert texts.units.tobytes() == expected
    assert texts.unknown == unknown(set("".join(fields)))
