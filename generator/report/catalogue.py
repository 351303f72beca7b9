"""The catalogue of rules for people: one rule, the list, and docs/rules.md."""

from __future__ import annotations

from generator.diagnostics import SEVERITY_NAMES
from generator.report.width import pad, printable, width
from generator.rules import FAMILIES, RULES, Rule


def render_rule(rule: Rule) -> str:
    """Return one rule in its four parts, for a terminal; ends in a line end."""
    example = "\n".join("    " + printable(line) for line in rule.example.rstrip("\n").split("\n"))
    return (
        f"{rule.code} {rule.title}（{SEVERITY_NAMES[rule.severity]}{'' if rule.published else '，不在网站上公开'}）\n\n"
        f"是什么：{rule.what}\n\n为什么：{rule.why}\n\n例：\n{example}\n\n怎么办：{rule.instead}\n"
    )


def render_rule_list() -> str:
    """Return one line a rule: code, severity, title."""
    wide = max(width(SEVERITY_NAMES[rule.severity]) for rule in RULES.values())
    return "".join(
        f"{rule.code}  {pad(SEVERITY_NAMES[rule.severity], wide)}  {rule.title}\n" for rule in RULES.values()
    )


def render_markdown() -> str:
    """Return the whole of docs/rules.md."""
    parts = [
        "# 诊断编号\n\n",
        "`gongkai check` 给出的每一个编号：是什么、为什么、例子、怎么办。编号永久不变，不再使用的也不另作他用。\n",
        "本页由 `gongkai rules --markdown` 生成，请勿手改。\n\n",
        "某一处经人核对、确认无须改动的，在附注文件 `<id>.yml` 中写明编号与理由即可搁置：\n\n",
        "```yaml\nsuppress:\n  - code: GK102\n    line: 118        # 可不写；不写则搁置整篇的这一编号\n    reason: 原件如此，已与原单位核实\n```\n",
    ]
    for prefix, family in FAMILIES.items():
        parts.append(f"\n## {prefix}xx {family}\n")
        parts += [_section(rule) for rule in RULES.values() if rule.code.startswith(prefix)]
    return "".join(parts)


def _section(rule: Rule) -> str:
    kept = "" if rule.published else "，只给办公人员看，不在网站上公开"
    example = "".join(_visible(char) for char in rule.example.rstrip("\n"))
    return (
        f"\n### {rule.code} {rule.title}\n\n{SEVERITY_NAMES[rule.severity]}{kept}。\n\n"
        f"**是什么** {rule.what}\n\n**为什么** {rule.why}\n\n**例**\n\n```text\n{example}\n```\n\n**怎么办** {rule.instead}\n"
    )


def _visible(char: str) -> str:
    """Return the character, or its code point in brackets if it could not be seen on the page."""
    hidden = (not char.isprintable() and char != "\n") or 0xE000 <= ord(char) <= 0xF8FF
    return f"〈U+{ord(char):04X}〉" if hidden and char != "\u3000" else char
