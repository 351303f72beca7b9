"""Data files made from what a cache knows are, byte for byte, those made from nothing; and little is made anew."""

from __future__ import annotations

import errno
import functools
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from checking import read
from exporting import PLACED, SITE, files_of, hostile, seeds

from generator import exports
from generator.build import database, dbpages, exporting
from generator.build.recipe import audit
from generator.exports import record, segments, sqlite
from generator.facts.model import Notice, Revision, Sidecar
from generator.filing import in_time
from generator.library import Library
from tests.corpus.make import make

COUNT = 40
NEWEST = "中共某某县水利局党组关于巡察整改进展情况的通报\n发布日期：2031-02-03\n一、整改情况\n1.工会经费管理不规范\n整改情况：已整改。\n"
UNDATED = NEWEST.replace("发布日期：2031-02-03\n", "")


@functools.cache
def many() -> tuple[Notice, ...]:
    """Made-up notices, oldest first, and the hostile ones."""
    made = (read(each.text, each.id) for each in make(COUNT))
    return tuple(sorted((*made, *hostile().notices), key=in_time))


def library(notices: tuple[Notice, ...]) -> Library:
    return Library(notices, audit(notices))


def changed(
    notices: tuple[Notice, ...], at: int, text: str | None = None, sidecar: Sidecar | None = None
) -> list[Notice]:
    old = notices[at]
    return [*notices[:at], read(text or old.source.text, old.id, sidecar or old.sidecar), *notices[at + 1 :]]


STEPS: dict[str, Callable[[tuple[Notice, ...]], list[Notice]]] = {
    "the newest is added": lambda n: [*n, read(NEWEST, "newest")],
    "several of the newest are added": lambda n: [
        *n,
        *(read(NEWEST.replace("02-03", f"03-{day:02}"), f"newest-{day}") for day in range(1, 19)),
    ],
    "one without a date is added": lambda n: [*n, read(UNDATED, "undated")],
    "one is dated back": lambda n: [*n, read(NEWEST.replace("2031", "2025"), "older")],
    "the first of all is added": lambda n: [*n, read(NEWEST.replace("2031", "2001"), "oldest")],
    "the newest is corrected": lambda n: changed(n, -1 % len(n), n[-1].source.text + "补充。\n"),
    "one is corrected": lambda n: changed(n, 20, sidecar=Sidecar(revisions=(Revision(date(2026, 3, 4), "笔误"),))),
    "one is withdrawn": lambda n: changed(n, 25, sidecar=Sidecar(withdrawn="重新核实")),
    "the newest is withdrawn": lambda n: changed(n, len(n) - 1, sidecar=Sidecar(withdrawn="重新核实")),
    "one is removed": lambda n: [*n[:12], *n[13:]],
    "the newest is removed": lambda n: list(n[:-1]),
    "all but one are removed": lambda n: list(n[:1]),
    "nothing happens": list,
}


@pytest.fixture(params=["as they are", "packed", "in parts"])
def small(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Segments of few notices, so that a small library has many; files as they are, or all of them too large, or even packed."""
    monkeypatch.setattr(segments, "ONE_IN", 3)
    monkeypatch.setattr(segments, "MOST", 5)
    for module in (database, dbpages):
        monkeypatch.setattr(module, "CHUNK", 2 * sqlite.PAGE_SIZE)
    if request.param != "as they are":
        monkeypatch.setattr(exports, "LARGEST", 1000)
    if request.param == "in parts":
        monkeypatch.setattr(exports, "PART", 4000)
    return str(request.param)


def difference(found: dict[str, bytes], expected: dict[str, bytes]) -> list[str]:
    return sorted(name for name in {*found, *expected} if found.get(name) != expected.get(name))


@pytest.mark.parametrize("step", STEPS)
def test_what_a_cache_knows_changes_no_byte(step: str, small: str, tmp_path: Path) -> None:
    before, after = library(many()), library(tuple(STEPS[step](many())))
    files_of(before, PLACED, tmp_path)
    assert difference(files_of(after, PLACED, tmp_path), files_of(after, PLACED)) == []
    assert difference(files_of(before, PLACED, tmp_path), files_of(before, PLACED)) == []


def test_a_library_that_grew_notice_by_notice_is_exported_like_one_that_came_at_once(
    small: str, tmp_path: Path
) -> None:
    for count in range(1, len(many()) + 1, 5):
        grown = library(many()[:count])
        assert difference(files_of(grown, SITE, tmp_path), files_of(grown, SITE)) == []


@pytest.mark.parametrize(
    "damage", [lambda path: path.unlink(), lambda path: path.write_bytes(path.read_bytes()[:-9] + b"?" * 9)]
)
def test_a_cache_that_lost_or_damaged_files_changes_no_byte(
    damage: Callable[[Path], None], small: str, tmp_path: Path
) -> None:
    first, then = library(many()), library((*many(), read(NEWEST, "newest")))
    expected = files_of(then, SITE)
    files_of(first, SITE, tmp_path / "cache")
    whole = sorted(path for path in (tmp_path / "cache").iterdir() if path.is_file())
    assert len(whole) > 60
    for start in range(5):
        shutil.copytree(tmp_path / "cache", tmp_path / f"{start}")
        for path in whole[start::5]:
            damage(tmp_path / f"{start}" / path.name)
        assert difference(files_of(then, SITE, tmp_path / f"{start}"), expected) == []


def test_a_cache_that_cannot_be_written_to_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    assert difference(files_of(seeds(), SITE, tmp_path / "cache"), files_of(seeds(), SITE)) == []


def test_a_cache_that_was_copied_without_its_times_is_still_known(
    small: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = files_of(library(many()), SITE, tmp_path / "a")
    shutil.copytree(tmp_path / "a", tmp_path / "b", copy_function=shutil.copyfile)
    made = records_made(monkeypatch)
    assert difference(files_of(library(many()), SITE, tmp_path / "b"), expected) == []
    assert made == []


def records_made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of notices whose record is made from now on."""
    made: list[str] = []

    def to_record(notice: Notice, diagnostics: object) -> record.NoticeRecord:
        made.append(notice.id)
        return record.to_record(notice, diagnostics)  # type: ignore[arg-type]

    monkeypatch.setattr("generator.exports.model.to_record", to_record)
    return made


def test_only_the_last_segment_is_read_again_for_a_newest_notice(
    small: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files_of(library(many()), SITE, tmp_path)
    made = records_made(monkeypatch)
    after = library((*many(), read(NEWEST, "newest")))
    files_of(after, SITE, tmp_path)
    last = segments.segments(sorted(after.notices, key=in_time))[-2:]
    assert "newest" in made
    assert set(made) <= {notice.id for segment in last for notice in segment}
    made.clear()
    files_of(after, SITE, tmp_path)
    assert made == []


def test_segments_end_where_an_id_says_so_and_a_new_notice_moves_no_other_end() -> None:
    notices = [read(NEWEST.replace("2031", "2030"), f"notice-{number:04}") for number in range(400)]
    before = {tuple(notice.id for notice in segment) for segment in segments.segments(notices)}
    assert all(len(segment) <= segments.MOST for segment in before)
    assert len(before) > 12
    for at in (0, 3, 200, 400):
        after = [*notices[:at], read(NEWEST.replace("2031", "2030"), "between"), *notices[at:]]
        now = {tuple(notice.id for notice in segment) for segment in segments.segments(after)}
        assert len(now - before) <= 3
    assert segments.segments([]) == []


def test_a_segment_has_notices_of_one_year_only() -> None:
    for segment in segments.segments(many()):
        assert len({(in_time(notice)[0].year) for notice in segment}) == 1


def test_what_another_release_kept_of_a_database_is_not_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for count in (1, len(many())):
        files_of(library(many()[:count]), SITE, tmp_path)
    bases = [entry for path in tmp_path.glob("*.bin") if (entry := path.read_bytes()[16:])[:1] in (b"\x83", b"\x84")]
    assert bases
    for module in (database, exporting):
        monkeypatch.setattr(module, "program", lambda: b"another release")
    opened: list[bytes] = []
    true_decode = database.BASE.decode
    monkeypatch.setattr(database, "BASE", SimpleNamespace(decode=lambda data: opened.append(data) or true_decode(data)))
    files_of(library(many()[:1]), SITE, tmp_path)
    assert not {bytes(entry) for entry in opened} & set(bases)


def grown_database(tmp_path: Path) -> bytes:
    """The database of a cache that has seen many builds."""
    data = b""
    for count in (5, 20, 33, len(many())):
        data = files_of(library(many()[:count]), SITE, tmp_path)["data/gongkai.sqlite"]
    return data


def test_a_database_that_grew_is_sound_and_finds_what_like_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "ONE_IN", 3)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(grown_database(tmp_path))
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("INSERT INTO findings_search(findings_search, rank) VALUES ('integrity-check', 1)")
        ids = [row[0] for row in connection.execute("SELECT id FROM findings ORDER BY rowid")]
        assert ids == list(range(1, len(ids) + 1))
        texts = [row[0] for row in connection.execute("SELECT response FROM findings WHERE length(response) > 9")]
        terms = {text[at : at + length] for text in texts[:40] for at, length in ((0, 3), (2, 4), (1, 7))}
        like = " OR ".join(f"{column} LIKE '%' || :term || '%'" for column in sqlite.SEARCHED)
        for term in sorted(term for term in terms if not set(term) & set("%_\0")):
            found = connection.execute(
                "SELECT rowid FROM findings_search WHERE findings_search MATCH ? ORDER BY rowid",
                ('"' + term.replace('"', '""') + '"',),
            ).fetchall()
            truth = connection.execute(f"SELECT id FROM findings WHERE {like} ORDER BY id", {"term": term}).fetchall()
            assert found == truth, term
            assert truth


def test_a_build_that_is_killed_while_it_exports_leaves_nothing_wrong(
    small: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = library((*many(), read(NEWEST, "newest")))
    expected = files_of(after, SITE)
    files_of(library(many()), SITE, tmp_path)

    class Killed(BaseException):
        pass

    def killed(*arguments: object) -> int:
        raise Killed

    for place in ("append", "complete"):
        with monkeypatch.context() as patched:
            patched.setattr(sqlite, place, killed)
            with pytest.raises(Killed):
                files_of(after, SITE, tmp_path)
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "second.sqlite-wal").write_bytes(b"left")
    assert difference(files_of(after, SITE, tmp_path), expected) == []
    assert not (tmp_path / "work").exists()


def test_a_base_that_sqlite_wrote_to_is_not_used_again(
    small: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a system where SQLite does not see that its file has lost its name."""
    expected = files_of(library(many()), SITE)
    unlink = Path.unlink

    def kept(path: Path, missing_ok: bool = False) -> None:
        if path.name not in ("second.sqlite", "second.sqlite-wal"):
            unlink(path, missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", kept)
        assert difference(files_of(library(many()), SITE, tmp_path), expected) == []
    after = library((*many(), read(NEWEST, "newest")))
    assert difference(files_of(after, SITE, tmp_path), files_of(after, SITE)) == []


def test_a_disk_on_which_a_file_has_one_name_gets_copies(
    small: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*arguments: object, **more: object) -> None:
        raise OSError(errno.EXDEV, "another disk")

    after = library((*many(), read(NEWEST, "newest")))
    expected = files_of(after, SITE)
    monkeypatch.setattr("os.link", refused)
    files_of(library(many()), SITE, tmp_path)
    assert difference(files_of(after, SITE, tmp_path), expected) == []
    made = records_made(monkeypatch)
    assert difference(files_of(after, SITE, tmp_path), expected) == []
    assert made == []
