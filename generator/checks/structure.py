"""GK105-GK108, GK111, GK112: parts that are empty, orphaned or said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.examined import Examined, first_word
from generator.diagnostics import Diagnostic
from generator.facts.model import Finding
from generator.rules import WHOLE_FILE, diagnose
from generator.source import Span
from generator.syntax.tree import Leaf, Node
from generator.syntax.vocabulary import LABEL, ROLE_OF_LABEL

LABELLED = frozenset(("response", "outcome", "field", "statement"))
"""Nodes that say something behind their label."""
ONCE_A_FINDING = frozenset(("paragraph", "response", "outcome"))
"""Nodes whose label a finding has once."""
NOT_SEARCHED = frozenset(("finding", "heading", "measure", "statement", "field", "blank"))
"""Parts of a finding in which such labels are not looked for."""
AROUND_LABEL = " \t\u3000\u00a0：:"
LONGEST_HEADING = 60
SENTENCE = re.compile("[。！？；].")
SHORTEST_REPEATED = 15
"""Characters of a statement; shorter ones may well be equal: 制度不健全。"""


def empty_label(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK105 for a label such as 整改情况： with nothing behind it."""
    text = examined.text
    for node in examined.nodes:
        label = _first_label(node) if node.kind in LABELLED else None
        if label is not None and not _has_words(node, label.end, text):
            yield diagnose("GK105", label, f"“{label.of(text).strip()}”之后没有内容。")


def _has_words(node: Node, behind: int, text: str) -> bool:
    """Return whether the node has a letter or digit behind an offset."""
    leaves = (leaf for leaf in node.leaves() if leaf.start >= behind)
    return any(char.isalnum() for leaf in leaves for char in text[leaf.start : leaf.end])


def unanswered_finding(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK106 for a finding without a response; one with an empty label is GK105's."""
    for finding in examined.notice.findings:
        if finding.response_span is None:
            yield diagnose("GK106", _place(finding), f"问题“{_shortened(finding.heading)}”没有整改情况。")


def response_without_heading(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK107 for 整改情况： with no problem above it, or a second time in one: a heading may have been lost."""
    for node in examined.parents:
        if node.kind == "finding":
            yield from _repeated_labels(node, examined)
            continue
        for child in node.children:
            label = _first_label(child) if type(child) is Node and child.kind == "paragraph" else None
            if label is not None and _is_response_label(label.of(examined.text)):
                words = label.of(examined.text).strip(AROUND_LABEL)
                yield diagnose("GK107", label, f"“{words}”之上没有问题标题。")


def _repeated_labels(finding: Node, examined: Examined) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each label that a finding carries again; a finding inside it is looked at by itself."""
    seen: dict[str, Span] = {}
    for label in _labels(finding.children):
        words = label.of(examined.text).strip(AROUND_LABEL)
        if words in seen:
            line = examined.source.line_of(seen[words].start)
            yield diagnose("GK107", label, f"第{line}行之后又有一段“{words}”，两段之间没有问题标题。")
        seen.setdefault(words, label)


def _labels(parts: list[Node | Leaf]) -> list[Span]:
    """Return the labels at the start of responses, outcomes and paragraphs.

    The label of a response is at the start of its first paragraph, which is therefore left out.
    """
    found: list[Span] = []
    for part in parts:
        if type(part) is Leaf or part.kind in NOT_SEARCHED:
            continue
        label = _first_label(part) if part.kind in ONCE_A_FINDING else None
        if label is not None:
            found.append(label)
        if part.kind != "paragraph" and (label is None or part.kind == "response"):
            found += _labels(part.children if label is None else part.children[1:])
    return found


def _first_label(node: Node) -> Span | None:
    """Return the label at the start of a node, if it has one."""
    first = first_word(node)
    return Span(first.start, first.end) if first is not None and first.kind == "label" else None


def _is_response_label(label: str) -> bool:
    found = LABEL.match(label)
    return found is not None and ROLE_OF_LABEL[found["word"]] == "response"


def repeated_statement(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK108 for one statement under two headings, compared without white space."""
    seen: dict[str, Finding] = {}
    for finding in examined.notice.findings:
        words = "".join((finding.statement or "").split())
        if len(words) < SHORTEST_REPEATED:
            continue
        earlier = seen.setdefault(words, finding)
        if earlier is not finding:
            message = f"与第{earlier.line}行“{_shortened(earlier.heading)}”之下的问题表述逐字相同。"
            yield diagnose("GK108", _place(finding), message)


def no_findings(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK111 for a text in which no finding was recognised; an empty file is GK005's."""
    if not examined.notice.findings and not examined.text.isspace() and examined.text.strip("\ufeff"):
        yield diagnose("GK111", WHOLE_FILE, "正文中没有识别出问题与整改情况。")


def empty_heading(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK112 for a short heading among the groups of findings with nothing below it. Elsewhere a heading line is the text."""
    among_findings = False
    for node in examined.parents:
        if node.kind == "section":
            among_findings = node.role == "findings"
        heading = _lone_heading(node) if among_findings and node.kind == "group" else None
        words = heading.words(examined.text) if heading is not None else ""
        if heading is not None and len(words) <= LONGEST_HEADING and not SENTENCE.search(words):
            yield diagnose("GK112", _first_line(heading), f"标题“{_shortened(words)}”之下没有内容。")


def _lone_heading(group: Node) -> Node | None:
    """Return the heading of a group that has nothing else."""
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


def _shortened(words: str) -> str:
    return words if len(words) <= 20 else words[:20] + "…"
