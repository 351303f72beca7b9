"""What templates of the theme may call: how facts of the front matter become addresses, words, glyphs and bars.

The templates are given all functions of `addresses` by their names (`{{ notice_url(row.id) | url }}`; the filter `url` makes an address
relative to the page), the tables and functions of `words` that are listed here, and the functions below.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from generator.facts.topics import topic_rules
from generator.pages import addresses, words
from generator.pages.html_parts import fenced_lines, split_after_title, split_at_findings
from generator.pages.shades import color_shades

THOUSAND = 1000


class BarPart(NamedTuple):
    """A part of a bar and a row of its table: findings of one status. `start` and `share` are thousandths of the bar."""

    status: str
    findings: int
    start: int
    share: int


def bar_parts(counts: Mapping[str, int]) -> list[BarPart]:
    """Divide a bar by the findings of each status, in the order of the statuses."""
    total = sum(counts.values())
    parts: list[BarPart] = []
    before = 0
    for status in words.STATUSES:
        count = counts.get(status, 0)
        if count:
            # Both edges are rounded, not the width: so the parts always add up and never overlap.
            start, end = THOUSAND * before // total, THOUSAND * (before + count) // total
            before += count
            parts.append(BarPart(status, count, start, end - start))
    return parts


def topic_name(topic: str) -> str:
    """Return the published name of a topic, its id where it has none."""
    return {rule.id: rule.name for rule in topic_rules()}.get(topic, topic)


def fact_rows(front: Mapping[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the facts of a notice as labelled rows of values `{text, line, url}`; rows without a value are left out."""
    inspection, contacts, unit = front.get("inspection", {}), front.get("contacts", {}), front.get("unit")
    if unit and "id" in unit:
        unit = unit | {"url": addresses.unit_url(unit["id"])}
    days = [inspection[name] for name in ("start", "end") if name in inspection]
    period = days[0] | {"text": " 至 ".join(day["text"] for day in days)} if days else None
    places: list[dict[str, Any] | None] = [
        {"text": each["name"], "url": addresses.region_url(each["code"])} for each in front.get("region", ())
    ]
    rows: list[tuple[str, list[dict[str, Any] | None]]] = [
        ("公开单位", [unit]),
        ("发布主体", [front.get("issuer")]),
        ("地区", places),
        ("巡察机构", [inspection.get("authority")]),
        ("巡察组", [inspection.get("team")]),
        ("巡察类型", [inspection.get("kind")]),
        ("巡察时间", [period]),
        ("反馈日期", [inspection.get("feedback")]),
        ("发布日期", [front.get("published")]),
        ("信息来源", [front.get("source_name")]),
    ]
    for each in front.get("declared", ()):
        said = words.declared_words(each)
        rows.append(
            ("声明的" + words.SUBJECT[each["subject"]], [{"text": said, "line": each.get("line")}] if said else [])
        )
    for name, label in CONTACTS.items():
        rows.append((label, contacts.get(name, [])))
    return [(label, known) for label, values in rows if (known := [value for value in values if value])]


CONTACTS = {"phones": "监督电话", "emails": "电子邮箱", "addresses": "通信地址", "postcodes": "邮政编码"}
TABLES = (
    "STATUSES",
    "GLYPH",
    "WORD",
    "DEFINITION",
    "SUBJECT",
    "VERDICT",
    "UNSTATED",
    "SELF_NOTE",
    "NO_REGION",
    "MENU",
    "DATA_NOTE",
)
SENTENCES = (
    words.status_word,
    words.inspection_words,
    words.verdict_word,
    words.verdict_sentence,
    words.verdict_short,
    words.check_word,
    words.declared_words,
    words.totals_words,
)


def theme_globals() -> dict[str, Any]:
    """Return everything by the name that templates call it."""
    functions = [value for name, value in vars(addresses).items() if name.endswith(("_url", "_anchor"))]
    named = {each.__name__: each for each in (*functions, *SENTENCES, bar_parts, color_shades, fact_rows, topic_name)}
    return named | {name: getattr(words, name) for name in TABLES}


THEME_FILTERS = {each.__name__: each for each in (split_at_findings, split_after_title, fenced_lines)}
"""The filters by their names in templates."""
