"""What `gongkai add` says about each file, for a clerk at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from generator.filing import named
from generator.intake.add import Added, Refused
from generator.intake.opening import shown
from generator.rules import RULES


def tell(result: Added | Refused) -> str:
    """Some lines about one file, without a final line end. Names are made safe for a terminal."""
    if isinstance(result, Refused):
        rule = RULES[result.code]
        return f"未收录 {shown(result.file)}\n  {result.code} {rule.title}：{shown_words(result.message)}\n  怎么办：{rule.instead}"
    return "\n".join(_added(result))


def _added(result: Added) -> Iterator[str]:
    notice = result.notice
    yield f"{'已替换' if result.replaced else '已收录'} {shown(result.file)} → {shown(result.path)}"
    yield f"  标识：{result.path.stem}"
    yield f"  单位：{shown_words(named(notice) or '读不出，请用 --unit 给出')}"
    region = notice.unit.region
    yield f"  地区：{'/'.join(region.names) + ' ' + region.code if region else '读不出，请用 --region 给出'}"
    yield f"  发布日期：{notice.published.value if notice.published else '读不出，请用 --published 给出'}"
    yield f"  问题：{notice.counted.total} 个"
    yield f"  原件 SHA-256：{result.sha256}"
    yield from (f"  说明：{shown_words(note)}" for note in result.notes)


def shown_words(words: str) -> str:
    """Words that come from a file, with what could steer a terminal written as an escape."""
    return "".join(char if char.isprintable() or char == "\u3000" else ascii(char)[1:-1] for char in words)
