"""What `gongkai add` says about each file, for a clerk at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.filing import named
from generator.intake.add import Added, Refused
from generator.rules import RULES


def describe_result(result: Added | Refused) -> str:
    """Return some lines about one file, without a final line end. Words and names are made safe for a terminal."""
    if isinstance(result, Refused):
        rule = RULES[result.code]
        return f"未收录 {safe_path(result.file)}\n  {rule.code} {rule.title}：{safe_words(result.message)}\n  怎么办：{rule.instead}"
    return "\n".join(_describe_added(result))


def _describe_added(result: Added) -> Iterator[str]:
    notice = result.notice
    yield f"{'已替换' if result.replaced else '已收录'} {safe_path(result.file)} → {safe_path(result.path)}"
    yield f"  标识：{result.path.stem}"
    yield f"  单位：{safe_words(named(notice) or '读不出，请用 --unit 给出')}"
    region = notice.unit.region
    yield f"  地区：{'/'.join(region.names) + ' ' + region.code if region else '读不出，请用 --region 给出'}"
    yield f"  发布日期：{notice.published.value if notice.published else '读不出，请用 --published 给出'}"
    yield f"  问题：{notice.counted.total} 个"
    yield f"  原件 SHA-256：{result.sha256}"
    yield from (f"  说明：{safe_words(note)}" for note in result.notes)


def safe_words(words: str) -> str:
    """Return words with an escape for each character that could steer a terminal or is no text."""
    return "".join(char if char.isprintable() or char == "\u3000" else ascii(char)[1:-1] for char in words)


def safe_path(path: Path) -> str:
    """Return a path as `safe_words` does, cut in the middle where it is very long."""
    words = safe_words(str(path))
    return words if len(words) <= 120 else words[:60] + "…" + words[-59:]
