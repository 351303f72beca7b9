"""Every case of `tests/cases/*.md`, as written and as other portals would print it."""

from __future__ import annotations

import pytest
from prose_cases import LAYOUTS, Case, differences, read_cases, written

ALL = read_cases()
PLAIN = [case for case in ALL if not case.options]  # the others are about a layout of their own


@pytest.mark.parametrize("case", ALL, ids=[case.id for case in ALL])
def test_a_careful_reader_finds_what_the_case_says(case: Case) -> None:
    wrong = differences(case, written(case))
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("case", PLAIN, ids=[case.id for case in PLAIN])
def test_the_layout_of_a_portal_changes_nothing(case: Case, layout: str) -> None:
    wrong = differences(case, LAYOUTS[layout](case.text))
    assert not wrong, f"\n{layout}:\n" + "\n".join(wrong)


def test_there_are_many_cases_and_no_two_of_one_name() -> None:
    assert len(ALL) >= 70
    assert len({case.id for case in ALL}) == len(ALL)
