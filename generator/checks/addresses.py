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
NUMBER_BEFORE = re.compile(r"(?:[村屯])?[0-9]{1,4}号?$")
STREET = re.compile(r"[路街巷弄](?:[东南西北中]段)?[0-9]{1,5}(?:-[0-9]{1,4})?号(?!线|公路|文)")


def home(examined: Examined) -> Iterator[Diagnostic]:
    """GK505: a room, flat or house number."""
    yield from _outside("GK505", HOME, "像是住宅门牌", examined)


def street(examined: Examined) -> Iterator[Diagnostic]:
    """GK506: a street number outside the contact line."""
    yield from _outside("GK506", STREET, "像是街道门牌号", examined)


def _outside(code: str, pattern: re.Pattern[str], what: str, examined: Examined) -> Iterator[Diagnostic]:
    text = examined.half_width
    for found in pattern.finditer(text):
        start = found.start()
        before = NUMBER_BEFORE.search(text, max(0, start - 6), start) if pattern is HOME else None
        start = before.start() if before else start
        if not examined.contact_zone.holds(start):
            yield diagnose(code, Span(start, found.end()), f"“{text[start : found.end()]}”{what}。")
