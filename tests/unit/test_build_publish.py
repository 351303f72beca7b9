"""A site is published whole or not at all."""

from pathlib import Path

import pytest

from generator.build import publish
from generator.build.publish import Place, place_for


def tree(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def make(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(text)
    return folder


def new_site(root: Path, site: Path) -> Place:
    (root / "build").mkdir(exist_ok=True)
    place = place_for(site, root / "build")
    make(place.staging, "新")
    place.staging_index.write_text("新")
    return place


@pytest.mark.parametrize("can_exchange", [True, False])
def test_the_new_site_takes_the_place_of_the_old_which_stays_to_begin_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool
) -> None:
    if not can_exchange:
        monkeypatch.setattr(publish, "exchange", lambda one, other: False)
    site = make(tmp_path / "site", "旧")
    place = new_site(tmp_path, site)
    place.site_index.write_text("旧")
    publish.publish(place)
    assert tree(tmp_path) == {
        "site/index.html": "新",
        "build/site.index": "新",
        "build/site-new/index.html": "旧",
        "build/site-new.index": "旧",
    }


def test_a_first_site_is_published(tmp_path: Path) -> None:
    publish.publish(new_site(tmp_path, tmp_path / "www/site"))
    assert tree(tmp_path) == {"www/site/index.html": "新", "build/site.index": "新"}


def test_folders_change_names_in_one_step(tmp_path: Path) -> None:
    one, other = make(tmp_path / "a", "1"), make(tmp_path / "b", "2")
    assert publish.exchange(one, other)
    assert (one / "index.html").read_text() == "2"
    assert (other / "index.html").read_text() == "1"


@pytest.mark.parametrize("new", [False, True])
def test_an_old_site_moved_aside_by_a_killed_build_comes_back_unless_a_new_one_stands(
    tmp_path: Path, new: bool
) -> None:
    make(tmp_path / ".site-old", "旧")
    if new:
        make(tmp_path / "site", "新")
    publish.recover(tmp_path / "site")
    assert tree(tmp_path) == {"site/index.html": "新" if new else "旧"}
