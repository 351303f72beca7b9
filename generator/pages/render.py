"""The whole site as Markdown files: path -> front matter + body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from generator.facts.model import Notice
from generator.library import Library
from generator.pages import citations, frontmatter
from generator.pages.finding_foot import Across
from generator.pages.notice import NoticePlan, plan_notice
from generator.pages.planned import Planned, Plans
from generator.pages.view_parts import Download, NavItem, TableDoc
from generator.pages.writer import Page


def notice_page(library: Library, one: Notice) -> str:
    """The generated page of one notice, front matter and Markdown."""
    page = PageSet(library, one.published.value.isoformat() if one.published else None).notice(one)
    return frontmatter.dump(page.front, one.id) + page.body


class PageSet:
    """Renders the pages of one library.

    `as_of` is the ISO date the data is of; `files` are the downloads of the whole site and `tables` what
    their columns mean; without `search` there is no search page.
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
        self.version = version
        self.files = files
        self.tables = tables
        self.search = search
        self.plans = Plans(library, as_of, version, search)
        self.topics = self.plans.topics
        self.writer = self.plans.writer

    @cached_property
    def across(self) -> Across:
        """What the pages across units list, so that notices lead there."""
        return Across(citations.citation_urls(self.plans.cited), self.plans.promised.listed)

    def pages(self) -> Iterator[tuple[str, Page]]:
        """Every page with its path below the docs folder."""
        yield from self.others()
        yield from self.data_page()
        yield from self._notices()

    def planned(self) -> Iterator[Planned]:
        """Every page but those of single notices and the data page, unmade, each with all that decides it."""
        return self.plans.all()

    def others(self) -> Iterator[tuple[str, Page]]:
        """The same, made."""
        for page in self.planned():
            yield page.path, page.make()

    def data_planned(self) -> Planned | None:
        """The page about the downloads, the only one that `files` must be known for; None for a site without notices."""
        return self.plans.data(self.files, self.tables) if self.library.notices else None

    def data_page(self) -> Iterator[tuple[str, Page]]:
        """The same, made."""
        page = self.data_planned()
        if page is not None:
            yield page.path, page.make()

    def notice(self, one: Notice) -> Page:
        """A notice on one page, however long it is."""
        return self.writer.whole(self.plan(one), one)

    def plan(self, one: Notice) -> NoticePlan:
        """What the site says for the page of one notice."""
        return plan_notice(self.library, one, None, self.topics, self.across)

    def _notices(self) -> Iterator[tuple[str, Page]]:
        for one in self.library.notices:
            yield from self.writer.notice(self.plan(one), one)

    def nav(self) -> tuple[NavItem, ...]:
        """The main menu: only pages that exist."""
        library, plans = self.library, self.plans
        items = [
            ("notices", "通报", "notices/", bool(library.notices)),
            ("units", "单位", "units/", bool(library.units)),
            ("regions", "地区", "regions/", bool(library.places)),
            ("years", "年份", "years/", bool(library.years)),
            ("topics", "专题", "topics/", bool(plans.held)),
            ("commitments", "承诺时限", "commitments/", bool(plans.promised.total)),
            ("citations", "引用文件", "citations/", bool(plans.cited)),
            ("status", "整改结果", "status/", bool(library.notices)),
            ("quality", "数据核对", "quality/", bool(library.notices)),
            ("updates", "更新", "updates/", bool(library.notices)),
            ("data", "开放数据", "data/", bool(library.notices)),
            ("about", "关于", "about/", True),
            ("search", "检索", "search/", bool(library.notices) and self.search),
        ]
        return tuple(NavItem(key, text, url) for key, text, url, exists in items if exists)
