"""Tables as CSV for spreadsheets: UTF-8 with a byte-order mark, comma, CR LF, quotes where needed (RFC 4180).

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, some also the full-width forms, and some
skip a tab or line end before it. Such a cell gets an apostrophe in front. The rule can be undone: a cell matching
`^'+` and one of those characters loses one apostrophe.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Any

from generator.exports.columns import Cell, Table
from generator.exports.model import Published

BYTE_ORDER_MARK = "\ufeff"
# Apostrophes before the character too, so that an original that begins with one is told from a defused cell.
STARTS = frozenset("'=+-@\t\r\n＝＋－＠")
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def heading(table: Table[Any]) -> bytes:
    """The byte-order mark and the line of column names."""
    return (BYTE_ORDER_MARK + _written([[column.name for column in table.columns_in("csv")]])).encode("utf-8")


def rows_of(table: Table[Any], published: Published) -> tuple[bytes, int]:
    """The lines of the table below its heading, and how many rows they are."""
    columns = [
        _safe(values) if column.kind == "text" else values for column, values in table.values_in("csv", published)
    ]
    return _written(zip(*columns, strict=True)).encode("utf-8"), len(columns[0])


def _safe(values: list[Cell]) -> list[Cell] | list[str | int]:
    """The cells of a column, defused; nearly always nothing in a column could be a formula."""
    return (
        values
        if STARTS.isdisjoint({value[:1] for value in values if isinstance(value, str)})
        else list(map(defused, values))
    )


def _written(rows: Iterable[Iterable[Cell]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def defused(value: Cell) -> str | int:
    """The cell as a spreadsheet may have it: text that would run gets an apostrophe, nothing is an empty cell."""
    if value is None:
        return ""
    return "'" + value if isinstance(value, str) and value[:1] in STARTS and FORMULA.match(value) else value


def restored(cell: str) -> str:
    """The text that `defused` made the cell of."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
