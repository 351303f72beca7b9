"""What a data file is, and what every writer starts from: the site's name and address, and the notices that are public."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Generic, NamedTuple, TypeVar

import msgspec

from generator.exports.record import to_record
from generator.exports.schema import FindingRecord, NoticeRecord
from generator.facts.model import Notice
from generator.filing import in_time, named, year_of
from generator.library import Library
from generator.pages import addresses

P = TypeVar("P")
T = TypeVar("T")

LICENCE = (
    "通报由各单位公开发布，本站对通报原文不主张任何权利；由程序得出的数据可自由使用，使用时请注明出处和数据截至日期。"
)
CITE = "引用某一条问题，请用该问题的固定网址；引用整份通报，请写明单位、标题、发布日期和原文的 SHA-256。"


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
        """Return the absolute address of a path from the root; the path itself where the site does not know its address."""
        return f"{self.url or ''}{path}"

    def absolute(self, path: str) -> str | None:
        """Return the absolute address of a path, or None; for formats that allow no other."""
        return f"{self.url}{path}" if self.url else None


class File(NamedTuple):
    """One published file. `rows` counts its records, None where the format has none; `text` says in Chinese what it is."""

    path: str
    """From the root of the site, without a leading slash."""
    data: bytes
    text: str
    rows: int | None = None


class Gzip:
    """A gzip file in the making that depends on its content alone: no time, no name, no platform (byte 9 of the header).

    Level 1 takes two thirds of the time of level 4, for a fifth more bytes.
    """

    def __init__(self) -> None:
        self.packer = zlib.compressobj(1, wbits=zlib.MAX_WBITS | 16)
        self.parts: list[bytes] = []

    def add(self, data: bytes) -> None:
        """Add bytes to the content."""
        self.parts.append(self.packer.compress(data))

    def data(self) -> bytes:
        """Return the finished file."""
        made = b"".join([*self.parts, self.packer.flush()])
        return made[:9] + b"\xff" + made[10:]


class NumberedItem(NamedTuple, Generic[P, T]):
    """An item of a notice or of a finding, such as a measure. `number` counts from 1 within it."""

    of: P
    number: int
    item: T


def numbered(of: P, items: Iterable[T]) -> list[NumberedItem[P, T]]:
    """Return the items with their numbers."""
    return [NumberedItem(of, number, item) for number, item in enumerate(items, 1)]


@dataclass(frozen=True)
class PublicNotice:
    """A notice as data files show it. `record` is None where it is withdrawn; `before` counts the findings of the notices
    before it."""

    notice: Notice
    record: NoticeRecord | None
    before: int
    site: Site

    @property
    def unit_id(self) -> str | None:
        """The id of its unit, None where that has no page, as it has no name."""
        return self.notice.unit.id if self.notice.unit.id and named(self.notice) else None

    @property
    def region_code(self) -> str | None:
        """The code of the place it is about, 430626."""
        return self.notice.unit.region.code if self.notice.unit.region else None

    @property
    def region(self) -> str | None:
        """The names of that place, from the province down, parted by spaces."""
        return " ".join(self.notice.unit.region.names) if self.notice.unit.region else None

    @property
    def published(self) -> str | None:
        """The day of publication, ISO 8601."""
        return self.notice.published.value.isoformat() if self.notice.published else None

    @cached_property
    def findings(self) -> list[PublicFinding]:
        """Its findings, none where it is withdrawn."""
        return numbered(self, self.record.findings) if self.record else []

    def finding_url(self, finding: FindingRecord) -> str:
        """Return the address of one of its findings."""
        return self.site.link(addresses.finding_url(self.notice.id, finding.anchor))


PublicFinding = NumberedItem[PublicNotice, FindingRecord]


class Published:
    """A library as the public may have it: withdrawn notices without their text, internal diagnostics left out.

    Notices stand in the order of all data files, oldest first.
    """

    def __init__(self, library: Library, site: Site, as_of: date | None) -> None:
        self.library, self.site = library, site
        self.as_of = as_of or library.newest_date
        self.notices = tuple(sorted(library.notices, key=in_time))
        """All notices, withdrawn ones too, by the date they are filed under and their id; undated ones first."""

    def each(self) -> Iterator[PublicNotice]:
        """Yield the notices with their records, which are made as they are asked for: those of a large site need a gigabyte."""
        before = 0
        for notice in self.notices:
            shown = [found for found in self.library.diagnostics.get(notice.id, ()) if found.published]
            record = to_record(notice, shown) if notice.sidecar.withdrawn is None else None
            yield PublicNotice(notice, record, before, self.site)
            before += len(record.findings) if record else 0

    def by_year(self) -> Iterator[tuple[int | None, Published]]:
        """Yield the years that notices are filed under, oldest first and None before them, each with its part of the library."""
        for year, notices in groupby(self.notices, key=year_of):
            yield year, Published(Library(notices, self.library.diagnostics), self.site, self.as_of)


class Writer:
    """Makes the files of one format: it is shown every notice once, oldest first, and then asked for its files."""

    def __init__(self, published: Published) -> None:
        self.published, self.site = published, published.site

    def add(self, notice: PublicNotice) -> Iterable[File]:
        """Take in a notice; return the files that are complete with it."""
        return ()

    def files(self) -> Iterable[File]:
        """Return the files of the whole site."""
        raise NotImplementedError


def count_findings(notices: Iterable[Notice]) -> int:
    """Return how many findings are public in these notices; withdrawn ones have none."""
    return sum(notice.counted.total for notice in notices if notice.sidecar.withdrawn is None)


def year_labels(year: int | None) -> tuple[str, str]:
    """Return a year as it stands in the name of a file and in its description: `2026`, `2026 年`."""
    return ("undated", "未注明年份") if year is None else (str(year), f"{year} 年")
