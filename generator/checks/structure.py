"""GK105-GK108, GK111, GK112: parts that are empty, orphaned or said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.examined import Examined, opening
from generator.diagnostics import Diagnostic
from generator.facts.model import Finding
from generator.rules import WHOLE_FILE, diagnose
from generator.source import Span
from generator.syntax.tree import Leaf, Node
from generator.syntax.vocabulary import LABEL, ROLE_OF_LABEL

LABELLED = frozenset(("response", "outcome", "field", "statement"))
OPENED = frozenset(("paragraph", "response", "outcome"))
OWN_WORDS = frozenset(("finding", "heading", "measure", "statement", "field", "blank"))
"""Parts of a finding whose labels are not asked whether the finding has them already."""
WHITE = re.compile(r"\s+")
LONGEST_HEADING = 60
SENTENCE = re.compile("[。！？；].")
SAME_FROM = 15
"""Shorter statements may well be equal: 制度不健全。"""


def empty_label(examined: Examined) -> Iterator[Diagnostic]:
    """GK105: 整改情况： with nothing behind it."""
    text = examined.text
    for node in examined.nodes:
        if node.kind not in LABELLED:
            continue
        label = _label(node)
        if label is not None and not _says_something(node, text, label.end):
            yield diagnose("GK105", label, f"“{label.of(text).strip()}”之后没有内容。")


def _says_something(node: Node, text: str, behind: int) -> bool:
    """Whether a letter or digit stands in the node behind an offset."""
    for child in node.children:
        if type(child) is not Leaf:
            if _says_something(child, text, behind):
                return True
        elif child.start >= behind and any(map(str.isalnum, text[child.start : child.end])):
            return True
    return False


def unanswered(examined: Examined) -> Iterator[Diagnostic]:
    """GK106: a finding without a response; one with an empty label is GK105's."""
    for finding in examined.notice.findings:
        if finding.response_span is None:
            yield diagnose("GK106", _place(finding), f"问题“{_short(finding.heading)}”没有整改情况。")


def headless(examined: Examined) -> Iterator[Diagnostic]:
    """GK107: 整改情况： with no problem above it, or a second time under one problem: a heading may have been lost."""
    for node in examined.parents:
        if node.kind == "finding":
            yield from _said_again(node, examined)
        else:
            for child in node.children:
                label = _label(child) if type(child) is Node and child.kind == "paragraph" else None
                if label is not None and _answers(label.of(examined.text)):
                    yield diagnose("GK107", label, f"“{_bare(label.of(examined.text))}”之上没有问题标题。")


def _said_again(finding: Node, examined: Examined) -> Iterator[Diagnostic]:
    """A label that one finding carries twice; a finding inside it is its own."""
    seen: dict[str, Span] = {}
    for label in _labels(finding.children):
        words = _bare(label.of(examined.text))
        if words in seen:
            line = examined.source.line_of(seen[words].start)
            yield diagnose("GK107", label, f"第{line}行之后又有一段“{words}”，两段之间没有问题标题。")
        seen.setdefault(words, label)


def _labels(parts: list[Node | Leaf]) -> list[Span]:
    """The labels that responses, outcomes and paragraphs open with. A response opens with that of its first paragraph."""
    found: list[Span] = []
    for part in parts:
        if type(part) is Leaf or part.kind in OWN_WORDS:
            continue
        label = _label(part) if part.kind in OPENED else None
        if label is not None:
            found.append(label)
        if part.kind != "paragraph" and (label is None or part.kind == "response"):
            found += _labels(part.children if label is None else part.children[1:])
    return found


def _label(node: Node) -> Span | None:
    """The label that a node opens with."""
    first = opening(node)
    return Span(first.start, first.end) if first is not None and first.kind == "label" else None


def _answers(label: str) -> bool:
    found = LABEL.match(label)
    return found is not None and ROLE_OF_LABEL[found["word"]] == "response"


def _bare(label: str) -> str:
    return label.strip(" \t\u3000\u00a0：:")


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
    """GK112: a short heading among the groups of findings with nothing below it. Elsewhere a heading line is the text."""
    among_findings = False
    for node in examined.parents:
        if node.kind == "section":
            among_findings = node.role == "findings"
        heading = _lone_heading(node) if among_findings and node.kind == "group" else None
        words = heading.words(examined.text) if heading is not None else ""
        if heading is not None and len(words) <= LONGEST_HEADING and not SENTENCE.search(words):
            yield diagnose("GK112", _first_line(heading), f"标题“{_short(words)}”之下没有内容。")


def _lone_heading(group: Node) -> Node | None:
    """The heading of a group that has nothing else."""
    parts = [child for child in group.children if type(child) is Node and child.kind != "blank"]
    return parts[0] if len(parts) == 1 and parts[0].kind == "heading" else None


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
