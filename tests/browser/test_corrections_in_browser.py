"""A reader with an old link reaches the corrected problem; an office that saves a notice sees its open page change."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from search_site import CHROMIUM

from generator.facts.model import Sidecar
from generator.facts.read import read_notice
from generator.source import Source

ROOT = Path(__file__).parents[2]
NAME = "qiyang-renmin-yiyuan-2025"
OLD = (ROOT / f"notices/{NAME}.txt").read_text(encoding="utf-8")
BEFORE, AFTER = "政治理论学习不深入", "政治理论学习抓得不深入"
PATIENCE = 20.0


def anchor(text: str, heading: str) -> str:
    """The address of a problem within its page."""
    findings = read_notice(Source("a.txt", text.encode()), "a", Sidecar()).findings
    return next(finding.anchor for finding in findings if finding.heading == heading)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corrected notice."""
    notices = tmp_path_factory.mktemp("office") / "notices"
    notices.mkdir()
    new = OLD.replace(BEFORE, AFTER)
    (notices / f"{NAME}.txt").write_text(new, encoding="utf-8")
    (notices / f"{NAME}.r1.txt").write_text(OLD, encoding="utf-8")
    revision = f"  - date: 2026-03-01\n    reason: 标题漏字\n    original: {NAME}.r1.txt\n"
    alias = f"  {anchor(OLD, BEFORE)}: {anchor(new, AFTER)}\n"
    (notices / f"{NAME}.yml").write_text(f"revisions:\n{revision}aliases:\n{alias}", encoding="utf-8")
    return notices.parent


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Where `gongkai serve` shows the notice."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "generator", "serve", "--port", str(port)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.DEVNULL)
    page = f"http://127.0.0.1:{port}/notices/{NAME}/"
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(page, timeout=PATIENCE).close()
                break
            except URLError:
                time.sleep(0.1)
        yield page
    finally:
        child.send_signal(signal.SIGINT)
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


@pytest.fixture
def page() -> Iterator[Page]:
    """A page of a browser that has nothing to complain of."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page
        browser.close()
        assert said == []


@pytest.mark.parametrize("view", ["", "source/"])
def test_an_old_link_shows_the_problem_it_meant(page: Page, address: str, view: str) -> None:
    page.goto(f"{address}{view}#{anchor(OLD, BEFORE)}")
    problem = page.locator(f'[id="{anchor(OLD.replace(BEFORE, AFTER), AFTER)}"]')
    expect(problem).to_be_in_viewport()
    box = problem.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 200, "it begins at the top of what is seen"


def test_the_old_original_can_be_taken_from_the_note_of_the_correction(page: Page, address: str) -> None:
    page.goto(f"{address}#revision-2026-03-01")
    note = page.locator("#revision-2026-03-01")
    expect(note).to_contain_text("标题漏字")
    with page.expect_download() as taken:
        note.get_by_role("link", name="更正前的原文").click()
    assert taken.value.path().read_bytes() == OLD.encode()


def test_an_open_page_changes_when_the_notice_is_saved(page: Page, address: str, folder: Path) -> None:
    notice = folder / f"notices/{NAME}.txt"
    page.goto(address)
    expect(page.locator(".f-head", has_text=AFTER)).to_be_visible()
    notice.write_text(OLD.replace(BEFORE, f"{AFTER}不系统"), encoding="utf-8")
    # The alias now leads nowhere: the build says so, and the page stays. Without it the new words come.
    sidecar = folder / f"notices/{NAME}.yml"
    sidecar.write_text(sidecar.read_text(encoding="utf-8").split("aliases:")[0], encoding="utf-8")
    expect(page.locator(".f-head", has_text=f"{AFTER}不系统")).to_be_visible(timeout=PATIENCE * 1000)
