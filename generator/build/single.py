"""One notice to standard output: `gongkai parse`."""

from __future__ import annotations

from pathlib import Path

from generator.build.load import load_notice
from generator.checks import check_notice
from generator.exports.record import encode, to_record
from generator.library import Library
from generator.syntax.tree import dump_tree


def show(path: Path, form: str) -> bytes:
    """The notice in a file as `json`, `tree` or `markdown` (the page the site is made from), UTF-8."""
    loaded = load_notice(path)
    notice = loaded.notice
    if form == "tree":
        return ("\n".join(dump_tree(notice.tree, notice.source.text)) + "\n").encode("utf-8", "backslashreplace")
    diagnostics = check_notice(notice)
    if form == "json":
        return encode(to_record(notice, diagnostics))
    from generator.pages.render import notice_page

    return notice_page(Library([notice], {notice.id: tuple(diagnostics)}), notice).encode()
