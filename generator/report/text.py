"""Diagnostics for people: place, source line, a caret under the words, and what to do.

notices/pingjiang-weijian-2025.txt:118:1 警告 GK102 编号重复
      |
  118 | 问题②：对二级机构监督机制不够健全。医疗单位院务公开制度基本流于形式…
      | ^^^^^^^
      = 编号“问题②”与第115行重复。
      = 办法：请对照原件核对编号…
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.diagnostics import SEVERITY_NAMES, SEVERITY_ORDER, Diagnostic, Severity
from generator.report.model import FileReport
from generator.report.place import place_of, tally
from generator.report.width import printable, window
from generator.rules import RULES, WHOLE_FILE
from generator.source import Source

LINE_COLUMNS = 80
COLORS: dict[Severity, str] = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "hint": "\x1b[1;36m"}
FAINT, PLAIN = "\x1b[2m", "\x1b[0m"


def render_text(reports: Sequence[FileReport], *, color: bool = False) -> str:
    """Return all diagnostics file by file, a blank line after each; nothing when there is none. Colour is for terminals."""
    return "".join(
        line + "\n"
        for report in reports
        for diagnostic in report.diagnostics
        for line in _lines(report, diagnostic, color)
    )


def conclusion(reports: Sequence[FileReport]) -> str:
    """Return one line with the numbers of files, errors, warnings and hints; ends in a line end."""
    counts = tally(reports)
    if not any(counts.values()):
        return f"检查了{len(reports)}个文件，没有发现问题。\n"
    numbers = "、".join(f"{counts[severity]}处{SEVERITY_NAMES[severity]}" for severity in SEVERITY_ORDER)
    return f"检查了{len(reports)}个文件：{numbers}。用 gongkai rules 编号 查看说明。\n"


def _lines(report: FileReport, diagnostic: Diagnostic, color: bool) -> Iterator[str]:
    """Yield the lines of one diagnostic, an empty one last."""
    place = place_of(diagnostic, report.source)
    tint, faint, plain = (COLORS[diagnostic.severity], FAINT, PLAIN) if color else ("", "", "")
    where = f"{printable(report.path)}:{place.line}:{place.column}"
    what = f"{tint}{SEVERITY_NAMES[diagnostic.severity]} {diagnostic.code}{plain}"
    yield f"{where} {what} {RULES[diagnostic.code].title}"
    gutter = " " * (len(str(place.line)) + 2)
    if diagnostic.span != WHOLE_FILE:
        shown, before, marked = _marked_line(report.source, diagnostic)
        yield f"{gutter}{faint}|{plain}"
        yield f" {faint}{place.line} |{plain} {shown}"
        yield f"{gutter}{faint}|{plain} {' ' * before}{tint}{'^' * marked}{plain}"
    yield f"{gutter}{faint}={plain} {printable(diagnostic.message)}"
    if diagnostic.help:
        yield f"{gutter}{faint}={plain} 办法：{printable(diagnostic.help)}"
    yield ""


def _marked_line(source: Source, diagnostic: Diagnostic) -> tuple[str, int, int]:
    """Return the source line as shown, the columns before the carets and their number; a span over lines marks its first."""
    place = place_of(diagnostic, source)
    line = source.line_text(place.line)
    start = min(place.column - 1, len(line))
    end = min(place.end_column - 1, len(line)) if place.end_line == place.line else len(line)
    return window(line, start, max(start, end), LINE_COLUMNS)
