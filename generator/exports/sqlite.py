"""The database: all tables with keys and indexes, full-text search over findings, and its own documentation.

It is made in steps, each of which adds the notices of one segment to what the steps before it left (`create`, `append`
for each segment and `merge` for each but the last, `complete`). The same steps give the same bytes with the same SQLite,
wherever they are taken up again: nothing in the file is a time, and the header fields that count writes or name the
library's version are set to constants. Another release of SQLite may lay out its pages differently; the rows are then
still equal. The files are the site's business (generator/build/database.py); this stage is handed a connection.

The search table uses trigrams, so a term of three or more characters is found wherever it occurs, inside words too:
`SELECT … FROM findings_search WHERE findings_search MATCH '"工会经费"'`. Shorter terms need LIKE. It keeps no text of its
own, only where each trigram stands in `findings`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from generator.exports.columns import Cell, Column, Table
from generator.exports.model import Published
from generator.exports.tables import TABLES
from generator.exports.terms import CITE, LICENCE

PAGE_SIZE = 4096
APPLICATION_ID = 0x474B4149
"""`GKAI`: what `file` can tell this database by."""
USER_VERSION = 1
"""Raised when a table or column changes its meaning, which a new one does not."""

WRITE_FORMAT, CHANGE_COUNTER, VERSION_VALID_FOR, LIBRARY_VERSION = 18, 24, 92, 96
"""Offsets of header fields that differ between machines or ways of writing (SQLite file format, section 1.3)."""
OLDEST_LIBRARY = 3_034_000
"""The first SQLite with the trigram tokenizer, written where the version of the library would stand."""
ROLLBACK_JOURNAL, WRITE_AHEAD_LOG = b"\1\1", b"\2\2"
"""The two values of the field at `WRITE_FORMAT`."""

MERGED = 2000
"""Pages of the search table that one `merge` writes at most."""
MERGED_AT = 16
"""Small indexes of one size that a `merge` joins; with four, SQLite's own number, every trigram is written three times as often."""
MOST_INDEXES = 512
"""Small indexes of one size after which SQLite itself would join them."""
ANALYSED = 400
"""Rows of an index that are looked at to tell SQLite how many rows a value has."""

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


def create(connection: sqlite3.Connection) -> None:
    """Give an empty database everything but rows."""
    connection.executescript(
        f"PRAGMA page_size = {PAGE_SIZE}; PRAGMA auto_vacuum = 0; PRAGMA encoding = 'UTF-8'; BEGIN;"
        f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {USER_VERSION};"
    )
    for table in TABLES:
        connection.execute(create_statement(table))
        for name in table.indexes:
            connection.execute(f'CREATE INDEX {table.name}_{name} ON {table.name} ("{name}")')
    connection.execute(
        'CREATE TABLE columns ("table_name" TEXT, "column_name" TEXT, "kind" TEXT, "text" TEXT,'
        " PRIMARY KEY (table_name, column_name))"
    )
    connection.execute('CREATE TABLE about ("name" TEXT PRIMARY KEY NOT NULL, "value" TEXT)')
    # Datasette looks for the double quotes around the name of the table to offer its search box.
    connection.execute(
        f'CREATE VIRTUAL TABLE findings_search USING fts5({", ".join(SEARCHED)}, content="findings", content_rowid="id",'
        ' tokenize="trigram")'
    )
    _tell_search(connection, "automerge", 0)
    _tell_search(connection, "usermerge", MERGED_AT)
    _tell_search(connection, "crisismerge", MOST_INDEXES)
    for name, (_, query) in VIEWS.items():
        connection.execute(f"CREATE VIEW {name} AS {query}")
    connection.execute("COMMIT")


def append(connection: sqlite3.Connection, part: Published) -> int:
    """Add the rows of some notices, which follow those that are in the database already; how many rows."""
    connection.execute("BEGIN")
    rows = sum(_fill(connection, table, part) for table in TABLES if not table.whole)
    names = ", ".join(SEARCHED)
    connection.execute(
        f"INSERT INTO findings_search(rowid, {names}) SELECT id, {names} FROM findings WHERE id > ?",  # noqa: S608
        (part.before,),
    )
    connection.execute("COMMIT")
    return rows


def merge(connection: sqlite3.Connection) -> None:
    """Join a few of the small indexes, one an `append`, that the search table is made of, so that they stay few.

    Done where it is kept: the last segment grows with every new notice, and what it would join, the next build would
    have to join again.
    """
    connection.execute("BEGIN")
    _tell_search(connection, "merge", MERGED)
    connection.execute("COMMIT")


def complete(connection: sqlite3.Connection, published: Published) -> int:
    """Add what may change with any notice: units, regions, topics, and what the database says about itself; how many rows
    the tables among them have."""
    connection.execute("BEGIN")
    rows = sum(_fill(connection, table, published) for table in TABLES if table.whole)
    connection.executemany("INSERT INTO columns VALUES (?, ?, ?, ?)", _documentation())
    connection.executemany("INSERT INTO about VALUES (?, ?)", about(published))
    connection.execute(f"PRAGMA analysis_limit = {ANALYSED}")
    connection.execute("ANALYZE")
    connection.execute("COMMIT")
    return rows


def about(published: Published) -> list[tuple[str, str | None]]:
    """Whose data this is, of what day, under which terms."""
    return [
        ("site", published.site.name),
        ("url", published.site.url),
        ("as_of", published.as_of.isoformat() if published.as_of else None),
        ("licence", LICENCE),
        ("cite", CITE),
    ]


def of_all(published: Published) -> list[list[Cell]]:
    """What `complete` adds, as far as notices decide it."""
    rows: list[list[Cell]] = [list(pair) for pair in about(published)]
    for table in TABLES:
        if table.whole:
            rows += [list(cells) for cells in table.cells_in("sqlite", published)]
    return rows


def normalised(header: bytes) -> bytes:
    """The first bytes of the file, 100 at least, with constants in the fields that say how, how often and by which release
    it was written."""
    made = bytearray(header)
    made[WRITE_FORMAT : WRITE_FORMAT + 2] = ROLLBACK_JOURNAL
    for at, value in ((CHANGE_COUNTER, 1), (VERSION_VALID_FOR, 1), (LIBRARY_VERSION, OLDEST_LIBRARY)):
        made[at : at + 4] = value.to_bytes(4, "big")
    return bytes(made)


def _tell_search(connection: sqlite3.Connection, name: str, value: int) -> None:
    connection.execute("INSERT INTO findings_search(findings_search, rank) VALUES (?, ?)", (name, value))


def _fill(connection: sqlite3.Connection, table: Table[Any], published: Published) -> int:
    """Add the rows of a table; how many."""
    marks = ", ".join("?" * len(table.columns_in("sqlite")))
    done = connection.executemany(
        f"INSERT INTO {table.name} VALUES ({marks})",  # noqa: S608 - names are constants of ours
        table.cells_in("sqlite", published),
    )
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


def _documentation() -> Iterator[tuple[str, str, str, str]]:
    for table in TABLES:
        yield table.name, "", "table", table.text
        for column in table.columns_in("sqlite"):
            yield table.name, column.name, column.kind, column.text
    for name, (text, _) in VIEWS.items():
        yield name, "", "view", text
    yield "findings_search", "", "search", "问题的全文检索（三字以上，逐字匹配）：" + "、".join(SEARCHED)
