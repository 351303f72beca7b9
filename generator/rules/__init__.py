"""The catalogue: every code that `check` can give, in one table.

Why this exists: a clerk who sees GK102 must be able to learn what it means, why it matters and what to do, and a code
once printed in a report must mean the same for ever. Families: 0xx file and sidecar, 1xx structure and numbering, 2xx
declared totals, 3xx facts, 4xx damaged text, 5xx personal data.
"""

from __future__ import annotations

from generator.diagnostics import Diagnostic
from generator.rules import corrections, counts, damage, facts, intake, origin, personal, sidecar, site, structure
from generator.rules.model import Rule
from generator.source import Span

__all__ = ["FAMILIES", "RULES", "WHOLE_FILE", "Rule", "diagnose"]

FAMILIES: dict[str, str] = {
    "GK0": "文件与附注",
    "GK1": "结构与编号",
    "GK2": "声明的数量",
    "GK3": "事实",
    "GK4": "文字损坏",
    "GK5": "个人信息",
}

RULES: dict[str, Rule] = {
    rule.code: rule
    for family in (origin, sidecar, intake, site, corrections, structure, counts, facts, damage, personal)
    for rule in sorted(family.RULES, key=lambda rule: rule.code)
}
"""Code to rule, in the order of the codes."""

WHOLE_FILE = Span(0, 0)


def diagnose(code: str, span: Span, message: str, help: str = "") -> Diagnostic:
    """A diagnostic with the weight and the publicity that the catalogue gives its code.

    Without its own `help` it carries the rule's advice. Raises KeyError for a code that is not in the catalogue.
    """
    rule = RULES[code]
    return Diagnostic(code, rule.severity, span, message, help or rule.instead, rule.published)
