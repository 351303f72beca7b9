"""A wrong call is explained in Chinese, with exit code 2 and no traceback."""

import subprocess
import sys
import types
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (["parse", "no-such.txt"], "找不到“no-such.txt”。"),
        (["parse"], "缺少参数"),
        (["parse", "."], "是文件夹"),
        (["frobnicate"], "没有“frobnicate”这个命令。"),
        (["check", "--form", "x"], "没有 --form 这个选项。"),
        (["check", "--format", "xml"], "“xml”不在可选的值之内"),
        (["build", "--workers", "none"], "“none”不是"),
        (["rules", "GK101", "GK102"], "多出的参数：GK102。"),
        (["rules", "GK999"], "没有代码为 GK999 的规则"),
    ],
)
def test_a_wrong_call_is_explained_in_chinese(call: list[str], says: str) -> None:
    result = CliRunner().invoke(main, call)
    assert result.exit_code == 2
    assert says in result.output
    assert "Error" not in result.output
    assert "Traceback" not in result.output


def test_help_lists_the_commands_in_the_order_of_a_working_day() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    listed = [line.split()[0] for line in result.output.partition("Commands:\n")[2].splitlines() if line[2:3] != " "]
    assert listed == ["parse", "check", "add", "review", "pages", "build", "serve", "init", "rules"]


class BuildError(Exception):
    """Stands for that of the build."""


def recipe(call: str, result: object) -> types.SimpleNamespace:
    """A build with one function, which returns or raises this."""

    def called(*arguments: object, **named: object) -> object:
        if isinstance(result, Exception):
            raise result
        return result

    return types.SimpleNamespace(BuildError=BuildError, **{call: called})


@pytest.mark.parametrize(
    ("command", "function", "result", "code", "says"),
    [
        ("pages", "write_pages", 12, 0, "已写出 12 个页面，在 build/docs；现在可以运行 mkdocs build。\n"),
        ("pages", "write_pages", BuildError("找不到通报文件夹 notices。"), 1, "找不到通报文件夹 notices。\n"),
        ("build", "build", types.SimpleNamespace(summary=lambda: "网站已生成。"), 0, "网站已生成。\n"),
        ("build", "build", BuildError("1 处问题。"), 1, "1 处问题。\n"),
    ],
)
def test_a_build_says_what_was_written_or_why_nothing_was(
    command: str, function: str, result: object, code: int, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "generator.build.recipe", recipe(function, result))  # type: ignore[arg-type]
    ended = CliRunner().invoke(main, [command])
    assert (ended.exit_code, ended.stdout, ended.stderr) == (code, "", says)


NOTICES = Path(__file__).parents[2] / "notices"


def called(*call: str, **ways: object) -> subprocess.CompletedProcess[bytes]:
    """The program in a process of its own."""
    return subprocess.run([sys.executable, "-m", "generator", *call], stderr=subprocess.PIPE, timeout=60, **ways)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize(
    ("call", "code"), [(["rules"], 0), (["check", "--strict", str(NOTICES)], 1), (["rules", "GK999"], 2)]
)
def test_a_process_ends_with_the_exit_code_and_all_it_had_to_say(call: list[str], code: int) -> None:
    ended = called(*call, stdout=subprocess.PIPE)
    assert ended.returncode == code
    assert CliRunner().invoke(main, call).output.encode() == ended.stdout + ended.stderr


def test_a_reader_that_has_seen_enough_is_no_trouble() -> None:
    rules = subprocess.Popen(
        [sys.executable, "-m", "generator", "rules", "--markdown"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert rules.stdout
    assert rules.stderr
    rules.stdout.close()
    assert rules.wait(60) == 0
    assert rules.stderr.read() == b""
    rules.stderr.close()


def test_a_full_disk_is_told_in_chinese() -> None:
    with Path("/dev/full").open("wb") as full:
        ended = called("rules", "--markdown", stdout=full)
    assert ended.returncode == 2
    assert ended.stderr.decode() == "读写文件时出错：磁盘已满。\n"
