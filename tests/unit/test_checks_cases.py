"""Every case of `tests/cases/checks/*.md`: a sentence why, a text, and what the audit says about it.

A case is a heading, a fenced block ```notice``` and a fenced block ```diagnostics``` with one `line code words` a line (the
words that are pointed at), or nothing. The words behind `diagnostics` name the families that are compared; other codes are left aside, for a short
sample lacks a date, a title and a contact. In notices `␣` stands for U+00A0.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from checking import places

CASES = Path(__file__).parents[1] / "cases" / "checks"
CASE = re.compile(
    r"^## (?P<title>.+)\n(?:(?!^## |^```).*\n)*```notice\n(?P<text>(?:(?!^```).*\n)*)```\n"
    r"(?:(?!^## |^```).*\n)*```diagnostics (?P<families>[GK0-9 ]+)\n(?P<expected>(?:(?!^```).*\n)*)```",
    re.MULTILINE,
)


class Case(NamedTuple):
    file: str
    title: str
    text: str
    families: tuple[str, ...]
    expected: list[str]


def read_cases() -> list[Case]:
    cases: list[Case] = []
    for path in sorted(CASES.glob("*.md")):
        page = path.read_text(encoding="utf-8")
        found = list(CASE.finditer(page))
        assert len(found) == len(re.findall("^## ", page, re.MULTILINE)), f"a case of {path.name} is not well formed"
        cases += [
            Case(
                path.stem,
                m["title"],
                m["text"].replace("␣", "\u00a0"),
                tuple(m["families"].split()),
                m["expected"].splitlines(),
            )
            for m in found
        ]
    return cases


ALL = read_cases()


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.file}: {case.title}")
def test_the_audit_says_what_the_case_says(case: Case) -> None:
    assert places(case.text, *case.families) == case.expected


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.file}: {case.title}")
def test_windows_line_ends_move_no_diagnostic(case: Case) -> None:
    assert places(case.text.replace("\n", "\r\n"), *case.families) == case.expected
