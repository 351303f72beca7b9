"""The data files of a site, written by a worker of its own while pages are made."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.build.inputs import Found, collect_notices
from generator.build.memo import Memo
from generator.build.pool import Pool
from generator.build.publish import Place
from generator.build.reading import read_files
from generator.build.tree import Entry, Tree
from generator.exports.files import data_files
from generator.exports.manifest import is_listed
from generator.exports.model import Published, Site
from generator.library import checked_library
from generator.pages.page import Facts


def write_data_files(
    found: Found, memo_folder: Path, place: Place, site: Site, as_of: str | None
) -> tuple[dict[str, Entry], list[Facts]]:
    """Write all data files into the folder of the site on its way, from the notices as they were found and remembered; return the
    files by path, and what the data page says about those of the whole site."""
    collected = collect_notices(found, read_files(found.files, Memo(memo_folder), Pool(None)))
    library = checked_library(collected.notices, collected.diagnostics)
    tree = Tree(place.staging, place.staging_index)
    facts: list[Facts] = []
    for file in data_files(Published(library, site, date.fromisoformat(as_of) if as_of else None)):
        tree.write(file.path, file.data)
        if is_listed(file.path):
            facts.append({"path": file.path, "size": len(file.data), "rows": file.rows, "text": file.text})
    return tree.files, facts
