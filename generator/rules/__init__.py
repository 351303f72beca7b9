"""The catalogue: every code that a diagnostic can have, in one table.

A clerk who sees GK102 must be able to learn what it means, why it matters and what to do, and a code once printed in a
report must mean the same for ever.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from generator.diagnostics import Diagnostic
from generator.rules.model import Rule
from generator.source import Span

__all__ = ["FAMILIES", "RULES", "WHOLE_FILE", "Rule", "diagnose"]

FAMILIES = {
    "GK0": "文件与附注",
    "GK1": "结构与编号",
    "GK2": "声明的数量",
    "GK3": "事实",
    "GK4": "文字损坏",
    "GK5": "个人信息",
}
FILES = ("origin", "sidecar", "intake", "site", "corrections", "structure", "counts", "facts", "damage", "personal")
"""The YAML files beside this one, in the order of the table. A rule for the office alone says `published: false`."""


def _read_rules(name: str) -> dict[str, Rule]:
    rules = yaml.load(Path(__file__).with_name(f"{name}.yml").read_bytes(), yaml.CSafeLoader)
    return {code: Rule(code, **fields) for code, fields in rules.items()}


RULES: dict[str, Rule] = {code: rule for name in FILES for code, rule in _read_rules(name).items()}
"""Code to rule."""
WHOLE_FILE = Span(0, 0)


def diagnose(code: str, span: Span, message: str, help: str = "") -> Diagnostic:
    """Return a diagnostic with the severity and the publicity of its rule, and the rule's advice unless `help` is given.

    Raises KeyError for a code that is not in the catalogue.
    """
    rule = RULES[code]
    return Diagnostic(code, rule.severity, span, message, help or rule.instead, rule.published)
