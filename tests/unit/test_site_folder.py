"""A folder that becomes the site leaves alone what stands in it already, and writes into no file that is there."""

from pathlib import Path

import pytest

from generator.build import folder as folders
from generator.build.folder import Folder
from generator.build.memo import Store, Stored


def contents(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*") if path.is_file()}


def kept(store: Store, name: str, words: str) -> Stored:
    stored = store.put_file(name, words.encode())
    assert isinstance(stored, Stored)
    return stored


def test_a_file_that_is_there_already_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "store")
    page = kept(store, "page", "一")
    first = Folder(tmp_path / "site")
    first.place(page, "a/b/page.html", store)
    first.place(b"robots", "robots.txt", store)
    before = {path: (tmp_path / "site" / path).stat().st_ino for path in contents(tmp_path / "site")}

    def link(*_: object) -> None:
        raise AssertionError("linked again")

    monkeypatch.setattr(folders.os, "link", link)
    again = Folder(tmp_path / "site")
    again.place(page, "a/b/page.html", Store(tmp_path / "store"))
    again.place(b"robots", "robots.txt", store)
    again.finish()
    assert contents(tmp_path / "site") == {"a/b/page.html": "一", "robots.txt": "robots"}
    assert before == {path: (tmp_path / "site" / path).stat().st_ino for path in before}
    assert again.sizes() == {"a/b/page.html": 3, "robots.txt": 6}


@pytest.mark.parametrize("other", ["别的", "二", ""])
def test_another_file_in_its_place_is_replaced_and_not_written_into(tmp_path: Path, other: str) -> None:
    store = Store(tmp_path / "store")
    target = tmp_path / "site/a/page.html"
    target.parent.mkdir(parents=True)
    (tmp_path / "elsewhere").write_text(other)
    target.hardlink_to(tmp_path / "elsewhere")
    (tmp_path / "site/robots.txt").hardlink_to(tmp_path / "elsewhere")
    site = Folder(tmp_path / "site")
    site.place(kept(store, "page", "二"), "a/page.html", store)
    site.place("三".encode(), "robots.txt", store)
    site.new("data/x.csv").write_text("四")
    site.finish()
    assert contents(tmp_path / "site") == {"a/page.html": "二", "robots.txt": "三", "data/x.csv": "四"}
    assert (tmp_path / "elsewhere").read_text() == other
    assert sum(site.sizes().values()) == 9


def test_what_nobody_asked_for_goes_with_its_folders(tmp_path: Path) -> None:
    for name in ("a/old.html", "b/c/old.html", "b/keep.html", "link"):
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text("旧")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/file").write_text("在外面")
    (tmp_path / "site/away").symlink_to(tmp_path / "outside")
    site = Folder(tmp_path / "site")
    site.place("旧".encode(), "b/keep.html", Store(tmp_path / "store"))
    site.finish()
    assert sorted(path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*")) == [
        "b",
        "b/keep.html",
    ]
    assert (tmp_path / "outside/file").read_text() == "在外面"


def test_a_file_where_a_folder_must_be_and_a_folder_where_a_file_must_be(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    (tmp_path / "site/page/inside").mkdir(parents=True)
    (tmp_path / "site/page/inside/x").write_text("旧")
    (tmp_path / "site/units").write_text("旧")
    site = Folder(tmp_path / "site")
    site.place(kept(store, "page", "页"), "page", store)
    site.place(kept(store, "unit", "单位"), "units/a/index.html", store)
    site.finish()
    assert contents(tmp_path / "site") == {"page": "页", "units/a/index.html": "单位"}


def test_where_a_file_can_have_one_name_only_it_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object) -> None:
        raise OSError("not on this disk")

    monkeypatch.setattr(folders.os, "link", link)
    store = Store(tmp_path / "store")
    page = kept(store, "page", "一")
    for _ in range(2):
        site = Folder(tmp_path / "site")
        site.place(page, "a/page.html", store)
        site.finish()
        assert contents(tmp_path / "site") == {"a/page.html": "一"}
    assert (tmp_path / "site/a/page.html").stat().st_ino != (tmp_path / "store/page").stat().st_ino
