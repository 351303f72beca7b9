"""The page of checks: what each notice declares beside what its text holds.

Many notices fill pages by time, so that the link from a notice to its row stays as it is when others are added; the
front page then tells the totals and has the newest of those that differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice

import msgspec

from generator.facts.model import Merged, Notice, Reconciliation
from generator.facts.reconcile import principal
from generator.filing import named, newest_date
from generator.library import Library
from generator.pages import addresses, paging
from generator.pages.list_views import Check, QualityRow, QualityView
from generator.pages.notice import HOME
from generator.pages.paging import Part
from generator.pages.rows import check_word, notes_for, result_of, title_of
from generator.pages.view_parts import Figure
from generator.pages.words import (
    MEASURE_WORD,
    RESULT_ORDER,
    STATUSES,
    SUBJECT,
    VERDICT,
    Result,
    merged_words,
    status_word,
)

MOST_DIFFERING = 50
"""Rows of those that differ on the front page of a list that is cut."""


def checked(library: Library, part: Part[Notice]) -> Sequence[Notice]:
    """The notices whose rows a page has."""
    if part.paging is None or not part.front:
        return part.rows
    differing = (notice for notice in library.notices if result_of(notice) == "differs")
    return tuple(islice(differing, MOST_DIFFERING))


def quality_page(library: Library, as_of: str | None, part: Part[Notice]) -> QualityView:
    """`/quality/`, or one of its numbered pages: on each those that differ first."""
    notices, name = checked(library, part), "数据核对"
    rows = [_quality_row(library, notice) for notice in notices]
    view = QualityView(
        kind="quality",
        section="quality",
        heading=paging.heading(name, part),
        breadcrumbs=paging.trail((HOME,), name, part),
        as_of=as_of if part.front else newest_date(notices),
        rows=tuple(sorted(rows, key=lambda row: RESULT_ORDER[row.result])),
        total=len(library.notices) if part.front else len(rows),
        paging=part.paging,
        numbered=not part.front,
    )
    if not part.front:
        return view
    results: Counter[Result] = Counter(result_of(notice) for notice in library.notices)
    figures = tuple(Figure(str(results[r]), "份" + VERDICT[r], "") for r in RESULT_ORDER if results[r])
    return msgspec.structs.replace(view, results=figures)


def _quality_row(library: Library, notice: Notice) -> QualityRow:
    return QualityRow(
        anchor=f"q-{notice.id}",
        title=title_of(notice),
        url=addresses.notice_url(notice.id),
        unit=named(notice),
        result=result_of(notice),
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
        declared=_numbers(check, check.declared, statement.merged if statement else ()) or "未声明",
        counted=_numbers(check, check.counted) or "正文未逐件列出",
        note=check.note,
        quote=statement.quote if statement else "",
        line=line if linked else None,
        line_url=addresses.line_url(notice.id, line) if linked and line is not None else "",
    )


def _numbers(check: Reconciliation, numbers: Mapping[str, int] | None, merged: Sequence[Merged] = ()) -> str:
    """共 62 个：已完成 3，阶段性完成 59."""
    if numbers is None:
        return ""
    parts = [f"{merged_words(each, check.subject)} {each.number}" for each in merged]
    parts += [f"{status_word(key, check.subject)} {numbers[key]}" for key in STATUSES if key in numbers]
    return f"共 {numbers.get('total', 0)} {MEASURE_WORD[check.subject]}" + (f"：{'，'.join(parts)}" if parts else "")
