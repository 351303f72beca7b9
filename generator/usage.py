"""Messages about wrong calls and disk errors in Chinese: the program's users are offices, and click speaks English only."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Sequence
from typing import Any, NoReturn

import click

# Pattern of a message of click -> the same in Chinese; the first match wins.
MESSAGES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"(?:File|Path|Directory|File or directory) '(.+)' does not exist\.?", "找不到“{0}”。"),
        (r"(?:File|Path) '(.+)' is a directory\.?", "“{0}”是文件夹，这里要的是文件。"),
        (r"Directory '(.+)' is a file\.?", "“{0}”是文件，这里要的是文件夹。"),
        (r"(?:File|Path|Directory) '(.+)' is not (readable|writable)\.?", "“{0}”无法打开，请检查权限。"),
        (r"'(.*)' is not one of (.+?)\.?", "“{0}”不在可选的值之内：{1}。"),
        (r"(.+) is not in the range (.+?)\.?", "{0} 超出范围 {1}。"),
        (r"'(.*)' is not a valid integer.*", "“{0}”不是整数。"),
        (r"No such command '(.+)'\..*", "没有“{0}”这个命令。"),
        (r"No such option:? '?(-[^\s'.]+)'?\.?.*", "没有 {0} 这个选项。"),
        (r"Missing command\.?", "没有说要做什么。"),
        (r"Got unexpected extra arguments? \((.+)\)", "多出的参数：{0}。"),
        (r"Option '(.+)' requires an argument\.?", "选项 {0} 后面要有值。"),
        (r"Option '(.+)' does not take a value\.?", "选项 {0} 后面不要值。"),
    )
)


def translate(message: str) -> str:
    """Return a message of click in Chinese, or unchanged if no pattern matches it."""
    for pattern, words in MESSAGES:
        found = pattern.fullmatch(message)
        if found is not None:
            return words.format(*found.groups())
    return message


def explain_usage_error(error: click.UsageError) -> str:
    """Return what is wrong with a call and where help is, with a line end."""
    if isinstance(error, click.MissingParameter):
        name = error.param.human_readable_name if error.param is not None else ""
        message = f"缺少参数 {name}。"
    elif isinstance(error, click.BadParameter):
        hint = error.param.get_error_hint(error.ctx).replace("'", "") if error.param and error.ctx else ""
        message = (f"{hint}：" if hint else "") + translate(error.message)
    else:
        message = translate(error.format_message())
    command = error.ctx.command_path if error.ctx is not None else "gongkai"
    return f"用法有误：{message}\n运行 {command} --help 查看用法。\n"


DISK_ERRORS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超过了磁盘配额",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.EMFILE: "同时打开的文件太多",
    errno.EIO: "磁盘读写出错",
}
"""Errors about which an office can do something; others keep the system's words."""


def explain_disk_error(error: OSError) -> str:
    """Return why a file could not be read or written, for errors that no command explains itself."""
    why = DISK_ERRORS.get(error.errno or 0) or error.strerror or str(error)
    return f"读写文件时出错：{why}。" + (f"（{os.fsdecode(error.filename)}）" if error.filename else "")


class ChineseGroup(click.Group):
    """A command group that explains wrong calls in Chinese."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of a working day rather than of the alphabet."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. That its reader (head, less) has seen enough is no failure: click would end with 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise SystemExit(0) from None

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Run a command and end the process, whatever `standalone_mode` says; the exit code after a wrong call is 2."""
        try:
            raise SystemExit(super().main(args, prog_name, complete_var, standalone_mode=False, **extra))
        except click.UsageError as error:
            click.echo(explain_usage_error(error), err=True, nl=False)
            raise SystemExit(2) from None
        except click.ClickException as error:
            click.echo(translate(error.format_message()), err=True)
            raise SystemExit(error.exit_code) from None
        except click.Abort:
            click.echo("已停止。", err=True)
            raise SystemExit(130) from None
