"""Every file that the site offers besides its pages: Library -> files, pure.

`export` is the way in. What it needs is imported when it is called: `gongkai parse` takes only the record from this
package, and starts faster without the database, the feeds and the pages' words.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.exports.model import File, Published, Site
    from generator.library import Library

LARGEST = 64 * 1024 * 1024
"""Bytes a file may have before only its gzip is published: hosts of static sites refuse files of 100 MB."""


QUICK = 2
"""Level of gzip for those: a third of the time of level 6, for a tenth more bytes."""


def export(library: Library, site: Site, as_of: date | None) -> dict[str, bytes]:
    """Path -> bytes of every file. For large libraries iterate over `files` instead: it holds one file at a time."""
    return {file.path: file.data for file in files(library, site, as_of)}


def files(library: Library, site: Site, as_of: date | None) -> Iterator[File]:
    """Every file, one after the other: records, tables, database, feeds, calendar, and last the lists of them."""
    from generator.exports import manifest
    from generator.exports.model import Published
    from generator.exports.packed import packed

    published = Published(library, site, as_of)
    listed: list[manifest.Entry] = []
    for file in _made(published):
        if len(file.data) > LARGEST:
            file = file._replace(path=f"{file.path}.gz", data=packed(file.data, QUICK), text=f"{file.text}，gzip 压缩")
        if file.path.startswith(manifest.FOLDER) or "/" not in file.path:
            listed.append(manifest.entry(file))
        yield file
    if library.notices:
        yield manifest.checksums(listed)
        yield manifest.index(published, listed)


def _made(published: Published) -> Iterator[File]:
    from generator.exports import calendar, csv, discovery, feeds, json, sqlite

    if not published.library.notices:
        return  # a site without notices has no data page and nothing to offer
    yield from json.notice_files(published)
    yield json.all_notices(published)
    yield from json.year_files(published)
    yield json.schema_file()
    yield from csv.csv_files(published)
    yield sqlite.database(published)
    yield from feeds.feed_files(published)
    for file in (calendar.calendar_file(published), discovery.opensearch(published.site)):
        if file:
            yield file
