"""The source view: every line of the original as it stands, numbered, page furniture included.

Each line is a block with its number as id (`L112`); the lines of a finding stand in one block with the finding's
anchor, so that a link marks them all without a script.
"""

from __future__ import annotations

from generator.facts.model import Finding, Notice
from generator.pages.changes import alias_marks
from generator.pages.escape import Markdown, referred
from generator.pages.notice import line_count
from generator.pages.parts import Cut, Line, Opened, Written, body_of

OUTER, FRAME = ":" * 7, ":" * 5
EMPTY = "&#8203;"
MARKS = ".source-body data-source-body=1"
AGAIN = Opened("{.f-lines}", FRAME + " block")


def source_body(notice: Notice) -> Markdown:
    """The Markdown of the source view."""
    return body_of(source_lines(notice, False)[0].out, MARKS, OUTER)


def source_lines(notice: Notice, apart: bool = True) -> tuple[Written, list[Line]]:
    """All lines; where it is to be taken apart, with the places where that may be, and what an index of them names."""
    source = notice.source
    by_line: dict[int, list[Finding]] = {}
    for finding in notice.findings:
        by_line.setdefault(finding.line, []).append(finding)
    furniture = _furniture_lines(notice)
    out: list[str] = []
    cuts: list[Cut] = []
    lines: list[Line] = []
    until = ended = 0
    aliases = notice.sidecar.aliases
    for line in range(1, line_count(notice) + 1):
        at, around = len(out), (AGAIN,) if until else ()
        found, anchor, former = by_line.get(line), "", []
        if found:
            # The first one's lines; a finding that begins within another's has no block of its own.
            if line > until:
                until, anchor = found[0].end_line, found[0].anchor
                out += (f"{{.f-lines #{anchor}}}", FRAME + " block", "")
            if aliases:
                for each in found:
                    out += alias_marks(notice, each)
                former = [old for old, current in aliases.items() if any(current == each.anchor for each in found)]
        if apart:
            cuts.append(Cut(at, source.line_starts[line - 1], around))
            lines.append(Line(at, line, bool(anchor) or line == ended + 1, anchor, tuple(former)))
        words = source.line_text(line)
        # A zero-width space keeps an empty line a paragraph; it is no character of the original, so it is derived.
        shown = referred(words) if words else f"[{EMPTY}]{{data-derived=1}}"
        aside = " .furniture" if line in furniture else ""
        marks = f".l{aside}" if words and not words.isspace() else f".l .blank{aside}"
        out += (f"{{{marks} #L{line} data-line={line}}}", shown, "")
        if line == until:
            out += (FRAME, "")
            until, ended = 0, line
    if until:
        out += [FRAME, ""]
    return Written(out, cuts, []), lines


def _furniture_lines(notice: Notice) -> set[int]:
    """Lines that the tree recognised as page furniture."""
    source = notice.source
    found: set[int] = set()
    for node in notice.tree.walk():
        if node.kind == "furniture":
            span = node.span
            found.update(range(source.line_of(span.start), source.line_of(max(span.start, span.end - 1)) + 1))
    return found
