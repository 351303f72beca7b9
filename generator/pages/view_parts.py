"""Parts of the views: rows, shares, notes and whatever else several page kinds print. Types only; rules in `views`."""

from __future__ import annotations

from typing import Literal

import msgspec

from generator.facts.model import Status
from generator.pages.words import Result


class Crumb(msgspec.Struct, frozen=True):
    """A step of the way to a page."""

    text: str
    url: str


class NavItem(msgspec.Struct, frozen=True):
    """An entry of the site's main menu, in `config.extra.gongkai.nav`."""

    key: str
    """`notices`, `units`, `regions`, `years`, `topics`, `status`, `commitments`, `citations`, `quality`, `updates`, `data`,
    `about`, `search`."""
    text: str
    url: str


class WordCount(msgspec.Struct, frozen=True):
    """A status word exactly as units wrote it, and how many findings have it."""

    raw: str
    count: int


class Share(msgspec.Struct, frozen=True):
    """Findings of one status among all that the page is about; a part of a bar and a row of its table."""

    status: Status
    glyph: str
    """● ◕ ◑ ◔ ○ －"""
    word: str
    """Name of the class: 已完成, 基本完成, 阶段性完成, 持续推进, 未完成, 未注明."""
    count: int
    start: int
    """Left edge of its part of the bar, in thousandths."""
    share: int
    """Width of its part, in thousandths; parts add up to 1000."""
    words: tuple[WordCount, ...] = ()
    """The units' own words that the class gathers; empty for `unstated`, and in the rows of lists."""
    url: str = ""
    """The search page with this status chosen (within this unit, region, year … where the page is about one), or ''."""


class Verdict(msgspec.Struct, frozen=True):
    """Declared against counted, in words. A neutral voice: both numbers, both possible causes."""

    result: Result
    word: str
    """声明数与正文一致 / 声明数与正文不一致 / 声明数无法逐项核对 / 通报未声明总数"""
    sentence: str
    """What was declared and what was counted, in one or two sentences."""
    short: str
    """For a list row: 声明 62，正文 61."""
    url: str
    """The row of the quality page that explains it; '' in the rows of lists."""


class NoticeRow(msgspec.Struct, frozen=True):
    """A notice in a list: home, indexes, unit, region and year pages."""

    id: str
    url: str
    title: str
    unit: str | None
    unit_url: str
    region: str
    """湖南省 岳阳市 平江县, or ''."""
    published: str | None
    year: str | None
    """Year the notice is filed under: of publication, else of the feedback or the inspection."""
    inspection: str
    """县委第一巡察组 · 常规巡察, or ''."""
    findings: int
    shares: tuple[Share, ...]
    verdict: Verdict
    withdrawn: bool


class Piece(msgspec.Struct, frozen=True):
    """One value of the facts panel; `line` is the source line it was read from, `line_url` leads there."""

    text: str
    url: str
    line: int | None
    line_url: str


class FactRow(msgspec.Struct, frozen=True):
    """A row of the facts panel: 公开单位, 地区, 巡察机构, 巡察时间, 反馈日期, 发布日期, 信访件, 监督电话 …"""

    label: str
    pieces: tuple[Piece, ...]


class Note(msgspec.Struct, frozen=True):
    """A diagnostic shown to the public, beside the text (※) and on the quality page."""

    code: str
    severity: Literal["error", "warning", "hint"]
    message: str
    line: int
    url: str
    """The finding it is about, else the source line."""


class FindingRow(msgspec.Struct, frozen=True):
    """A finding in a list. Kept lean: a unit may have thousands."""

    url: str
    label: str
    """问题①, or ''."""
    heading: str
    path: tuple[str, ...]
    """The heading right above it, or nothing."""
    raw: str
    """The outcome as written: 阶段性完成; '' where none is."""
    status: Status
    glyph: str
    word: str
    """`raw`, or 未注明."""
    notice: str
    """Title of the notice, where the list spans several."""
    published: str | None


class TocEntry(msgspec.Struct, frozen=True):
    """A heading of the notice (section, group or finding), in order; `level` is 2 to 5."""

    level: int
    text: str
    url: str
    status: Status | None
    """Set on findings."""
    glyph: str


class Download(msgspec.Struct, frozen=True):
    """A file to take away. `size` in bytes, None where it is not known before the build."""

    text: str
    url: str
    format: str
    """txt, json, csv …"""
    size: int | None
    note: str


class ColumnDoc(msgspec.Struct, frozen=True):
    """A column of the data files. `kind`: 文字, 整数, 日期; `note`: 仅 CSV, 仅 SQLite or ''."""

    name: str
    kind: str
    text: str
    note: str


class TableDoc(msgspec.Struct, frozen=True):
    """A table of the data files with its columns. `formats`: CSV、SQLite."""

    name: str
    formats: str
    text: str
    columns: tuple[ColumnDoc, ...]


class Neighbour(msgspec.Struct, frozen=True):
    """Another notice of the same unit. `relation`: 前一份通报, 后一份通报, 本通报所跟进的通报, 跟进本通报的通报."""

    relation: str
    title: str
    url: str
    published: str | None


class Figure(msgspec.Struct, frozen=True):
    """A headline number: value `156`, label 个问题（逐条计数）."""

    value: str
    label: str
    url: str


class Way(msgspec.Struct, frozen=True):
    """A way in: text, link and how much lies behind it."""

    text: str
    url: str
    count: int
    unit: str
    """What `count` counts: 份, 个."""


class UnitRow(msgspec.Struct, frozen=True):
    """A unit in a list."""

    id: str
    name: str
    url: str
    region: str
    notices: int
    findings: int
    shares: tuple[Share, ...]
    latest: str | None


class UnitGroup(msgspec.Struct, frozen=True):
    """Units of one region. `name` is 湖南省 岳阳市 平江县, or 地区未注明."""

    name: str
    url: str
    units: tuple[UnitRow, ...]


class FindingGroup(msgspec.Struct, frozen=True):
    """Findings of one status, in the order of the notices. `total` counts them all; a long list shows the first ones
    and `more_url`, else '', leads to the rest."""

    status: Status
    glyph: str
    word: str
    total: int
    findings: tuple[FindingRow, ...]
    more_url: str


class RegionRow(msgspec.Struct, frozen=True):
    """A region in a list or tree; `depth` 0 is a province."""

    code: str
    name: str
    depth: int
    url: str
    units: int
    notices: int
    findings: int
    shares: tuple[Share, ...]


class YearRow(msgspec.Struct, frozen=True):
    """A year in the list. `year` is 2026 or 未注明."""

    year: str
    url: str
    notices: int
    findings: int
    shares: tuple[Share, ...]


class StatusEntry(msgspec.Struct, frozen=True):
    """A status class with its definition, the words it gathers and where to see its findings."""

    status: Status
    glyph: str
    word: str
    definition: str
    count: int
    words: tuple[WordCount, ...]
    url: str
