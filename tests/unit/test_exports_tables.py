"""CSV and SQLite: the same rows as the site, nothing a spreadsheet would run, and a database others can open."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from checking import read
from exporting import PLACED, ROOT, SITE, exported, files_of, hostile, library_of, open_database, seeds, sheet
from hypothesis import given
from hypothesis import strategies as st

from generator.exports.columns import Table
from generator.exports.csv import FORMULA, defused
from generator.exports.dictionary import dictionary_markdown
from generator.exports.model import Published
from generator.exports.sqlite import normalised
from generator.exports.tables import NOTICE_TABLES, TABLES
from generator.facts.model import Finding, Notice, Replaced, Revision, Sidecar
from generator.library import Library
from generator.pages.addresses import replaced_url

SHEETS = [table for table in NOTICE_TABLES if table.csv]

PUBLISHED = {
    "findings": """notice_id anchor number unit_id unit region_code region published label path heading statement outcome
        status response measures commitments citations topics line end_line url""",
    "notices": """id title unit_id unit issuer region_code region published year authority team kind start end feedback
        source_name source_url findings completed mostly partial ongoing open unstated declared result withdrawn
        sha256 url""",
    "measures": "notice_id anchor number marker text",
    "commitments": "notice_id anchor number text not_before due line url",
    "citations": "notice_id anchor number citation",
    "revisions": "notice_id number date reason original sha256 url",
}


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with closing(open_database(exported()["data/gongkai.sqlite"])) as connection:
        yield connection


def findings_of(notices: Iterable[Notice]) -> list[Finding]:
    return [finding for notice in notices if notice.sidecar.withdrawn is None for finding in notice.findings]


def status_of(finding: Finding) -> str:
    return finding.outcome.status if finding.outcome else "unstated"


def one(connection: sqlite3.Connection, query: str) -> object:
    (value,) = connection.execute(query).fetchone()
    return value


def test_notices_findings_and_statuses_are_counted_the_same_everywhere(db: sqlite3.Connection) -> None:
    findings = sheet(exported()["data/findings.csv"])
    assert len(sheet(exported()["data/notices.csv"])) == one(db, "SELECT count(*) FROM notices") == len(seeds().notices)
    assert len(findings) == one(db, "SELECT count(*) FROM findings") == len(findings_of(seeds().notices))
    truth = Counter(map(status_of, findings_of(seeds().notices)))
    assert Counter(row["status"] for row in findings) == truth
    assert dict(db.execute("SELECT status, count(*) FROM findings GROUP BY status")) == truth
    assert {status: one(db, f'SELECT sum("{status}") FROM notices') for status in truth} == truth


def test_every_unit_and_region_counts_its_notices_and_findings(db: sqlite3.Connection) -> None:
    for unit in seeds().units:
        query = "SELECT count(*) FROM findings f JOIN notices n ON n.id = f.notice_id WHERE n.unit_id = ?"
        assert db.execute(query, (unit.id,)).fetchone() == (len(findings_of(unit.notices)),)
        assert db.execute("SELECT findings FROM units WHERE id = ?", (unit.id,)).fetchone() == (
            len(findings_of(unit.notices)),
        )
    for code, notices in seeds().notices_by_place.items():
        row = db.execute("SELECT notices, findings FROM regions WHERE code = ?", (code,)).fetchone()
        assert row == (len(notices), len(findings_of(notices)))


def test_the_database_has_every_row_of_the_records(db: sqlite3.Connection) -> None:
    records = json.loads(exported()["data/notices.json"])
    findings = [finding for record in records for finding in record["findings"]]
    for table in ("measures", "commitments", "citations"):
        expected = sum(len(finding[table]) for finding in findings)
        assert one(db, f"SELECT count(*) FROM {table}") == expected > 0
        assert len(sheet(exported()[f"data/{table}.csv"])) == expected
    for table in ("declared", "reconciliation", "diagnostics"):
        assert one(db, f"SELECT count(*) FROM {table}") == sum(len(record[table]) for record in records) > 0
    assert one(db, "SELECT count(*) FROM finding_topics") == sum(len(finding["topics"]) for finding in findings) > 0
    texts = {(row[0], row[1]): row[2] for row in db.execute("SELECT notice_id, anchor, response FROM findings")}
    assert texts == {(r["id"], f["anchor"]): f["response"] for r in records for f in r["findings"]}


def test_keys_hold_and_the_file_is_sound() -> None:
    for name in ("seeds", "hostile"):
        with closing(open_database(exported(name)["data/gongkai.sqlite"])) as connection:
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("term", ["工会经费", "医共体", "党费", "人", "2025年", "全面从严治党", "领导小组"])
def test_like_finds_every_finding_in_whose_words_a_text_occurs(db: sqlite3.Connection, term: str) -> None:
    query = "SELECT notice_id, anchor FROM findings_text WHERE text LIKE ? ORDER BY 1, 2"
    truth = [
        (notice.id, f.anchor)
        for notice in seeds().notices
        for f in notice.findings
        if any(term in (text or "") for text in (f.heading, f.statement, f.outcome and f.outcome.raw, f.response))
    ]
    assert db.execute(query, (f"%{term}%",)).fetchall() == sorted(truth) != []


def test_the_example_of_the_dictionary_runs(db: sqlite3.Connection) -> None:
    (example,) = re.findall(r"```sql\n(.*?)```", dictionary_markdown(), re.DOTALL)
    assert db.execute(example).fetchall()


def test_every_column_of_every_table_is_explained_in_the_database(db: sqlite3.Connection) -> None:
    explained = {
        (table, column) for table, column in db.execute("SELECT table_name, column_name FROM columns WHERE text <> ''")
    }
    tables = [
        name
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%'")
    ]
    own = [name for name in tables if name not in ("columns", "about")]
    assert len(own) == len(TABLES)
    for name in own:
        for column in db.execute(f"SELECT name FROM pragma_table_info('{name}')"):
            assert (name, column[0]) in explained
    views = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
    assert views
    for name in views:
        assert (name, "") in explained
        assert db.execute(f"SELECT * FROM {name}").fetchone() is not None
    assert dict(db.execute("SELECT name, value FROM about"))["as_of"] == "2026-02-26"


def test_the_same_input_gives_the_same_bytes_whoever_wrote_the_header() -> None:
    data = exported()["data/gongkai.sqlite"]
    assert files_of(seeds(), SITE)["data/gongkai.sqlite"] == data
    other = bytearray(data)
    other[24:28], other[92:96], other[96:100] = b"\0\0\x02\x9a", b"\0\0\x02\x9a", (3_050_001).to_bytes(4, "big")
    assert normalised(bytes(other)) == data
    with closing(open_database(data)) as connection:
        assert one(connection, "PRAGMA application_id") == 0x474B4149
        assert one(connection, "PRAGMA user_version") == 2


def test_datasette_opens_the_database_and_searches_it(tmp_path: Path) -> None:
    path = tmp_path / "gongkai.sqlite"
    path.write_bytes(exported()["data/gongkai.sqlite"])

    def get(address: str) -> object:
        command = [sys.executable, "-m", "datasette", "-i", str(path), "--get", address]
        return json.loads(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout)

    answer = get(
        "/gongkai/findings_text.json?_shape=array&_size=max&text__contains=%E5%B7%A5%E4%BC%9A%E7%BB%8F%E8%B4%B9"
    )
    assert isinstance(answer, list)
    texts = [(f.heading, f.statement, f.response) for f in findings_of(seeds().notices)]
    assert len(answer) == sum(any("工会经费" in (text or "") for text in fields) for fields in texts) > 0


def restored(cell: str) -> str:
    """The text of a cell, by the rule that the dictionary gives."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


@pytest.mark.parametrize("name", ["seeds", "hostile"])
@pytest.mark.parametrize("table", SHEETS, ids=lambda table: table.name)
def test_no_cell_of_a_sheet_starts_a_formula_and_every_text_can_be_restored(name: str, table: Table[Any, Any]) -> None:
    columns = table.columns_in("csv")
    library: Library = {"seeds": seeds, "hostile": hostile}[name]()
    data = exported(name)[f"data/{table.name}.csv"]
    rows = sheet(data)
    assert data.decode("utf-8-sig").split("\r\n")[0] == ",".join(column.name for column in columns)
    source = [row for notice in Published(library, SITE, None).each() for row in table.rows(notice)]
    for cells, row in zip(rows, source, strict=True):
        for column in columns:
            cell = cells[column.name]
            assert not re.match(r"[=+\-@\t\r\n＝＋－＠]", cell)
            value = column.value(row)
            assert restored(cell) == ("" if value is None else str(value))


def test_hostile_formulas_reach_the_sheet_and_are_defused() -> None:
    rows = sheet(exported("hostile")["data/findings.csv"])
    cells = [cell for row in rows for cell in row.values() if FORMULA.match(cell)]
    assert any(cell.startswith("'=cmd") for cell in cells)
    assert all(cell.startswith("'") for cell in cells)


@given(st.text(st.sampled_from("'=+-@＝＋－＠\t\r\n,\"甲 a1"), max_size=8))
def test_any_text_is_defused_and_restored(text: str) -> None:
    cell = str(defused(text))
    assert cell[:1] not in "=+-@＝＋－＠\t\r\n" or cell == ""
    assert restored(cell) == text


def test_lines_end_as_spreadsheets_expect() -> None:
    data = exported()["data/notices.csv"]
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")


def test_withdrawn_notices_leave_their_reason_and_nothing_else() -> None:
    rows = {row["id"]: row for row in sheet(exported("hostile")["data/notices.csv"])}
    assert rows["withdrawn"]["withdrawn"].startswith("甲")
    assert rows["withdrawn"]["findings"] == "0"
    assert rows["withdrawn"]["sha256"] == rows["withdrawn"]["issuer"] == ""
    for name in ("findings", "measures", "commitments", "citations"):
        assert "withdrawn" not in {row["notice_id"] for row in sheet(exported("hostile")[f"data/{name}.csv"])}
    assert b"notices/withdrawn/withdrawn.json" not in b"".join(name.encode() for name in exported("hostile"))


def test_corrections_are_rows_with_the_original_they_replaced() -> None:
    corrected = read("某局通报", "corrected", Sidecar(revisions=(Revision(date(2026, 1, 2), "笔误", "old.txt"),)))
    kept = msgspec.structs.replace(corrected, replaced=(Replaced("old.txt", "ab" * 32, 9),))
    files = files_of(library_of([kept, *hostile().notices]), PLACED)
    rows = sheet(files["data/revisions.csv"])
    assert [(row["notice_id"], row["number"], row["date"]) for row in rows] == [
        ("corrected", "1", "2026-01-02"),
        ("hostile", "1", "2025-07-01"),
        ("hostile", "2", "2025-07-01"),
    ]
    by_id = {row["notice_id"]: row for row in rows}
    assert by_id["corrected"]["sha256"] == "ab" * 32
    assert by_id["corrected"]["url"] == PLACED.link(replaced_url("corrected", "old.txt"))
    assert by_id["hostile"]["original"] == by_id["hostile"]["url"] == ""
    with closing(open_database(files["data/gongkai.sqlite"])) as connection:
        found = connection.execute("SELECT notice_id, reason, sha256 FROM revisions ORDER BY notice_id").fetchall()
    assert [each[0] for each in found] == ["corrected", "hostile", "hostile"]
    assert found[0] == ("corrected", "笔误", "ab" * 32)


def test_published_names_of_columns_have_not_changed() -> None:
    """Others' programs read these names: add at will, never rename or remove."""
    names = {table.name: {column.name for column in table.columns_in("csv")} for table in SHEETS}
    for name, published in PUBLISHED.items():
        assert set(published.split()) <= names[name]


def test_the_data_dictionary_is_what_the_program_generates() -> None:
    written = (ROOT / "docs/data-dictionary.md").read_text(encoding="utf-8")
    assert written == dictionary_markdown(), "make golden"
