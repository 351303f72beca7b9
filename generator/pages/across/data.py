"""The page of data files: of the whole site, then of each notice."""

from __future__ import annotations

from generator.facts.model import Notice
from generator.filing import newest_date, title_of
from generator.pages.collection import Part, part_description, part_heading
from generator.pages.context import Context
from generator.pages.lists.rows import cut_notices
from generator.pages.page import Facts, lean

FILES_A_PAGE = 100


def data_parts(context: Context) -> list[Part[Notice]]:
    """Return the pages of the files of single notices."""
    return cut_notices(context.library, context.library.shown, FILES_A_PAGE)


def data_facts(context: Context, part: Part[Notice]) -> Facts | None:
    """Return the facts of `/data/`; a further page has `originals` alone. Totals count all notices.

    {title, description, as_of, notices: 5, findings: 156, files: [{path: data/notices.csv, size: 1234, rows: 5, text}],
     originals: [{id, title, sha256}], tables: [{name, formats, text, columns: [{name, kind, text, note}]}]}
    """
    library = context.library
    if not library.notices:
        return None
    facts = {
        "title": part_heading("开放数据", part),
        "description": part_description("全部数据与原文下载。", part),
        "as_of": context.as_of if part.first else newest_date(part.rows),
    }
    originals = [{"id": each.id, "title": title_of(each), "sha256": each.source.sha256} for each in part.rows]
    if not part.first:
        return lean(facts | {"originals": originals})
    return lean(
        facts
        | {
            "notices": len(library.notices),
            "findings": library.outcomes(library.notices).findings,
            "files": list(context.files),
            "originals": originals,
            "tables": list(context.tables),
        }
    )
