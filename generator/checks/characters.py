"""GK002, GK401-GK403, GK408-GK410: characters that look like conversion damage.

One diagnostic a kind and notice, at the first place, with the number of places and their lines: a page copied out of a
PDF can hold hundreds, and a list of hundreds helps nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.examined import Examined
from generator.checks.rare import MOJIBAKE, TRADITIONAL, UNUSUAL
from generator.diagnostics import Diagnostic
from generator.rules import diagnose
from generator.source import Source, Span

LINES_NAMED = 5

KINDS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("GK002", "控制字符", re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")),
    ("GK401", "读不出的文字（�）", re.compile("\ufffd")),
    ("GK402", "私用区字符", re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]")),
    ("GK409", "特殊字符", re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")),
    (
        "GK410",
        "看不见的格式字符",
        re.compile(r"[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"),
    ),
)


def damage(examined: Examined) -> Iterator[Diagnostic]:
    """GK002, GK401, GK402, GK409, GK410. A byte-order mark at the very start is none of them."""
    source = examined.source
    if not examined.rare:
        return
    places: dict[str, list[int]] = {}
    for found in UNUSUAL.finditer(source.text):
        at, char = found.start(), found[0]
        if char == "\ufeff" and at == 0:
            continue
        for code, _, pattern in KINDS:
            if pattern.match(char):
                places.setdefault(code, []).append(at)
                break
    for code, name, _ in KINDS:
        if code in places:
            yield diagnose(code, Span(places[code][0], places[code][0] + 1), _told(name, source, places[code]))


def mojibake(examined: Examined) -> Iterator[Diagnostic]:
    """GK403: the usual signs of a wrong encoding."""
    if examined.rare:
        yield from _once("GK403", "乱码", MOJIBAKE, examined.source)


def traditional(examined: Examined) -> Iterator[Diagnostic]:
    """GK408: traditional characters; not in a text that is traditional throughout."""
    source = examined.source
    found = list(TRADITIONAL.finditer(source.text)) if examined.rare else []
    if found and len(found) * 5 < len(source.text):
        words = "".join(dict.fromkeys(match[0] for match in found))[:10]
        told = _told("繁体字", source, [match.start() for match in found])
        yield diagnose("GK408", Span(*found[0].span()), f"{told[:-1]}，如“{words}”。")


def _once(code: str, name: str, pattern: re.Pattern[str], source: Source) -> Iterator[Diagnostic]:
    found = [match.span() for match in pattern.finditer(source.text)]
    if found:
        yield diagnose(code, Span(*found[0]), _told(name, source, [start for start, _ in found]))


def _told(name: str, source: Source, places: list[int]) -> str:
    """`有3处控制字符（第2、7、9行），第一处是 U+0000。`"""
    lines = list(dict.fromkeys(source.line_of(at) for at in places[: LINES_NAMED * 20]))
    named = "、".join(str(line) for line in lines[:LINES_NAMED])
    more = "等" if len(lines) > LINES_NAMED else ""
    return f"有{len(places)}处{name}（第{named}行{more}），第一处是 U+{ord(source.text[places[0]]):04X}。"
