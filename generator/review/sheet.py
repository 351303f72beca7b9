"""`gongkai review`: one printable page about one notice, for those who approve its publication.

It holds what a person must see before signing: facts read, declared against counted, everything noticed (personal data
unmasked, for the office alone), and the public page as it will be, made by the code that makes the public page and
compared with the original like it. It is one file that asks for nothing else, and making it publishes nothing.

Unlike a report, nothing is limited or left out: more than a hundred of a kind, and what the sidecar has set aside,
stand here too.
"""

from __future__ import annotations

import base64
import hashlib
import html as markup
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import jinja2
from markupsafe import Markup

from generator import __version__
from generator.build.inputs import refusal
from generator.build.render import render
from generator.build.verify import difference, shown_texts
from generator.checks import CHECKS, check_library, suppression
from generator.checks.examined import Examined
from generator.checks.origin import unreadable_text
from generator.diagnostics import SEVERITY_NAMES, Diagnostic, sort_diagnostics
from generator.facts.model import Notice, ParsedNotice
from generator.pages.addresses import notice_url
from generator.pages.html_parts import split_at_findings
from generator.pages.notice.text import official_text, squash
from generator.pages.prose import templates_folder
from generator.pages.theme_functions import fact_rows
from generator.pages.words import CHECK, GLYPH, STATUSES, SUBJECT, UNSTATED, status_word
from generator.report.model import FileReport
from generator.report.place import place_of, tally
from generator.rules import RULES, WHOLE_FILE
from generator.single import load_notice, single_page
from generator.source import Source

PERSONAL = "GK5"
AROUND = 60
"""Characters of a line shown on each side of what is marked."""
MARKED = 240
"""The most that is marked in one quotation; the rest stands in the preview."""
SIGNATURE = b"<!-- gongkai review -->"
LINK = re.compile(r"<(/?)a(?: [^>]*)?>")
"""On paper, and beside no site, a link would be dead."""


class ReviewError(Exception):
    """Why there is no sheet; `str()` is what to show."""


class Quote(NamedTuple):
    """A part of a source line, the noticed words apart."""

    before: str
    marked: str
    after: str


class Row(NamedTuple):
    """One diagnostic as the sheet shows it. `reason` is why it was set aside, or ''."""

    code: str
    severity: str
    title: str
    line: int
    column: int
    quote: Quote | None
    message: str
    help: str
    public: bool
    reason: str = ""


class Total(NamedTuple):
    """Declared against counted for one subject and class; None where nothing is said or can be counted."""

    subject: str
    word: str
    declared: int | None
    counted: int | None


def write_sheet(path: Path, output: Path) -> None:
    """Put the sheet of a notice file at `output`. Raises ReviewError; what stands there is replaced only by a sheet."""
    if output.suffix.lower() not in (".html", ".htm"):
        raise ReviewError(f"审批单是网页，文件名应以 .html 结尾：{output}")
    if output.exists() and not (output.is_file() and SIGNATURE in output.read_bytes()[:200]):
        raise ReviewError(f"{output} 已存在，且不是审批单；为免覆盖，请换一个文件名。")
    data = sheet_of(path).encode("utf-8")
    output.parent.mkdir(parents=True, exist_ok=True)
    beside = output.with_name(f".{output.name}.new")
    beside.write_bytes(data)
    beside.replace(output)


def sheet_of(path: Path) -> str:
    """Return the sheet of a notice file. Raises ReviewError for a file that could not become a notice."""
    if path.suffix.lower() != ".txt":
        raise ReviewError(f"{path} 不是 .txt；请先用 gongkai add 把它转成通报文本。")
    refused = refusal(path)
    item = None if refused else load_notice(path)
    problems = [refused] if refused else list(unreadable_text(item.notice.source)) if item else []
    if problems or item is None:
        raise ReviewError("\n".join(f"{path.as_posix()}：{problem.message}{problem.help}" for problem in problems))
    about = FileReport(item.sidecar.name, item.sidecar, item.sidecar_diagnostics) if item.sidecar is not None else None
    return sheet(item.notice, about)


def sheet(notice: ParsedNotice, sidecar: FileReport | None = None) -> str:
    """Return the page: a function of the notice and of what is wrong with its sidecar. Raises ReviewError when the preview would not
    hold the official text."""
    noticed, aside = audited(notice)
    public = single_page(notice, noticed)
    about = [row(diagnostic, sidecar.source) for diagnostic in sidecar.diagnostics] if sidecar else []
    rows = [row(diagnostic, notice.source) for diagnostic in noticed]
    report = FileReport(notice.source.name, notice.source, noticed)
    # Safe: a style sheet of ours, and the renderer's output, in which raw HTML is off.
    style = Markup(ENVIRONMENT.get_template("sheet.css").render(sha256=notice.source.sha256))  # noqa: S704
    page = ENVIRONMENT.get_template("sheet.html").render(
        policy=f"default-src 'none'; style-src '{digest(style)}'; base-uri 'none'; form-action 'none'",
        style=style,
        front=public.front,
        facts=fact_rows(public.front),
        findings={each["id"]: each for each in public.front.get("findings", ())},
        address=notice_url(notice.id),
        name=Path(notice.source.name).name,
        version=__version__,
        totals=list(totals(notice)),
        checks=[(SUBJECT[check.subject], CHECK[check.result], check.note) for check in notice.reconciliation],
        declared=[(notice.source.line_of(said.span.start), said.quote) for said in notice.declared],
        rows=[one for one in rows if not one.code.startswith(PERSONAL)],
        personal=[one for one in rows if one.code.startswith(PERSONAL)],
        aside=[row(diagnostic, notice.source, reason) for diagnostic, reason in aside],
        about=about,
        about_name=Path(sidecar.path).name if sidecar else "",
        tally=[(SEVERITY_NAMES[severity], count) for severity, count in tally([report]).items()],
        preview=list(split_at_findings(LINK.sub(r"<\1span>", render(public.markdown).html))),
    )
    if notice.sidecar.withdrawn is None:
        shown, wanted = shown_texts(page.encode("utf-8", "surrogatepass"))[0], squash(official_text(notice))
        if shown != wanted:
            raise ReviewError(f"公开页面的预览与原文不符，{difference(shown, wanted)}")
    return page


def audited(notice: ParsedNotice) -> tuple[list[Diagnostic], list[tuple[Diagnostic, str]]]:
    """Everything that is noticed, in the order of the text; and apart, with its reason, what has been set aside."""
    examined = Examined(notice)
    everything = sort_diagnostics([diagnostic for rule in CHECKS for diagnostic in rule(examined)])
    noticed = suppression.apply_suppressions(everything, notice)
    aside = [(one, reason_of(one, notice)) for one in everything if suppression.is_suppressed(one, notice)]
    return sort_diagnostics([*noticed, *check_library([notice]).get(notice.id, [])]), aside


def reason_of(diagnostic: Diagnostic, notice: Notice) -> str:
    """The reason given in the sidecar for setting the diagnostic aside."""
    line = notice.source.line_of(diagnostic.span.start)
    entries = [entry for entry in notice.sidecar.suppress if entry.code == diagnostic.code]
    return next(entry.reason for entry in entries if entry.line in (None, line))


def row(diagnostic: Diagnostic, source: Source, reason: str = "") -> Row:
    """The diagnostic with its place and the words it points at."""
    place = place_of(diagnostic, source)
    rule = RULES.get(diagnostic.code)
    return Row(
        diagnostic.code,
        SEVERITY_NAMES[diagnostic.severity],
        rule.title if rule else "",
        place.line,
        place.column,
        None if diagnostic.span == WHOLE_FILE else quote(diagnostic, source),
        diagnostic.message,
        diagnostic.help,
        diagnostic.published,
        reason,
    )


def quote(diagnostic: Diagnostic, source: Source) -> Quote:
    """The words a diagnostic points at with what stands around them in their first and last line."""
    place = place_of(diagnostic, source)
    first, last = source.line_text(place.line), source.line_text(place.end_line)
    size = len(source.text)
    start, end = min(diagnostic.span.start, size), min(diagnostic.span.end, size)
    before, after = first[: place.column - 1], last[place.end_column - 1 :]
    marked = source.text[start:end]
    cut = len(marked) > MARKED
    return Quote(
        ("…" if len(before) > AROUND else "") + before[-AROUND:],
        marked[:MARKED] + ("…" if cut else ""),
        "" if cut else after[:AROUND] + ("…" if len(after) > AROUND else ""),
    )


def visible(text: str) -> str:
    """The text, a code point in brackets for each character that nobody could see on paper or that turns others round."""
    return "".join(
        char if char.isprintable() or char in "\n\u3000" else f"〈U+{ord(char):04X}〉"
        for char in text.replace("\r\n", "\n").replace("\r", "\n")
    )


def totals(notice: Notice) -> Iterator[Total]:
    """The two numbers of every subject, class by class; classes that neither side has are left out."""
    for check in notice.reconciliation:
        declared, counted = check.declared or {}, check.counted
        words = {"total": "总数"} | {str(status): status_word(status, check.subject) for status in STATUSES}
        for key, word in words.items():
            if key in declared or (counted is not None and key in counted):
                held = None if counted is None else counted.get(key, 0)
                yield Total(SUBJECT[check.subject], word, declared.get(key), held)


def digest(style: str) -> str:
    """The hash by which the policy lets a style element in."""
    found = hashlib.sha256(markup.unescape(style).encode("utf-8")).digest()
    return "sha256-" + base64.b64encode(found).decode("ascii")


def printed(value: object) -> object:
    """What a template prints for a value: nothing invisible. Jinja's `finalize`, before its escaping."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(templates_folder() / "review", encoding="utf-8"),
    undefined=jinja2.StrictUndefined,
    autoescape=True,
    finalize=printed,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.globals |= {"GLYPH": GLYPH, "UNSTATED": UNSTATED}
