"""One page as a Markdown file: front matter, and a body laid out by its template.

Bodies are laid out by the templates of `templates/pages/<kind>.md.j2`. Whatever a template prints is escaped unless it
is `Markdown` already, so a template cannot forget it; an unknown name in a template is an error, not an empty string.
Nothing here knows the library: a page can be written wherever its view is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
import msgspec

from generator.facts.model import Notice
from generator.facts.topics import topic_rules
from generator.pages import addresses, conventions
from generator.pages.escape import Markdown, as_markdown
from generator.pages.long import LongNotice
from generator.pages.notice import NoticePlan, source_page, write_notice
from generator.pages.parts import is_long
from generator.pages.sourceview import source_body
from generator.pages.views import NoticeView, PartView, SourceView, View


def templates_folder() -> Path:
    """`templates/` of a checkout, or the copy inside the installed package."""
    installed = Path(__file__).parents[1] / "_templates"
    # That one first: beside an installed package any other may have left a `templates/`.
    return installed if installed.is_dir() else Path(__file__).parents[2] / "templates"


class Page(NamedTuple):
    """A generated page: its front matter and its Markdown body."""

    front: dict[str, Any]
    body: str


@cache
def environment() -> jinja2.Environment:
    """The templates of page bodies."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates_folder() / "pages", encoding="utf-8"),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # noqa: S701 - the output is Markdown: `finalize` escapes every value for it
        finalize=as_markdown,
        comment_start_string="{##",  # `{#id}` is an attribute here
        comment_end_string="##}",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


class PageWriter:
    """Writes pages. `notices` is how many notices the site has; without `search` nothing leads to a search page."""

    def __init__(self, search: bool = True, notices: int = 1) -> None:
        self.search = search
        self.notices = notices
        self.topics = {rule.id: rule.name for rule in topic_rules()}

    def notice(self, plan: NoticePlan, one: Notice) -> list[tuple[str, Page]]:
        """The page of a notice and its source view, with their paths below the docs folder."""
        if is_long(one):
            return list(self._in_parts(plan, one))
        pages = [(f"notices/{one.id}/index.md", self.whole(plan, one))]
        if one.sidecar.withdrawn is None:
            source = source_page(one, None)
            text = self.page(source, f"{source.title}的原文，逐行编号。", source_body(one))
            pages.append((f"notices/{one.id}/source.md", text))
        return pages

    def whole(self, plan: NoticePlan, one: Notice) -> Page:
        """A notice on one page, however long it is: for paper, and for whoever reads Markdown."""
        view, body = write_notice(plan, one, self.topics)
        return self.page(view, told(view), body)

    def _in_parts(self, plan: NoticePlan, one: Notice) -> Iterator[tuple[str, Page]]:
        """A long notice: its index and its parts, and the same for its source view."""
        long = LongNotice(plan, one, self.topics)
        folder = addresses.notice_url(one.id)
        view, body = long.index()
        yield f"{folder}index.md", self.page(view, told(view), body)
        for number, (part, body) in enumerate(long.parts(), 1):
            yield f"{folder}part/{number}.md", self.page(part, f"{told(view)}{part.paging.label}。", body)
        source, body = long.source_index()
        about = f"{source.title}的原文，逐行编号。"
        yield f"{folder}source.md", self.page(source, about, body)
        for number, (lines, body) in enumerate(long.source_parts(), 1):
            yield f"{folder}source/part/{number}.md", self.page(lines, f"{about}{lines.paging.label}。", body)

    def page(self, view: View, description: str, body: Markdown | None = None, *keywords: str) -> Page:
        """A page; `keywords` join those that its heading and place on the site give."""
        plain = msgspec.json.decode(msgspec.json.encode(view))  # lists and dicts, as YAML gives them back
        values = {
            "template": f"{view.kind}.html",
            "title": view.heading,
            "description": description,
            "view": plain if self.search else without_search(plain),
        }
        if not isinstance(view, NoticeView | SourceView | PartView):
            values["column"] = {
                "type": conventions.column_type(view.kind),
                "keywords": conventions.column_keywords(view, *keywords),
            }
        context = {"view": view, "body": Markdown("") if body is None else body, "notices": self.notices}
        text = environment().get_template(f"{view.kind}.md.j2").render(context)
        return Page(values, "\n" + text)


def told(view: NoticeView) -> str:
    """What a notice is about, in a sentence."""
    return f"{view.title}：{view.findings_total} 个问题及其整改情况，原文照录。"


def without_search(value: Any) -> Any:
    """The same front matter with no link to the search page, for a site that has none."""
    if isinstance(value, dict):
        return {key: without_search(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_search(inner) for inner in value if not (isinstance(inner, dict) and _only_searches(inner))]
    return "" if isinstance(value, str) and value.startswith("search/") else value


def _only_searches(value: dict[str, Any]) -> bool:
    """A way in (an example of a search) that would lead nowhere."""
    return "unit" in value and "count" in value and str(value.get("url", "")).startswith("search/")
