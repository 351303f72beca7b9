"""What a table is: its columns, each with its meaning and the way to its value, so that the two cannot drift apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
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
    rows: Callable[[Published], Iterable[R]]
    columns: tuple[Column[R], ...]
    key: tuple[str, ...]
    """The primary key."""
    unique: tuple[str, ...] = ()
    indexes: tuple[str, ...] = ()
    csv: bool = False
    whole: bool = False
    """Every row may change with any notice: units and regions count theirs."""

    def values(self, published: Published) -> list[list[Cell]]:
        """For each column its values in all rows, made once for all formats. A column at a time, because a getter written in C
        is then called by C; a row at a time takes twice as long."""
        made = published.values.get(self.name)
        if made is None:
            rows = list(self.rows(published))
            made = published.values[self.name] = [list(map(column.value, rows)) for column in self.columns]
        return made

    def values_in(self, where: Where, published: Published) -> list[tuple[Column[R], list[Cell]]]:
        """The columns that the format has, with their values."""
        columns = zip(self.columns, self.values(published), strict=True)
        return [(column, values) for column, values in columns if column.where in ("everywhere", where)]

    def cells_in(self, where: Where, published: Published) -> Iterator[tuple[Cell, ...]]:
        """Every row as the format has it."""
        return zip(*[values for _, values in self.values_in(where, published)], strict=True)

    def columns_in(self, where: Where) -> tuple[Column[R], ...]:
        """Columns that the format has."""
        return tuple(column for column in self.columns if column.where in ("everywhere", where))


def day(value: date | None) -> str | None:
    """ISO 8601, or None."""
    return value.isoformat() if value else None
