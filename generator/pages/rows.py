"""Rows that many pages share: status shares, verdicts, findings, notices, units, regions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from weakref import WeakKeyDictionary

import msgspec

from generator.diagnostics import Diagnostic
from generator.facts.model import Finding, Notice, Reconciliation, Status
from generator.facts.tally import Outcomes
from generator.filing import Place, named, year_of
from generator.library import Library, UnitEntry
from generator.pages import addresses, paging
from generator.pages.paging import Part
from generator.pages.view_parts import (
    FindingRow,
    Note,
    NoticeRow,
    RegionRow,
    Share,
    UnitRow,
    Verdict,
    WordCount,
)
from generator.pages.words import CHECK, GLYPH, STATUSES, TOTAL_MATCHES, UNSTATED, VERDICT, WORD, Result

THOUSAND = 1000
CHECKS_A_PAGE = 50
"""Rows of a page of checks (generator/pages/quality.py)."""
WORD_OF: Mapping[str, str] = {str(status): word for status, word in WORD.items()}


def iso(day: date | None) -> str | None:
    """`2026-02-26`, or None."""
    return day.isoformat() if day else None


def pages_of(
    library: Library, url: str, notices: Sequence[Notice], size: int, newest: bool = True
) -> list[Part[Notice]]:
    """The pages of a list of notices. One that is cut stands in the order of the days that notices are filed under."""
    if len(notices) >= 2 * size:
        notices = sorted(notices, key=lambda notice: library.filing[notice.id])
    return paging.by_time(url, notices, [library.days[notice.id] for notice in notices], size, "份", newest)


def checks_parts(library: Library) -> list[Part[Notice]]:
    """The pages of the list of checks."""
    return pages_of(library, "quality/", library.notices, CHECKS_A_PAGE, newest=False)


def quality_place(library: Library, notice: Notice) -> str:
    """The address of a notice's row on the pages of checks, which other notices leave as it is."""
    if len(library.notices) < 2 * CHECKS_A_PAGE:
        return addresses.quality_url(notice.id)
    if library not in PLACES:
        PLACES[library] = {
            each.id: addresses.quality_url(each.id, part.name)
            for part in checks_parts(library)
            if not part.front
            for each in part.rows
        }
    return PLACES[library][notice.id]


PLACES: WeakKeyDictionary[Library, dict[str, str]] = WeakKeyDictionary()


def status_of(finding: Finding) -> Status:
    """The class of a finding; `unstated` where the text states none."""
    return finding.outcome.status if finding.outcome else "unstated"


def shares(outcomes: Outcomes, **where: str) -> tuple[Share, ...]:
    """Findings by status, in the order of the classes; `where` are the search facets of the page that shows them."""
    words: dict[Status, list[WordCount]] = {}
    for status, raw, number in outcomes.words:
        if raw:
            words.setdefault(status, []).append(WordCount(raw, number))
    return tuple(
        msgspec.structs.replace(
            part,
            words=tuple(sorted(words.get(part.status, ()), key=lambda word: (-word.count, word.raw))),
            url=addresses.search_url(status=part.status, **where),
        )
        for part in bar(outcomes)
    )


def bar(outcomes: Outcomes) -> tuple[Share, ...]:
    """The same for a row of a list, which shows the parts of the bar and neither words nor links."""
    counts: dict[Status, int] = dict.fromkeys(STATUSES, 0)
    for status, _, number in outcomes.words:
        counts[status] += number
    total = sum(counts.values())
    result: list[Share] = []
    before = 0
    for status, count in counts.items():
        if not count:
            continue
        # Both edges are rounded, not the width: so the parts always add up and never overlap.
        start, end = THOUSAND * before // total, THOUSAND * (before + count) // total
        before += count
        result.append(Share(status, GLYPH[status], WORD[status], count, start, end - start))
    return tuple(result)


def findings_of(notices: Iterable[Notice]) -> list[Finding]:
    """All findings of the notices, in order; those of withdrawn notices are no longer shown."""
    return [finding for notice in notices if not notice.sidecar.withdrawn for finding in notice.findings]


def result_of(notice: Notice) -> Result:
    """The verdict on the declared total of findings, in a word."""
    check = next((r for r in notice.reconciliation if r.subject == "findings"), None)
    return check.result if check else "not_declared"


def verdict(notice: Notice, url: str = "") -> Verdict:
    """What to say about the declared total of findings. `url` is that of its row on the quality page, where it is needed."""
    check = next((r for r in notice.reconciliation if r.subject == "findings"), None)
    if check is None:
        return Verdict("not_declared", VERDICT["not_declared"], "", "", url)
    return Verdict(check.result, _word(check), sentence(check), short(check), url)


def _word(check: Reconciliation) -> str:
    """The verdict; where the totals agree and the statuses cannot be compared, it speaks of the totals alone."""
    statuses = set(check.declared or ()) - {"total"}
    if check.result == "match" and statuses and set(check.counted or ()) == {"total", "unstated"}:
        return TOTAL_MATCHES
    return VERDICT[check.result]


def sentence(check: Reconciliation) -> str:
    """Both numbers and both possible causes where they differ; otherwise the reason the comparison gives."""
    if not check.contrary or not check.declared or not check.counted:
        return check.note
    said = "、".join(f"{_subject(key)} {check.declared[key]} 个" for key in check.contrary)
    held = "、".join(f"{_subject(key)} {check.counted.get(key, 0)} 个" for key in check.contrary)
    return f"通报称{said}；正文逐条计数为{held}。可能是原文遗漏，也可能是程序未识别。"


def _subject(key: str) -> str:
    return WORD_OF.get(key, "问题")


def short(check: Reconciliation) -> str:
    """A few words for a list row."""
    if check.contrary and check.declared and check.counted:
        key = check.contrary[0]
        return f"{WORD_OF.get(key, '')}声明 {check.declared[key]}，正文 {check.counted.get(key, 0)}"
    return _word(check)


def check_word(check: Reconciliation) -> str:
    """一致, 不一致 …; 总数一致 where the statuses cannot be compared."""
    return "总数一致" if _word(check) == TOTAL_MATCHES else CHECK[check.result]


def notes_for(library: Library, notice: Notice) -> list[tuple[Diagnostic, Note]]:
    """The diagnostics of a notice that the public sees, with where each one leads."""
    source = notice.source
    result: list[tuple[Diagnostic, Note]] = []
    for diagnostic in library.diagnostics.get(notice.id, ()):
        if not diagnostic.published:
            continue
        line = source.line_of(min(diagnostic.span.start, len(source.text)))
        finding = finding_at(notice, diagnostic)
        url = addresses.finding_url(notice.id, finding.anchor) if finding else addresses.line_url(notice.id, line)
        result.append((diagnostic, Note(diagnostic.code, diagnostic.severity, diagnostic.message, line, url)))
    return result


def finding_at(notice: Notice, diagnostic: Diagnostic) -> Finding | None:
    """The finding whose text holds the diagnostic; None for one about the whole file."""
    span = diagnostic.span
    if span.end == 0:
        return None
    return next((f for f in notice.findings if f.span.start <= span.start < f.span.end), None)


def finding_row(notice: Notice, finding: Finding, title: str) -> FindingRow:
    """A finding as lists show it; `title` is the notice's, where the list spans several."""
    status = status_of(finding)
    raw = finding.outcome.raw if finding.outcome else ""
    return FindingRow(
        url=addresses.finding_url(notice.id, finding.anchor),
        label=finding.label or "",
        heading=finding.heading,
        path=finding.path[-1:],
        raw=raw,
        status=status,
        glyph=GLYPH[status],
        word=raw or UNSTATED,
        notice=title,
        published=iso(notice.published.value) if notice.published else None,
    )


def title_of(notice: Notice) -> str:
    """The title on one line; where the text has none, whose notice it is."""
    if notice.title and notice.title.value.strip():
        return notice.title.value
    return f"{named(notice) or notice.id}整改情况通报"


def inspection_words(notice: Notice) -> str:
    """县委第一巡察组 · 常规巡察."""
    inspection = notice.inspection
    facts = (inspection.team or inspection.authority, inspection.kind)
    return " · ".join(fact.value for fact in facts if fact)


def region_words(notice: Notice) -> str:
    """湖南省 岳阳市 平江县, or ''."""
    return " ".join(notice.unit.region.names) if notice.unit.region else ""


def notice_row(library: Library, notice: Notice) -> NoticeRow:
    """A notice in a list."""
    year = year_of(notice)
    tally = library.tally(notice)
    unit = library.unit_by_id.get(notice.unit.id)
    return NoticeRow(
        id=notice.id,
        url=addresses.notice_url(notice.id),
        title=title_of(notice),
        unit=named(notice),
        unit_url=addresses.unit_url(unit.id) if unit else "",
        region=region_words(notice),
        published=iso(notice.published.value) if notice.published else None,
        year=str(year) if year else None,
        inspection=inspection_words(notice),
        findings=tally.outcomes.findings,
        shares=() if notice.sidecar.withdrawn else bar(tally.outcomes),
        verdict=verdict(notice),
        withdrawn=notice.sidecar.withdrawn is not None,
    )


def unit_row(library: Library, unit: UnitEntry) -> UnitRow:
    """A unit in a list."""
    outcomes = library.sums.units.get(unit.id, Outcomes())
    return UnitRow(
        id=unit.id,
        name=unit.name,
        url=addresses.unit_url(unit.id),
        region=" ".join(unit.region.names) if unit.region else "",
        notices=len(unit.notices),
        findings=outcomes.findings,
        shares=bar(outcomes),
        latest=next((iso(n.published.value) for n in unit.notices if n.published), None),
    )


def region_row(library: Library, place: Place) -> RegionRow:
    """A place in the tree of regions."""
    notices = library.notices_by_place[place.code]
    outcomes = library.sums.places.get(place.code, Outcomes())
    return RegionRow(
        code=place.code,
        name=place.name,
        depth=len(place.names) - 1,
        url=addresses.region_url(place.code),
        units=len({notice.unit.id for notice in notices}),
        notices=len(notices),
        findings=outcomes.findings,
        shares=bar(outcomes),
    )
