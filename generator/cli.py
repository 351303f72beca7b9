"""The command line. Each command reads its arguments, calls one stage and prints the answer.

Data goes to standard output, talk to standard error. Exit codes: 0 clean, 1 something to look at or a failed build,
2 the call itself was wrong. A traceback shown to a user is a bug. Stages are imported by the command that needs them, so
that every command starts quickly.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from generator import __version__
from generator.usage import ChineseGroup, explain_disk_error

SITE_ROOT = Path()
EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
notices_option = click.option(
    "--notices", type=click.Path(path_type=Path), default=Path("notices"), show_default=True, help="通报所在的文件夹。"
)


def run() -> NoReturn:
    """Run the program `gongkai` and end the process with the exit code of its command."""
    code: str | int | None = 0
    try:
        try:
            main(prog_name="gongkai")
        except SystemExit as end:
            code = end.code
        sys.stdout.flush()
    except OSError as error:
        # What is left can be written nowhere, and Python would complain about it at the end of the process.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):  # else the reader (head, less) has seen enough
            click.echo(explain_disk_error(error), err=True)
            code = 2
    sys.exit(code)


def stop(error: Exception, code: int) -> NoReturn:
    """Print why a command could not do its work, and end it with an exit code."""
    click.echo(str(error), err=True)
    sys.exit(code)


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gongkai", message="%(prog)s %(version)s")
def main() -> None:
    """巡察整改公开：把整改进展情况通报变成可检索的公开网站。"""


@main.command()
@click.argument("files", nargs=-1, required=True, type=EXISTING)
@click.option("--format", "form", type=click.Choice(["json", "tree", "markdown"]), default="json", help="输出格式。")
def parse_command(files: tuple[Path, ...], form: str) -> None:
    """解析通报，把结果写到标准输出；不需要站点。"""
    from generator.single import show

    for file in files:
        sys.stdout.buffer.write(show(file, form))
    sys.stdout.buffer.flush()


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "gitlab", "sarif"]),
    default="text",
    help="报告格式。",
)
@click.option("--strict", is_flag=True, help="提示也算发现。")
def check_command(paths: tuple[Path, ...], form: str, strict: bool) -> None:
    """检查通报：数目、编号、日期、损坏的文字、个人信息。有发现时退出码为 1。"""
    from generator.report.check import check_paths

    report = check_paths(paths or (SITE_ROOT / "notices",), form, strict, color=sys.stdout.isatty())
    click.echo(report.words, nl=False)
    sys.exit(report.exit_code)


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--id", help="通报的标识，只用小写字母、数字和连字符；不给出时按地区、单位、年份拟定。")
@click.option("--unit", help="单位名称；正文读不出或读错时给出。")
@click.option("--region", help="六位区划代码或地名。")
@click.option("--published", help="发布日期，如 2026-02-26。")
@click.option("--source-url", help="原文的网址。")
@click.option("--encoding", help="文字编码，如 big5；识别不出时给出。")
@click.option(
    "--notices", type=click.Path(path_type=Path), default=Path("notices"), show_default=True, help="通报文件夹。"
)
@click.option("--replace", is_flag=True, help="替换已收录的同一份通报。")
@click.option("--reason", help="更正的原因；与 --replace 同用，旧原文会保留并写入更正说明。")
@click.option("--corrected", help="更正的日期，如 2026-03-01；不给出时为今天。")
def add_command(files: tuple[Path, ...], notices: Path, **values: Any) -> None:
    """收录 .txt、.docx、.pdf、.html（装有 LibreOffice 时还有 .doc、.wps），并显示检查报告。"""
    from generator.intake.add import Added, add_files
    from generator.intake.messages import describe_result
    from generator.intake.options import check_options
    from generator.report.check import check_paths

    try:
        options = check_options(len(files), **values)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    quiet = len(files) == 1 or not sys.stderr.isatty()
    results_as_they_come = add_files(files, notices, options)
    with click.progressbar(results_as_they_come, len(files), "收录", file=sys.stderr, hidden=quiet) as bar:
        results = list(bar)
    for result in results:
        click.echo(describe_result(result), err=True)
        if isinstance(result, Added):
            click.echo(check_paths((result.path,), "text", False, color=sys.stderr.isatty()).words, err=True)
            click.echo(result.path)
    sys.exit(0 if all(isinstance(result, Added) for result in results) else 1)


@main.command()
@click.argument("file", type=EXISTING)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="审批单写到哪个 .html 文件。")
def review_command(file: Path, output: Path) -> None:
    """生成一份通报的公开审批单（可打印）；不会发布任何内容。"""
    from generator.review.sheet import ReviewError, write_sheet

    try:
        write_sheet(file, output)
    except ReviewError as error:
        stop(error, 2)
    click.echo(f"审批单已写到 {output}；含未遮盖的个人信息，请勿公开。", err=True)


@main.command()
@notices_option
def pages_command(notices: Path) -> None:
    """把全部页面写成 Markdown，放在 build/docs；之后可以直接运行 mkdocs build。"""
    from generator.build.recipe import BuildError, write_pages

    try:
        count = write_pages(SITE_ROOT, notices)
    except BuildError as error:
        stop(error, 1)
    click.echo(f"已写出 {count} 个页面，在 build/docs；现在可以运行 mkdocs build。", err=True)


@main.command()
@notices_option
@click.option(
    "--site-dir", type=click.Path(path_type=Path), default=Path("site"), show_default=True, help="发布到的文件夹。"
)
@click.option("--workers", type=click.IntRange(1), default=os.cpu_count() or 1, help="同时工作的进程数。")
@click.option(
    "--scheduler", metavar="ADDRESS", help="交给 Dask 集群，如 tcp://10.0.0.5:8786（需装 gongkai[cluster]）。"
)
@click.option("--no-search", is_flag=True, help="不建检索索引。")
def build_command(notices: Path, site_dir: Path, workers: int, scheduler: str | None, no_search: bool) -> None:
    """生成整个网站；失败时原来的网站保持不变。"""
    from generator.build.recipe import BuildError, build

    try:
        report = build(SITE_ROOT, notices, site_dir, workers=workers, search=not no_search, scheduler=scheduler)
    except BuildError as error:
        stop(error, 1)
    click.echo(report.summary(), err=True)


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="本机端口。")
def serve_command(port: int) -> None:
    """生成网站，在本机打开，文件改动后自动重建。"""
    from generator.serve import serve

    serve(SITE_ROOT, port)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", default="巡察整改公开", show_default=True, help="网站名称。")
@click.option("--office", default="", help="主办单位。")
@click.option("--url", default="", help="网站的正式网址。")
def init_command(folder: Path, name: str, office: str, url: str) -> None:
    """新建一个单位自己的网站：名称、示例通报、自动发布的配置。"""
    from generator.office.create import InitError, Office, create_site

    try:
        written = create_site(folder, Office(name, office, url))
    except InitError as error:
        stop(error, 2)
    click.echo("\n".join((folder / path).as_posix() for path in written))
    click.echo(f"已新建 {folder}。下一步：cd {folder} && gongkai build", err=True)


@main.command()
@click.argument("code", required=False)
@click.option("--markdown", is_flag=True, help="全部规则，写成 Markdown。")
def rules_command(code: str | None, markdown: bool) -> None:
    """说明一条检查规则；不带代码时列出全部。"""
    from generator.report.catalogue import render_markdown, render_rule, render_rule_list
    from generator.rules import RULES

    if code is not None and code.upper() not in RULES:
        click.echo(f"没有代码为 {code} 的规则；运行 gongkai rules 查看全部。", err=True)
        sys.exit(2)
    if markdown:
        text = render_markdown()
    elif code:
        text = render_rule(RULES[code.upper()])
    else:
        text = render_rule_list()
    click.echo(text, nl=False)
