"""What a table is: its columns, each with its meaning and the way to its value, so that the two cannot drift apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, Generic, Literal, NamedTuple, TypeVar, get_args, get_type_hints

import msgspec

R = TypeVar("R")
S = TypeVar("S")
Cell = str | int | None
"""None where the notice says nothing: an empty cell in CSV, NULL in SQLite."""
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


class Table(NamedTuple, Generic[S, R]):
    """A table of the database; those with `csv` are published as a CSV file too. `rows` makes its rows of the whole site or
    of one notice."""

    name: str
    text: str
    rows: Callable[[S], Iterable[R]]
    columns: tuple[Column[R], ...]
    key: tuple[str, ...]
    """The primary key."""
    unique: tuple[str, ...] = ()
    indexes: tuple[str, ...] = ()
    csv: bool = False

    def columns_in(self, where: Where) -> tuple[Column[R], ...]:
        """Return the columns that a format has."""
        return tuple(column for column in self.columns if column.where in ("everywhere", where))

    def cells_in(self, where: Where, source: S) -> Iterator[list[Cell]]:
        """Yield the rows of the site or the notice as a format has them."""
        values = [column.value for column in self.columns_in(where)]
        for row in self.rows(source):
            yield [value(row) for value in values]


def iso_date(value: date | None) -> str | None:
    """Return the day as `2026-02-26`, or None."""
    return value.isoformat() if value else None


def of_item(name: str) -> Callable[[Any], Any]:
    """Return the getter of a field of a row's `item`."""
    return attrgetter(f"item.{name}")


def record_columns(
    record: type[msgspec.Struct],
    getter: Callable[[str], Callable[[Any], Any]] = of_item,
    **instead: Sequence[Column[Any]],
) -> Iterator[Column[Any]]:
    """Yield a column for each field of a record that each row has, with the field's name, kind and meaning, so that a new field is
    a new column.

    `getter` makes the way from a row to a field; `instead` names the fields that are no single text, number or day, with the
    columns that stand in their place.
    """
    for name, annotation in get_type_hints(record, include_extras=True).items():
        if name in instead:
            yield from instead[name]
            continue
        plain, meaning = get_args(annotation)
        types = get_args(plain) or (plain,)
        text, value = meaning.description.removesuffix("。"), getter(name)
        if date in types:
            yield Column(name, "date", text, _written(value))
        else:
            yield Column(name, "integer" if int in types else "text", text, value)


def _written(value: Callable[[Any], date | None]) -> Callable[[Any], Cell]:
    return lambda row: iso_date(value(row))
