"""`gongkai add --replace --reason`: the old original stays, the sidecar gains lines and loses none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from checking import collected
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.facts.model import Revision
from generator.intake.model import RefusedFileError
from generator.intake.sidecar_writer import add_revision
from generator.sidecar import read_sidecar
from generator.source import Source

REVISION = Revision(date(2026, 3, 1), "更正联系电话", "a.r1.txt")
LINES = "  - date: '2026-03-01'\n    reason: 更正联系电话\n    original: a.r1.txt\n"
FIRST = "中共甲县卫生健康局党组关于巡察整改进展情况的通报\n一、问题\n1.工会经费管理不严。整改情况：已完成整改。\n"
SECOND = FIRST.replace("管理不严", "管理不够严")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "revisions:\n" + LINES),
        ("unit: 甲局 # 局名\n", "unit: 甲局 # 局名\nrevisions:\n" + LINES),
        ("unit: 甲局", "unit: 甲局\nrevisions:\n" + LINES),
        (
            "revisions:\n  - date: 2026-01-01 # 首次\n    reason: 甲\n# 以下不动\nunit: 甲局\n",
            "revisions:\n  - date: 2026-01-01 # 首次\n    reason: 甲\n" + LINES + "# 以下不动\nunit: 甲局\n",
        ),
        (
            "unit: 甲局\nrevisions:\n- reason: |\n    甲\n    乙\n  date: 2026-01-01",
            "unit: 甲局\nrevisions:\n- reason: |\n    甲\n    乙\n  date: 2026-01-01\n"
            + LINES.replace("\n  ", "\n")[2:],
        ),
        (
            "unit: 甲局\r\nrevisions:\r\n  - {date: 2026-01-01, reason: 甲}\r\n",
            "unit: 甲局\r\nrevisions:\r\n  - {date: 2026-01-01, reason: 甲}\r\n" + LINES.replace("\n", "\r\n"),
        ),
    ],
)
def test_a_correction_is_added_and_every_other_character_stays(before: str, after: str) -> None:
    assert add_revision(before.encode(), REVISION).decode() == after
    added = read_sidecar(Source("", after.encode()))
    assert not added.diagnostics
    assert REVISION in added.sidecar.revisions


@pytest.mark.parametrize(
    "sidecar",
    [
        "unti: 甲局\n",
        "revisions: [{date: 2026-01-01, reason: 甲}]\n",
        "revisions: []\n",
        "{unit: 甲局}\n",
        "unit: 甲局\n...\n",
        "revisions: 无\n",
    ],
)
def test_a_sidecar_that_lines_cannot_be_added_to_is_refused(sidecar: str) -> None:
    with pytest.raises(RefusedFileError, match="GK047"):
        add_revision(sidecar.encode(), REVISION)


@given(st.text(min_size=1, max_size=60).filter(lambda words: words.strip()))
def test_any_reason_comes_back_as_it_was_given_or_is_refused(reason: str) -> None:
    for before in (b"", b"revisions:\n  - date: 2026-01-01\n    reason: x\nunit: y\n"):
        try:
            changed = add_revision(before, Revision(date(2026, 3, 1), reason, None))
        except (RefusedFileError, UnicodeEncodeError):
            continue
        assert read_sidecar(Source("", changed)).sidecar.revisions[-1].reason == reason


def added(folder: Path, text: str, *options: str) -> tuple[int, str]:
    """Exit code and words of one call with a file of this text."""
    file = folder / "in.txt"
    file.write_text(text, encoding="utf-8")
    call = ["add", str(file), "--notices", str(folder / "notices"), "--id", "jia-2026", *options]
    result = CliRunner().invoke(main, call)
    return result.exit_code, result.output


def test_a_corrected_notice_keeps_its_original_its_reason_and_proposes_where_old_links_lead(tmp_path: Path) -> None:
    folder = tmp_path / "notices/jia-2026"
    assert added(tmp_path, FIRST, "--published", "2026-01-05")[0] == 0
    code, said = added(tmp_path, SECOND, "--replace", "--reason", "标题漏字", "--corrected", "2026-03-01")
    assert code == 0, said
    assert "旧原文保留为 jia-2026.r1.txt" in said
    assert "GK062" in said
    assert (folder / "jia-2026.txt").read_text(encoding="utf-8") == SECOND
    assert (folder / "jia-2026.r1.txt").read_text(encoding="utf-8") == FIRST
    third = SECOND.replace("已完成整改", "已完成全部整改")
    assert added(tmp_path, third, "--replace", "--reason", "补结果", "--corrected", "2026-04-01")[0] == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "jia-2026.r1.txt",
        "jia-2026.r2.txt",
        "jia-2026.txt",
        "jia-2026.yml",
    ]
    found = collected(tmp_path / "notices")
    assert found.problems == ()
    (notice,) = found.notices
    assert [(r.date.isoformat(), r.reason, r.original) for r in notice.sidecar.revisions] == [
        ("2026-03-01", "标题漏字", "jia-2026.r1.txt"),
        ("2026-04-01", "补结果", "jia-2026.r2.txt"),
    ]
    assert notice.sidecar.published == date(2026, 1, 5)
    assert [old.name for old in notice.replaced] == ["jia-2026.r1.txt", "jia-2026.r2.txt"]


def test_without_a_reason_nothing_is_kept_and_the_clerk_is_told(tmp_path: Path) -> None:
    assert added(tmp_path, FIRST, "--published", "2026-01-05")[0] == 0
    code, said = added(tmp_path, SECOND, "--replace")
    assert code == 0, said
    assert "没有给出 --reason" in said
    assert sorted(path.name for path in (tmp_path / "notices/jia-2026").iterdir()) == ["jia-2026.txt", "jia-2026.yml"]


def test_a_correction_that_cannot_be_recorded_changes_nothing(tmp_path: Path) -> None:
    assert added(tmp_path, FIRST, "--published", "2026-01-05")[0] == 0
    sidecar = tmp_path / "notices/jia-2026/jia-2026.yml"
    sidecar.write_text("revisions: [{date: 2026-01-01, reason: 甲}]\n")
    code, said = added(tmp_path, SECOND, "--replace", "--reason", "标题漏字")
    assert code == 1
    assert "GK047" in said
    assert (sidecar.with_suffix(".txt")).read_text(encoding="utf-8") == FIRST
    assert len(list(sidecar.parent.iterdir())) == 2


def test_a_flat_notice_is_corrected_only_in_a_folder_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "notices").mkdir()
    (tmp_path / "notices/jia-2026.txt").write_text(FIRST, encoding="utf-8")
    code, said = added(tmp_path, SECOND, "--replace", "--reason", "标题漏字")
    assert code == 1
    assert "GK045" in said
    assert [path.name for path in (tmp_path / "notices").iterdir()] == ["jia-2026.txt"]


@pytest.mark.parametrize(
    "options",
    [("--reason", "漏字"), ("--replace", "--reason", " "), ("--replace", "--reason", "漏字", "--corrected", "昨天")],
)
def test_a_correction_that_is_asked_for_wrongly_is_a_wrong_call(tmp_path: Path, options: tuple[str, ...]) -> None:
    code, _ = added(tmp_path, FIRST, *options)
    assert code == 2
    assert not (tmp_path / "notices").exists()
