"""The five real notices, altered as a test needs it, and what pages are made from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from generator.diagnostics import Diagnostic
from generator.facts.model import Fact, ParsedNotice, Sidecar
from generator.facts.read import read_notice
from generator.library import Library
from generator.pages.context import Context
from generator.pages.notice.text import notice_text
from generator.source import Source, Span

ROOT = Path(__file__).parents[2]
NAMES = ("pingjiang", "wangcang", "zhuzhou", "qiyang", "dongshan")
AS_OF = "2026-02-26"


def seed(name: str, **sidecar: Any) -> ParsedNotice:
    """A real notice, with the sidecar that is given and no other."""
    (path,) = (ROOT / "notices").rglob(f"{name}*.txt")
    return read_notice(Source(path.name, path.read_bytes()), path.stem, Sidecar(**sidecar))


def seeds() -> tuple[ParsedNotice, ...]:
    """All five."""
    return tuple(map(seed, NAMES))


def published(notice: ParsedNotice, day: date, **changes: Any) -> ParsedNotice:
    """The notice as if its text gave this day of publication."""
    return msgspec.structs.replace(notice, published=Fact(day, day.isoformat(), Span(0, 0)), **changes)


def context_of(
    *notices: ParsedNotice, as_of: str = AS_OF, noticed: Sequence[Diagnostic] = (), **choices: Any
) -> Context:
    """What pages of these notices are made from; the same is noticed about each."""
    library = Library(notices, {notice.id: tuple(noticed) for notice in notices})
    texts = {notice.id: notice for notice in notices}
    return Context(library, as_of, lambda notice_id: notice_text(texts[notice_id]), **choices)
