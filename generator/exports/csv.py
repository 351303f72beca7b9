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
from generator.exports.model import File, PublicNotice, Published, Writer

BYTE_ORDER_MARK = "\ufeff"
# Apostrophes before the character too, so that an original that begins with one is told from a defused cell.
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


class CsvFile(Writer):
    """`data/<table>.csv`."""

    def __init__(self, table: Table[PublicNotice, Any], published: Published) -> None:
        super().__init__(published)
        self.table, self.rows = table, 0
        self.data = io.BytesIO()
        self.text = io.TextIOWrapper(self.data, "utf-8", newline="")
        self.text.write(BYTE_ORDER_MARK)
        self.lines = csv.writer(self.text, lineterminator="\r\n")
        self.lines.writerow(column.name for column in table.columns_in("csv"))

    def add(self, notice: PublicNotice) -> Iterable[File]:
        for cells in self.table.cells_in("csv", notice):
            self.lines.writerow(map(defused, cells))
            self.rows += 1
        return ()

    def files(self) -> Iterable[File]:
        self.text.flush()
        text = f"{self.table.text.split('。')[0]}（CSV）"
        yield File(f"data/{self.table.name}.csv", self.data.getvalue(), text, self.rows)


def defused(cell: Cell) -> Cell:
    """Return the cell as a spreadsheet may have it: text that would run gets an apostrophe."""
    return "'" + cell if isinstance(cell, str) and FORMULA.match(cell) else cell
