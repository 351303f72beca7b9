"""The findings: one problem each, with heading, statement, outcome, response and the facts in the response.

They are read from the `finding` nodes of the tree. `heading` is the heading's words without marker, final full stop or
a status in brackets; `statement` is what the notice says beyond it before the response; both verbatim otherwise.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec.structs import replace

from generator.facts.citations import read_citations
from generator.facts.commitments import read_commitments
from generator.facts.model import Fact, Field, Finding, Measure, Outcome, Status
from generator.facts.topics import assign_topics
from generator.source import WHITE_SPACE, Source, Span
from generator.syntax.headings import heading_end
from generator.syntax.passage import Passage
from generator.syntax.tree import UNREAD, Leaf, Node
from generator.syntax.vocabulary import LABEL, ROLE_OF_LABEL, STATUS_SENTENCE, classify_status, status_bracket

HEADED = frozenset(("section", "group", "finding"))
MARKER_END = "，,：: "
FINAL_STOP = "。；;：:.．，," + WHITE_SPACE
"""Characters at the end of a heading that are no part of its words."""


def read_findings(source: Source, tree: Node, hint: date | None) -> tuple[Finding, ...]:
    """Return the findings of a notice in order; `hint` is the date that completes promises without a year."""
    findings: list[Finding] = []
    taken: dict[str, int] = {}
    for node, path in _walk_findings(source.text, tree, ()):
        finding = _read_finding(source, node, path, hint)
        count = taken.get(finding.anchor, 0) + 1
        taken[finding.anchor] = count
        findings.append(finding if count == 1 else replace(finding, anchor=f"{finding.anchor}-{count}"))
    return tuple(findings)


def finding_anchor(heading: str, statement: str | None) -> str:
    """Return `f-` and 8 hex of SHA-256 over heading and statement without white space."""
    words = "".join((heading + (statement or "")).split())
    return "f-" + hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _walk_findings(text: str, node: Node, path: tuple[str, ...]) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Yield each finding below a node with the headings above it, outermost first and without final full stops."""
    below = [child for child in node.children if type(child) is Node and child.kind in HEADED]
    if below:
        heading = next((child for child in node.children if type(child) is Node and child.kind == "heading"), None)
        if heading is not None:
            path = (*path, heading.words(text).rstrip(FINAL_STOP))
    for child in below:
        if child.kind == "finding":
            yield child, path
        yield from _walk_findings(text, child, path)


def _read_finding(source: Source, node: Node, path: tuple[str, ...], hint: date | None) -> Finding:
    text = source.text
    parts = _parts(node)
    head = parts["heading"][0] if "heading" in parts else Node("heading")
    words, statements = _heading_and_statements(text, head, parts.get("statement", []))
    heading, outcome, heading_span = _heading(words, head)
    answers = [part for response in parts.get("response", ()) for part in response.children if type(part) is Node]
    paragraphs = _passages(text, answers)
    outcome = (
        _outcome_line(text, parts.get("outcome", ()))
        or outcome
        or _stated_outcome(paragraphs)
        or _labelled_outcome(text, answers)
    )
    statement = "\n".join(passage.text.strip() for passage in statements) or None
    response = "\n".join(passage.text.strip() for passage in paragraphs) or None
    span = word_span(node)
    return Finding(
        anchor=finding_anchor(heading, statement),
        label=_label(text, head),
        path=path,
        heading=heading,
        statement=statement,
        outcome=outcome,
        response=response,
        measures=tuple(_measures(text, answers)),
        commitments=tuple(promise for passage in paragraphs for promise in read_commitments(passage, hint)),
        citations=_citations([*statements, *paragraphs]),
        fields=tuple(_fields(text, parts.get("field", ()))),
        topics=assign_topics(heading, statement, path),
        span=span,
        heading_span=heading_span,
        response_span=Span(paragraphs[0].whole().start, paragraphs[-1].whole().end) if paragraphs else None,
        line=source.line_of(span.start),
        end_line=source.line_of(max(span.start, span.end - 1)),
    )


def _parts(node: Node) -> dict[str, list[Node]]:
    """Return the parts of a finding by kind, the statement in its heading included, findings below it left out."""
    parts: dict[str, list[Node]] = {}
    for child in node.children:
        if type(child) is Node:
            parts.setdefault(child.kind, []).append(child)
            if child.kind == "heading":
                for inner in child.children:
                    if type(inner) is Node:
                        parts.setdefault(inner.kind, []).append(inner)
    return parts


def _passages(text: str, nodes: Iterable[Node]) -> list[Passage]:
    """Return the words of nodes that have any, without their labels."""
    passages = (Passage.of(text, _unlabelled(node)) for node in nodes)
    return [passage for passage in passages if passage]


def _unlabelled(paragraph: Node) -> list[Leaf]:
    """Return the leaves behind a paragraph's label, if it has one; a number before it ((1)整改措施：) is dropped too."""
    leaves = paragraph.leaves()
    for index, leaf in enumerate(leaves):
        if leaf.kind == "label":
            return leaves[index + 1 :]
    return leaves


def _heading_and_statements(text: str, head: Node, statements: list[Node]) -> tuple[Passage, list[Passage]]:
    """Return the words of the heading and the statements below it.

    问题一： on a line of its own is no heading: the first sentence below it is.
    """
    words = Passage.of(text, [child for child in head.children if type(child) is Leaf and child.kind == "text"])
    passages = _passages(text, statements)
    if words or not passages:
        return words, passages
    first = passages[0]
    end = heading_end(first.text)
    rest = first.slice(end, len(first.text))
    return first.slice(0, end), [rest, *passages[1:]] if rest else passages[1:]


def _heading(words: Passage, head: Node) -> tuple[str, Outcome | None, Span]:
    """Return the heading's words, the outcome in its brackets, and the place of the words."""
    if not words:
        return "", None, Span(head.span.start, head.span.start)
    text, outcome = words.text, None
    stop = len(text.rstrip(FINAL_STOP))
    found = status_bracket(text[:stop])
    if found is not None:
        outcome = _outcome(words, found)
        stop = len(text[: found.start()].rstrip(FINAL_STOP))
    start = len(text) - len(text.lstrip())
    return text[start:stop], outcome, words.span(start, max(start, stop))


def _label(text: str, head: Node) -> str | None:
    """Return the marker as written, without the colon that ends it: 问题①, 1., （二）."""
    leaf = next((child for child in head.children if type(child) is Leaf and child.kind in ("marker", "text")), None)
    if leaf is None or leaf.kind == "text":
        return None
    return text[leaf.start : leaf.end].rstrip(":： ") or None


def _status(words: str) -> Status:
    return classify_status(words) or "unstated"  # type: ignore[return-value]


def _outcome(passage: Passage, found: re.Match[str]) -> Outcome:
    """Return the outcome of a match of status words, which are its last group."""
    words = found[found.lastindex or 0]
    return Outcome(words, _status(words), passage.match_span(found, found.lastindex or 0))


def _outcome_line(text: str, lines: Iterable[Node]) -> Outcome | None:
    for part in lines:
        for leaf in part.leaves():
            if leaf.kind == "outcome":
                words = text[leaf.start : leaf.end]
                return Outcome(words, _status(words), Span(leaf.start, leaf.end))
    return None


def _stated_outcome(paragraphs: list[Passage]) -> Outcome | None:
    """Return the outcome that the response opens with (该问题已整改。一是…), or that is all of its last sentence."""
    if not paragraphs:
        return None
    if found := STATUS_SENTENCE.match(paragraphs[0].text):
        return _outcome(paragraphs[0], found)
    last = paragraphs[-1]
    if found := status_bracket(last.text):
        return _outcome(last, found)
    start = last.text.rstrip("。 ").rfind("。") + 1
    sentence = last.slice(start, len(last.text.rstrip("。；; ")))
    found = STATUS_SENTENCE.fullmatch(sentence.text)
    return _outcome(sentence, found) if found else None


def _labelled_outcome(text: str, answers: Iterable[Node]) -> Outcome | None:
    """Return the outcome that a later part of the response opens with: 整改措施：… / 整改情况：正在推进。…"""
    for part in answers:
        label = next((leaf for leaf in part.leaves() if leaf.kind == "label"), None)
        named = LABEL.match(text, label.start, label.end) if label else None
        if named is not None and ROLE_OF_LABEL[named["word"]] != "next":
            passage = Passage.of(text, _unlabelled(part))
            if found := STATUS_SENTENCE.match(passage.text):
                return _outcome(passage, found)
    return None


def _measures(text: str, paragraphs: Iterable[Node]) -> Iterator[Measure]:
    for paragraph in paragraphs:
        for node in paragraph.children:
            if type(node) is Node and node.kind == "measure":
                yield _measure(text, node)


def _measure(text: str, node: Node) -> Measure:
    """Return a measure; line ends may cut its marker and its text."""
    markers: list[Leaf] = []
    words: list[Leaf] = []
    for child in node.children:
        if type(child) is Leaf and child.kind not in UNREAD:
            target = markers if child.kind == "marker" else words
            target.append(child)
    start, end = (words[0].start, words[-1].end) if words else (markers[-1].end, markers[-1].end)
    marker = "".join([text[leaf.start : leaf.end] for leaf in markers]).rstrip(MARKER_END)
    said = "".join([text[leaf.start : leaf.end] for leaf in words]).strip()
    return Measure(marker, said, Span(markers[0].start, markers[-1].end), Span(start, end))


def _citations(passages: Iterable[Passage]) -> tuple[Fact[str], ...]:
    """Return the documents that the passages cite, once each."""
    found: dict[str, Fact[str]] = {}
    for passage in passages:
        for citation in read_citations(passage):
            found.setdefault(citation.value, citation)
    return tuple(found.values())


def _fields(text: str, lines: Iterable[Node]) -> Iterator[Field]:
    for part in lines:
        label = "".join(text[leaf.start : leaf.end] for leaf in part.leaves() if leaf.kind == "label")
        value = Passage.of(text, [leaf for leaf in part.leaves() if leaf.kind not in ("label", "marker")])
        yield Field(part.role, label.rstrip(":： "), value.text.rstrip(FINAL_STOP), word_span(part))


def word_span(node: Node) -> Span:
    """Return the range from the first to the last character of a node that is a word."""
    first, last = _edge_leaf(node, 1), _edge_leaf(node, -1)
    return Span(0, 0) if first is None or last is None else Span(first.start, last.end)


def _edge_leaf(node: Node, step: int) -> Leaf | None:
    """Return the first (step 1) or last (step -1) leaf with words."""
    for child in node.children[::step]:
        leaf = child if type(child) is Leaf else _edge_leaf(child, step)
        if leaf is not None and leaf.kind not in UNREAD:
            return leaf
    return None
