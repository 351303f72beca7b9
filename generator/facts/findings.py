"""Findings: one problem each, with heading, statement, outcome, response and what stands in the response.

Read from the tree's `finding` nodes. `heading` is the heading's words without marker, final full stop or a status in
brackets; `statement` what the notice says beyond it before the response; both verbatim otherwise.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from generator.facts.citations import read_citations
from generator.facts.commitments import read_commitments
from generator.facts.model import Commitment, Fact, Field, Finding, Measure, Outcome, Status
from generator.facts.topics import assign_topics
from generator.source import WHITE_SPACE, Source, Span
from generator.syntax.headings import heading_end
from generator.syntax.passage import Passage
from generator.syntax.tree import UNREAD, Leaf, Node
from generator.syntax.vocabulary import LABEL, ROLE_OF_LABEL, STATUS_SENTENCE, classify_status, status_bracket

UNSAID = frozenset(("marker", *UNREAD))
"""Leaves of a measure that are not its text."""
HEADED = frozenset(("section", "group", "finding"))
MARKER_END = "，,：: "
FINAL_STOP = "。；;：:.．，," + WHITE_SPACE
"""What a heading may end in that is not said."""


def read_findings(source: Source, tree: Node, hint: date | None) -> tuple[Finding, ...]:
    """All findings of a notice in order; `hint` is the date by which promises without a year are understood."""
    findings: list[Finding] = []
    taken: dict[str, int] = {}
    for node, path in walk_findings(source.text, tree):
        finding = _finding(source, node, path, hint)
        count = taken.get(finding.anchor, 0) + 1
        taken[finding.anchor] = count
        findings.append(finding if count == 1 else replace(finding, anchor=f"{finding.anchor}-{count}"))
    return tuple(findings)


def anchor(heading: str, statement: str | None) -> str:
    """`f-` and 8 hex of SHA-256 over heading and statement without white space: the same after re-parsing."""
    words = "".join((heading + (statement or "")).split())
    return "f-" + hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def walk_findings(text: str, tree: Node) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Each finding node with the headings above it, outermost first, as they read and without a final full stop."""

    def walk(node: Node, path: tuple[str, ...]) -> Iterator[tuple[Node, tuple[str, ...]]]:
        own: tuple[str, ...] | None = None
        for child in node.children:
            if type(child) is Leaf or child.kind not in HEADED:
                continue
            if own is None:
                own = path + _title(text, node)
            if child.kind == "finding":
                yield child, own
            yield from walk(child, own)

    yield from walk(tree, ())


def _title(text: str, node: Node) -> tuple[str, ...]:
    for child in node.children:
        if type(child) is Node and child.kind == "heading":
            return (child.words(text).rstrip(FINAL_STOP),)
    return ()


def _finding(source: Source, node: Node, path: tuple[str, ...], hint: date | None) -> Finding:
    text = source.text
    parts = _parts(node)
    head = parts["heading"][0] if "heading" in parts else Node("heading")
    words = Passage.of(text, [leaf for leaf in _own_leaves(head) if leaf.kind == "text"])
    statements = [Passage.of(text, _unlabelled(part)) for part in parts.get("statement", ())]
    statements = [passage for passage in statements if passage]
    if not words and statements:
        # 问题一： on a line of its own: the first sentence below is the heading.
        end = heading_end(statements[0].text)
        words, rest = statements[0].slice(0, end), statements[0].slice(end, len(statements[0].text))
        statements = ([rest] if rest else []) + statements[1:]
    heading, outcome, heading_span = _heading(words, head)
    answers = [part for response in parts.get("response", ()) for part in response.children if type(part) is Node]
    paragraphs = [Passage.of(text, _unlabelled(part)) for part in answers]
    paragraphs = [passage for passage in paragraphs if passage]
    outcome = (
        _outcome_line(text, parts.get("outcome", ()))
        or outcome
        or _own_sentence(paragraphs)
        or _labelled_sentence(text, answers)
    )
    statement = "\n".join(passage.text.strip() for passage in statements) or None
    commitments: list[Commitment] = []
    citations: dict[str, Fact[str]] = {}
    for passage in paragraphs:
        commitments += read_commitments(passage, hint)
    for passage in [*statements, *paragraphs]:
        for citation in read_citations(passage):
            citations.setdefault(citation.value, citation)
    span = node_words(text, node)
    response = "\n".join(passage.text.strip() for passage in paragraphs) or None
    return Finding(
        anchor=anchor(heading, statement),
        label=_label(text, head),
        path=path,
        heading=heading,
        statement=statement,
        outcome=outcome,
        response=response,
        measures=tuple(_measures(text, answers)),
        commitments=tuple(commitments),
        citations=tuple(citations.values()),
        fields=tuple(_fields(text, parts.get("field", ()))),
        topics=assign_topics(heading, statement, path),
        span=span,
        heading_span=heading_span,
        response_span=Span(paragraphs[0].whole().start, paragraphs[-1].whole().end) if paragraphs else None,
        line=source.line_of(span.start),
        end_line=source.line_of(max(span.start, span.end - 1)),
    )


def _own_leaves(head: Node) -> list[Leaf]:
    return [child for child in head.children if type(child) is Leaf]


def _parts(node: Node) -> dict[str, list[Node]]:
    """The parts of a finding by kind, the statement on its heading line included; findings below it are not its parts."""
    parts: dict[str, list[Node]] = {}
    for child in node.children:
        if type(child) is Node:
            parts.setdefault(child.kind, []).append(child)
            if child.kind == "heading":
                for inner in child.children:
                    if type(inner) is Node:
                        parts.setdefault(inner.kind, []).append(inner)
    return parts


def _unlabelled(paragraph: Node) -> list[Leaf]:
    """The leaves behind the paragraph's label, if it has one; a number before the label (（1）整改措施：) goes with it."""
    leaves = paragraph.leaves()
    kinds = [leaf.kind for leaf in leaves]
    return leaves[kinds.index("label") + 1 :] if "label" in kinds else leaves


def _heading(words: Passage, head: Node) -> tuple[str, Outcome | None, Span]:
    """The heading's words, the outcome its brackets state, and where the words stand."""
    text, outcome = words.text, None
    stop = len(text.rstrip(FINAL_STOP))
    found = status_bracket(text[:stop])
    if found is not None:
        group = "words" if found["words"] else "dash"
        outcome = Outcome(found[group], _status(found[group]), words.match_span(found, group))
        stop = len(text[: found.start()].rstrip(FINAL_STOP))
    start = len(text) - len(text.lstrip())
    if not words:
        return "", None, Span(head.span.start, head.span.start)
    return text[start:stop], outcome, words.span(start, max(start, stop))


def _label(text: str, head: Node) -> str | None:
    """The marker as written, without the colon that ends it: 问题①, 1., （二）."""
    for leaf in _own_leaves(head):
        if leaf.kind == "marker":
            return text[leaf.start : leaf.end].rstrip(":： ") or None
        if leaf.kind == "text":
            return None
    return None


def _status(words: str) -> Status:
    return classify_status(words) or "unstated"  # type: ignore[return-value]


def _outcome_line(text: str, lines: Sequence[Node]) -> Outcome | None:
    for part in lines:
        words = Passage.of(text, (leaf for leaf in part.leaves() if leaf.kind == "outcome"))
        if words:
            return Outcome(words.text, _status(words.text), words.whole())
    return None


def _own_sentence(paragraphs: list[Passage]) -> Outcome | None:
    """该问题已整改。一是…: the outcome that the response opens with, or that is all of its last sentence."""
    if not paragraphs:
        return None
    found = STATUS_SENTENCE.match(paragraphs[0].text)
    if found is not None:
        return Outcome(found["words"], _status(found["words"]), paragraphs[0].match_span(found, "words"))
    last = paragraphs[-1]
    found = status_bracket(last.text)
    if found is not None:
        group = "words" if found["words"] else "dash"
        return Outcome(found[group], _status(found[group]), last.match_span(found, group))
    start = last.text.rstrip("。 ").rfind("。") + 1
    found = STATUS_SENTENCE.fullmatch(last.text[start:].rstrip("。；; "))
    if found is None:
        return None
    low, high = found.span("words")
    return Outcome(found["words"], _status(found["words"]), last.span(start + low, start + high))


def _labelled_sentence(text: str, answers: Sequence[Node]) -> Outcome | None:
    """整改措施：… / 整改情况：正在推进。…: the outcome that a later part of the response opens with."""
    for part in answers:
        label = next((leaf for leaf in part.leaves() if leaf.kind == "label"), None)
        named = LABEL.match(text, label.start, label.end) if label else None
        if named is not None and ROLE_OF_LABEL[named["word"]] != "next":
            passage = Passage.of(text, _unlabelled(part))
            found = STATUS_SENTENCE.match(passage.text)
            if found is not None:
                return Outcome(found["words"], _status(found["words"]), passage.match_span(found, "words"))
    return None


def _measures(text: str, paragraphs: Sequence[Node]) -> Iterator[Measure]:
    for paragraph in paragraphs:
        for node in paragraph.children:
            if type(node) is Node and node.kind == "measure":
                leaves = node.leaves()
                sign, words = leaves[0], leaves[1] if len(leaves) > 1 else None
                if (
                    words
                    and words.kind == "text"
                    and (len(leaves) == 2 or (len(leaves) == 3 and leaves[2].kind in UNREAD))
                ):
                    # As nearly all are: a marker, the text on one line, the line end.
                    marker = text[sign.start : sign.end].rstrip(MARKER_END)
                    said = text[words.start : words.end].strip()
                    yield Measure(marker, said, Span(sign.start, sign.end), Span(words.start, words.end))
                else:
                    yield _torn_measure(text, leaves)


def _torn_measure(text: str, leaves: list[Leaf]) -> Measure:
    """A measure whose marker or text line ends cut."""
    signs = [leaf for leaf in leaves if leaf.kind == "marker"]
    words = [leaf for leaf in leaves if leaf.kind not in UNSAID]
    where = (words[0].start, words[-1].end) if words else (signs[-1].end, signs[-1].end)
    sign = "".join([text[leaf.start : leaf.end] for leaf in signs]).rstrip(MARKER_END)
    said = "".join([text[leaf.start : leaf.end] for leaf in words]).strip()
    return Measure(sign, said, Span(signs[0].start, signs[-1].end), Span(*where))


def _fields(text: str, lines: Sequence[Node]) -> Iterator[Field]:
    for part in lines:
        label = "".join(text[leaf.start : leaf.end] for leaf in part.leaves() if leaf.kind == "label")
        value = Passage.of(text, (leaf for leaf in part.leaves() if leaf.kind != "label" and leaf.kind != "marker"))
        yield Field(part.role, label.rstrip(":： "), value.text.rstrip(FINAL_STOP), node_words(text, part))


def node_words(text: str, node: Node) -> Span:
    """From the first to the last character of the node that is a word."""
    first, last = _edge(node, 1), _edge(node, -1)
    return Span(0, 0) if first is None or last is None else Span(first.start, last.end)


def _edge(node: Node, step: int) -> Leaf | None:
    """The first (step 1) or last (step -1) leaf of words."""
    for child in node.children if step > 0 else reversed(node.children):
        leaf = child if type(child) is Leaf else _edge(child, step)
        if leaf is not None and leaf.kind not in UNREAD:
            return leaf
    return None
