"""GK505, GK506: addresses that may lead to a person's door."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.zones import ContactZone
from generator.diagnostics import Diagnostic
from generator.facts.model import Notice
from generator.rules import diagnose
from generator.source import Span

# 3栋2单元401室, 5号楼1203室, 幸福村3组12号. The room number is what makes it a home.
HOME = re.compile(
    r"(?<![0-9])[0-9]{1,4}(?:栋|幢|号楼|座)(?:[0-9]{1,2}单元)?[0-9]{2,4}(?:室|号|房)?|(?<![0-9])[0-9]{1,2}单元[0-9]{2,4}(?:室|号|房)?"
    r"|[村屯][0-9]{1,3}组[0-9]{1,4}号"
)
STREET = re.compile(r"[路街巷弄](?:[东南西北中]段)?[0-9]{1,5}(?:-[0-9]{1,4})?号(?!线|公路|文)")


def home(notice: Notice) -> Iterator[Diagnostic]:
    """GK505: a room, flat or house number."""
    yield from _outside("GK505", HOME, "像是住宅门牌", notice)


def street(notice: Notice) -> Iterator[Diagnostic]:
    """GK506: a street number outside the contact line."""
    yield from _outside("GK506", STREET, "像是街道门牌号", notice)


def _outside(code: str, pattern: re.Pattern[str], what: str, notice: Notice) -> Iterator[Diagnostic]:
    zone: ContactZone | None = None
    for found in pattern.finditer(notice.source.text):
        zone = zone or ContactZone(notice)
        if not zone.holds(found.start()):
            yield diagnose(code, Span(*found.span()), f"“{found[0]}”{what}。")
