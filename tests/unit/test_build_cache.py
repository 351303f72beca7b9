"""The cache saves time and changes nothing; work may be spread over processes and machines."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.build import frame as frame_module
from generator.build import output, reading, recipe
from generator.build.frame import Frame
from generator.build.inputs import collect_notices, find_files
from generator.build.memo import Memo, key_of
from generator.build.pool import Pool
from generator.build.recipe import BuildError, build
from generator.facts.model import Notice
from generator.facts.read import read_notice
from generator.pages.page import Page
from generator.source import Source
from tests.corpus.make import make
from tests.unit.test_build import HOSTILE, NOTICES, manifest, quiet

COMMAND = "import sys; from pathlib import Path; from generator.build.recipe import build; build(Path('.'), Path('in'), Path('out'), workers=int(sys.argv[1]))"


def write(folder: Path, count: int) -> Path:
    folder.mkdir(exist_ok=True)
    for made in make(count):
        (folder / f"{made.id}.txt").write_bytes(made.text.encode())
    return folder


def entries(root: Path) -> list[Path]:
    return sorted(path for path in (root / "build/cache").rglob("*") if path.is_file())


def framed_paths(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Pages that are handed to MkDocs from now on."""
    paths: list[str] = []

    def frame_pages(pages: Sequence[Page], frame: Frame) -> list[bytes]:
        paths.extend(page.path for page in pages)
        return frame_module.frame_pages(pages, frame)

    monkeypatch.setattr(recipe, "frame_pages", frame_pages)
    return paths


def test_building_again_gives_the_same_bytes_and_asks_mkdocs_for_no_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, NOTICES, tmp_path / "site", say=quiet)
    first = manifest(tmp_path / "site")
    framed = framed_paths(monkeypatch)
    build(tmp_path, NOTICES, tmp_path / "site", say=quiet)
    assert framed == []
    assert manifest(tmp_path / "site") == first


def test_without_its_cache_a_site_is_the_same(tmp_path: Path, seed_site: Path) -> None:
    build(tmp_path, NOTICES, tmp_path / "site", say=quiet)
    shutil.rmtree(tmp_path / "build")
    build(tmp_path, NOTICES, tmp_path / "site", say=quiet)
    assert manifest(tmp_path / "site") == manifest(seed_site)


def test_one_more_notice_leaves_the_other_notices_pages_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notices = write(tmp_path / "in", 12)
    last = notices / "corpus-00011.txt"
    text = last.read_bytes()
    last.unlink()
    build(tmp_path, notices, tmp_path / "site", say=quiet)
    last.write_bytes(text)
    framed = framed_paths(monkeypatch)
    build(tmp_path, notices, tmp_path / "site", say=quiet)
    assert {path for path in framed if path.startswith("notices/corpus")} == {
        "notices/corpus-00011/index.md",
        "notices/corpus-00011/source.md",
    }
    assert len([path for path in framed if path.startswith("units/")]) <= 3
    build(tmp_path / "fresh", notices, tmp_path / "other", say=quiet)
    assert manifest(tmp_path / "site") == manifest(tmp_path / "other")


@pytest.mark.parametrize(
    ("name", "words", "shown"),
    [
        ("mkdocs.yml", "site_name: 另一个名字\n", "另一个名字"),
        ("templates/theme/partials/footer.html", "<footer>另一个页脚</footer>", "另一个页脚"),
    ],
)
def test_a_setting_or_a_template_of_an_office_frames_every_page_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, words: str, shown: str
) -> None:
    build(tmp_path, HOSTILE, tmp_path / "site", say=quiet)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(words, encoding="utf-8")
    framed = framed_paths(monkeypatch)
    build(tmp_path, HOSTILE, tmp_path / "site", say=quiet)
    assert len(framed) == sum(1 for _ in (tmp_path / "build/docs").rglob("*.md"))
    for page in (tmp_path / "site").rglob("*.html"):
        assert shown in page.read_text(encoding="utf-8"), page


@pytest.mark.parametrize(
    "damage", [lambda data: b"", lambda data: data[:-3], lambda data: data[:40] + b"?" + data[41:]]
)
def test_damaged_entries_are_made_again(
    tmp_path: Path, hostile_site: Path, damage: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, HOSTILE, tmp_path / "site", say=quiet)
    for path in entries(tmp_path):
        path.write_bytes(damage(path.read_bytes()))
    framed = framed_paths(monkeypatch)
    build(tmp_path, HOSTILE, tmp_path / "site", say=quiet)
    assert len(framed) == sum(1 for _ in (tmp_path / "build/docs").rglob("*.md"))
    assert manifest(tmp_path / "site") == manifest(hostile_site)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_part_of_the_cache_and_the_folders_is_lost_the_site_is_the_same(
    tmp_path: Path, hostile_site: Path, seed: int
) -> None:
    """A page stands in the cache twice, short and whole, and in two folders; any of them may be the one that is left."""
    chance = random.Random(seed)
    for _ in range(4):
        build(tmp_path, HOSTILE, tmp_path / "site", say=quiet)
        assert manifest(tmp_path / "site") == manifest(hostile_site)
        standing = [path for path in (tmp_path / "build").rglob("*") if path.is_file()]
        for path in chance.sample(standing, len(standing) // 3):
            path.write_bytes(path.read_bytes()[:-1])


def test_a_page_that_was_altered_in_the_site_is_published_as_it_should_be(tmp_path: Path, hostile_site: Path) -> None:
    build(tmp_path, HOSTILE, tmp_path / "site", say=quiet)
    page = tmp_path / "site/notices/hostile-2025/index.html"
    for words in (page.read_bytes().replace("整".encode(), "正".encode()), b"<p>"):
        page.write_bytes(words)  # the cache may hold the same file under another name
        build(tmp_path, HOSTILE, tmp_path / "site", say=quiet)
        assert manifest(tmp_path / "site") == manifest(hostile_site)


def test_a_cache_that_cannot_be_written_does_not_stop_the_build(tmp_path: Path, hostile_site: Path) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "build/cache").write_text("kein Ordner")
    build(tmp_path, HOSTILE, tmp_path / "site", say=quiet)
    assert manifest(tmp_path / "site") == manifest(hostile_site)


def test_entries_that_no_page_needs_any_more_are_removed(tmp_path: Path) -> None:
    notices = write(tmp_path / "in", 3)
    build(tmp_path, notices, tmp_path / "site", say=quiet)
    before = entries(tmp_path)
    (notices / "corpus-00002.txt").unlink()
    (before[0].parent / "left.123.new").write_bytes(b"half")
    build(tmp_path, notices, tmp_path / "site", say=quiet)
    assert len(entries(tmp_path)) < len(before)
    assert not list((tmp_path / "build/cache").rglob("*.new"))


def test_a_page_with_a_fault_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(output, "notice_faults", lambda *_: ["不符"])
        with pytest.raises(BuildError, match="不符"):
            build(tmp_path, HOSTILE, tmp_path / "site", say=quiet)
    assert not (tmp_path / "site").exists()
    build(tmp_path, HOSTILE, tmp_path / "site", say=quiet)


def test_builders_that_share_entries_do_not_hinder_each_other(tmp_path: Path) -> None:
    memo = Memo(tmp_path)
    texts = [bytes([number]) * 5000 for number in range(30)]

    def visit(number: int) -> bytes | None:
        key = key_of("step", bytes([number % 30]))
        memo.put(key, texts[number % 30])
        return Memo(tmp_path).get(key)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(visit, range(600))) == [texts[number % 30] for number in range(600)]


def test_a_key_tells_steps_and_parts_apart() -> None:
    keys = [key_of("a", b"bc"), key_of("ab", b"c"), key_of("a", b"b", b"c"), key_of("a", b"", b"bc")]
    assert len(set(keys)) == 4


def test_a_remembered_notice_is_the_notice_that_was_read(tmp_path: Path) -> None:
    folders = (NOTICES, HOSTILE, write(tmp_path / "in", 20))
    memo = Memo(tmp_path / "memo")
    for _ in range(2):
        for folder in folders:
            found = find_files(folder)
            readings = reading.read_files(found.files, memo, Pool(None))
            assert not collect_notices(found, readings).problems
            for file, each in zip(found.files, readings, strict=True):
                sidecar, _ = reading.parse_sidecar(file)
                true = read_notice(Source(file.name, file.data), sidecar.id or file.stem, sidecar)
                assert each.notice
                for field in set(Notice.__struct_fields__) - {"source"}:
                    assert getattr(each.notice, field) == getattr(true, field)
                assert each.notice.source.data == true.source.data
                assert reading.text_of_file(file, memo) == reading.notice_text(true)


def test_a_known_notice_is_not_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path, HOSTILE, tmp_path / "site", say=quiet)

    def parse(*_: object) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr(reading, "read_notice", parse)
    build(tmp_path, HOSTILE, tmp_path / "site", say=quiet)


def test_a_rebuild_with_two_workers_makes_the_bytes_of_a_build_from_nothing(tmp_path: Path) -> None:
    """Here the data files are made in a process of their own, beside the pages."""
    notices = write(tmp_path / "in", 30)
    last = notices / "corpus-00029.txt"
    text = last.read_bytes()
    last.unlink()
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", COMMAND, "2"]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    last.write_bytes(text)
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    build(tmp_path / "fresh", notices, tmp_path / "other", say=quiet)
    assert manifest(tmp_path / "out") == manifest(tmp_path / "other")


@pytest.mark.parametrize(
    ("fails", "told"), [("raise FaultError('坏了')", "坏了"), ("os._exit(3)", "一个工作进程意外结束")]
)
def test_what_goes_wrong_in_another_process_is_a_message_and_nothing_is_published(
    tmp_path: Path, fails: str, told: str
) -> None:
    write(tmp_path / "in", 3)
    script = f"""
import os, sys
from pathlib import Path
from generator.build import recipe
from generator.build.output import FaultError
from generator.build.recipe import BuildError, build
def fail(*_):
    {fails}
recipe.write_data_files = fail
try:
    build(Path('.'), Path('in'), Path('out'), workers=2)
except BuildError as error:
    sys.exit(str(error))
"""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_two_workers_make_the_bytes_that_one_makes(tmp_path: Path) -> None:
    sites = []
    for workers in ("1", "2"):
        root = tmp_path / workers
        root.mkdir()
        write(root / "in", 60)
        environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
        subprocess.run(
            [sys.executable, "-c", COMMAND, workers], cwd=root, env=environment, check=True, capture_output=True
        )
        sites.append(manifest(root / "out"))
    assert sites[0] == sites[1]
