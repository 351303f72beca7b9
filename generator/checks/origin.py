"""GK001, GK005, GK010-GK012: the file itself, its name, and files that collide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.checks.examined import Examined
from generator.diagnostics import Diagnostic
from generator.facts.model import Notice
from generator.rules import WHOLE_FILE, diagnose
from generator.source import Source, Span

NOTICE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def unreadable_text(source: Source) -> Iterator[Diagnostic]:
    """Yield GK001 for bytes that no codec could read, GK005 for a file without text: neither can become a notice."""
    if source.undecodable is not None:
        at = source.text.find("\ufffd")
        span = Span(at, at + 1) if at >= 0 else WHOLE_FILE
        yield diagnose("GK001", span, f"文件从第{source.undecodable + 1}个字节起读不出文字。")
    if not source.text.strip("\ufeff \t\r\n\u3000\u00a0\0"):
        yield diagnose("GK005", WHOLE_FILE, "文件里没有文字。")


def unusable_id(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK010 for an id that cannot stand in an address."""
    if not NOTICE_ID.fullmatch(examined.notice.id):
        yield diagnose("GK010", WHOLE_FILE, f"标识“{examined.notice.id}”不合规定：只能用小写字母、数字和连字符。")


def colliding_notices(notices: Sequence[Notice]) -> Iterator[tuple[Notice, Diagnostic]]:
    """Yield GK011 at the first of the notices that share an id, and GK012 at each that shares its bytes with another."""
    by_id: dict[str, list[Notice]] = {}
    by_bytes: dict[str, list[Notice]] = {}
    for notice in notices:
        by_id.setdefault(notice.id, []).append(notice)
        by_bytes.setdefault(notice.source.sha256, []).append(notice)
    for notice_id, group in by_id.items():
        if len(group) > 1:
            names = "、".join(sorted(notice.source.name for notice in group))
            yield group[0], diagnose("GK011", WHOLE_FILE, f"{len(group)}个文件的标识都是“{notice_id}”：{names}。")
    for group in by_bytes.values():
        ids = sorted({notice.id for notice in group})
        for notice in group if len(ids) > 1 else ():
            others = "、".join(other for other in ids if other != notice.id)
            yield notice, diagnose("GK012", WHOLE_FILE, f"文字与 {others} 完全相同。")
