"""GK505, GK506: addresses that may lead to a person's door.

The patterns begin in the middle of an address, at a character that few texts hold, and look back from there: a pattern
that begins with digits is tried at every digit and takes ten times as long.
"""

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
BEFORE_HOME = re.compile(r"(?:[村屯])?[0-9]{1,4}号?$")
STREET_END = re.compile(r"号(?<=[0-9]号)(?!线|公路|文)")
STREET = re.compile(r"[路街巷弄](?:[东南西北中]段)?[0-9]{1,5}(?:-[0-9]{1,4})?$")
LONGEST_STREET = 13


def home_address(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK505 for the number of a room, flat or house outside the contact line."""
    text = examined.half_width
    for found in HOME.finditer(text):
        before = BEFORE_HOME.search(text, max(0, found.start() - 6), found.start())
        start = before.start() if before else found.start()
        yield from _outside_contacts("GK505", "像是住宅门牌", Span(start, found.end()), examined)


def street_address(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK506 for a street number outside the contact line."""
    text = examined.half_width
    for end in STREET_END.finditer(text):
        found = STREET.search(text, max(0, end.start() - LONGEST_STREET), end.start())
        if found:
            yield from _outside_contacts("GK506", "像是街道门牌号", Span(found.start(), end.end()), examined)


def _outside_contacts(code: str, what: str, span: Span, examined: Examined) -> Iterator[Diagnostic]:
    if not examined.is_offered(span.start):
        yield diagnose(code, span, f"“{span.of(examined.half_width)}”{what}。")
