"""A build killed at any moment: what is published is the old site or the new one, every file of it."""

from __future__ import annotations

import hashlib
import multiprocessing
import random
import shutil
import time
from collections import Counter
from multiprocessing.process import BaseProcess
from pathlib import Path

from generator.site.build import build

SAMPLE = Path(__file__).parents[2] / "templates/office/notices"
MOMENTS = 50
LONGEST = 60.0
"""Seconds that one build may take before the test calls it stuck."""
# A clean process that has everything loaded: its children start in milliseconds, so that the kills hit the build.
PRELOADED = ["generator.site.build", "mkdocs.commands.build", "material", "numpy"]


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
