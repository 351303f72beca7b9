"""What a table is: its columns, each with its meaning and the way to its value, so that the two cannot drift apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import compress
from typing import Generic, Literal, NamedTuple, TypeVar

from generator.exports.model import Published

R = TypeVar("R")
Cell = str | int | None
Kind = Literal["text", "integer", "date"]
Where = Literal["everywhere", "csv", "sqlite"]


class Column(NamedTuple, Generic[R]):
    """A column: `text` is its meaning in Chinese; names never change once published."""

    name: str
    kind: Kind
    text: str
    value: Callable[[R], Cell]
    where: Where = "everywhere"
    """`csv`: repeated from another table so that one sheet is enough; `sqlite`: a key of this database alone."""
    references: str = ""
    """`table(column)` that the value points at."""


class Table(NamedTuple, Generic[R]):
    """A table of the database; those with a `csv` file are published as that too."""

    name: str
    text: str
    rows: Callable[[Published], Iterator[R]]
    columns: tuple[Column[R], ...]
    key: tuple[str, ...]
    """The primary key."""
    unique: tuple[str, ...] = ()
    indexes: tuple[str, ...] = ()
    csv: bool = False
    whole: bool = False
    """Every row may change with any notice: units and regions count theirs."""

    def cells(self, published: Published) -> list[tuple[Cell, ...]]:
        """Every row with the values of all columns, made once for all formats."""
        made = published.cells.get(self.name)
        if made is None:
            values = [column.value for column in self.columns]
            made = published.cells[self.name] = [
                tuple([value(row) for value in values]) for row in self.rows(published)
            ]
        return made

    def cells_in(self, where: Where, published: Published) -> Iterator[tuple[Cell, ...]]:
        """Every row as the format has it."""
        here = [column.where in ("everywhere", where) for column in self.columns]
        return (tuple(compress(cells, here)) for cells in self.cells(published))

    def columns_in(self, where: Where) -> tuple[Column[R], ...]:
        """Columns that the format has."""
        return tuple(column for column in self.columns if column.where in ("everywhere", where))


def day(value: date | None) -> str | None:
    """ISO 8601, or None."""
    return value.isoformat() if value else None
