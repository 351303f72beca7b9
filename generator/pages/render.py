"""The whole site as Markdown files: path -> front matter + body.

Bodies are laid out by the templates of `templates/pages/<kind>.md.j2`. Whatever a template prints is escaped unless it
is `Markdown` already, so a template cannot forget it; an unknown name in a template is an error, not an empty string.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
import msgspec

from generator.facts.model import Notice
from generator.facts.topics import topic_rules
from generator.library import Library
from generator.pages import addresses, citations, conventions, frontmatter, listing, notice, overview, promises, topics
from generator.pages import unit as units
from generator.pages.escape import Markdown, as_markdown
from generator.pages.finding_foot import Across
from generator.pages.sourceview import source_body
from generator.pages.view_parts import Download, NavItem, TableDoc, Way
from generator.pages.views import NoticeView, SourceView, View


def templates_folder() -> Path:
    """`templates/` of a checkout, or the copy inside the installed package."""
    installed = Path(__file__).parents[1] / "_templates"
    # That one first: beside an installed package any other may have left a `templates/`.
    return installed if installed.is_dir() else Path(__file__).parents[2] / "templates"


def notice_page(library: Library, one: Notice) -> str:
    """The generated page of one notice, front matter and Markdown."""
    page = PageSet(library, one.published.value.isoformat() if one.published else None).notice(one)
    return frontmatter.dump(page.front, one.id) + page.body


class Page(NamedTuple):
    """A generated page: its front matter and its Markdown body."""

    front: dict[str, Any]
    body: str


class PageSet:
    """Renders the pages of one library.

    `as_of` is the ISO date the data is of; `files` are the downloads of the whole site and `tables` what
    their columns mean; without `search` there is no
    search page.
    """

    def __init__(
        self,
        library: Library,
        as_of: str | None,
        version: str = "",
        files: Sequence[Download] = (),
        tables: Sequence[TableDoc] = (),
        search: bool = True,
    ) -> None:
        self.library = library
        self.as_of = as_of
        self.version = version
        self.topics = {rule.id: rule.name for rule in topic_rules()}
        self.files = files
        self.tables = tables
        self.search = search
        self.by_topic = topics.by_topic(library)
        self.cited = citations.cited_documents(library)
        self.promises = promises.promises_of(library)
        self.commitments = promises.commitments_page(library, as_of, self.promises)
        self.across = Across(citations.citation_urls(self.cited), promises.listed(self.commitments))
        self.env = jinja2.Environment(
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

    def pages(self) -> Iterator[tuple[str, Page]]:
        """Every page with its path below the docs folder. A page with nothing to say is not made."""
        library, as_of = self.library, self.as_of
        yield (
            "index.md",
            self._page(
                overview.home_page(library, as_of, self._topic_ways()), "汇集各单位巡察整改通报原文，逐条可查。"
            ),
        )
        yield "about.md", self._page(overview.about_page(as_of, self.version), "来源、方法、局限、隐私与更正。")
        if not library.notices:
            return
        if self.search:
            yield "search.md", self._page(overview.search_page(library, as_of), "在全部整改问题中逐字检索。")
        yield "notices/index.md", self._page(listing.notices_page(library, as_of), "本站收录的全部通报。")
        yield "status.md", self._page(overview.status_page(library, as_of), "整改结果各类字样的含义与数量。")
        yield "quality.md", self._page(overview.quality_page(library, as_of), "通报声明的数字与正文逐条计数的核对。")
        yield "updates.md", self._page(overview.updates_page(library, as_of), "收录、更正与撤回记录。")
        yield "data.md", self._page(overview.data_page(library, as_of, self.files, self.tables), "全部数据与原文下载。")
        yield from self._notices()
        yield from self._collections()
        yield from self._across()

    def _topic_ways(self) -> tuple[Way, ...]:
        """Ways to the topic pages, in the order of the rules."""
        return tuple(
            Way(self.topics[topic], addresses.topic_url(topic), len(places), "个")
            for topic, places in self.by_topic.items()
        )

    def _across(self) -> Iterator[tuple[str, Page]]:
        """Pages that lay the findings of all units side by side."""
        library, as_of = self.library, self.as_of
        if self.by_topic:
            page = topics.topics_page(library, as_of, self.by_topic)
            yield "topics/index.md", self._page(page, "同一类问题，各单位的写法和整改结果放在一起看。")
        for rule in topic_rules():
            if rule.id in self.by_topic:
                topic = topics.topic_page(library, rule, self.by_topic[rule.id], as_of)
                words = [each.keyword for each in topic.keywords[:5]]
                about = f"各单位巡察整改中与“{rule.name}”有关的问题及整改结果。"
                yield f"topics/{rule.id}.md", self._page(topic, about, None, *words)
        if self.promises:
            yield "commitments.md", self._page(self.commitments, "各单位在整改通报中写明时限的承诺，按到期先后排列。")
        if self.cited:
            page_of_documents = citations.citations_page(library, as_of, self.cited)
            yield "citations.md", self._page(page_of_documents, "各单位整改通报引用的文件，及引用之处。")

    def notice(self, one: Notice) -> Page:
        """The page of one notice."""
        view, body = notice.notice_page(self.library, one, self.as_of, self.topics, self.across)
        return self._page(view, f"{view.title}：{view.findings_total} 个问题及其整改情况，原文照录。", body)

    def _notices(self) -> Iterator[tuple[str, Page]]:
        for one in self.library.notices:
            yield f"notices/{one.id}/index.md", self.notice(one)
            if one.sidecar.withdrawn is None:
                source = notice.source_page(one, self.as_of)
                text = self._page(source, f"{source.title}的原文，逐行编号。", source_body(one))
                yield f"notices/{one.id}/source.md", text

    def _collections(self) -> Iterator[tuple[str, Page]]:
        library, as_of = self.library, self.as_of
        if library.units:
            yield "units/index.md", self._page(listing.units_page(library, as_of), "按地区列出的公开单位。")
        for unit in library.units:
            view = units.unit_page(library, unit, as_of, self.topics)
            yield f"units/{unit.id}.md", self._page(view, f"{unit.name}的巡察整改通报与全部问题。")
        if library.places:
            yield "regions/index.md", self._page(listing.regions_page(library, as_of), "按行政区划查看通报。")
        for place in library.places.values():
            region = listing.region_page(library, place, as_of)
            yield f"regions/{place.code}.md", self._page(region, f"{region.full_name}的巡察整改通报。")
        if library.years:
            yield "years/index.md", self._page(listing.years_page(library, as_of), "按年份查看通报。")
        for year in library.years:
            yield f"years/{year}.md", self._page(listing.year_page(library, year, as_of), f"{year} 年的巡察整改通报。")

    def _page(self, view: View, description: str, body: Markdown | None = None, *keywords: str) -> Page:
        """A page; `keywords` join those that its heading and place on the site give."""
        plain = msgspec.json.decode(msgspec.json.encode(view))  # lists and dicts, as YAML gives them back
        values = {
            "template": f"{view.kind}.html",
            "title": view.heading,
            "description": description,
            "view": plain if self.search else without_search(plain),
        }
        if not isinstance(view, NoticeView | SourceView):
            values["column"] = {
                "type": conventions.column_type(view.kind),
                "keywords": conventions.column_keywords(view, *keywords),
            }
        context = {"view": view, "body": Markdown("") if body is None else body, "notices": len(self.library.notices)}
        text = self.env.get_template(f"{view.kind}.md.j2").render(context)
        return Page(values, "\n" + text)

    def nav(self) -> tuple[NavItem, ...]:
        """The main menu: only pages that exist."""
        library = self.library
        items = [
            ("notices", "通报", "notices/", bool(library.notices)),
            ("units", "单位", "units/", bool(library.units)),
            ("regions", "地区", "regions/", bool(library.places)),
            ("years", "年份", "years/", bool(library.years)),
            ("topics", "专题", "topics/", bool(self.by_topic)),
            ("commitments", "承诺时限", "commitments/", bool(self.promises)),
            ("citations", "引用文件", "citations/", bool(self.cited)),
            ("status", "整改结果", "status/", bool(library.notices)),
            ("quality", "数据核对", "quality/", bool(library.notices)),
            ("updates", "更新", "updates/", bool(library.notices)),
            ("data", "开放数据", "data/", bool(library.notices)),
            ("about", "关于", "about/", True),
            ("search", "检索", "search/", bool(library.notices) and self.search),
        ]
        return tuple(NavItem(key, text, url) for key, text, url, exists in items if exists)


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
