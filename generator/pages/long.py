"""The pages of a long notice: an index at its address and its text in parts, and the same of its source view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from generator.facts.model import Notice
from generator.pages import addresses
from generator.pages.body import BodyWriter
from generator.pages.escape import Markdown
from generator.pages.finding_foot import Across, Ways
from generator.pages.notice import HOME, NOTICES, NoticePlan, source_page
from generator.pages.parts import (
    body_of,
    chosen,
    index,
    label,
    line_index,
    lines_between,
    lines_word,
    paging,
    pieces,
)
from generator.pages.sourceview import MARKS, OUTER, source_lines
from generator.pages.titles import title_lines
from generator.pages.view_parts import Crumb
from generator.pages.views import NoticeView, PartView, SourcePartView, SourceView

OFFICIAL = ".notice-text data-notice-body=1"


class LongNotice:
    """Writes the pages of one notice that fills several."""

    def __init__(self, plan: NoticePlan, notice: Notice, topics: Mapping[str, str]) -> None:
        self.plan, self.notice = plan, notice
        size = len(notice.source.text)
        self.source, self.lines = source_lines(notice)
        self.source_cuts = chosen(self.source, size)
        self.source_runs = lines_between(notice, self.source_cuts)
        ways = Ways("../../", tuple(first for first, _ in self.source_runs))
        across = Across(plan.cited, frozenset(plan.promised))
        self.writer = BodyWriter(notice, plan.notes, topics, across, ways)
        self.top, self.text = self.writer.write_apart(plan.view.title, plan.lead)
        self.cuts = chosen(self.text, size)

    def index(self) -> tuple[NoticeView, Markdown]:
        """The notice's own page: its title, and in the place of its text what leads there."""
        listed = index(self.text, self.cuts, self.notice.sidecar.aliases)
        lines = title_lines(self.notice) or (self.plan.view.title,)
        # The findings stand in the index, one below the other; beside it the headings are enough.
        toc = tuple(entry for entry in self.writer.toc if entry.status is None)
        view = msgspec.structs.replace(self.plan.view, toc=toc, title_lines=lines)
        return view, Markdown("\n".join([*self.top, *listed, self.writer.outer, ""]))

    def parts(self) -> Iterator[tuple[PartView, Markdown]]:
        """The text, part by part."""
        notice, view = self.notice, self.plan.view
        url = addresses.notice_url(notice.id)
        runs = lines_between(notice, self.cuts)
        for number, part in enumerate(pieces(self.text.out, self.cuts), 1):
            first, last = runs[number - 1]
            held = lines_word(first, last)
            page = PartView(
                kind="part",
                section="notices",
                heading=f"{view.title}（{label(number, len(runs))}）",
                breadcrumbs=(HOME, NOTICES, Crumb(view.title, url)),
                as_of=view.as_of,
                id=notice.id,
                title=view.title,
                notice_url=url,
                source_view_url=addresses.line_url(notice.id, first),
                lines=held,
                sha256=view.sha256,
                published_at=view.published_at,
                source_name=view.source_name,
                keywords=view.keywords,
                author=view.author,
                paging=paging(url, number, len(runs), held, "目录"),
            )
            yield page, body_of(part, OFFICIAL, self.writer.outer)

    def source_index(self) -> tuple[SourceView, Markdown]:
        """The source view's own page: the number of every line, leading to the line."""
        return source_page(self.notice, None), Markdown("\n".join(line_index(self.lines, self.source_cuts)))

    def source_parts(self) -> Iterator[tuple[SourcePartView, Markdown]]:
        """The lines, part by part."""
        view, url = source_page(self.notice, None), addresses.source_url(self.notice.id)
        plain = {name: getattr(view, name) for name in view.__struct_fields__}
        count = len(self.source_cuts) + 1
        for number, part in enumerate(pieces(self.source.out, self.source_cuts), 1):
            page = SourcePartView(
                **plain
                | {
                    "heading": f"{view.heading}（{label(number, count)}）",
                    "breadcrumbs": (*view.breadcrumbs, Crumb("对照原文", url)),
                    "paging": paging(url, number, count, lines_word(*self.source_runs[number - 1]), "行号目录"),
                }
            )
            yield page, body_of(part, MARKS, OUTER)
