"""A build killed at any moment: what is published is the old site or the new one, every file of it."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path

from generator.build.recipe import build
from tests.corpus.make import make

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "templates/office/notices"
MOMENTS = 50
LONGEST = 60.0
"""Seconds that one build may take before the test calls it stuck."""
# A clean process that has everything loaded: its children start in milliseconds, so that the kills hit the build.
PRELOADED = ["generator.build.recipe", "mkdocs.commands.build", "material", "numpy"]


def manifest(folder: Path) -> dict[str, str]:
    """Every file with the hash of its bytes."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def start(root: Path, notices: Path) -> BaseProcess:
    """A build that has begun."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    child = context.Process(target=build, args=(root, notices, root / "site"))
    child.start()
    return child


def test_a_build_killed_at_fifty_random_moments_leaves_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    chance = random.Random(20260301)
    wholes: dict[str, dict[str, str]] = {}
    for name in ("one", "other"):
        shutil.copytree(SAMPLE, tmp_path / name)
        text = tmp_path / name / "shili-2025.txt"
        text.write_text(text.read_text(encoding="utf-8") + f"（{name}）\n", encoding="utf-8")
        child = start(tmp_path, tmp_path / name)
        child.join(LONGEST)
        assert child.exitcode == 0
        wholes[name] = manifest(tmp_path / "site")
    started = time.monotonic()
    child = start(tmp_path, tmp_path / "one")
    child.join(LONGEST)
    whole = time.monotonic() - started
    here, seen = "one", Counter[str]()
    for moment in range(MOMENTS):
        wanted = "other" if here == "one" else "one"
        child = start(tmp_path, tmp_path / wanted)
        # Every second kill falls into the last part of the build, where the folders change places.
        child.join(whole * chance.uniform(0.0 if moment % 2 else 0.7, 1.1))
        child.kill()
        child.join(LONGEST)
        now = manifest(tmp_path / "site")
        assert now in wholes.values(), f"kill {moment} left a site that is neither"
        seen["new" if now == wholes[wanted] else "old"] += 1
        here = wanted if now == wholes[wanted] else here
    print(f"{MOMENTS} kills within {whole:.2f} s of build: {dict(seen)}")
    assert seen["old"]
    child = start(tmp_path, tmp_path / "other")
    child.join(LONGEST)
    assert child.exitcode == 0
    assert manifest(tmp_path / "site") == wholes["other"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build", "one", "other", "site"]


def test_workers_of_a_killed_build_end_with_it_and_the_next_build_is_whole(tmp_path: Path) -> None:
    for made in make(30):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"{made.id}.txt").write_bytes(made.text.encode())
    command = "from pathlib import Path; from generator.build.recipe import build; build(Path('.'), Path('in'), Path('site'), workers=2)"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    ways = {"cwd": tmp_path, "env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([sys.executable, "-c", command], check=True, timeout=LONGEST, **ways)
    whole = manifest(tmp_path / "site")
    for wait in (0.6, 1.0, 1.4):
        shutil.rmtree(tmp_path / "build")
        child = subprocess.Popen([sys.executable, "-c", command], start_new_session=True, **ways)
        time.sleep(wait)
        child.kill()
        child.wait()
        subprocess.run([sys.executable, "-c", command], check=True, timeout=LONGEST, **ways)
        assert manifest(tmp_path / "site") == whole
        deadline = time.monotonic() + LONGEST
        while group(child.pid):
            assert time.monotonic() < deadline, "a worker outlived its build"
            time.sleep(0.1)


def group(leader: int) -> list[str]:
    """The processes of a session that are still there."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            name, _, rest = stat.read_text().rpartition(")")
            state, _, _, session = rest.split()[:4]
            if int(session) == leader and state != "Z":
                found.append(name)
    return found
