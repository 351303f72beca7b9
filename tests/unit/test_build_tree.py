"""A folder that is brought up to date holds what was written and nothing else, whatever stood there before."""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.build.recipe import build
from generator.build.tree import Tree
from tests.unit.test_build import HOSTILE, manifest, quiet


def bring_up_to_date(root: Path, files: dict[str, str]) -> None:
    tree = Tree(root / "site", root / "site.index")
    for path, text in files.items():
        tree.write(path, text.encode())
    tree.finish()


def held(folder: Path) -> dict[str, str]:
    assert not [path for path in folder.rglob("*") if path.is_symlink()]
    assert not [path for path in folder.rglob("*") if path.is_dir() and not any(path.iterdir())]
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_a_file_that_holds_the_same_is_left_alone(tmp_path: Path) -> None:
    bring_up_to_date(tmp_path, {"a/index.html": "甲", "b.html": "乙"})
    before = (tmp_path / "site/a/index.html").stat()
    bring_up_to_date(tmp_path, {"a/index.html": "甲", "b.html": "丙"})
    assert (tmp_path / "site/a/index.html").stat().st_mtime_ns == before.st_mtime_ns
    assert held(tmp_path / "site") == {"a/index.html": "甲", "b.html": "丙"}


@pytest.mark.parametrize("seed", range(30))
def test_whatever_was_there_the_folder_is_what_was_written(tmp_path: Path, seed: int) -> None:
    numbers = random.Random(seed)
    names = ("a", "a/b", "a/b/c", "d", "d/e", "f/g", "f/h/i")

    def some_files() -> dict[str, str]:
        files: dict[str, str] = {}
        for name in numbers.sample(names, 4):
            if not any(other.startswith(name + "/") or name.startswith(other + "/") for other in files):
                files[name] = str(numbers.randrange(2))
        return files

    for _ in range(4):
        wanted = some_files()
        bring_up_to_date(tmp_path, wanted)
        assert held(tmp_path / "site") == wanted
        site = tmp_path / "site"
        stray = site / numbers.choice(["x", "a_", "y/z"])
        stray.parent.mkdir(exist_ok=True)
        stray.write_text("别人的")
        (site / "link").symlink_to(tmp_path)
        if numbers.random() < 0.3:
            (tmp_path / "site.index").write_bytes(b"?")


def test_a_link_in_the_folder_leads_nothing_out_of_it(tmp_path: Path) -> None:
    bring_up_to_date(tmp_path, {"a/page": "甲"})
    shutil.move(tmp_path / "site/a", tmp_path / "outside")
    (tmp_path / "site/a").symlink_to(tmp_path / "outside")
    bring_up_to_date(tmp_path, {"a/page": "乙"})
    assert held(tmp_path / "site") == {"a/page": "乙"}
    assert (tmp_path / "outside/page").read_text() == "甲"


def test_a_file_with_another_name_is_not_written_into(tmp_path: Path) -> None:
    bring_up_to_date(tmp_path, {"page": "甲"})
    (tmp_path / "copy").hardlink_to(tmp_path / "site/page")
    bring_up_to_date(tmp_path, {"page": "乙"})
    assert (tmp_path / "copy").read_text() == "甲"


def test_a_file_that_goes_while_the_folder_is_looked_at_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two trees fill the folder of a site at the same time: of its pages and of its data files."""
    bring_up_to_date(tmp_path, {"a/page": "甲", "b": "乙"})

    @contextmanager
    def scan(folder: str) -> Iterator[list[os.DirEntry[str]]]:
        with scandir(folder) as entries:
            found = list(entries)
        for gone in found:
            if gone.name == "page":
                Path(gone.path).unlink()
        yield found

    scandir = os.scandir
    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", scan)
        tree = Tree(tmp_path / "site", tmp_path / "site.index")
    tree.write("a/page", "甲".encode())
    tree.finish()
    assert held(tmp_path / "site") == {"a/page": "甲"}


def altered(path: Path) -> None:
    path.write_bytes(b"\0" + path.read_bytes()[1:])


def touched(path: Path) -> None:
    os.utime(path, (1, 1))


def replaced(path: Path) -> None:
    shutil.copy2(path, path.with_suffix(".copy"))
    path.with_suffix(".copy").replace(path)


def into_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "inside").write_text("旧")


@pytest.fixture(scope="module")
def true_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("true")
    for _ in range(2):
        build(root, HOSTILE, root / "site", say=quiet)
    return root


@pytest.mark.parametrize("change", [Path.unlink, altered, replaced, into_a_folder, touched])
@pytest.mark.parametrize("where", ["build/site-new/notices", "build/docs/notices", "build/cache", "site/notices"])
def test_what_was_changed_is_put_right(
    tmp_path: Path, true_site: Path, where: str, change: Callable[[Path], object]
) -> None:
    root = tmp_path / "root"
    shutil.copytree(true_site, root)
    files = sorted(path for path in (root / where).rglob("*") if path.is_file())
    change(files[0])
    for _ in range(2):
        build(root, HOSTILE, root / "site", say=quiet)
        assert manifest(root / "site") == manifest(true_site / "site")
        assert manifest(root / "build/docs") == manifest(true_site / "build/docs")
