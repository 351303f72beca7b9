"""GK505, GK506: addresses that may lead to a person's door."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.examined import Examined
from generator.diagnostics import Diagnostic
from generator.rules import diagnose
from generator.source import Span

# 3栋2单元401室, 5号楼1203室, 幸福村3组12号. The room number is what makes it a home.
HOME = re.compile(
    r"[栋幢座楼单组](?:(?:(?<=[0-9][栋幢座])|(?<=[0-9]号楼))(?:[0-9]{1,2}单元)?[0-9]{2,4}(?:室|号|房)?|(?<=[0-9]单)元[0-9]{2,4}(?:室|号|房)?"
    r"|(?<=[村屯][0-9]组)[0-9]{1,4}号|(?<=[村屯][0-9]{2}组)[0-9]{1,4}号)"
)
# One of these it holds, and each is found sooner than a set of characters.
HOME_WORDS = ("栋", "幢", "座", "号楼", "单元")
HOME_GROUP = re.compile(r"组(?:(?<=[村屯][0-9]组)|(?<=[村屯][0-9]{2}组))")
NUMBER_BEFORE = re.compile(r"(?:[村屯])?[0-9]{1,4}号?$")
# It is looked for from its end.
STREET_END = re.compile(r"号(?<=[0-9]号)(?!线|公路|文)")
STREET = re.compile(r"[路街巷弄](?:[东南西北中]段)?[0-9]{1,5}(?:-[0-9]{1,4})?$")
LONGEST_STREET = 13


def home(examined: Examined) -> Iterator[Diagnostic]:
    """GK505: a room, flat or house number."""
    text = examined.half_width
    if not any(word in text for word in HOME_WORDS) and not HOME_GROUP.search(text):
        return
    for found in HOME.finditer(text):
        before = NUMBER_BEFORE.search(text, max(0, found.start() - 6), found.start())
        yield from _outside("GK505", "像是住宅门牌", before.start() if before else found.start(), found.end(), examined)


def street(examined: Examined) -> Iterator[Diagnostic]:
    """GK506: a street number outside the contact line."""
    text = examined.half_width
    for sign in STREET_END.finditer(text):
        found = STREET.search(text, max(0, sign.start() - LONGEST_STREET), sign.start())
        if found:
            yield from _outside("GK506", "像是街道门牌号", found.start(), sign.end(), examined)


def _outside(code: str, what: str, start: int, end: int, examined: Examined) -> Iterator[Diagnostic]:
    if not examined.contact_zone.holds(start):
        yield diagnose(code, Span(start, end), f"“{examined.half_width[start:end]}”{what}。")
