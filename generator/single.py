"""One notice from the disk, for commands that need no site: a text file and its sidecar, and what `gongkai parse` prints of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.build.inputs import is_plain, with_replaced
from generator.build.reading import NoticeFile, parse_file, parse_sidecar
from generator.checks import check_notice
from generator.diagnostics import Diagnostic
from generator.exports.record import encode, to_record
from generator.facts.model import ParsedNotice
from generator.library import Library
from generator.pages.context import Context
from generator.pages.front_matter import page_file
from generator.pages.notice.pages import notice_pages
from generator.pages.notice.text import notice_text
from generator.pages.page import Page
from generator.source import Source
from generator.syntax.tree import dump_tree


class Loaded(NamedTuple):
    """One notice file. `sidecar` is None where there is no `<id>.yml` beside it."""

    notice: ParsedNotice
    sidecar: Source | None
    sidecar_diagnostics: Sequence[Diagnostic]
    replaced: tuple[Source, ...]
    """Its replaced originals."""


def load_notice(path: Path) -> Loaded:
    """Return the notice in a text file, read with its sidecar. Raises OSError when the file cannot be opened."""
    beside = path.with_suffix(".yml")
    file = NoticeFile(
        path.as_posix(), path.read_bytes(), beside.read_bytes() if beside.exists() and is_plain(beside) else None
    )
    sidecar, wrong = parse_sidecar(file)
    notice = parse_file(file, sidecar)
    if file.sidecar is None:
        return Loaded(notice, None, (), ())
    source = Source(file.sidecar_name, file.sidecar)
    corrected = with_replaced(notice, path, source)
    notice = msgspec.structs.replace(notice, replaced=corrected.notice.replaced)
    return Loaded(notice, source, [*wrong, *(each for _, each in corrected.diagnostics)], corrected.kept)


def show(path: Path, form: str) -> bytes:
    """Return the notice in a file as `json`, `tree` or `markdown` (the page as build/docs has it), UTF-8."""
    notice = load_notice(path).notice
    if form == "tree":
        return ("\n".join(dump_tree(notice.tree, notice.source.text)) + "\n").encode("utf-8", "backslashreplace")
    if form == "json":
        return encode(to_record(notice, check_notice(notice)))
    return page_file(single_page(notice)).encode("utf-8", "surrogatepass")


def single_page(notice: ParsedNotice, diagnostics: Sequence[Diagnostic] | None = None) -> Page:
    """Return the page of a notice on a site that has no other; `diagnostics` are those of the checks unless others are given."""
    noticed = check_notice(notice) if diagnostics is None else diagnostics
    text = notice_text(notice)
    context = Context(Library([notice], {notice.id: tuple(noticed)}), None, lambda _: text, search=False)
    return next(notice_pages(context, notice))
