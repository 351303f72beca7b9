"""GK105-GK108, GK111, GK112: parts that are empty, orphaned or said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.examined import Examined
from generator.diagnostics import Diagnostic
from generator.facts.model import Finding
from generator.rules import WHOLE_FILE, diagnose
from generator.source import Span
from generator.syntax.tree import Node

LABELLED = ("response", "outcome", "field", "statement")
WHITE = re.compile(r"\s+")
SAME_FROM = 15
"""Shorter statements may well be equal: 制度不健全。"""


def empty_label(examined: Examined) -> Iterator[Diagnostic]:
    """GK105: 整改情况： with nothing behind it."""
    text = examined.text
    for node in examined.nodes:
        if node.kind not in LABELLED:
            continue
        leaves = (leaf for leaf in node.leaves() if leaf.kind not in ("eol", "space", "marker"))
        label = next(leaves, None)
        if label is not None and label.kind == "label" and not any(_says(text[a.start : a.end]) for a in leaves):
            yield diagnose(
                "GK105", Span(label.start, label.end), f"“{text[label.start : label.end].strip()}”之后没有内容。"
            )


def _says(words: str) -> bool:
    return any(char.isalnum() for char in words)


def unanswered(examined: Examined) -> Iterator[Diagnostic]:
    """GK106: a finding without a response; one with an empty label is GK105's."""
    for finding in examined.notice.findings:
        if finding.response_span is None:
            yield diagnose("GK106", _place(finding), f"问题“{_short(finding.heading)}”没有整改情况。")


def headless(examined: Examined) -> Iterator[Diagnostic]:
    """GK107: a response that no heading stands above."""
    for finding in examined.notice.findings:
        if not finding.heading.strip() and not (finding.statement or "").strip() and finding.response_span is not None:
            start = finding.response_span.start
            yield diagnose(
                "GK107", Span(start, min(start + 5, finding.response_span.end)), "这段整改情况之上没有问题标题。"
            )


def same_statement(examined: Examined) -> Iterator[Diagnostic]:
    """GK108: one statement under two headings, compared without white space."""
    seen: dict[str, Finding] = {}
    for finding in examined.notice.findings:
        words = WHITE.sub("", finding.statement or "")
        if len(words) < SAME_FROM:
            continue
        earlier = seen.setdefault(words, finding)
        if earlier is not finding:
            message = f"与第{earlier.line}行“{_short(earlier.heading)}”之下的问题表述逐字相同。"
            yield diagnose("GK108", _place(finding), message)


def no_findings(examined: Examined) -> Iterator[Diagnostic]:
    """GK111: a text in which no finding was recognised; an empty file is GK005's."""
    if not examined.notice.findings and not examined.text.isspace() and examined.text.strip("\ufeff"):
        yield diagnose("GK111", WHOLE_FILE, "正文中没有识别出问题与整改情况。")


def empty_heading(examined: Examined) -> Iterator[Diagnostic]:
    """GK112: a group heading with nothing below it."""
    for node in examined.nodes:
        if node.kind == "group":
            inner = [c for c in node.children if isinstance(c, Node) and c.kind not in ("heading", "blank")]
            heading = next((c for c in node.children if isinstance(c, Node) and c.kind == "heading"), None)
            if heading is not None and not inner:
                words = heading.words(examined.text)
                if len(words) <= 60:
                    yield diagnose("GK112", _first_line(heading), f"标题“{_short(words)}”之下没有内容。")


def _first_line(heading: Node) -> Span:
    start = heading.span.start
    for leaf in heading.leaves():
        if leaf.kind == "space" and leaf.start == start:
            start = leaf.end
        elif leaf.kind == "eol" and leaf.start > start:
            return Span(start, leaf.start)
    return Span(start, heading.span.end)


def _place(finding: Finding) -> Span:
    return finding.heading_span if finding.heading_span.end > finding.heading_span.start else finding.span


def _short(words: str) -> str:
    return words if len(words) <= 20 else words[:20] + "…"
