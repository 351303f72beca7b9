"""The two pages of a notice: the official text, and the original line by line."""

from __future__ import annotations

from collections.abc import Iterator

from generator.facts.model import Notice
from generator.pages.context import Context
from generator.pages.notice.facts import notice_facts, source_facts
from generator.pages.page import Page
from generator.pages.prose import prose


def notice_pages(context: Context, notice: Notice) -> Iterator[Page]:
    """Return the page of a notice and its source view; a withdrawn notice has one page that says so."""
    text = context.text_of(notice.id)
    facts = notice_facts(context, notice, text)
    path = f"notices/{notice.id}"
    if notice.sidecar.withdrawn is not None:
        yield Page(f"{path}/index.md", "withdrawn.html", facts, prose("withdrawn", facts))
        return
    yield Page(f"{path}/index.md", "notice.html", facts, text.markdown)
    yield Page(f"{path}/source.md", "source.html", source_facts(notice, text), text.source)
