"""Downloads around the pages: the exports on their way through build/ to the site, and what pages say about them.

Exports (generator/build/exporting.py) are made before the pages, so that the data page can say how large each file is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from generator.build import official
from generator.build.frame import configuration
from generator.exports import discovery
from generator.exports.manifest import Entry
from generator.exports.model import Published, Site, site
from generator.exports.tables import TABLES
from generator.facts.model import Notice
from generator.library import Library, UnitEntry
from generator.pages.view_parts import ColumnDoc, Download, TableDoc

KINDS = {"text": "文字", "integer": "整数", "date": "日期"}
PLACES = {"everywhere": "", "csv": "仅 CSV", "sqlite": "仅 SQLite"}


def identity(root: Path, docs: Path, search: bool) -> Site:
    """The site as its mkdocs.yml names it. Raises FrameError on a configuration that cannot be read, or that calls the site
    official without its identifiers."""
    config = configuration(root, docs)
    official.check(Path(config.config_file_path), config.site_name, config.extra.get("gongkai") or {})
    office = (config.extra.get("gongkai") or {}).get("office", "")
    return site(config.site_name, config.site_url or None, str(office or ""), search)


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


def linked_notice(site: Site, notice: Notice) -> str:
    """The JSON-LD of a notice's page, fit for a script element."""
    return discovery.in_script(discovery.report(site, notice))


def linked_unit(site: Site, unit: UnitEntry) -> str:
    """The same for a unit's page."""
    return discovery.in_script(discovery.organisation(site, unit))


def linked_dataset(library: Library, site: Site, as_of: date | None, written: Iterable[Entry]) -> str | None:
    """The same for the data page, which lists the files `written`; None without notices, when there is no such page."""
    if not library.notices:
        return None
    listed = [each for each in written if each.path.startswith("data/")]
    return discovery.in_script(discovery.dataset(Published(library, site, as_of), listed))


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
