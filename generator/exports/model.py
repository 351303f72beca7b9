"""What an export is, and what every export starts from: the site's name and address, and the records that are public."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import msgspec

from generator.exports.record import NoticeRecord, to_record
from generator.facts.model import Notice
from generator.filing import in_time
from generator.library import Library


class Site(msgspec.Struct, frozen=True):
    """The site as its files name it. Nothing here is read from a notice."""

    name: str = "巡察整改公开"
    url: str | None = None
    """Absolute address of the root with a final slash, or None when the configuration gives none."""
    office: str = ""
    """The office that publishes the site, or ''."""
    search: bool = True
    """Whether it has a search page."""

    def link(self, path: str) -> str:
        """The absolute address of a path from the root; the path itself where the site does not know its address."""
        return f"{self.url or ''}{path}"

    def absolute(self, path: str) -> str | None:
        """The absolute address of a path, or None; for formats that allow no other."""
        return f"{self.url}{path}" if self.url else None


def site(name: str, url: str | None, office: str = "", search: bool = True) -> Site:
    """A site; an address given without its final slash gets one."""
    return Site(name, url.rstrip("/") + "/" if url else None, office, search)


class File(NamedTuple):
    """One published file. `rows` counts its records, None where the format has none; `text` says in Chinese what it is."""

    path: str
    """From the root of the site, without a leading slash."""
    data: bytes
    text: str
    rows: int | None = None


class Shown(NamedTuple):
    """A notice whose text is public, with its record."""

    notice: Notice
    record: NoticeRecord


class Published:
    """A library as the public may have it: withdrawn notices without their text, internal diagnostics left out.

    Notices stand in the order of all data files, oldest first, so that a new notice stands at their end. Records are
    made once and shared by all formats, so that no two files can disagree.
    """

    def __init__(self, library: Library, site: Site, as_of: date | None) -> None:
        self.library, self.site = library, site
        self.as_of = as_of or library.newest_date
        self.before = 0
        """How many findings stand in front of these notices."""
        self.values: dict[str, list[list[str | int | None]]] = {}
        """Columns of tables that were asked for (generator/exports/columns.py)."""
        self.rows: dict[str, list[Any]] = {}
        """Rows that several tables are made from (generator/exports/findings.py)."""

    def part(self, notices: Sequence[Notice], before: int) -> Published:
        """The same of some of the notices only, which follow one another; `before` findings stand in front of them."""
        part = Published(self.library, self.site, self.as_of)
        part.notices, part.before = tuple(notices), before
        return part

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """All notices, withdrawn ones too, by the date they are filed under and their id; undated ones first."""
        return tuple(sorted(self.library.notices, key=in_time))

    @cached_property
    def shown(self) -> tuple[Shown, ...]:
        """Notices that are not withdrawn."""
        return tuple(
            Shown(notice, public_record(self.library, notice))
            for notice in self.notices
            if notice.sidecar.withdrawn is None
        )

    @cached_property
    def encoded(self) -> tuple[bytes, ...]:
        """The records of the notices shown as JSON on one line, for each file that holds them."""
        return tuple(msgspec.json.encode(each.record) for each in self.shown)

    @cached_property
    def record_of(self) -> dict[str, NoticeRecord]:
        """Records by notice id."""
        return {each.notice.id: each.record for each in self.shown}

    @property
    def findings(self) -> int:
        """How many findings are public."""
        return sum(len(notice.findings) for notice in self.notices if notice.sidecar.withdrawn is None)


def public_record(library: Library, notice: Notice) -> NoticeRecord:
    """The record of a notice with those diagnostics that the public site shows."""
    return to_record(notice, (d for d in library.diagnostics.get(notice.id, ()) if d.published))
