"""Pages about the whole site: home, search, status, quality, updates, data, about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from generator.facts.model import Notice
from generator.facts.tally import TERMS
from generator.filing import dated, newest_date
from generator.library import Library
from generator.pages import addresses, paging
from generator.pages.across_parts import Change
from generator.pages.changes import changes
from generator.pages.list_views import DataRow, DataView, UpdatesView
from generator.pages.notice import HOME, downloads
from generator.pages.paging import Part
from generator.pages.rows import (
    iso,
    notice_row,
    pages_of,
    result_of,
    shares,
    title_of,
    unit_row,
)
from generator.pages.view_parts import Download, Figure, StatusEntry, TableDoc, Way
from generator.pages.views import AboutView, HomeView, SearchView, StatusView
from generator.pages.words import (
    DEFINITION,
    GLYPH,
    STATUSES,
    WORD,
)

NEWEST = 10
CHANGES_A_PAGE = 200
FILES_A_PAGE = 100


def home_page(library: Library, as_of: str | None, topics: tuple[Way, ...] = ()) -> HomeView:
    """`/`. `topics` are the ways to the topic pages that exist."""
    findings = library.sums.outcomes.findings
    parts = shares(library.sums.outcomes)
    by_status = {share.status: share.count for share in parts}
    results = Counter(result_of(notice) for notice in library.notices)
    figures = [
        Figure(str(len(library.notices)), "份通报", "notices/"),
        Figure(str(findings), "个问题（逐条计数）", "search/"),
    ]
    if not library.notices:
        figures = []
    if findings:
        done, part = by_status.get("completed", 0), by_status.get("partial", 0)
        figures.append(Figure(f"{done} / {part}", "写明已完成 / 阶段性完成", "status/"))
    if results["differs"]:
        figures.append(Figure(str(results["differs"]), "份声明数与正文不一致", "quality/"))
    return HomeView(
        kind="home",
        section="home",
        heading="每一个问题，怎么改，改到哪一步",
        breadcrumbs=(),
        as_of=as_of,
        lede="汇集各单位巡察整改通报原文，拆到每一条问题：查得到、链得到、对得上。",
        figures=tuple(figures),
        newest=tuple(notice_row(library, notice) for notice in library.notices[:NEWEST]),
        shares=parts,
        regions=tuple(
            Way(place.name, addresses.region_url(code), len(library.notices_by_place[code]), "份")
            for code, place in library.places.items()
            if place.parent is None
        ),
        years=tuple(Way(year, addresses.year_url(year), len(group), "份") for year, group in library.years.items()),
        units=tuple(
            Way(unit.name, addresses.unit_url(unit.id), unit_row(library, unit).findings, "个")
            for unit in library.units[:NEWEST]
        ),
        topics=topics,
        examples=examples(library),
    )


def examples(library: Library, most: int = 4) -> tuple[Way, ...]:
    """Searches worth trying, in the order of the list: terms that some finding holds within one of its fields."""
    found = [(term, library.sums.terms[term]) for term in TERMS if library.sums.terms.get(term)]
    return tuple(Way(term, addresses.search_url(q=term), hits, "个") for term, hits in found[:most])


def status_entries(library: Library) -> tuple[StatusEntry, ...]:
    """Every class with its definition; counts over all notices shown."""
    held = {share.status: share for share in shares(library.sums.outcomes)}
    entries = []
    for status in STATUSES:
        share = held.get(status)
        count, words = (share.count, share.words) if share else (0, ())
        url = addresses.search_url(status=status) if count else ""
        entries.append(StatusEntry(status, GLYPH[status], WORD[status], DEFINITION[status], count, words, url))
    return tuple(entries)


def status_page(library: Library, as_of: str | None) -> StatusView:
    """`/status/`."""
    return StatusView(
        kind="status",
        section="status",
        heading="整改结果",
        breadcrumbs=(HOME,),
        as_of=as_of,
        entries=status_entries(library),
        shares=shares(library.sums.outcomes),
        findings_total=library.sums.outcomes.findings,
    )


class Told(NamedTuple):
    """A change, and the day it is filed under where the list is cut: its own, else that of its notice."""

    change: Change
    day: str | None


def all_changes(library: Library) -> tuple[Told, ...]:
    """Publication, corrections and withdrawals, newest first; those without a date last."""
    found: list[Told] = []
    for notice in library.notices:
        title, url, filed = title_of(notice), addresses.notice_url(notice.id), iso(dated(notice))
        found.append(
            Told(Change(iso(notice.published.value) if notice.published else None, "收录", title, url, ""), filed)
        )
        found += [Told(change, change.date) for change in changes(notice)]
        if notice.sidecar.withdrawn is not None:
            found.append(Told(Change(None, "撤回", title, url, notice.sidecar.withdrawn), filed))
    known = sorted((told for told in found if told.change.date), key=_newest, reverse=True)
    return (*known, *(told for told in found if not told.change.date))


def _newest(told: Told) -> tuple[str, str, str, str]:
    return told.day or "", told.change.url, told.change.kind, told.change.reason


def updates_parts(told: tuple[Told, ...]) -> list[Part[Told]]:
    """The pages of the list of changes."""
    if len(told) >= 2 * CHANGES_A_PAGE:
        told = tuple(sorted(told, key=_newest, reverse=True))
    return paging.by_time("updates/", told, [each.day for each in told], CHANGES_A_PAGE, "条")


def updates_page(as_of: str | None, total: int, part: Part[Told]) -> UpdatesView:
    """`/updates/`, or a further page. `total` counts all changes."""
    name = "更新与更正"
    return UpdatesView(
        kind="updates",
        section="updates",
        heading=paging.heading(name, part),
        breadcrumbs=paging.trail((HOME,), name, part),
        as_of=as_of if part.front else max((told.change.date for told in part.rows if told.change.date), default=None),
        changes=tuple(told.change for told in part.rows),
        total=total if part.front else len(part.rows),
        paging=part.paging,
        numbered=not part.front,
    )


def data_parts(library: Library) -> list[Part[Notice]]:
    """The pages of the files of single notices."""
    return pages_of(library, "data/", library.shown, FILES_A_PAGE)


def data_page(
    library: Library, as_of: str | None, files: Sequence[Download], tables: Sequence[TableDoc], part: Part[Notice]
) -> DataView:
    """`/data/`, or a further page. `files` are those of the whole site, `tables` the meaning of their columns."""
    name = "开放数据"
    rows = tuple(
        DataRow(title_of(notice), addresses.notice_url(notice.id), downloads(notice), notice.source.sha256)
        for notice in part.rows
    )
    return DataView(
        kind="data",
        section="data",
        heading=paging.heading(name, part),
        breadcrumbs=paging.trail((HOME,), name, part),
        as_of=as_of if part.front else newest_date(part.rows),
        downloads=tuple(files) if part.front else (),
        tables=tuple(tables) if part.front else (),
        in_parts=part.front and any(file.url.endswith(".001") for file in files),
        notices=rows,
        total=len(library.shown) if part.front else len(rows),
        paging=part.paging,
        numbered=not part.front,
    )


def about_page(as_of: str | None, version: str) -> AboutView:
    """`/about/`."""
    return AboutView(
        kind="about", section="about", heading="关于本站", breadcrumbs=(HOME,), as_of=as_of, version=version
    )


def search_page(library: Library, as_of: str | None) -> SearchView:
    """`/search/`."""
    return SearchView(
        kind="search",
        section="search",
        heading="检索",
        breadcrumbs=(HOME,),
        as_of=as_of,
        examples=examples(library),
        findings=library.sums.outcomes.findings,
        notices=len(library.notices),
        statuses=status_entries(library),
    )
