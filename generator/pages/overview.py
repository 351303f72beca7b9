"""Pages about the whole site: home, search, status, quality, updates, data, about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from generator.facts.model import Notice, Reconciliation
from generator.facts.reconcile import principal
from generator.library import Library, named
from generator.pages import addresses
from generator.pages.across_parts import Change
from generator.pages.changes import changes
from generator.pages.notice import HOME, downloads
from generator.pages.rows import (
    check_word,
    findings_of,
    iso,
    notes_for,
    notice_row,
    shares,
    title_of,
    verdict,
)
from generator.pages.view_parts import Check, DataRow, Download, Figure, QualityRow, StatusEntry, TableDoc, Way
from generator.pages.views import AboutView, DataView, HomeView, QualityView, SearchView, StatusView, UpdatesView
from generator.pages.words import (
    DEFINITION,
    GLYPH,
    MEASURE_WORD,
    RESULT_ORDER,
    STATUSES,
    SUBJECT,
    VERDICT,
    WORD,
    Result,
    status_word,
)

NEWEST = 10
EXAMPLES = ("工会经费", "医共体", "固定资产", "选人用人", "政府采购", "意识形态", "谈心谈话", "公务接待", "村卫生室")


def home_page(library: Library, as_of: str | None, topics: tuple[Way, ...] = ()) -> HomeView:
    """`/`. `topics` are the ways to the topic pages that exist."""
    findings = findings_of(library.notices)
    bar = shares(findings)
    by_status = {share.status: share.count for share in bar}
    results = Counter(verdict(notice).result for notice in library.notices)
    figures = [
        Figure(str(len(library.notices)), "份通报", "notices/"),
        Figure(str(len(findings)), "个问题（逐条计数）", "search/"),
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
        shares=bar,
        regions=tuple(
            Way(place.name, addresses.region_url(code), len(library.notices_by_place[code]), "份")
            for code, place in library.places.items()
            if place.parent is None
        ),
        years=tuple(Way(year, addresses.year_url(year), len(group), "份") for year, group in library.years.items()),
        units=tuple(
            Way(unit.name, addresses.unit_url(unit.id), len(findings_of(unit.notices)), "个")
            for unit in library.units[:NEWEST]
        ),
        topics=topics,
        examples=examples(library),
    )


def examples(library: Library, most: int = 4) -> tuple[Way, ...]:
    """Searches worth trying, in the order of the list: terms that some finding holds within one of its fields."""
    ways: list[Way] = []
    findings = findings_of(library.notices)
    for term in EXAMPLES:
        hits = sum(any(term in field for field in (f.heading, f.statement, f.response) if field) for f in findings)
        if hits and len(ways) < most:
            ways.append(Way(term, addresses.search_url(q=term), hits, "个"))
    return tuple(ways)


def status_entries(library: Library) -> tuple[StatusEntry, ...]:
    """Every class with its definition; counts over all notices shown."""
    held = {share.status: share for share in shares(findings_of(library.notices))}
    entries = []
    for status in STATUSES:
        share = held.get(status)
        count, words = (share.count, share.words) if share else (0, ())
        url = addresses.search_url(status=status) if count else ""
        entries.append(StatusEntry(status, GLYPH[status], WORD[status], DEFINITION[status], count, words, url))
    return tuple(entries)


def status_page(library: Library, as_of: str | None) -> StatusView:
    """`/status/`."""
    findings = findings_of(library.notices)
    return StatusView(
        kind="status",
        section="status",
        heading="整改结果",
        breadcrumbs=(HOME,),
        as_of=as_of,
        entries=status_entries(library),
        shares=shares(findings),
        findings_total=len(findings),
    )


def quality_page(library: Library, as_of: str | None) -> QualityView:
    """`/quality/`."""
    rows = [_quality_row(library, notice) for notice in library.notices]
    results: Counter[Result] = Counter(row.result for row in rows)
    return QualityView(
        kind="quality",
        section="quality",
        heading="数据核对",
        breadcrumbs=(HOME,),
        as_of=as_of,
        rows=tuple(sorted(rows, key=lambda row: RESULT_ORDER[row.result])),
        results=tuple(Figure(str(results[r]), "份" + VERDICT[r], "") for r in RESULT_ORDER if results[r]),
    )


def _quality_row(library: Library, notice: Notice) -> QualityRow:
    return QualityRow(
        anchor=f"q-{notice.id}",
        title=title_of(notice),
        url=addresses.notice_url(notice.id),
        unit=named(notice),
        result=verdict(notice).result,
        checks=tuple(_check(notice, check) for check in notice.reconciliation),
        notes=tuple(note for _, note in notes_for(library, notice)) if not notice.sidecar.withdrawn else (),
    )


def _check(notice: Notice, check: Reconciliation) -> Check:
    statement = principal(notice.declared, check.subject)
    line = notice.source.line_of(statement.span.start) if statement else None
    linked = line is not None and notice.sidecar.withdrawn is None
    return Check(
        subject=check.subject,
        subject_word=SUBJECT[check.subject],
        result=check.result,
        word=check_word(check),
        declared=_numbers(check, check.declared) or "未声明",
        counted=_numbers(check, check.counted) or "正文未逐件列出",
        note=check.note,
        quote=statement.quote if statement else "",
        line=line if linked else None,
        line_url=addresses.line_url(notice.id, line) if linked and line is not None else "",
    )


def _numbers(check: Reconciliation, numbers: Mapping[str, int] | None) -> str:
    """共 62 个：已完成 3，阶段性完成 59."""
    if numbers is None:
        return ""
    parts = "，".join(f"{status_word(key, check.subject)} {numbers[key]}" for key in STATUSES if key in numbers)
    return f"共 {numbers.get('total', 0)} {MEASURE_WORD[check.subject]}" + (f"：{parts}" if parts else "")


def all_changes(library: Library) -> tuple[Change, ...]:
    """Publication, corrections and withdrawals, newest first; those without a date last."""
    found: list[Change] = []
    for notice in library.notices:
        title, url = title_of(notice), addresses.notice_url(notice.id)
        found.append(Change(iso(notice.published.value) if notice.published else None, "收录", title, url, ""))
        found += changes(notice)
        if notice.sidecar.withdrawn is not None:
            found.append(Change(None, "撤回", title, url, notice.sidecar.withdrawn))
    dated = sorted((c for c in found if c.date), key=lambda c: (c.date or "", c.url, c.kind, c.reason), reverse=True)
    return (*dated, *(c for c in found if not c.date))


def updates_page(library: Library, as_of: str | None) -> UpdatesView:
    """`/updates/`."""
    return UpdatesView(
        kind="updates",
        section="updates",
        heading="更新与更正",
        breadcrumbs=(HOME,),
        as_of=as_of,
        changes=all_changes(library),
    )


def data_page(library: Library, as_of: str | None, files: Sequence[Download], tables: Sequence[TableDoc]) -> DataView:
    """`/data/`. `files` are those of the whole site, `tables` the meaning of their columns."""
    rows = [
        DataRow(title_of(notice), addresses.notice_url(notice.id), downloads(notice), notice.source.sha256)
        for notice in library.notices
        if notice.sidecar.withdrawn is None
    ]
    return DataView(
        kind="data",
        section="data",
        heading="开放数据",
        breadcrumbs=(HOME,),
        as_of=as_of,
        downloads=tuple(files),
        tables=tuple(tables),
        notices=tuple(rows),
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
        findings=len(findings_of(library.notices)),
        notices=len(library.notices),
        statuses=status_entries(library),
    )
