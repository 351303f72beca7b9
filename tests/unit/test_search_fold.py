"""The form in which queries and texts are compared."""

import re
import sys
import unicodedata

import pytest

from generator.search.fold import SEPARATOR, fold, fold_sections, unknown

EVERY = [chr(point) for point in range(sys.maxunicode + 1) if not 0xD800 <= point < 0xE000]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("２０２５年２月", "2025年2月"),
        ("２０２５ 年\n２　月", "2025年2月"),
        ("（一）ＡＢＣ", "(一)abc"),
        ("①㎡ﬁ", "1m2fi"),
        ("ΟΔΟΣ", "οδοσ"),
        ("οδος", "οδοσ"),
        ("İ", "i̇"),
        ("\u3000\x1c\x85", ""),
        ("a\ufeffb", "a\ufeffb"),
        ("\uf900", "豈"),
    ],
)
def test_fold_is_nfkc_lower_case_and_no_white_space(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_fold_is_what_the_page_contract_says_but_that_a_final_sigma_is_a_sigma() -> None:
    def contract(text: str) -> str:
        return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()

    assert [c for c in EVERY if fold(c) != contract(c).replace("ς", "σ")] == []


def test_a_folded_character_folds_to_itself_so_that_what_was_found_can_be_searched_for() -> None:
    assert [c for c in EVERY if fold(fold(c)) != fold(c)] == []


def test_characters_that_this_unicode_version_lacks_are_named_in_order() -> None:
    missing = [c for c in EVERY if unicodedata.category(c) == "Cn"][:2]
    assert unknown({"整", missing[1], "a", missing[0]}) == "".join(missing)


def test_sections_are_utf_16_units_with_a_separator_after_each_field() -> None:
    texts = fold_sections([["Ａ b", "\U00020000"], [], ["\U0003fffe ㎡"]])
    end = chr(SEPARATOR)
    expected = f"ab{end}\U00020000{end}\U0003fffem2{end}"
    assert texts.units.tobytes() == expected.encode("utf-16-le", "surrogatepass")
    assert texts.lengths.tolist() == [6, 0, 5]
    assert texts.unknown == "\U0003fffe"
