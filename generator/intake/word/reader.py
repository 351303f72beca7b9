"""A Word file -> its text as a person sees it, one line a paragraph.

What python-docx's `paragraph.text` loses is kept: tracked insertions, content controls, text boxes, automatic numbers,
ruby base text. Left out: tracked deletions, hidden text, headers and footers, comments, field codes; each is counted in
a note. Tables are read row by row, cell by cell. Footnotes stand at the end, each behind the number that marks its place
in the text, in brackets so that it never runs into a figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from generator.intake.model import Extracted
from generator.intake.word.numbering import ListCounter, child_value
from generator.intake.word.package import W, WordPackage

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
FIXED = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",  # shows only where a line happens to break
}
"""Elements that stand for a character."""
SILENT = {
    f"{W}{name}"
    for name in (
        *("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "rubyPr", "rt"),
        *("instrText", "delText", "delInstrText", "fldChar", "commentReference", "annotationRef"),
        *("lastRenderedPageBreak", "proofErr", "bookmarkStart", "bookmarkEnd"),
    )
}
"""Elements that hold no text of the document."""
DROPPED = {f"{W}del", f"{W}moveFrom"}
FOOTNOTE_KINDS = (("footnotes", "footnote", "footnoteReference"), ("endnotes", "endnote", "endnoteReference"))
FOOTNOTE_MARKS = {f"{W}{reference}": note for _, note, reference in FOOTNOTE_KINDS}
PICTURES = {
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
}
OFF = ("0", "false", "off")


def read_docx(data: bytes) -> Extracted:
    """Return the text of a Word file. Raises RefusedFileError when the package is unsafe or holds no Word document."""
    return _Reader(WordPackage(data)).read()


class _Reader:
    """Reads one document; counts what it leaves out."""

    def __init__(self, package: WordPackage) -> None:
        self.package = package
        styles = package.related("styles")
        self.counter = ListCounter(package.related("numbering"), styles)
        self.hidden_styles = _hidden_styles(styles)
        self.dropped: Counter[str] = Counter()
        self.footnotes: list[tuple[str, str]] = []
        """Footnotes and endnotes in the order the text refers to them: kind and id."""

    def read(self) -> Extracted:
        """Return the text of the document."""
        document = self.package.document()
        lines: list[str] = []
        body = document.find(f"{W}body")
        if body is not None:
            self.blocks(body, lines)
        self.append_footnotes(lines)
        return Extracted("\n".join(lines) + "\n", tuple(self.notes()))

    def blocks(self, parent: Any, lines: list[str]) -> None:
        """Append the lines of all paragraphs below, in document order."""
        open_line: str | None = None
        for child in parent:
            if child.tag == f"{W}p":
                words, beside = self.paragraph(child)
                words = (open_line or "") + words
                open_line = None
                if _mark_deleted(child):
                    open_line = words
                else:
                    lines += words.split("\n")
                lines += beside
            elif child.tag in DROPPED:
                self.dropped["del"] += 1
            elif child.tag == f"{W}altChunk":
                self.dropped["altChunk"] += 1
            elif child.tag == f"{MC}AlternateContent":
                self.blocks(_chosen(child), lines)
            elif isinstance(child.tag, str) and child.tag not in SILENT:
                self.blocks(child, lines)  # tables, rows, cells, content controls, custom XML, insertions
        if open_line is not None:
            lines += open_line.split("\n")

    def paragraph(self, element: Any) -> tuple[str, list[str]]:
        """Return the words of a paragraph, and the lines of the text boxes that hang on it."""
        beside: list[str] = []
        words = "".join(self.inline(element, beside))
        mark = self.counter.count(element)
        return (mark + words if words.strip() or not mark else mark.rstrip()), beside

    def inline(self, parent: Any, beside: list[str]) -> Iterator[str]:
        """Yield the words below an element of a paragraph; lines of text boxes go to `beside`."""
        for child in parent:
            tag = child.tag
            if tag in (f"{W}t", f"{M}t"):
                yield child.text or ""
            elif tag in FIXED:
                yield FIXED[tag]
            elif tag == f"{W}r" and self.hidden(child):
                self.dropped["vanish"] += 1
            elif tag == f"{W}sym":
                yield self.symbol(child)
            elif tag in FOOTNOTE_MARKS:
                yield self.reference(FOOTNOTE_MARKS[tag], child.get(f"{W}id", ""))
            elif tag in DROPPED:
                self.dropped["del"] += 1
            elif tag == f"{W}txbxContent":
                self.blocks(child, beside)
            elif tag == f"{MC}AlternateContent":
                yield from self.inline(_chosen(child), beside)
            elif isinstance(tag, str) and tag not in SILENT:
                if tag in PICTURES:
                    self.dropped["picture"] += 1
                yield from self.inline(child, beside)

    def symbol(self, element: Any) -> str:
        """Return a character of a symbol font where Unicode knows it, else a square."""
        code = int(element.get(f"{W}char", "0"), 16)
        if 0xE000 <= code <= 0xF8FF or code < 0x20:
            self.dropped["sym"] += 1
            return "□"
        return chr(code)

    def hidden(self, run: Any) -> bool:
        """Return whether a run holds text that Word does not show."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            return False
        own = properties.find(f"{W}vanish")
        if own is not None:
            hides = own.get(f"{W}val", "1") not in OFF
        else:
            hides = child_value(properties, "rStyle") in self.hidden_styles
        return hides and next(run.iter(f"{W}t"), None) is not None

    def reference(self, kind: str, number: str) -> str:
        """Return the number in brackets that marks the place of a footnote or endnote."""
        self.footnotes.append((kind, number))
        return f"[{len(self.footnotes)}]"

    def append_footnotes(self, lines: list[str]) -> None:
        """Append the text of every footnote and endnote that the body refers to."""
        parts = {note: self.package.related(part) for part, note, _ in FOOTNOTE_KINDS} if self.footnotes else {}
        for place, (kind, number) in enumerate(tuple(self.footnotes), 1):
            root = parts[kind]
            for note in () if root is None else root.iterfind(f"{W}{kind}"):
                if note.get(f"{W}id") == number:
                    words: list[str] = []
                    self.blocks(note, words)
                    lines.append(f"[{place}] " + "".join(words).strip(" "))

    def notes(self) -> Iterator[str]:
        """Yield sentences for the clerk about what was left out or moved."""
        sentences = {
            "del": "略去 {} 处修订中已删除的文字；请确认原件已接受或拒绝全部修订。",
            "vanish": "略去 {} 处隐藏文字。",
            "picture": "有 {} 幅图片，图片里的文字读不到。",
            "sym": "有 {} 个符号字体的字符，以“□”代替，请对照原件改正。",
            "altChunk": "有 {} 处嵌入的外部文档没有读入，请对照原件补上。",
        }
        for what, sentence in sentences.items():
            if what in self.dropped:
                yield sentence.format(self.dropped[what])
        if self.footnotes:
            yield f"{len(self.footnotes)} 条脚注或尾注放在文末，正文中以 [1] 这样的号码标出位置。"
        if self.counter.unknown:
            yield f"自动编号的格式 {'、'.join(sorted(self.counter.unknown))} 以阿拉伯数字写出，请对照原件。"


def _chosen(alternate: Any) -> Any:
    """Return one of the alternatives that say the same: the first choice, else the fallback; nothing where neither is."""
    for name in ("Choice", "Fallback"):
        found = alternate.find(f"{MC}{name}")
        if found is not None and len(found):
            return found
    return ()


def _mark_deleted(paragraph: Any) -> bool:
    """Return whether the end of the paragraph is a tracked deletion: its words run on into the next one."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _hidden_styles(styles: Any | None) -> set[str | None]:
    """Return the ids of styles whose text Word does not show."""
    found: set[str | None] = set()
    for style in () if styles is None else styles.iterfind(f"{W}style"):
        vanish = style.find(f"{W}rPr/{W}vanish")
        if vanish is not None and vanish.get(f"{W}val", "1") not in OFF:
            found.add(style.get(f"{W}styleId"))
    return found
