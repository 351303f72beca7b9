"""The page of checks: what each notice declares beside what its text holds.

Where the list is cut, its first page has the totals and the newest notices that differ.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.facts.model import Notice, Reconciliation
from generator.facts.reconcile import principal
from generator.filing import named, newest_date, title_of
from generator.library import Library
from generator.pages.collection import Part, part_description, part_heading
from generator.pages.lists.rows import cut_notices
from generator.pages.page import Facts, lean
from generator.pages.words import RESULT_ORDER, Result
from generator.source import Span

if TYPE_CHECKING:
    from generator.pages.context import Context

CHECKS_A_PAGE = 50


def quality_parts(context: Context) -> list[Part[Notice]]:
    """Return the pages of the list of checks."""
    return _parts(context.library)


def _parts(library: Library) -> list[Part[Notice]]:
    first, *further = cut_notices(library, library.notices, CHECKS_A_PAGE)
    if not further:
        return [first]
    differing = [notice for notice in library.notices if result_of(notice) == "differs"]
    paging = first.paging | {"held": f"全部 {len(library.notices)} 份", "after": first.paging["pages"][0]}
    return [Part(differing[:CHECKS_A_PAGE], "", paging), *further]


def result_of(notice: Notice) -> Result:
    """Return the verdict on the declared total of findings, which is the first comparison of a notice."""
    return notice.reconciliation[0].result


def pages_of_rows(library: Library) -> dict[str, str]:
    """Return for each notice id the name of the page that holds its row: '' or `page/2024`."""
    # The first page comes first, so that a row which stands there too is found on the page of its day.
    return {notice.id: part.name for part in _parts(library) for notice in part.rows}


def quality_facts(context: Context, part: Part[Notice]) -> Facts | None:
    """Return the facts of `/quality/` or a further page: rows of those that differ first. `results` counts all notices.

    {title, description, as_of, results: {differs: 1, match: 4},
     rows: [{id, title, unit, checks: [check_facts], notes: [public_notes]}]}
    """
    library = context.library
    if not library.notices:
        return None
    results = Counter(result_of(notice) for notice in library.notices) if part.first else {}
    ordered = sorted(part.rows, key=lambda notice: RESULT_ORDER[result_of(notice)])
    return lean(
        {
            "title": part_heading("数据核对", part),
            "description": part_description("通报声明的数字与正文逐条计数的核对。", part),
            "as_of": context.as_of if part.first else newest_date(part.rows),
            "results": {result: results[result] for result in RESULT_ORDER if result in results},
            "rows": [_row(library, notice) for notice in ordered],
        }
    )


def _row(library: Library, notice: Notice) -> Facts:
    return lean(
        {
            "id": notice.id,
            "title": title_of(notice),
            "unit": named(notice),
            "checks": [check_facts(notice, check) for check in notice.reconciliation],
            "notes": public_notes(library, notice) if notice.sidecar.withdrawn is None else None,
        }
    )


def check_facts(notice: Notice, check: Reconciliation) -> Facts:
    """Return one comparison with the statement it is about; a withdrawn notice has no lines that could be shown.

    {subject: findings, result: differs, declared: {total: 62, partial: 59}, counted: {total: 61, partial: 58},
     contrary: [total, partial], merged: [{statuses: [completed, mostly], number: 3}], note, quote, line: 5}
    """
    statement = principal(notice.declared, check.subject)
    shown = notice.sidecar.withdrawn is None
    merged = statement.merged if statement else ()
    return lean(
        {
            "subject": check.subject,
            "result": check.result,
            "declared": check.declared,
            "counted": check.counted,
            "contrary": list(check.contrary),
            "merged": [{"statuses": list(each.statuses), "number": each.number} for each in merged],
            "note": check.note,
            "quote": statement.quote if statement else None,
            "line": notice.source.line_of(statement.span.start) if statement and shown else None,
        }
    )


def public_notes(library: Library, notice: Notice) -> list[Facts]:
    """Return the diagnostics that the public sees, as `{code, severity, message, line, finding}`.

    `finding` is the anchor of the finding that holds it, absent for one about the rest of the text or the whole file.
    """
    source = notice.source
    return [
        lean(
            {
                "code": diagnostic.code,
                "severity": diagnostic.severity,
                "message": diagnostic.message,
                "line": source.line_of(min(diagnostic.span.start, len(source.text))),
                "finding": _finding_at(notice, diagnostic.span),
            }
        )
        for diagnostic in library.diagnostics.get(notice.id, ())
        if diagnostic.published
    ]


def _finding_at(notice: Notice, span: Span) -> str | None:
    if not span.end:  # about the whole file
        return None
    return next((each.anchor for each in notice.findings if each.span.start <= span.start < each.span.end), None)
