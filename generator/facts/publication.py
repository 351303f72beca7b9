"""When and by whom a notice was published, from the page noise around it.

Real lines: 发布日期:2026-02-26信息来源:市卫健委 in one piece with half-width colons; 2026-02-26 10:15 来源：市卫健委; 发布时间：2025年3月1日
浏览次数：12; 作者： with nothing behind it; the date in brackets on the title line; the date under the sign-off.
"""

from __future__ import annotations

import re
from datetime import date

from generator.facts.dates import DATE, find_dates, read_date
from generator.facts.evidence import make_fact, text_fact
from generator.facts.model import Fact
from generator.syntax.passage import Passage

DATE_LABEL = re.compile(
    rf"(?P<label>(?:发布|公开|发文|成文|生成|发表|发稿|上传|录入|更新|公布|公示|刊发|印发|编辑)(?:日期|时间)|(?<![\u4e00-\u9fff])(?:日{{1}}\s*期|时{{1}}\s*间))[】\]]?\s{{0,3}}[:：]?\s{{0,3}}[\[【]?\s?(?P<date>{DATE.pattern})"
)
BRACKETED_DATE = re.compile(rf"[（(【\[]\s*(?P<date>{DATE.pattern})[^（）()]{{0,12}}[）)】\]]")

SOURCE_LABEL = "信息来源|文章来源|稿件来源|内容来源|来源|发布机构|发布单位|发布部门|发文机关|发文单位|公开单位|信息提供|供稿单位|供稿|来稿单位|作者|撰稿"
"""The labels of the source; the first ones count most."""
SOURCE = re.compile(
    rf"(?P<label>{SOURCE_LABEL})[】\]]?\s{{0,3}}[:：]\s{{0,3}}"
    r"(?P<name>(?:(?!信息来源|来源|发布|浏览|阅读|点击|访问|字号|字体|作者|编辑|责任|审核|日期|时间|打印|分享|保护视力|背景|色调|索引|【|\[|[（(]?\d{4}[-年./])[^\s|•·　:：,，;；】\]]){2,40})"
)
EMPTY_NAMES = {"本站", "本网", "原创", "未知", "暂无", "admin", "管理员", "系统管理员", "网站管理员"}


def read_published(furniture: list[Passage], title: list[Passage], signoff: list[Passage]) -> Fact[date] | None:
    """Return the day of publication.

    It is the labelled date in the page noise, else any date there, else the one behind the title, else the last one
    under the sign-off.
    """
    return (
        _labelled_date(furniture)
        or _first_date(DATE, furniture)
        or _first_date(BRACKETED_DATE, title, "date")
        or _last_date(signoff)
    )


def _labelled_date(furniture: list[Passage]) -> Fact[date] | None:
    """Return the first date labelled as that of publication, else the first with another label."""
    found: Fact[date] | None = None
    for line in furniture:
        for match in DATE_LABEL.finditer(line.text):
            read = _date_fact(line, *match.span("date"))
            if read is not None and match["label"].startswith(("发布", "公开", "公布", "公示")):
                return read
            found = found or read
    return found


def _first_date(pattern: re.Pattern[str], lines: list[Passage], group: int | str = 0) -> Fact[date] | None:
    for line in lines:
        for match in pattern.finditer(line.text):
            if (read := _date_fact(line, *match.span(group))) is not None:
                return read
    return None


def _last_date(lines: list[Passage]) -> Fact[date] | None:
    for line in reversed(lines):
        days = [place for place in find_dates(line.text) if place.to_date() is not None]
        if days:
            return _date_fact(line, days[-1].start, days[-1].end)
    return None


def _date_fact(line: Passage, start: int, end: int) -> Fact[date] | None:
    match = DATE.match(line.text, start, end)
    day = read_date(match).to_date() if match else None
    return make_fact(line, start, end, day) if day else None


def read_source_name(furniture: list[Passage]) -> Fact[str] | None:
    """Return who put the page up, as written after 信息来源, 来源, 发布机构 …; 本站 and the like name nobody."""
    best: tuple[int, Passage, re.Match[str]] | None = None
    for line in furniture:
        for match in SOURCE.finditer(line.text):
            rank = SOURCE_LABEL.split("|").index(match["label"])
            if match["name"] not in EMPTY_NAMES and (best is None or rank < best[0]):
                best = (rank, line, match)
    return text_fact(best[1], *best[2].span("name")) if best else None
