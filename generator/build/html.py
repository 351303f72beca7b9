"""Markdown of generated pages as HTML: the syntax of generator/build/markdown.py, read and written in one go.

`MD`, markdown-it-py with those rules, gives the same HTML (tests compare the two), but most of its time goes into tokens
for the thousands of pieces of a notice. It stays for those who want tokens. Here a page is cut at its empty lines and
words at their brackets, and what stands between is joined again as it is. Numeric references, which is how text from
outside arrives, are resolved last, in the finished HTML, where nothing can take them for syntax any more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from markdown_it.token import Token

from generator.build.markdown import (
    ATTRIBUTES,
    BRACKET,
    CONTAINERS,
    EMPTY,
    FENCE,
    HEADING,
    MARK,
    REFERENCE,
    URL,
    attributes,
    characters,
    escaped,
    parser,
)

MD = parser()
# An ampersand that begins no reference. It is escaped before anything is read: no syntax but a URL holds one.
AMPERSAND = re.compile(r"&(?!#[0-9]{1,7};)")
BRACKETS = re.compile(f"({BRACKET.pattern})", re.ASCII)
# A pair of them with none inside, and what makes it an element.
PAIR = re.compile(rf"\[([^][]*)\](?:\(({URL})\))?(?:\{{({MARK}(?: {MARK})*)\}})?", re.ASCII)
ELEMENT = re.compile(r"<[^>]*>")


class Rendered(NamedTuple):
    """A page body as HTML. `content` is all of it; `before` and `after` are what stands around our lines below the title
    of a notice, '' on other pages; `headings` are level, id and inner HTML (`text_of`) of those with an id, h1 left out."""

    content: str
    before: str
    after: str
    headings: list[tuple[int, str, str]]


def render(markdown: str) -> str:
    """HTML of a page body."""
    return render_page(markdown).content


def render_page(markdown: str) -> Rendered:
    """The body of a page, read once."""
    page = Written(markdown)
    if page.lead is None:
        return Rendered(resolved("".join(page.out)), "", "", page.headings)
    start, end = page.lead
    before, own, after = (resolved("".join(part)) for part in (page.out[:start], page.out[start:end], page.out[end:]))
    return Rendered(before + own + after, before, after, page.headings)


class Given(NamedTuple):
    """The attributes of a block: as HTML, and what of them matters here."""

    html: str = ""
    id: str = ""
    lead: bool = False


class Fence(NamedTuple):
    """A line that opens a container (`tag`) or, where `tag` is None, closes one; `length` counts its colons."""

    length: int
    tag: str | None


class Written:
    """A page in pieces of HTML, `out`, with references unresolved; the `headings` that have an id, h1 left out, with level,
    id and inner HTML; and where in `out` the first block of class `lead` stands."""

    def __init__(self, markdown: str) -> None:
        self.out: list[str] = []
        self.headings: list[tuple[int, str, str]] = []
        self.lead: tuple[int, int] | None = None
        # Of each container that is open: the length of its fence, its tag, its place in `out`, whether it may be the lead.
        self.opened: list[tuple[int, str, int, bool]] = []
        source = AMPERSAND.sub("&amp;", normal(markdown))
        self.raw = "<" in source or ">" in source or '"' in source
        self._blocks(source)
        while self.opened:
            self._close()

    def _blocks(self, source: str) -> None:
        out, none, raw = self.out, Given(), self.raw
        given = none
        for chunk in source.split("\n\n"):
            while chunk:
                first = chunk[0]
                if first == "\n":
                    chunk = chunk[1:]
                    continue
                if first == "{" or first == ":":
                    line, _, rest = chunk.partition("\n")
                    mark = MARKS[line]
                    if type(mark) is Given:
                        given, chunk = mark, rest
                        continue
                    if type(mark) is Fence and self._fence(mark, given):
                        given, chunk = none if mark.tag else given, rest
                        continue
                elif first == "#":
                    line, _, rest = chunk.partition("\n")
                    if heading := HEADING.fullmatch(line):
                        self._heading(len(heading[1]), heading[2], given)
                        given, chunk = none, rest
                        continue
                out.append(f"<p{given.html}>{inline(chunk, raw) if raw or '[' in chunk else chunk}</p>\n")
                if given.lead:
                    self._leads(len(out) - 1)
                given = none
                break

    def _fence(self, fence: Fence, given: Given) -> bool:
        """Whether the line is a fence where it stands."""
        if fence.tag:
            self.opened.append((fence.length, fence.tag, len(self.out), given.lead))
            self.out.append(f"<{fence.tag}{given.html}>\n")
            return True
        if self.opened and self.opened[-1][0] == fence.length:
            self._close()
            return True
        return False

    def _close(self) -> None:
        _, tag, start, lead = self.opened.pop()
        if start == len(self.out) - 1:
            self.out[start] = self.out[start][:-1]
        self.out.append(f"</{tag}>\n")
        if lead:
            self._leads(start)

    def _heading(self, level: int, words: str, given: Given) -> None:
        inner = inline(words, self.raw)
        self.out.append(f"<h{level}{given.html}>{inner}</h{level}>\n")
        if given.id and level > 1:
            self.headings.append((level, given.id, inner))
        if given.lead:
            self._leads(len(self.out) - 1)

    def _leads(self, start: int) -> None:
        """The block that begins there and ends here is the lead, unless one began before it."""
        if self.lead is None or start < self.lead[0]:
            self.lead = start, len(self.out)


def normal(markdown: str) -> str:
    """The page as CommonMark has it before it is read, without white space at either end of its lines."""
    source = markdown
    if "\r" in source:
        source = source.replace("\r\n", "\n").replace("\r", "\n")
    source = source.replace("\0", "\ufffd").strip(EMPTY + "\n")
    if "\n " in source or " \n" in source or "\t" in source:
        source = "\n".join([line.strip(EMPTY) for line in source.split("\n")])
    return source


class Marks(dict[str, "Given | Fence | None"]):
    """What lines stand for that are no words; None for words and headings. Those that return are kept."""

    def __missing__(self, line: str) -> Given | Fence | None:
        marks, mark, name = line.partition(" #")
        if mark and name[-1:] == "}" and name[:-1].replace("-", "").isalnum() and name.isascii():
            given = self[marks + "}"]  # ids are many, what stands before them is not
            if type(given) is Given and given.html.startswith(" class="):
                return Given(f' id="{name[:-1]}"{given.html}', name[:-1], given.lead)
        if len(self) >= 8192:
            self.clear()
        found = self[line] = mark_in(line)
        return found


MARKS = Marks()


def mark_in(line: str) -> Given | Fence | None:
    """What a line stands for, read."""
    if marks := ATTRIBUTES.fullmatch(line):
        named = dict(attributes(marks[1]))
        return Given(as_html(marks[1]), named.get("id", ""), named.get("class") == "lead")
    if fence := FENCE.fullmatch(line):
        length, name = len(fence[1]), fence[2]
        if name is None or name in CONTAINERS:
            return Fence(length, CONTAINERS[name] if name else None)
    return None


@lru_cache(maxsize=8192)
def as_html(marks: str) -> str:
    """Attributes as they stand in a tag."""
    return "".join([f' {name}="{escaped(value)}"' for name, value in attributes(marks)])


def inline(words: str, raw: bool) -> str:
    """The inner HTML of a block, references unresolved. With `raw` its words may hold `<`, `>` or `"`."""
    if "[" not in words:
        return escaped_quotes(words) if raw else words
    if words[0] == "[" and not raw and words.count("[") == words.count("]") == 1:
        # Most often so: a marker or a label, and behind it the text.
        inner, _, rest = words[1:].partition("]{")
        given, _, text = rest.partition("}")
        if (tag := span_of(given)) is not None:
            return f"{tag}{inner}</span>{text}"
    if not raw:
        # Pairs inside others first. One that is no element stays as it is, and so do those round it: then all are read at once.
        joined = words
        while "[" in joined and (more := PAIR.sub(element, joined)) != joined:
            joined = more
        if "[" not in joined and "]" not in joined:
            return joined
    parts = BRACKETS.split(words)  # words, a bracket and what follows it, URL, attributes; words, a bracket, …
    if raw:
        parts[::4] = map(escaped_quotes, parts[::4])
    opened: list[int] = []
    for at in range(1, len(parts), 4):
        bracket, url, marks = parts[at : at + 3]
        parts[at + 1] = parts[at + 2] = ""
        if bracket == "[":
            opened.append(at)
            continue
        if not opened:
            parts[at] = escaped_quotes(bracket)
            continue
        begin = opened.pop()
        if url is not None:
            # A reference inside a URL is none; it stands in an attribute.
            address = url.replace("&#", "&amp;#") if "&#" in url else url
            parts[begin] = f'<a href="{address}"{as_html(marks) if marks else ""}>'
            parts[at] = "</a>"
        elif marks:
            parts[begin], parts[at] = f"<span{as_html(marks)}>", "</span>"
    return "".join(parts)


def element(pair: re.Match[str]) -> str:
    """A link or span as HTML; what is neither as it was."""
    inner, url, marks = pair.groups()
    if url is not None:
        # A reference inside a URL is none; it stands in an attribute.
        address = url.replace("&#", "&amp;#") if "&#" in url else url
        return f'<a href="{address}"{as_html(marks) if marks else ""}>{inner}</a>'
    return f"<span{as_html(marks)}>{inner}</span>" if marks else pair[0]


@lru_cache(maxsize=256)
def span_of(marks: str) -> str | None:
    """The tag of a span with these attributes, None where they are none."""
    return f"<span{as_html(marks)}>" if ATTRIBUTES.fullmatch(f"{{{marks}}}") else None


def escaped_quotes(words: str) -> str:
    """Words with ampersands escaped already, the rest of `escaped` done."""
    return words.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


class References(dict[str, str]):
    """Numeric references, and the characters they stand for as HTML."""

    def __missing__(self, reference: str) -> str:
        found = escaped(characters(reference))
        if len(self) < 4096:
            self[reference] = found
        return found


RESOLVED = References()


def resolved(html: str) -> str:
    """HTML with characters in place of numeric references."""
    return REFERENCE.sub(lambda found: RESOLVED[found.group()], html)


def text_of(inner: str) -> str:
    """The text inside an element, references resolved."""
    text = resolved(ELEMENT.sub("", inner))
    if "&" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    return text


def render_tokens(tokens: Sequence[Token]) -> str:
    """HTML of tokens that `MD` made."""
    return str(MD.renderer.render(tokens, MD.options, {}))
