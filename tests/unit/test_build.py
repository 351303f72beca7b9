"""The build: complete, deterministic, and harmless when it fails."""

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import filelock
import pytest

from generator.build import mkdocs_plugin, recipe
from generator.build.output import FaultError, Output
from generator.build.recipe import BuildError, as_of_date, build
from generator.library import Library

ROOT = Path(__file__).parents[2]
NOTICES = ROOT / "notices"
HOSTILE = ROOT / "tests/sites/hostile/notices"
SCRIPT = "import sys; from pathlib import Path; from generator.build.recipe import build; build(Path('.'), Path('in'), Path('out'))"


def quiet(_: str) -> None:
    """No progress lines."""


def manifest(folder: Path) -> dict[str, str]:
    """Every file with the hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def build_elsewhere(folder: Path, environment: dict[str, str]) -> dict[str, str]:
    folder.mkdir(parents=True)
    names = sorted(path.name for path in NOTICES.iterdir() if path.is_file())
    (folder / "in").mkdir()
    for name in reversed(names) if environment["TZ"].startswith("Asia") else names:
        shutil.copy(NOTICES / name, folder / "in" / name)
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "SOURCE_DATE"))
    }
    subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=folder,
        env=inherited | environment | {"PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )
    return manifest(folder / "out")


def test_two_builds_in_other_folders_hash_orders_time_zones_and_locales_are_equal(tmp_path: Path) -> None:
    day = {"SOURCE_DATE_EPOCH": "1772064000"}
    one = build_elsewhere(tmp_path / "甲", day | {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C"})
    other = build_elsewhere(
        tmp_path / "b/c", day | {"PYTHONHASHSEED": "4242", "TZ": "America/New_York", "LC_ALL": "C.UTF-8"}
    )
    assert len(one) > 50
    assert one == other


def test_every_kind_of_page_is_made_and_none_is_empty(seed_site: Path) -> None:
    for name in (
        "",
        "about/",
        "search/",
        "notices/",
        "units/",
        "regions/",
        "years/",
        "status/",
        "quality/",
        "updates/",
        "data/",
        "years/2025/",
        "regions/430626/",
        "topics/",
        "topics/union-funds/",
        "commitments/",
        "citations/",
    ):
        page = (seed_site / name / "index.html").read_text(encoding="utf-8")
        assert "<h1" in page, name
        assert len(page) > 2000, name


def test_each_notice_has_page_source_view_original_and_record(seed_site: Path) -> None:
    for original in NOTICES.glob("*.txt"):
        folder = seed_site / "notices" / original.stem
        assert (folder / f"{original.stem}.txt").read_bytes() == original.read_bytes()
        record = json.loads((folder / f"{original.stem}.json").read_bytes())
        page = (folder / "index.html").read_text(encoding="utf-8")
        assert all(f'id="{finding["anchor"]}"' in page for finding in record["findings"])
        assert f'id="{record["findings"][0]["anchor"]}"' in (folder / "source/index.html").read_text(encoding="utf-8")


def test_the_site_holds_few_files_for_each_notice(seed_site: Path) -> None:
    per_notice = [
        sum(1 for path in folder.rglob("*") if path.is_file())
        for folder in (seed_site / "notices").iterdir()
        if folder.is_dir()
    ]
    assert max(per_notice) == 4


def test_no_file_of_the_site_names_the_machine_it_was_built_on(seed_site: Path) -> None:
    for path in seed_site.rglob("*"):
        if path.suffix in (".html", ".json", ".xml", ".txt", ".js", ".css"):
            assert str(seed_site.parent).encode() not in path.read_bytes(), path


def test_a_page_that_lost_a_word_stops_the_build_and_the_old_site_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, HOSTILE, tmp_path / "site", say=quiet)
    before = manifest(tmp_path / "site")
    shutil.rmtree(tmp_path / "build")  # else the pages come from the cache, compared when they were made
    true_parse = mkdocs_plugin.parse
    monkeypatch.setattr(mkdocs_plugin, "parse", lambda text, html: true_parse(text.replace("常规巡察", "巡察"), html))
    with pytest.raises(BuildError, match="hostile-2025 的通报页与原文不符"):
        build(tmp_path, HOSTILE, tmp_path / "site", say=quiet)
    assert manifest(tmp_path / "site") == before


@pytest.mark.parametrize(
    ("where", "step"),
    [
        (recipe, "checked_library"),
        (recipe, "frame_rest"),
        (recipe, "write_data_files"),
        (recipe, "search_files"),
        (recipe, "check_notices"),
        (Output, "add_page"),
        (Output, "check_links"),
        (Output, "finish"),
    ],
)
def test_a_failure_at_any_step_leaves_the_old_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: object, step: str
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("旧")

    def fail(*_: object) -> None:
        raise FaultError("坏了")

    monkeypatch.setattr(where, step, fail)
    with pytest.raises(BuildError, match="坏了"):
        build(tmp_path, HOSTILE, tmp_path / "site", say=quiet)
    assert manifest(tmp_path / "site") == {"index.html": hashlib.sha256("旧".encode()).hexdigest()}


def test_a_fault_of_the_theme_is_a_message_and_not_a_traceback(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "templates/theme", tmp_path / "templates/theme")
    (tmp_path / "templates/theme/about.html").write_text("{{ nowhere.at.all }}")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    with pytest.raises(BuildError, match="nowhere"):
        build(tmp_path, HOSTILE, tmp_path / "site", say=quiet)
    assert not (tmp_path / "site").exists()


def test_what_a_killed_build_left_is_cleared_by_the_next(tmp_path: Path, hostile_site: Path) -> None:
    for name in ("build/site-new/old.html", "build/docs/stale.md", "build/docs/gone/index.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("残留")
    build(tmp_path, HOSTILE, tmp_path / "site", say=quiet)
    assert manifest(tmp_path / "site") == manifest(hostile_site)


def test_two_builds_at_once_in_one_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    with filelock.FileLock(tmp_path / "build/.lock"), pytest.raises(BuildError, match="另一个构建正在进行"):
        build(tmp_path, HOSTILE, tmp_path / "site", say=quiet)


def test_a_folder_without_notices_makes_a_site_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    report = build(tmp_path, tmp_path / "in", tmp_path / "site", say=quiet)
    assert report.notices == 0
    assert "还没有收录通报" in (tmp_path / "site/index.html").read_text(encoding="utf-8")


def test_a_withdrawn_notice_leaves_a_page_that_says_so_and_nothing_of_its_text(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for path in NOTICES.glob("qiyang*"):
        shutil.copy(path, folder)
    (folder / "qiyang-renmin-yiyuan-2025.yml").write_text("withdrawn: 单位已更正后另行发布\n")
    build(tmp_path, folder, tmp_path / "site", say=quiet)
    base = tmp_path / "site/notices/qiyang-renmin-yiyuan-2025"
    page = (base / "index.html").read_text(encoding="utf-8")
    assert "单位已更正后另行发布" in page
    assert "data-notice-body" not in page
    assert [path.name for path in base.iterdir()] == ["index.html"]
    assert "单位已更正后另行发布" in (tmp_path / "site/updates/index.html").read_text(encoding="utf-8")


def test_without_search_there_is_no_search_page(tmp_path: Path) -> None:
    build(tmp_path, HOSTILE, tmp_path / "site", search=False, say=quiet)
    assert not (tmp_path / "site/search").exists()


def test_the_as_of_date_is_that_of_the_environment_else_of_the_newest_notice() -> None:
    assert as_of_date("1772064000", Library([])) == "2026-02-26"
    assert as_of_date(None, Library([])) is None
    with pytest.raises(BuildError, match="不是有效的秒数"):
        as_of_date("明天", Library([]))


def test_a_build_killed_at_any_moment_leaves_a_whole_site(tmp_path: Path, hostile_site: Path) -> None:
    """The old site or the new one, never a part; and the next build is not hindered by what was left."""
    old = {"index.html": hashlib.sha256("旧".encode()).hexdigest()}
    new = manifest(hostile_site)
    shutil.copytree(HOSTILE, tmp_path / "in")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    started = time.monotonic()
    subprocess.run([sys.executable, "-c", SCRIPT], cwd=tmp_path, env=environment, check=True, capture_output=True)
    whole = time.monotonic() - started
    for moment in range(6):
        shutil.rmtree(tmp_path / "out")
        (tmp_path / "out").mkdir()
        (tmp_path / "out/index.html").write_text("旧")
        with subprocess.Popen(
            [sys.executable, "-c", SCRIPT], cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL
        ) as child:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=whole * (0.5 + moment / 10))
            child.kill()
        assert manifest(tmp_path / "out") in (old, new)
    subprocess.run([sys.executable, "-c", SCRIPT], cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert manifest(tmp_path / "out") == new
