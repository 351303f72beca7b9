"""The database: all tables with keys and indexes, full-text search over findings, and its own documentation.

It is made in memory and serialised, so that this stage touches no disk. The same rows give the same bytes with the same
SQLite: nothing in it is a time, and the header fields that count writes or name the library's version are set to
constants. Another release of SQLite may lay out its pages differently; the rows are then still equal.

The search table uses trigrams, so a term of three or more characters is found wherever it occurs, inside words too:
`SELECT … FROM findings_search WHERE findings_search MATCH '"工会经费"'`. Shorter terms need LIKE.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from generator.exports.columns import Column, Table
from generator.exports.model import File, Published
from generator.exports.tables import TABLES
from generator.exports.terms import CITE, LICENCE

PAGE_SIZE = 4096
APPLICATION_ID = 0x474B4149
"""`GKAI`: what `file` can tell this database by."""
USER_VERSION = 1
"""Raised when a table or column changes its meaning, which a new one does not."""

CHANGE_COUNTER, VERSION_VALID_FOR, LIBRARY_VERSION = 24, 92, 96
"""Offsets of header fields that differ between machines (SQLite file format, section 1.3)."""
OLDEST_LIBRARY = 3_034_000
"""The first SQLite with the trigram tokenizer, written where the version of the library would stand."""

SEARCHED = ("heading", "statement", "outcome", "response")
VIEWS = {
    "findings_in_full": (
        "问题连同通报、单位和地区，一条一行",
        """SELECT f.notice_id, f.anchor, n.title, n.unit_id, n.unit, n.region_code, n.region, n.published, f.label,
    f.heading, f.statement, f.outcome, f.status, f.response, f.url
FROM findings f JOIN notices n ON n.id = f.notice_id""",
    ),
    "status_by_unit": (
        "各单位的问题数，按整改结果的类别",
        """SELECT n.unit_id, n.unit, f.status, count(*) AS findings
FROM findings f JOIN notices n ON n.id = f.notice_id GROUP BY n.unit_id, n.unit, f.status""",
    ),
    "commitments_by_due": (
        "写明时限的承诺，按最晚日期",
        """SELECT c.due, c.not_before, c.text, n.unit, f.heading, f.url
FROM commitments c JOIN findings f ON f.id = c.finding_id JOIN notices n ON n.id = f.notice_id
ORDER BY c.due IS NULL, c.due, c.finding_id, c.number""",
    ),
}


def database(published: Published) -> File:
    """`data/gongkai.sqlite`."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(
            f"PRAGMA page_size = {PAGE_SIZE}; PRAGMA application_id = {APPLICATION_ID};"
            f"PRAGMA user_version = {USER_VERSION}; PRAGMA foreign_keys = ON;"
        )
        rows = sum(_fill(connection, table, published) for table in TABLES)
        _document(connection, published)
        _search(connection)
        for name, (_, query) in VIEWS.items():
            connection.execute(f"CREATE VIEW {name} AS {query}")
        connection.execute("ANALYZE")
        connection.commit()
        connection.execute("VACUUM")
        data = connection.serialize()
    finally:
        connection.close()  # before the next copy: a database of 100,000 findings has 340 MB
    return File("data/gongkai.sqlite", normalised(data), "全部数据表、索引与全文检索（SQLite 数据库）", rows)


def normalised(data: bytes) -> bytes:
    """The database with constants in the header fields that say how often and by which release it was written."""
    header = bytearray(data[:100])
    for at, value in ((CHANGE_COUNTER, 1), (VERSION_VALID_FOR, 1), (LIBRARY_VERSION, OLDEST_LIBRARY)):
        header[at : at + 4] = value.to_bytes(4, "big")
    return b"".join((header, memoryview(data)[100:]))


def _fill(connection: sqlite3.Connection, table: Table[Any], published: Published) -> int:
    """Make and fill one table with its indexes; the number of its rows."""
    columns = table.columns_in("sqlite")
    connection.execute(create_statement(table))
    values = [column.value for column in columns]
    marks = ", ".join("?" * len(columns))
    done = connection.executemany(
        f"INSERT INTO {table.name} VALUES ({marks})",  # noqa: S608 - names are constants of ours
        (tuple(value(row) for value in values) for row in table.rows(published)),
    )
    for name in table.indexes:
        connection.execute(f'CREATE INDEX {table.name}_{name} ON {table.name} ("{name}")')
    return max(done.rowcount, 0)


def create_statement(table: Table[Any]) -> str:
    """The table's definition. A single integer key becomes the row number that the search table refers to."""
    columns = table.columns_in("sqlite")
    lines = [_definition(column, table.key == (column.name,)) for column in columns]
    if len(table.key) > 1:
        lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    if table.unique:
        lines.append(f"UNIQUE ({', '.join(table.unique)})")
    for column in columns:
        if column.references:
            lines.append(f'FOREIGN KEY ("{column.name}") REFERENCES {column.references}')
    return f"CREATE TABLE {table.name} (\n    " + ",\n    ".join(lines) + "\n)"


def _definition(column: Column[Any], is_key: bool) -> str:
    kind = "INTEGER" if column.kind == "integer" else "TEXT"
    return f'"{column.name}" {kind}' + (" PRIMARY KEY NOT NULL" if is_key else "")


def _document(connection: sqlite3.Connection, published: Published) -> None:
    """The tables `columns` (every column's meaning) and `about` (whose data this is, of what day, under which terms)."""
    connection.execute(
        'CREATE TABLE columns ("table_name" TEXT, "column_name" TEXT, "kind" TEXT, "text" TEXT,'
        " PRIMARY KEY (table_name, column_name))"
    )
    connection.executemany("INSERT INTO columns VALUES (?, ?, ?, ?)", _documentation())
    connection.execute('CREATE TABLE about ("name" TEXT PRIMARY KEY NOT NULL, "value" TEXT)')
    connection.executemany(
        "INSERT INTO about VALUES (?, ?)",
        [
            ("site", published.site.name),
            ("url", published.site.url),
            ("as_of", published.as_of.isoformat() if published.as_of else None),
            ("licence", LICENCE),
            ("cite", CITE),
        ],
    )


def _documentation() -> Iterator[tuple[str, str, str, str]]:
    for table in TABLES:
        yield table.name, "", "table", table.text
        for column in table.columns_in("sqlite"):
            yield table.name, column.name, column.kind, column.text
    for name, (text, _) in VIEWS.items():
        yield name, "", "view", text
    yield "findings_search", "", "search", "问题的全文检索（三字以上，逐字匹配）：" + "、".join(SEARCHED)


def _search(connection: sqlite3.Connection) -> None:
    """The full-text table. It keeps no text of its own, only where each trigram stands in `findings`.

    The name of the table stands in double quotes because Datasette looks for them to offer its search box.
    """
    names = ", ".join(SEARCHED)
    connection.execute(
        f'CREATE VIRTUAL TABLE findings_search USING fts5({names}, content="findings", content_rowid="id", tokenize="trigram")'
    )
    connection.execute("INSERT INTO findings_search(findings_search) VALUES ('rebuild')")
    connection.execute("INSERT INTO findings_search(findings_search) VALUES ('optimize')")
