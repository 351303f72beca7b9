"""`gongkai serve` shows a saved notice within seconds, says what check says of it, and keeps the last good site."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError

import pytest

from generator.serve import changed_notices, look_at_notices

ROOT = Path(__file__).parents[2]
NOTICE = "qiyang-renmin-yiyuan-2025"
PATIENCE = 20.0
"""Seconds; what it takes is printed, and is a second or two on an idle machine."""


class Served(NamedTuple):
    """A running `gongkai serve` in a folder of its own."""

    folder: Path
    address: str
    log: Path

    def notice(self) -> Path:
        return self.folder / f"notices/{NOTICE}.txt"

    def page(self) -> str:
        with urllib.request.urlopen(f"{self.address}notices/{NOTICE}/", timeout=PATIENCE) as answer:
            return str(answer.read().decode("utf-8"))

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")


def wait_for(what: Callable[[], bool]) -> float:
    """Seconds until something holds. Fails after PATIENCE."""
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE:
        try:
            if what():
                return time.monotonic() - started
        except URLError:
            pass  # not listening yet
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """The program serving one notice at a free port."""
    (tmp_path / "notices").mkdir()
    for path in (ROOT / "notices").glob(f"{NOTICE}.*"):
        shutil.copyfile(path, tmp_path / "notices" / path.name)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = tmp_path / "program"  # a copy, whose templates a test may change
    shutil.copytree(ROOT / "generator", program / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "templates", program / "templates")
    shutil.copyfile(ROOT / "mkdocs.yml", program / "mkdocs.yml")
    log = tmp_path / "log"
    command = [sys.executable, "-m", "generator", "serve", "--port", str(port)]
    with log.open("wb") as out:
        environment = os.environ | {"PYTHONPATH": str(program)}
        child = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=out, stderr=out)
    site = Served(tmp_path, f"http://127.0.0.1:{port}/", log)
    try:
        wait_for(lambda: "问题" in site.page())
        yield site
    finally:
        child.send_signal(signal.SIGINT)
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def test_a_saved_notice_is_on_show_within_seconds_with_its_check_report(served: Served) -> None:
    text = served.notice().read_text(encoding="utf-8")
    served.notice().write_text(text.replace("政治理论学习不深入", "政治理论学习抓得不深入"), encoding="utf-8")
    took = wait_for(lambda: "政治理论学习抓得不深入" in served.page())
    print(f"a changed notice is on show after {took:.1f} s")
    wait_for(lambda: "检查了1个文件" in served.said())
    assert f"notices/{NOTICE}.txt" in served.said()


@pytest.mark.parametrize(("name", "place"), [("theme/about.html", "</h1>"), ("pages/about.md.j2", "本站是什么")])
def test_a_saved_template_is_on_show_within_seconds(served: Served, name: str, place: str) -> None:
    template = served.folder / "program/templates" / name
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace(place, f"（新模板）{place}", 1), encoding="utf-8")

    def shown() -> bool:
        with urllib.request.urlopen(f"{served.address}about/", timeout=PATIENCE) as answer:
            return "（新模板）" in answer.read().decode("utf-8")

    print(f"a changed template is on show after {wait_for(shown):.1f} s")


def test_a_build_that_fails_says_why_and_the_last_good_page_stays(served: Served) -> None:
    sidecar = served.folder / f"notices/{NOTICE}.yml"
    good = sidecar.read_text(encoding="utf-8")
    sidecar.write_text(good + "unti: 写错的键\n", encoding="utf-8")
    wait_for(lambda: "GK024" in served.said())
    assert "政治理论学习不深入" in served.page()
    sidecar.write_text(good + "source_name: 新的来源\n", encoding="utf-8")
    wait_for(lambda: "新的来源" in served.page())


def test_a_served_page_holds_the_script_that_reloads_it_and_the_published_site_is_not_touched(served: Served) -> None:
    page = served.page()
    assert len(re.findall(r"<script>(.*?)</script>", page, re.DOTALL)) == 1
    assert "Content-Security-Policy" not in page, "it would block that script"
    assert not (served.folder / "site").exists()


def test_a_notice_counts_as_changed_when_its_text_sidecar_or_replaced_original_is(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "b.yml", "c.txt", "c.r1.txt"):
        (tmp_path / name).write_text("甲")
    before = look_at_notices(tmp_path)
    for name in ("b.yml", "c.r1.txt", "d.txt"):
        (tmp_path / name).write_text("乙乙")
    assert [path.name for path in changed_notices(before, look_at_notices(tmp_path))] == ["b.txt", "c.txt", "d.txt"]
    assert changed_notices(before, before) == []
