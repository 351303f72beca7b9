"""The database: all tables with keys, indexes and views, and its own documentation.

The same notices give the same bytes with the same release of SQLite: nothing in the file is a time, and the header
fields that count writes or name the release are constants. Another release may lay out its pages differently; the rows
are then still equal.

Text is searched by LIKE, which finds every occurrence; no index can help there (docs/adr/0010).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import yaml

from generator.exports.columns import Column, Table
from generator.exports.model import CITE, LICENCE, File, PublicNotice, Published, Writer
from generator.exports.tables import NOTICE_TABLES, SITE_TABLES, TABLES

S = TypeVar("S")

APPLICATION_ID = 0x474B4149
"""`GKAI`: what `file` can tell this database by."""
USER_VERSION = 2
"""Raised when a table or column goes or changes its meaning, which a new one does not."""
CONSTANTS = {24: 1, 92: 1, 96: 3_034_000}
"""Four-byte header fields that differ between machines: the counter of changes, twice, and the release of SQLite (SQLite
file format, section 1.3)."""

VIEWS: dict[str, dict[str, str]] = yaml.load(Path(__file__).with_name("views.yml").read_bytes(), yaml.CSafeLoader)
"""Views by name: `text` says what each is for, `query` is its SQL."""


class DatabaseFile(Writer):
    """`data/gongkai.sqlite`. Indexes are made after the rows."""

    def __init__(self, published: Published) -> None:
        super().__init__(published)
        self.database = sqlite3.connect("", isolation_level=None)  # a temporary file of SQLite's own
        self.database.execute("BEGIN")
        self.database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        self.database.execute(f"PRAGMA user_version = {USER_VERSION}")
        for table in TABLES:
            self.database.execute(create_statement(table))
        for table in SITE_TABLES:
            insert(self.database, table, published)

    def add(self, notice: PublicNotice) -> Iterable[File]:
        for table in NOTICE_TABLES:
            insert(self.database, table, notice)
        return ()

    def files(self) -> Iterable[File]:
        rows = self.database.total_changes
        with closing(self.database):
            for table in TABLES:
                for name in table.indexes:
                    self.database.execute(f'CREATE INDEX {table.name}_{name} ON {table.name} ("{name}")')
            document_tables(self.database, self.published)
            self.database.execute("COMMIT")
            data = normalised(self.database.serialize())
        yield File("data/gongkai.sqlite", data, "全部数据表与索引（SQLite 数据库）", rows)


def create_statement(table: Table[Any, Any]) -> str:
    """Return the definition of a table."""
    columns = table.columns_in("sqlite")
    lines = [column_definition(column, table.key == (column.name,)) for column in columns]
    lines += [f"PRIMARY KEY ({', '.join(table.key)})"] if len(table.key) > 1 else []
    lines += [f"UNIQUE ({', '.join(table.unique)})"] if table.unique else []
    lines += [f'FOREIGN KEY ("{each.name}") REFERENCES {each.references}' for each in columns if each.references]
    return f"CREATE TABLE {table.name} (\n    " + ",\n    ".join(lines) + "\n)"


def insert(database: sqlite3.Connection, table: Table[S, Any], source: S) -> None:
    """Add the rows of the site or of a notice to a table."""
    marks = ", ".join("?" * len(table.columns_in("sqlite")))
    statement = f"INSERT INTO {table.name} VALUES ({marks})"  # noqa: S608 - names are constants of ours
    database.executemany(statement, table.cells_in("sqlite", source))


def column_definition(column: Column[Any], is_key: bool) -> str:
    """Return the definition of a column. A single integer key becomes the row number."""
    kind = "INTEGER" if column.kind == "integer" else "TEXT"
    return f'"{column.name}" {kind}' + (" PRIMARY KEY NOT NULL" if is_key else "")


def document_tables(database: sqlite3.Connection, published: Published) -> None:
    """Add the views, the meaning of every table, column and view, and whose data this is, of what day, under which terms."""
    database.execute(
        'CREATE TABLE columns ("table_name" TEXT, "column_name" TEXT, "kind" TEXT, "text" TEXT,'
        " PRIMARY KEY (table_name, column_name))"
    )
    database.execute('CREATE TABLE about ("name" TEXT PRIMARY KEY NOT NULL, "value" TEXT)')
    for table in TABLES:
        meanings = [(table.name, "", "table", table.text)]
        meanings += [(table.name, each.name, each.kind, each.text) for each in table.columns_in("sqlite")]
        database.executemany("INSERT INTO columns VALUES (?, ?, ?, ?)", meanings)
    for name, view in VIEWS.items():
        database.execute("INSERT INTO columns VALUES (?, '', 'view', ?)", (name, view["text"]))
        database.execute(f"CREATE VIEW {name} AS {view['query']}")
    site, as_of = published.site, published.as_of
    about = {
        "site": site.name,
        "url": site.url,
        "as_of": as_of.isoformat() if as_of else None,
        "licence": LICENCE,
        "cite": CITE,
    }
    database.executemany("INSERT INTO about VALUES (?, ?)", about.items())


def normalised(data: bytes) -> bytes:
    """Return the database with `CONSTANTS` in its header."""
    header = bytearray(data[:100])
    for at, value in CONSTANTS.items():
        header[at : at + 4] = value.to_bytes(4, "big")
    return b"".join((header, memoryview(data)[100:]))
