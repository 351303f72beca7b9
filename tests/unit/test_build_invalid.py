"""Each broken input is named with file, line, column, code and a Chinese sentence, and nothing is published."""

import shutil
from pathlib import Path

import pytest

from generator.build.recipe import BuildError, build

CASES = sorted(path.parent for path in (Path(__file__).parents[1] / "sites/invalid").glob("*/expected.txt"))


def quiet(_: str) -> None:
    """No progress lines."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_broken_input_is_explained_and_nothing_is_published(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(case / "notices", tmp_path / "notices")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("旧")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BuildError) as caught:
        build(Path(), Path("notices"), Path("site"), say=quiet)
    said = [line for line in str(caught.value).splitlines() if line.startswith("notices/")]
    expected = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert len(said) == len(expected), said
    for line, wanted in zip(said, expected, strict=True):
        place, code, words = wanted.split(" ", 2)
        assert line.startswith(f"{place} 错误 {code} ")
        assert words in line
    assert "原来的网站没有变动" in str(caught.value)
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["index.html"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("秘密")
    (tmp_path / "notices").mkdir()
    (tmp_path / "notices/a-2025.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(BuildError, match="GK013"):
        build(tmp_path, tmp_path / "notices", tmp_path / "site", say=quiet)


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="找不到通报文件夹"):
        build(tmp_path, tmp_path / "notices", tmp_path / "site", say=quiet)


def test_a_site_folder_that_holds_the_notices_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notices").mkdir()
    with pytest.raises(BuildError, match="会被覆盖"):
        build(tmp_path / "work", tmp_path / "notices", tmp_path, say=quiet)
    assert (tmp_path / "notices").is_dir()
