"""The data dictionary: every table and column with its meaning, from the same description that makes the files."""

from __future__ import annotations

from typing import Any

from generator.exports.columns import Column
from generator.exports.filled import fill_template
from generator.exports.schema import record_schema
from generator.exports.sqlite import VIEWS
from generator.exports.tables import TABLES

KINDS = {"text": "文字", "integer": "整数", "date": "日期"}
PLACES = {"everywhere": "", "csv": "仅 CSV", "sqlite": "仅 SQLite"}


def described_tables() -> list[dict[str, Any]]:
    """Return what each table and column means: `[{name, formats, text, columns: [{name, kind, text, note}]}]`."""
    return [
        {
            "name": table.name,
            "formats": "CSV、SQLite" if table.csv else "SQLite",
            "text": table.text,
            "columns": [
                {"name": c.name, "kind": KINDS[c.kind], "text": c.text, "note": _note(c)} for c in table.columns
            ],
        }
        for table in TABLES
    ]


def _note(column: Column[Any]) -> str:
    points = f"指向 {column.references}" if column.references else ""
    return "；".join(each for each in (PLACES[column.where], points) if each)


def dictionary_markdown() -> str:
    """Return the dictionary as a Markdown document in Chinese (templates/exports/data-dictionary.md.j2)."""
    facts = {"tables": described_tables(), "views": VIEWS, "records": record_schema()["$defs"]}
    return fill_template("data-dictionary.md", **facts).decode()
