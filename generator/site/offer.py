"""Downloads around the pages: the exports on their way through build/ to the site, and what pages say about them.

Exports (generator/site/exporting.py) are made before the pages, so that the data page can say how large each file is.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from generator.exports import discovery
from generator.exports.manifest import Entry
from generator.exports.model import Published, Site, site
from generator.exports.tables import TABLES
from generator.library import Library
from generator.pages.addresses import notice_url, unit_url
from generator.pages.view_parts import ColumnDoc, Download, TableDoc
from generator.site import official
from generator.site.frame import configuration

DATA_PAGE = "data/index.html"
KINDS = {"text": "文字", "integer": "整数", "date": "日期"}
PLACES = {"everywhere": "", "csv": "仅 CSV", "sqlite": "仅 SQLite"}


def identity(root: Path, docs: Path, search: bool) -> Site:
    """The site as its mkdocs.yml names it. Raises FrameError on a configuration that cannot be read, or that calls the site
    official without its identifiers."""
    config = configuration(root, docs)
    official.check(Path(config.config_file_path), config.site_name, config.extra.get("gongkai") or {})
    office = (config.extra.get("gongkai") or {}).get("office", "")
    return site(config.site_name, config.site_url or None, str(office or ""), search)


def emptied(folder: Path) -> Path:
    """The folder, without what an earlier build left in it."""
    if folder.exists():
        shutil.rmtree(folder)
    return folder


def downloads(written: Iterable[Entry]) -> list[Download]:
    """The files of the whole site, for the data page."""
    return [
        Download(each.text, each.path, form(each.path), each.size, "" if each.rows is None else f"{each.rows} 条")
        for each in written
        if each.path.startswith("data/") or each.path in ("feed.xml", "feed.json", "commitments.ics")
    ]


def form(path: str) -> str:
    """What a list of downloads calls the format: csv, sqlite, ndjson.gz."""
    name = path.rpartition("/")[2]
    return name.partition(".")[2] or "txt"


def place(folder: Path, staging: Path) -> None:
    """Move what was exported into the site."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            target = staging / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)


def dictionary() -> tuple[TableDoc, ...]:
    """Every table and column with its meaning, for the data page."""
    return tuple(
        TableDoc(
            table.name,
            "CSV、SQLite" if table.csv else "SQLite",
            table.text,
            tuple(ColumnDoc(c.name, KINDS[c.kind], c.text, PLACES[c.where]) for c in table.columns),
        )
        for table in TABLES
    )


def linked_data(library: Library, site: Site) -> dict[str, str]:
    """Path of a published page -> its JSON-LD, fit for a script element: of notices and units."""
    made = {f"{notice_url(notice.id)}index.html": discovery.report(site, notice) for notice in library.notices} | {
        f"{unit_url(unit.id)}index.html": discovery.organisation(site, unit) for unit in library.units
    }
    return {path: discovery.in_script(value) for path, value in made.items()}


def linked_dataset(library: Library, site: Site, as_of: date | None, written: Iterable[Entry]) -> dict[str, str]:
    """The same for the data page, which lists the files `written`."""
    if not library.notices:
        return {}
    listed = [each for each in written if each.path.startswith("data/")]
    return {DATA_PAGE: discovery.in_script(discovery.dataset(Published(library, site, as_of), listed))}


def with_linked_data(page: str, data: str | None) -> str:
    """The page with its JSON-LD at the end of its head."""
    return (
        page
        if data is None
        else page.replace("</head>", f'<script type="application/ld+json">{data}</script></head>', 1)
    )


def sitemaps(library: Library, site: Site, pages: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The sitemap of the pages that were made, in place of the one MkDocs dates by the build."""
    paths = [name.removesuffix("index.html") for name in pages if name.rpartition("/")[2] == "index.html"]
    yield from discovery.sitemaps(site, paths, discovery.last_changes(library.notices))
