"""The data files of a site, written by a worker of its own while pages are made."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from generator.build.inputs import Found, collect_notices
from generator.build.memo import Memo
from generator.build.pool import Pool
from generator.build.publish import Place
from generator.build.reading import read_files
from generator.build.tree import Entry, Tree
from generator.exports.files import data_files
from generator.exports.model import Published, Site
from generator.pages.page import Facts


class DataJob(NamedTuple):
    """What data files are made from: the notices as they were found, and where what was read of them is remembered."""

    found: Found
    memo: Path
    place: Place
    site: Site
    as_of: str | None


class DataFiles(NamedTuple):
    """The files that were written: by path, and what the data page says about those of the whole site."""

    files: dict[str, Entry]
    facts: list[Facts]


def write_data_files(job: DataJob) -> DataFiles:
    """Write all data files into the site's folder."""
    from generator.build.recipe import library_of  # the same library, from the same steps

    collected = collect_notices(job.found, read_files(job.found.files, Memo(job.memo), Pool(None)))
    library = library_of(collected)
    tree = Tree(job.place.staging, job.place.staging_index)
    facts: list[Facts] = []
    if library.notices:
        as_of = date.fromisoformat(job.as_of) if job.as_of else None
        for file in data_files(Published(library, job.site, as_of)):
            tree.write(file.path, file.data)
            if file.path.startswith("data/") or "/" not in file.path:
                facts.append({"path": file.path, "size": len(file.data), "rows": file.rows, "text": file.text})
    return DataFiles(tree.files, facts)
