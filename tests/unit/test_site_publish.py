"""A site is published whole or not at all."""

from pathlib import Path

import pytest

from generator.build import publish
from generator.build.folder import Folder, Put


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def make(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(text)
    return folder


@pytest.mark.parametrize("can_exchange", [True, False])
def test_the_new_site_takes_the_place_of_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool
) -> None:
    if not can_exchange:
        monkeypatch.setattr(publish, "exchange", lambda one, other: False)
    site, staging = make(tmp_path / "site", "旧"), make(tmp_path / "build/site-new", "新")
    publish.publish(staging, site)
    assert (site / "index.html").read_text() == "新"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["build", "index.html", "site"]


def test_a_first_site_is_published(tmp_path: Path) -> None:
    staging = make(tmp_path / "build/site-new", "新")
    publish.publish(staging, tmp_path / "www/site")
    assert tree(tmp_path / "www/site") == {"index.html": "新".encode()}


def test_folders_change_names_in_one_step(tmp_path: Path) -> None:
    one, other = make(tmp_path / "a", "1"), make(tmp_path / "b", "2")
    assert publish.exchange(one, other)
    assert (one / "index.html").read_text() == "2"
    assert (other / "index.html").read_text() == "1"


def test_what_may_be_kept_of_the_old_site_is_what_the_new_one_has_too(tmp_path: Path) -> None:
    site, staging = make(tmp_path / "site", "旧"), make(tmp_path / "build/site-new", "新")
    for folder in (site, staging):
        (folder / "same").mkdir()
        (folder / "other").mkdir()
        (folder / "other/page").write_text("同样的字")  # equal, but another file
    (staging / "same/page").write_text("不变")
    (site / "same/page").hardlink_to(staging / "same/page")
    (site / "gone").write_text("撤下的")
    files = {path: Put(number=number) for path, number in Folder(staging).before.items()}
    publish.publish(staging, site, keep=files)
    assert tree(site) == {
        "index.html": "新".encode(),
        "same/page": "不变".encode(),
        "other/page": "同样的字".encode(),
    }
    assert tree(staging) == {"same/page": "不变".encode()}
    assert [path.name for path in staging.iterdir()] == ["same"]


def test_an_old_site_moved_aside_comes_back_after_a_kill(tmp_path: Path) -> None:
    site = tmp_path / "site"
    make(publish.aside(site), "旧")
    publish.recover(site)
    assert (site / "index.html").read_text() == "旧"
    assert not publish.aside(site).exists()


def test_an_old_site_moved_aside_goes_when_the_new_one_stands(tmp_path: Path) -> None:
    site = make(tmp_path / "site", "新")
    make(publish.aside(site), "旧")
    publish.recover(site)
    assert (site / "index.html").read_text() == "新"
    assert not publish.aside(site).exists()
