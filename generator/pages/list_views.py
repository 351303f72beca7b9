"""Front matter of the pages that list: notices, units, regions, years, checks, changes, files. The rules of `views` hold here
too."""

from __future__ import annotations

import msgspec

from generator.facts.model import Subject
from generator.pages.across_parts import Change, Repeat, Round, UnitTopic
from generator.pages.paging import Paging
from generator.pages.view_parts import (
    Crumb,
    Download,
    FactRow,
    Figure,
    FindingGroup,
    Note,
    NoticeRow,
    RegionRow,
    Share,
    TableDoc,
    UnitGroup,
    UnitRow,
    YearRow,
)
from generator.pages.views import View
from generator.pages.words import Result


class Check(msgspec.Struct, frozen=True):
    """One subject of a reconciliation: 问题 / 信访件 / 立行立改."""

    subject: Subject
    subject_word: str
    result: Result
    word: str
    """一致 / 不一致 / 无法逐项核对 / 未声明"""
    declared: str
    """共 62 个：已完成 3，阶段性完成 59; or 未声明."""
    counted: str
    note: str
    quote: str
    """The declaring sentence as written, or ''."""
    line: int | None
    line_url: str


class QualityRow(msgspec.Struct, frozen=True):
    """One notice on the quality page; `anchor` is the id its row must carry (`q-<notice id>`)."""

    anchor: str
    title: str
    url: str
    unit: str | None
    result: Result
    checks: tuple[Check, ...]
    notes: tuple[Note, ...]


class DataRow(msgspec.Struct, frozen=True):
    """The files of one notice."""

    title: str
    url: str
    downloads: tuple[Download, ...]
    sha256: str


class ListView(View, frozen=True, kw_only=True):
    """A page that lists; `paging` where the list fills several. A numbered page has the rows and little else, so that it
    stays as it is when the list grows.
    """

    total: int
    """Rows of all pages; on a numbered page its own."""
    paging: Paging | None = None
    numbered: bool = False


class NoticesView(ListView, frozen=True, kw_only=True):
    """`/notices/` (notices.html): all notices, newest first, those without a date last."""

    notices: tuple[NoticeRow, ...]
    shares: tuple[Share, ...] = ()
    findings: int = 0


class UnitsView(ListView, frozen=True, kw_only=True):
    """`/units/` (units.html). Where the units are too many for a page, `regions` lead to them; `groups` has the rest."""

    groups: tuple[UnitGroup, ...]
    regions: tuple[RegionRow, ...] = ()


class Event(msgspec.Struct, frozen=True):
    """A point of a unit's time line. `kind`: 巡察, 回头看, 反馈, 统计截止, 通报, 后续通报; `end` where it lasted.

    `date` is '' for a notice that does not say when it was published.
    """

    date: str
    end: str | None
    kind: str
    text: str
    url: str


class UnitView(ListView, frozen=True, kw_only=True):
    """`/units/<id>/` (unit.html)."""

    id: str
    name: str
    issuers: tuple[str, ...] = ()
    """The Party bodies as the notices name them."""
    region: str = ""
    region_url: str = ""
    notices: tuple[NoticeRow, ...]
    events: tuple[Event, ...]
    findings_total: int = 0
    shares: tuple[Share, ...] = ()
    rounds: tuple[Round, ...] = ()
    """Its newest notices in time; columns of `topics`."""
    topics: tuple[UnitTopic, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    repeats_total: int = 0
    repeats_of: int = 0
    """How many of its notices, the newest, were looked through for them; 0 for all."""
    groups: tuple[FindingGroup, ...] = ()
    contacts: tuple[FactRow, ...] = ()
    search_url: str = ""
    """Search within this unit."""


class RegionsView(View, frozen=True, kw_only=True):
    """`/regions/` (regions.html): the tree in order, provinces first; a large one without its lowest levels."""

    rows: tuple[RegionRow, ...]
    whole: bool
    """Whether all levels are here; else the pages of the places have the rest."""


class RegionView(ListView, frozen=True, kw_only=True):
    """`/regions/<code>/` (region.html). `paging` is that of the notices, `units_paging` that of the units."""

    code: str
    name: str
    full_name: str
    children: tuple[RegionRow, ...] = ()
    units: tuple[UnitRow, ...] = ()
    units_total: int = 0
    """With those below it."""
    units_own: int = 0
    """Those that `units` and its further pages list: all, or where they are many those of no place below."""
    units_paging: Paging | None = None
    notices: tuple[NoticeRow, ...] = ()
    findings_total: int = 0
    shares: tuple[Share, ...] = ()
    search_url: str = ""


class YearsView(View, frozen=True, kw_only=True):
    """`/years/` (years.html)."""

    rows: tuple[YearRow, ...]


class YearView(ListView, frozen=True, kw_only=True):
    """`/years/<yyyy>/` (year.html)."""

    year: str
    notices: tuple[NoticeRow, ...]
    findings_total: int = 0
    shares: tuple[Share, ...] = ()
    earlier: Crumb | None = None
    later: Crumb | None = None
    search_url: str = ""


class QualityView(ListView, frozen=True, kw_only=True):
    """`/quality/` (quality.html): those that differ first."""

    rows: tuple[QualityRow, ...]
    results: tuple[Figure, ...] = ()
    """Notices by verdict."""


class UpdatesView(ListView, frozen=True, kw_only=True):
    """`/updates/` (updates.html): newest first; changes without a date last."""

    changes: tuple[Change, ...]


class DataView(ListView, frozen=True, kw_only=True):
    """`/data/` (data.html): files of the whole site, what their columns mean, then one row a notice. Prose is in the body."""

    downloads: tuple[Download, ...] = ()
    tables: tuple[TableDoc, ...] = ()
    in_parts: bool = False
    """Whether a file of the whole site is cut into parts."""
    notices: tuple[DataRow, ...]
