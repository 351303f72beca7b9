"""`gongkai check` and `gongkai rules`: what they print and the exit codes a script can rely on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.rules import RULES

COMPLETE = """中共平江县卫生健康局党组
关于巡察整改进展情况的通报
根据县委统一部署，2024年9月9日至11月29日，县委第一巡察组对县卫生健康局党组进行了常规巡察。现将巡察整改进展情况予以公布。
一、集中整改期内整改进展情况
1.学习不深入。
整改结果：完成。
整改情况：{response}
欢迎广大干部群众对巡察整改落实情况进行监督。联系电话：0730-6699968。
中共平江县卫生健康局党组
2025年11月28日
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "clean-2025.txt").write_text(COMPLETE.format(response="已组织学习。"), encoding="utf-8")
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_a_clean_notice_exits_0(folder: Path) -> None:
    result = run("check", folder)
    assert result.exit_code == 0, result.output
    assert "没有发现问题" in result.output


def test_a_warning_exits_1_and_a_hint_only_when_strict(folder: Path) -> None:
    (folder / "hint-2025.txt").write_text(COMPLETE.format(response="新增加灭鼠站暂未建立。"), encoding="utf-8")
    assert run("check", folder).exit_code == 0
    assert run("check", "--strict", folder).exit_code == 1
    (folder / "warning-2025.txt").write_text(COMPLETE.format(response="2024年1130日开会。"), encoding="utf-8")
    result = run("check", folder)
    assert result.exit_code == 1
    assert "GK404" in result.output


@pytest.mark.parametrize("arguments", [("check", "no-such-file.txt"), ("check", "--format", "xml"), ("rules", "GK999")])
def test_a_wrong_call_exits_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_every_format_is_printed_and_agrees_on_the_number(folder: Path) -> None:
    (folder / "warning-2025.txt").write_text(
        COMPLETE.format(response="2024年1130日开会，修订《制度。"), encoding="utf-8"
    )
    files = json.loads(run("check", "--format", "json", folder).output)["files"]
    results = json.loads(run("check", "--format", "sarif", folder).output)["runs"][0]["results"]
    annotations = run("check", "--format", "github", folder).output.splitlines()
    assert sum(len(file["diagnostics"]) for file in files) == len(results) == len(annotations) == 2


def test_a_suppression_in_the_sidecar_makes_the_notice_clean(folder: Path) -> None:
    (folder / "warning-2025.txt").write_text(COMPLETE.format(response="2024年1130日开会。"), encoding="utf-8")
    (folder / "warning-2025.yml").write_text(
        "suppress:\n  - code: GK404\n    reason: 原件如此，已核实\n", encoding="utf-8"
    )
    assert run("check", folder).exit_code == 0


def test_rules_lists_explains_and_writes_the_page() -> None:
    assert len(run("rules").output.splitlines()) == len(RULES)
    assert "为什么：" in run("rules", "gk102").output
    page = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
    assert run("rules", "--markdown").output == page
