"""The official text of a notice as Markdown: every word of the tree, in order, and around it what we add.

The tree is walked leaf by leaf, so that nothing can be left out but page furniture (the source view has it) and white
space. What we add (status, links, notes) stands in containers or spans marked `data-derived`. Structure is written as
block attributes and containers of mdit-py-plugins, never as HTML, and never through the source's own numbering.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.facts.model import Finding, Notice, Status
from generator.pages.changes import alias_marks
from generator.pages.escape import Markdown, escape, link, span
from generator.pages.finding_foot import ALONE, HERE, INNER, Across, Ways, finding_foot
from generator.pages.inline import Piece, inline, pieces_of, plain
from generator.pages.parts import Cut, Entry, Opened, Written, edge, start_of
from generator.pages.titles import joined_titles
from generator.pages.view_parts import TocEntry
from generator.pages.words import GLYPH, UNSTATED
from generator.syntax.tree import Leaf, Node, heights

# Longer fences enclose shorter ones: a block of ours (INNER), a finding (and findings that hold findings), the notice.
FRAME = 5
BLOCK_CLASS = {kind: kind for kind in ("contact", "field", "measure", "outcome", "response", "statement")}


class BodyWriter:
    """Writes one notice. `notes` are messages about its findings by anchor; `topics` maps topic ids to names; `across`
    says what other pages hold of it.
    """

    def __init__(
        self,
        notice: Notice,
        notes: Mapping[str, Sequence[str]],
        topics: Mapping[str, str],
        across: Across = ALONE,
        ways: Ways = HERE,
    ) -> None:
        self.text = notice.source.text
        self.notice = notice
        self.notes = notes
        self.topics = topics
        self.across = across
        self.ways = ways
        self.pending = list(notice.findings)
        self.toc: list[TocEntry] = []
        self.sections = 0
        self.titled = False
        self.out: list[str] = []
        self.heights = heights(notice.tree)
        self.cutting = False
        self.around: list[Opened] = []
        self.cuts: list[Cut] = []
        self.entries: list[Entry] = []
        self.above: tuple[Entry, ...] = ()

    def write(self, title: str, lead: Sequence[str]) -> Markdown:
        """The whole body. `title` stands in where the source has none; `lead` are our own sentences below the title."""
        rest = self._top(title, lead)
        for node in rest:
            self._node(node, 0)
        self.out += [self.outer, ""]
        return Markdown("\n".join(self.out))

    def write_apart(self, title: str, lead: Sequence[str]) -> tuple[list[str], Written]:
        """Title and lead, the wrapper round them still open, and apart from them the rest, which may be cut."""
        rest = self._top(title, lead)
        top, self.out = self.out, []
        self.cutting = self.titled = True
        for node in rest:
            self._node(node, 0)
        return top, Written(self.out, self.cuts, self.entries)

    @property
    def outer(self) -> str:
        """The fence around everything."""
        return self._fence(self.notice.tree) + "::"

    def _top(self, title: str, lead: Sequence[str]) -> list[Node]:
        """Write what comes before the text, and return the nodes of the text."""
        self.out += ["{.notice-body data-notice-body=1}", self.outer + " block", ""]
        head, rest = self._split(self.notice.tree)
        for node in head:
            self._node(node, 0)
        if not self.titled:
            self.out += ["{.title #title data-derived=1}", "# " + escape(title), ""]
        if lead:
            self.out += ["{.lead data-derived=1}", ":" * INNER + " block", ""]
            for sentence in lead:
                self.out += [sentence if isinstance(sentence, Markdown) else escape(sentence), ""]
            self.out += [":" * INNER, ""]
        return rest

    def _split(self, tree: Node) -> tuple[list[Node], list[Node]]:
        """Blocks up to the title's, and the others."""
        blocks = joined_titles(
            child if isinstance(child, Node) else Node("paragraph", [child]) for child in tree.children
        )
        last = next((i for i, node in enumerate(blocks) if node.kind == "title"), -1)
        early = all(node.kind in ("title", "letterhead", "furniture", "blank") for node in blocks[: last + 1])
        return (blocks[: last + 1], blocks[last + 1 :]) if early else ([], blocks)

    def _node(self, node: Node, depth: int) -> None:
        """One node of the tree; `depth` counts the sections and groups around it."""
        if self.cutting:
            self._may_cut(node)
        match node.kind:
            case "furniture" | "blank":
                self._visible_white(node)
            case "title":
                self._title(node)
            case "section" | "group":
                self._children(node, depth + 1)
            case "finding":
                self._finding(node, depth)
            case "heading":
                self._heading(node, depth)
            case "signoff":
                self._lines(node, "signoff")
            case "letterhead":
                self._lines(node, "letterhead")
            case _:
                self._block(node, depth)

    def _may_cut(self, node: Node) -> None:
        """Note that the text may be cut before a node, unless a heading would stay behind."""
        if not (self.out and self.out[-2].startswith("#")):
            self.cuts.append(Cut(len(self.out), start_of(node), tuple(self.around), self.above))

    def _children(self, node: Node, depth: int) -> None:
        above = self.above
        loose: list[Leaf] = []
        for child in node.children:
            if isinstance(child, Leaf):
                loose.append(child)
                continue
            self._paragraph(self._pieces(loose), "")
            loose = []
            self._node(child, depth)
        self._paragraph(self._pieces(loose), "")
        self.above = above

    def _visible_white(self, node: Node) -> None:
        """Characters that an editor shows as nothing but that are not white space (a soft hyphen on a blank line)."""
        if node.kind == "blank":
            self._paragraph(self._pieces(node.leaves()), "")

    def _title(self, node: Node) -> None:
        lines = self._line_pieces(node)
        if not lines:
            return
        if self.titled:
            for pieces in lines:
                self._paragraph(pieces, "title-again")
            return
        self.titled = True
        words = "".join(f"[{inline(pieces)}]{{.line}}" for pieces in lines)
        self.out += ["{.title #title}", "# " + words, ""]

    def _lines(self, node: Node, name: str) -> None:
        """A block whose lines stay lines."""
        for pieces in self._line_pieces(node):
            self._paragraph(pieces, name)

    def _heading(self, node: Node, depth: int) -> None:
        pieces = self._pieces(node.leaves())
        if not pieces:
            return
        self.sections += 1
        level = min(max(depth, 1) + 1, 6)
        name = f"s-{self.sections}"
        self.toc.append(TocEntry(min(level, 5), plain(pieces), "#" + name, None, ""))
        self.entries.append(Entry(len(self.out), level, name, plain(pieces), None))
        self.above = (*(entry for entry in self.above if entry.level < level), self.entries[-1])
        self.out += [f"{{#{name}}}", "#" * level + " " + inline(pieces), ""]

    def _block(self, node: Node, depth: int, within: str = "") -> None:
        """A paragraph-like node: its own words, with the nodes inside it as blocks of their own.

        `within` is the class of the block around it, which plain paragraphs of an answer share.
        """
        name = BLOCK_CLASS.get(node.kind, within)
        loose: list[Leaf] = []
        for child in node.children:
            if isinstance(child, Leaf):
                loose.append(child)
                continue
            if child.kind == "blank":
                loose += child.leaves()  # a page cut inside the block: the halves are read as one
                continue
            if loose:
                self._paragraph(self._pieces(loose), name)
                loose = []
            if child.kind == "paragraph":
                if self.cutting:
                    self._may_cut(child)
                self._block(child, depth, name)
            else:
                self._node(child, depth)
        if loose:
            self._paragraph(self._pieces(loose), name)

    def _finding(self, node: Node, depth: int) -> None:
        finding = self._take(node)
        if finding is None:
            self._children(node, depth + 1)
            return
        status = finding.outcome.status if finding.outcome else "unstated"
        frame = self._fence(node)
        text = (finding.label or "") + finding.heading
        self.entries.append(Entry(len(self.out), 0, finding.anchor, text, finding))
        above, self.above = self.above, (*self.above, self.entries[-1])
        self.out += [f"{{.f .{status} #{finding.anchor}}}", frame + " article", ""]
        self.around.append(Opened(f"{{.f .{status}}}", frame + " article"))
        if self.notice.sidecar.aliases:
            self.out += alias_marks(self.notice, finding)
        self._bar(finding, status)
        for child in node.children:
            if isinstance(child, Node) and child.kind == "heading":
                self._finding_heading(child, finding, status, depth)
            elif isinstance(child, Node):
                self._node(child, depth + 1)
            else:
                self._paragraph(self._pieces([child]), "")
        notes = self.notes.get(finding.anchor, ())
        self.out += finding_foot(self.notice, finding, notes, self.topics, self.across, self.ways)
        self.around.pop()
        self.above = above
        self.out += [frame, ""]

    def _fence(self, node: Node) -> str:
        """The fence around a node: longer than those of all findings inside it."""
        return ":" * (FRAME + 2 * (self.heights.get(id(node), 0) - (node.kind == "finding")))

    def _take(self, node: Node) -> Finding | None:
        """The fact that belongs to a finding node: the first one left whose heading lies in it."""
        first, last = edge(node, 1), edge(node, -1)
        if first is None or last is None:
            return None
        for i, finding in enumerate(self.pending):
            if first.start <= finding.heading_span.start < last.end:
                return self.pending.pop(i)
        return None

    def _bar(self, finding: Finding, status: Status) -> None:
        word = finding.outcome.raw if finding.outcome else UNSTATED
        state = f"[{span(GLYPH[status], 'g')} {escape(word)}]{{.st .{status}}}"
        self.out += [
            "{.f-bar data-derived=1}",
            f"{state} {link('链接', self.ways.permalink(finding.anchor), 'permalink')}",
            "",
        ]

    def _finding_heading(self, node: Node, finding: Finding, status: Status, depth: int) -> None:
        """The heading, and the statement where the same line goes on with it."""
        level = min(depth + 2, 6)
        loose: list[Leaf] = []
        written = False
        for child in [*node.children, None]:
            if isinstance(child, Leaf):
                loose.append(child)
                continue
            pieces = self._pieces(loose)
            loose = []
            if pieces and not written:
                written = True
                label = "".join(words for kind, words in pieces if kind == "marker")
                text = label + finding.heading
                self.toc.append(TocEntry(min(level, 5), text, "#" + finding.anchor, status, GLYPH[status]))
                self.out += [f"{{.f-head #h{finding.anchor[1:]}}}", "#" * level + " " + inline(pieces), ""]
            else:
                self._paragraph(pieces, "statement")
            if child is not None:
                self._node(child, depth)

    def _pieces(self, leaves: Iterable[Leaf]) -> list[Piece]:
        return pieces_of(leaves, self.text)

    def _line_pieces(self, node: Node) -> list[list[Piece]]:
        """The words of a node, line by line; lines without words left out."""
        lines: list[list[Leaf]] = [[]]
        for leaf in node.leaves():
            lines[-1].append(leaf)
            if leaf.kind == "eol":
                lines.append([])
        return [pieces for line in lines if (pieces := self._pieces(line))]

    def _paragraph(self, pieces: list[Piece], name: str) -> None:
        if not pieces:
            return
        if name:
            self.out.append(f"{{.{name}}}")
        self.out += [inline(pieces), ""]
