"""What is left where it stands was looked at, and everything that was moved, altered or lost is put right."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build.asking import book_key
from generator.build.build import build
from generator.build.folder import Listing, listing
from generator.build.memo import Store
from generator.build.publish import publish
from generator.build.survey import Survey, survey
from tests.unit.test_site_build import HOSTILE, manifest, quiet


def look(root: Path) -> Survey:
    work = root / "build"
    return survey(work / "site-new", work / "docs", root / "site", work / "cache/pages", book_key())


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder in which a site was built so often that everything stands in its place."""
    for _ in range(3):
        build(tmp_path, HOSTILE, tmp_path / "site", say=quiet)
    return tmp_path


def scatter(root: Path, numbers: random.Random, like: Path | None = None) -> None:
    """A folder with files, some of them the very files of another folder, some only equal to them."""
    root.mkdir()
    for name in ("a", "b", "c", "d/a", "d/b", "d/e/a", "f/a"):
        kind = numbers.choice(("same", "equal", "other", "none"))
        path = root / name
        if kind == "none":
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if like and kind == "same" and (like / name).is_file():
            path.hardlink_to(like / name)
        else:
            path.write_text("同" if kind == "equal" else f"{root.name}{name}")


@pytest.mark.parametrize("seed", range(40))
def test_the_old_site_is_told_from_how_it_differs(tmp_path: Path, seed: int) -> None:
    numbers = random.Random(seed)
    scatter(tmp_path / "site", numbers)
    scatter(tmp_path / "new", numbers, tmp_path / "site")
    found = survey(tmp_path / "new", tmp_path / "docs", tmp_path / "site", tmp_path / "pages", "key")
    old, true = found.old(), listing(tmp_path / "site")
    assert old.files == true.files
    assert true.folders <= old.folders
    assert found.site == listing(tmp_path / "new")
    assert found.docs == Listing({}, {""})


def test_without_an_old_site_there_is_nothing_to_tell(tmp_path: Path) -> None:
    scatter(tmp_path / "new", random.Random(1))
    found = survey(tmp_path / "new", tmp_path / "docs", None, tmp_path / "pages", "key")
    assert found.old().files == {}
    assert found.displaced == frozenset()


def test_a_site_that_was_left_alone_stands(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = look(built)
    assert found.displaced == frozenset()

    def linked(*_: object) -> None:
        raise AssertionError("a page that stands was put there again")

    monkeypatch.setattr("generator.build.assemble.Assembly.add", lambda self, orders: list(orders) and linked())
    build(built, HOSTILE, built / "site", say=quiet)


def altered(path: Path) -> None:
    path.write_text("旧" + path.read_text("utf-8")[1:], "utf-8")


def touched(path: Path) -> None:
    os.utime(path, (1, 1))


def replaced(path: Path) -> None:
    shutil.copy2(path, path.with_suffix(".copy"))
    path.with_suffix(".copy").replace(path)


def into_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "inside").write_text("旧")


@pytest.mark.parametrize("change", [Path.unlink, altered, replaced, into_a_folder, touched])
@pytest.mark.parametrize("where", ["build/site-new/notices", "build/docs/notices", "build/cache/pages", "site/notices"])
def test_what_was_changed_is_put_right(built: Path, where: str, change: Callable[[Path], object]) -> None:
    true = manifest(built / "site")
    wanted = (".html", ".md")
    files = sorted(path for path in (built / where).rglob("*") if path.is_file() and path.suffix in wanted)
    assert files
    change(files[0])
    if where != "site/notices":  # the published site may have files of its own, as after a build that was the first
        assert look(built).displaced or change is touched
    for _ in range(2):
        build(built, HOSTILE, built / "site", say=quiet)
        assert manifest(built / "site") == true
    if (where, change) != ("build/cache/pages", into_a_folder):  # in a folder's place the store keeps nothing
        assert look(built).displaced == frozenset()


def test_the_list_of_pages_may_be_gone(built: Path) -> None:
    true = manifest(built / "site")
    (built / "build/cache/pages" / Store(Path()).name(book_key())).unlink()
    assert look(built).displaced == frozenset()
    build(built, HOSTILE, built / "site", say=quiet)
    assert manifest(built / "site") == true


def test_a_file_that_somebody_puts_into_the_site_meanwhile_does_no_harm(tmp_path: Path) -> None:
    site, staging = tmp_path / "site", tmp_path / "new"
    for folder in (site, staging):
        (folder / "a").mkdir(parents=True)
        (folder / "a/page").write_text(folder.name)
    found = survey(staging, tmp_path / "docs", site, tmp_path / "pages", "key")
    (site / "a/late").write_text("刚放进来")
    publish(staging, site, {}, found.old())
    assert (site / "a/page").read_text() == "new"
    assert [path.name for path in staging.rglob("*") if path.is_file()] == ["late"]
