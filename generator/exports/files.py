"""All data files of a site, and how a file is published that is too large as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from generator.exports.calendar import CalendarFile
from generator.exports.csv import CsvFile
from generator.exports.discovery import SearchDescription
from generator.exports.feeds import FeedFiles
from generator.exports.json import RecordFiles, SchemaFile
from generator.exports.manifest import checksums, file_entry, file_index, is_listed
from generator.exports.model import File, Gzip, Published, Writer, year_labels
from generator.exports.sqlite import DatabaseFile
from generator.exports.tables import NOTICE_TABLES

FORMATS: tuple[Callable[[Published], Writer], ...] = (
    RecordFiles,
    *(partial(CsvFile, table) for table in NOTICE_TABLES if table.csv),
    SchemaFile,
    DatabaseFile,
    FeedFiles,
    CalendarFile,
    SearchDescription,
)
"""What makes the writer of each format, in the order of the files."""

LARGEST = 64 * 1024 * 1024
"""Bytes a file may have before only its gzip is published."""
REFUSED = 95 * 1000 * 1000
"""Bytes of a packed file that a host may refuse (most refuse 100 MB); it is published by year instead."""


def data_files(published: Published) -> Iterator[File]:
    """Yield every file that the site offers besides its pages; nothing for a site without notices.

    The files are made one after the other, so that a caller who writes each as it comes holds one at a time.
    """
    if not published.notices:
        return
    entries: list[dict[str, Any]] = []
    for file in all_files(published):
        if is_listed(file.path):
            entries.append(file_entry(published.site, file))
        yield file
    yield checksums(entries)
    yield file_index(published, entries)


def all_files(published: Published) -> Iterator[File]:
    """Yield the files of all formats. Every notice is opened once."""
    writers = [make(published) for make in FORMATS]
    for notice in published.each():
        for writer in writers:
            yield from writer.add(notice)
    for make in FORMATS:
        for file in writers.pop(0).files():  # a writer that is done lets go of its memory
            yield from sized(file, make, published)


def sized(file: File, make: Callable[[Published], Writer], published: Published) -> Iterator[File]:
    """Yield a file as hosts accept it: as it is, or packed, or one packed file for the notices of each year."""
    if len(file.data) <= LARGEST or file.path.endswith(".gz"):
        yield file
    elif len((packed := packed_file(file)).data) <= REFUSED:
        yield packed
    else:
        for year, part in published.by_year():
            writer = make(part)
            for notice in part.each():
                list(writer.add(notice))
            own = next(each for each in writer.files() if each.path == file.path)
            stem, _, form = own.path.partition(".")
            name, words = year_labels(year)
            yield packed_file(own._replace(path=f"{stem}-{name}.{form}", text=f"{own.text}，{words}"))


def packed_file(file: File) -> File:
    """Return the file packed."""
    packer = Gzip()
    packer.add(file.data)
    return file._replace(path=f"{file.path}.gz", data=packer.data(), text=f"{file.text}，gzip 压缩")
