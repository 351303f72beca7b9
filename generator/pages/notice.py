"""The page of one notice and its source view: front matter from facts, body from the tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from generator.facts.model import Declared, Fact, Notice
from generator.filing import named, places_of, year_of
from generator.library import Library
from generator.pages import addresses, conventions
from generator.pages.across_parts import Change
from generator.pages.body import BodyWriter
from generator.pages.changes import changes
from generator.pages.escape import Markdown
from generator.pages.finding_foot import ALONE, Across
from generator.pages.neighbours import neighbours
from generator.pages.rows import (
    finding_at,
    inspection_words,
    iso,
    notes_for,
    quality_place,
    region_words,
    shares,
    title_of,
    verdict,
)
from generator.pages.titles import title_lines
from generator.pages.view_parts import Crumb, Download, FactRow, Note, Piece, Verdict
from generator.pages.views import NoticeView, SourceView
from generator.pages.words import MEASURE_WORD, SELF_NOTE, SUBJECT, merged_words, status_word

HOME = Crumb("首页", "")
NOTICES = Crumb("通报", "notices/")


class NoticePlan(msgspec.Struct, frozen=True):
    """All that the page of a notice takes from outside its own text: with the notice, it decides every byte of the page."""

    view: NoticeView
    """Complete but for `toc` and `title_lines`, which come with the body."""
    lead: tuple[str, ...]
    notes: dict[str, list[str]]
    """Messages by the anchor of the finding they are about."""
    cited: dict[str, str]
    promised: tuple[str, ...]


def notice_page(
    library: Library, notice: Notice, as_of: str | None, topics: Mapping[str, str], across: Across = ALONE
) -> tuple[NoticeView, Markdown]:
    """Front matter and body of `/notices/<id>/`."""
    return write_notice(plan_notice(library, notice, as_of, topics, across), notice, topics)


def plan_notice(
    library: Library, notice: Notice, as_of: str | None, topics: Mapping[str, str], across: Across = ALONE
) -> NoticePlan:
    """What the library says for the page. It does not look at the tree, which may not have been read."""
    noted = notes_for(library, notice)
    by_anchor: dict[str, list[str]] = {}
    loose: list[Note] = []
    for diagnostic, note in noted:
        finding = finding_at(notice, diagnostic)
        if finding:
            by_anchor.setdefault(finding.anchor, []).append(note.message)
        else:
            loose.append(note)
    said = verdict(notice, quality_place(library, notice))
    lede = _lede(notice)
    tally = library.tally(notice)
    promised = {addresses.promise_anchor(notice.id, each.anchor, each.number) for each in tally.promised}
    return NoticePlan(
        _view(library, notice, as_of, title_of(notice), said, lede, loose, topics),
        tuple(_lead(lede, said, changes(notice))),
        by_anchor,
        {text: across.cited[text] for text in sorted(tally.cited) if text in across.cited},
        tuple(sorted(promised & across.promised)),
    )


def write_notice(plan: NoticePlan, notice: Notice, topics: Mapping[str, str]) -> tuple[NoticeView, Markdown]:
    """The page as planned: its body, and the view with what only the body tells."""
    view = plan.view
    writer = BodyWriter(notice, plan.notes, topics, Across(plan.cited, frozenset(plan.promised)))
    body = writer.write(view.title, plan.lead) if notice.sidecar.withdrawn is None else Markdown("")
    lines = title_lines(notice) or (view.title,)
    return msgspec.structs.replace(view, toc=tuple(writer.toc), title_lines=lines), body


def _view(
    library: Library,
    notice: Notice,
    as_of: str | None,
    title: str,
    said: Verdict,
    lede: Sequence[str],
    notes: Sequence[Note],
    topics: Mapping[str, str],
) -> NoticeView:
    source, sidecar = notice.source, notice.sidecar
    year = year_of(notice)
    published = iso(notice.published.value) if notice.published else None
    source_name = sidecar.source_name or (notice.source_name.value if notice.source_name else "")
    withdrawn = sidecar.withdrawn
    unit = library.unit_by_id.get(notice.unit.id)
    tally = library.tally(notice)
    outcomes = tally.outcomes
    return NoticeView(
        kind="notice",
        section="notices",
        heading=title,
        breadcrumbs=_crumbs(library, notice),
        as_of=as_of,
        id=notice.id,
        url=addresses.notice_url(notice.id),
        title=title,
        title_lines=(),
        unit=named(notice),
        unit_url=addresses.unit_url(unit.id) if unit else "",
        lede=tuple(lede),
        verdict=said,
        self_note=SELF_NOTE,
        findings_total=outcomes.findings,
        shares=() if withdrawn else shares(outcomes),
        facts=_facts(library, notice),
        toc=(),
        notes=tuple(notes),
        neighbours=neighbours(library, notice),
        changes=changes(notice),
        withdrawn=withdrawn,
        downloads=downloads(notice),
        source_view_url="" if withdrawn else addresses.source_url(notice.id),
        source_url=sidecar.source_url or "",
        source_name=source_name,
        published=published,
        published_at=conventions.published_at(notice),
        author=conventions.author(notice),
        keywords=conventions.notice_keywords(notice, [topics.get(topic, topic) for topic in tally.topics]),
        year=str(year) if year else None,
        region=region_words(notice),
        sha256=source.sha256,
        encoding=source.encoding,
        size=source.size,
        characters=len(source.text),
        lines=line_count(notice),
        cite=f"{named(notice) or '单位未注明'}：《{title}》，{published or '发布日期未注明'}，原文 SHA-256 {source.sha256}。",
    )


def source_page(notice: Notice, as_of: str | None) -> SourceView:
    """Front matter of `/notices/<id>/source/`."""
    title = title_of(notice)
    return SourceView(
        kind="source",
        section="notices",
        heading=f"对照原文：{title}",
        breadcrumbs=(HOME, NOTICES, Crumb(title, addresses.notice_url(notice.id))),
        as_of=as_of,
        id=notice.id,
        title=title,
        notice_url=addresses.notice_url(notice.id),
        lines=line_count(notice),
        sha256=notice.source.sha256,
        encoding=notice.source.encoding,
        size=notice.source.size,
        downloads=downloads(notice),
    )


def line_count(notice: Notice) -> int:
    """Lines as an editor counts them: a last line end opens no further line."""
    source = notice.source
    return len(source.line_starts) - (source.line_starts[-1] == len(source.text))


def downloads(notice: Notice) -> tuple[Download, ...]:
    """The original and the record of a notice."""
    if notice.sidecar.withdrawn is not None:
        return ()
    base = addresses.notice_url(notice.id) + notice.id
    return (
        Download("原文", base + ".txt", "txt", notice.source.size, "与收录时逐字节相同"),
        Download("数据", base + ".json", "json", None, "逐条问题、结果与出处行号"),
    )


def _crumbs(library: Library, notice: Notice) -> tuple[Crumb, ...]:
    region = notice.unit.region
    steps = (
        [Crumb(place.name, addresses.region_url(place.code)) for place in places_of(region)] if region else [NOTICES]
    )
    unit = library.unit_by_id.get(notice.unit.id)
    return (HOME, *steps, *([Crumb(unit.name, addresses.unit_url(unit.id))] if unit else []))


def _lede(notice: Notice) -> list[str]:
    inspection = notice.inspection
    parts = [inspection_words(notice), period(inspection.start, inspection.end)]
    if inspection.feedback:
        parts.append(f"反馈 {inspection.feedback.value.isoformat()}")
    return [part for part in parts if part]


def period(start: Fact[date] | None, end: Fact[date] | None) -> str:
    """2024-09-09 至 2024-11-29; one date where only one is known; else ''."""
    return " 至 ".join(fact.value.isoformat() for fact in (start, end) if fact)


def _lead(lede: Sequence[str], said: Verdict, corrected: Sequence[Change]) -> list[str]:
    """Our own sentences below the title, for a reader without the theme."""
    verdict_words = [f"{said.word}。{said.sentence}"] if said.result in ("differs", "cannot_check") else []
    corrections = [
        f"更正说明（{change.date}）：{change.reason}"
        + (f" 更正前的原文 SHA-256 {change.sha256}" if change.sha256 else "")
        for change in corrected
    ]
    return [*(["　".join(lede)] if lede else []), *corrections, *verdict_words, SELF_NOTE]


def _facts(library: Library, notice: Notice) -> tuple[FactRow, ...]:
    inspection, unit = notice.inspection, notice.unit
    entry = library.unit_by_id.get(unit.id)
    rows = [
        FactRow("公开单位", _fact(notice, unit.name or unit.issuer, addresses.unit_url(unit.id) if entry else "")),
        FactRow("发布主体", _fact(notice, unit.issuer if unit.name else None)),
        FactRow("地区", _region(notice)),
        FactRow("巡察机构", _fact(notice, inspection.authority)),
        FactRow("巡察组", _fact(notice, inspection.team)),
        FactRow("巡察类型", _fact(notice, inspection.kind)),
        FactRow("巡察时间", _period(notice)),
        FactRow("反馈日期", _fact(notice, inspection.feedback)),
        FactRow("发布日期", _fact(notice, notice.published)),
        FactRow("信息来源", _fact(notice, notice.source_name)),
        *(_declared(notice, declared) for declared in notice.declared),
        *contact_rows(notice),
    ]
    return tuple(row for row in rows if row.pieces)


def contact_rows(notice: Notice) -> tuple[FactRow, ...]:
    """The supervision channel of a notice."""
    contacts = notice.contacts
    rows = (
        FactRow("监督电话", _all(notice, contacts.phones)),
        FactRow("电子邮箱", _all(notice, contacts.emails)),
        FactRow("通信地址", _all(notice, contacts.addresses)),
        FactRow("邮政编码", _all(notice, contacts.postcodes)),
    )
    return tuple(row for row in rows if row.pieces)


def _piece(notice: Notice, text: str, start: int | None, url: str = "") -> Piece:
    if start is None or notice.sidecar.withdrawn is not None:
        return Piece(text, url, None, "")
    line = notice.source.line_of(start)
    return Piece(text, url, line, addresses.line_url(notice.id, line))


def _fact(notice: Notice, fact: Fact[str] | Fact[date] | None, url: str = "") -> tuple[Piece, ...]:
    if fact is None:
        return ()
    words = fact.value.isoformat() if isinstance(fact.value, date) else fact.value
    # An empty span: the value comes from the sidecar, not from the text.
    return (_piece(notice, words, fact.span.start if fact.span.end else None, url),)


def _all(notice: Notice, facts: Sequence[Fact[str]]) -> tuple[Piece, ...]:
    return tuple(piece for fact in facts for piece in _fact(notice, fact))


def _region(notice: Notice) -> tuple[Piece, ...]:
    region = notice.unit.region
    if region is None:
        return ()
    return tuple(Piece(place.name, addresses.region_url(place.code), None, "") for place in places_of(region))


def _period(notice: Notice) -> tuple[Piece, ...]:
    inspection = notice.inspection
    words = period(inspection.start, inspection.end)
    first = inspection.start or inspection.end
    return (_piece(notice, words, first.span.start),) if first else ()


def _declared(notice: Notice, declared: Declared) -> FactRow:
    """信访件: 共 13 件，已完成 13; with the date the totals are of."""
    unit = MEASURE_WORD[declared.subject]
    parts = [] if declared.total is None else [f"共 {declared.total} {unit}"]
    parts += [f"{merged_words(each, declared.subject)} {each.number}" for each in declared.merged]
    parts += [f"{status_word(status, declared.subject)} {number}" for status, number in declared.by_status.items()]
    if declared.as_of:
        parts.append(f"截至 {declared.as_of.value.isoformat()}")
    label = "声明的" + SUBJECT[declared.subject]
    return FactRow(label, (_piece(notice, "，".join(parts), declared.span.start),) if parts else ())
