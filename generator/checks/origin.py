"""GK001, GK005, GK010-GK012: the file itself, its name, and files that collide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.checks.examined import Examined
from generator.diagnostics import Diagnostic
from generator.facts.model import Notice
from generator.rules import WHOLE_FILE, diagnose
from generator.source import Span

NOTICE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def undecodable(examined: Examined) -> Iterator[Diagnostic]:
    """GK001: bytes that no codec could read."""
    source = examined.source
    if source.undecodable is not None:
        at = source.text.find("\ufffd")
        span = Span(at, at + 1) if at >= 0 else WHOLE_FILE
        yield diagnose("GK001", span, f"文件从第{source.undecodable + 1}个字节起读不出文字。")


def empty(examined: Examined) -> Iterator[Diagnostic]:
    """GK005: no text at all."""
    if not examined.text.strip("\ufeff \t\r\n\u3000\u00a0"):
        yield diagnose("GK005", WHOLE_FILE, "文件里没有文字。")


def file_name(examined: Examined) -> Iterator[Diagnostic]:
    """GK010: an id that cannot stand in an address."""
    if not NOTICE_ID.fullmatch(examined.notice.id):
        yield diagnose("GK010", WHOLE_FILE, f"标识“{examined.notice.id}”不合规定：只能用小写字母、数字和连字符。")


def across(notices: Sequence[Notice]) -> Iterable[tuple[str, Diagnostic, Notice]]:
    """GK011 and GK012: notice id, diagnostic and notice, for each notice that shares its id or its bytes."""
    by_id: dict[str, list[Notice]] = {}
    by_size: dict[int, list[Notice]] = {}
    for notice in notices:
        by_id.setdefault(notice.id, []).append(notice)
        by_size.setdefault(notice.source.size, []).append(notice)
    for notice_id, group in by_id.items():
        if len(group) > 1:
            names = "、".join(sorted(n.source.name for n in group))
            yield (
                notice_id,
                diagnose("GK011", WHOLE_FILE, f"{len(group)}个文件的标识都是“{notice_id}”：{names}。"),
                group[0],
            )
    by_text: dict[str, list[Notice]] = {}
    for notice in notices:
        if len(by_size[notice.source.size]) > 1:
            by_text.setdefault(notice.source.sha256, []).append(notice)
    for group in by_text.values():
        ids = sorted({n.id for n in group})
        if len(ids) > 1:
            for notice in group:
                others = "、".join(other for other in ids if other != notice.id)
                yield notice.id, diagnose("GK012", WHOLE_FILE, f"文字与 {others} 完全相同。"), notice
