"""Tables as CSV for spreadsheets: UTF-8 with a byte-order mark, comma, CR LF, quotes where needed (RFC 4180).

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, some also the full-width forms, and some
skip a tab or line end before it. Such a cell gets an apostrophe in front. The rule can be undone: a cell matching
`^'+` and one of those characters loses one apostrophe.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from generator.exports.columns import Cell, Table
from generator.exports.model import File, Published
from generator.exports.tables import TABLES

BYTE_ORDER_MARK = "\ufeff"
# Apostrophes before the character too, so that an original that begins with one is told from a defused cell.
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def csv_files(published: Published) -> Iterator[File]:
    """`data/<table>.csv` of every table that is published so."""
    for table in TABLES:
        if table.csv:
            data, rows = csv_of(table, published)
            yield File(f"data/{table.name}.csv", data, f"{table.text.split('。')[0]}（CSV）", rows)


def csv_of(table: Table[Any], published: Published) -> tuple[bytes, int]:
    """The table's file and the number of its rows, the heading not counted."""
    columns = table.columns_in("csv")
    out = io.StringIO(newline="")
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    values = [column.value for column in columns]
    count = 0
    for row in table.rows(published):
        writer.writerow([defused(value(row)) for value in values])
        count += 1
    return out.getvalue().encode("utf-8"), count


def defused(value: Cell) -> str | int:
    """The cell as a spreadsheet may have it: text that would run gets an apostrophe, nothing is an empty cell."""
    if value is None:
        return ""
    return "'" + value if isinstance(value, str) and FORMULA.match(value) else value


def restored(cell: str) -> str:
    """The text that `defused` made the cell of."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
