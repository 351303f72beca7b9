"""`gongkai add` killed at 50 moments: the notices folder holds each notice as it was or as it shall be, never in between."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from intake_samples import ROOT, SEEDS, as_docx

from generator.build.inputs import collect_notices, find_files
from generator.build.reading import read_file

KILLS = 50
CORRECTED = "（更正后）"

Contents = dict[str, bytes]


def contents(notices: Path) -> Contents:
    """What a reader of the folder sees: every file that is not hidden."""
    found = {}
    for path in sorted(notices.rglob("*")):
        name = path.relative_to(notices)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            found[name.as_posix()] = path.read_bytes()
    return found


def command(notices: Path, *arguments: str | Path) -> list[str]:
    """The call of `gongkai add`."""
    return [sys.executable, "-m", "generator", "add", *map(str, arguments), "--notices", str(notices)]


def finished(notices: Path, *arguments: str | Path) -> Contents:
    """The folder after a call that nobody kills."""
    subprocess.run(command(notices, *arguments), cwd=ROOT, capture_output=True, check=True, timeout=60)
    return contents(notices)


def test_a_killed_add_leaves_the_notices_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = SEEDS[0].read_text(encoding="utf-8")
    old, new, other = tmp_path / "old.docx", tmp_path / "new.docx", tmp_path / "plain.txt"
    old.write_bytes(as_docx(text))
    new.write_bytes(as_docx(text.replace("通报", "通报" + CORRECTED, 1)))
    other.write_bytes(SEEDS[1].read_bytes())
    model = tmp_path / "model"
    url = ("--source-url", "https://example.gov.cn/1")
    first = finished(model, old, "--id", "a", *url)
    plain = {name: data for name, data in finished(model, other, "--id", "b").items() if name not in first}
    second = {k: v for k, v in finished(model, new, "--id", "a", "--replace", *url).items() if k not in plain}
    assert [*first] == [*second] == ["a/a.docx", "a/a.sha256", "a/a.txt", "a/a.yml"]
    assert first["a/a.txt"] != second["a/a.txt"]
    whole = [{**mine, **others} for mine in ({}, first, second) for others in ({}, plain)]
    replacing = ("--id", "a", "--replace", *url)
    steps = [(old, "--id", "a", *url), (new, *replacing), (old, *replacing), (other, "--id", "b")]
    draw = random.Random(20260226)
    lasts = [1.0] * len(steps)  # how long each call goes on; each turn corrects it, as the machine may have other work
    seen: dict[int, int] = {}
    cut = 0
    for turn in range(KILLS):
        notices = tmp_path / f"notices{turn // 6}"  # a fresh folder now and then, for first notices too
        step = turn % len(steps)
        began = time.monotonic()
        process = subprocess.Popen(
            command(notices, *steps[step]), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            # Half of the moments lie in the last part of a run, where files are written.
            process.wait(draw.uniform(0.5 if turn % 2 else 0.0, 1.05) * lasts[step])
            lasts[step] = time.monotonic() - began
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            lasts[step] *= 1.05
            cut += 1
        came = contents(notices) if notices.exists() else {}
        assert came in whole, sorted(came)
        if notices.exists():
            found = find_files(notices)
            assert collect_notices(found, [read_file(file)[0] for file in found.files]).problems == ()
        seen[whole.index(came)] = seen.get(whole.index(came), 0) + 1
    finished(notices, new, "--id", "a", "--replace")
    assert [path.name for path in notices.iterdir() if path.name.startswith(".")] == []
    with capsys.disabled():
        print(f"\n{KILLS} 次，其中 {cut} 次确在运行中被杀；每次之后 notices/ 都完整，见到的状态及次数：{seen}")
    assert cut > KILLS // 2
