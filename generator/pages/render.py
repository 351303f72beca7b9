"""The whole site as Markdown files: path -> front matter + body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.facts.model import Notice
from generator.facts.topics import topic_rules
from generator.library import Library, newest_date
from generator.pages import addresses, citations, frontmatter, listing, overview, promises, topics
from generator.pages import unit as units
from generator.pages.finding_foot import Across
from generator.pages.notice import NoticePlan, plan_notice
from generator.pages.view_parts import Download, NavItem, TableDoc, Way
from generator.pages.writer import Page, PageWriter


def notice_page(library: Library, one: Notice) -> str:
    """The generated page of one notice, front matter and Markdown."""
    page = PageSet(library, one.published.value.isoformat() if one.published else None).notice(one)
    return frontmatter.dump(page.front, one.id) + page.body


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
        self.writer = PageWriter(search, len(library.notices))

    def pages(self) -> Iterator[tuple[str, Page]]:
        """Every page with its path below the docs folder."""
        yield from self.others()
        yield from self.data_page()
        yield from self._notices()

    def data_page(self) -> Iterator[tuple[str, Page]]:
        """The page about the downloads, the only one that `files` must be known for."""
        if self.library.notices:
            page = overview.data_page(self.library, self.as_of, self.files, self.tables)
            yield "data.md", self.writer.page(page, "全部数据与原文下载。")

    def others(self) -> Iterator[tuple[str, Page]]:
        """Every page but those of single notices and the data page. A page with nothing to say is not made."""
        library, as_of = self.library, self.as_of
        yield (
            "index.md",
            self.writer.page(
                overview.home_page(library, as_of, self._topic_ways()), "汇集各单位巡察整改通报原文，逐条可查。"
            ),
        )
        yield "about.md", self.writer.page(overview.about_page(as_of, self.version), "来源、方法、局限、隐私与更正。")
        if not library.notices:
            return
        if self.search:
            yield "search.md", self.writer.page(overview.search_page(library, as_of), "在全部整改问题中逐字检索。")
        yield "notices/index.md", self.writer.page(listing.notices_page(library, as_of), "本站收录的全部通报。")
        yield "status.md", self.writer.page(overview.status_page(library, as_of), "整改结果各类字样的含义与数量。")
        yield (
            "quality.md",
            self.writer.page(overview.quality_page(library, as_of), "通报声明的数字与正文逐条计数的核对。"),
        )
        yield "updates.md", self.writer.page(overview.updates_page(library, as_of), "收录、更正与撤回记录。")
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
            yield "topics/index.md", self.writer.page(page, "同一类问题，各单位的写法和整改结果放在一起看。")
        for rule in topic_rules():
            if rule.id in self.by_topic:
                topic = topics.topic_page(library, rule, self.by_topic[rule.id], as_of)
                words = [each.keyword for each in topic.keywords[:5]]
                about = f"各单位巡察整改中与“{rule.name}”有关的问题及整改结果。"
                yield f"topics/{rule.id}.md", self.writer.page(topic, about, None, *words)
        if self.promises:
            yield (
                "commitments.md",
                self.writer.page(self.commitments, "各单位在整改通报中写明时限的承诺，按到期先后排列。"),
            )
        if self.cited:
            page_of_documents = citations.citations_page(library, as_of, self.cited)
            yield "citations.md", self.writer.page(page_of_documents, "各单位整改通报引用的文件，及引用之处。")

    def notice(self, one: Notice) -> Page:
        """The page of one notice."""
        return self.writer.notice(self.plan(one), one)[0][1]

    def plan(self, one: Notice) -> NoticePlan:
        """What the site says for the page of one notice."""
        return plan_notice(self.library, one, None, self.topics, self.across)

    def _notices(self) -> Iterator[tuple[str, Page]]:
        for one in self.library.notices:
            yield from self.writer.notice(self.plan(one), one)

    def _collections(self) -> Iterator[tuple[str, Page]]:
        library, as_of = self.library, self.as_of
        if library.units:
            yield "units/index.md", self.writer.page(listing.units_page(library, as_of), "按地区列出的公开单位。")
        for unit in library.units:
            view = units.unit_page(library, unit, newest_date(unit.notices), self.topics)
            yield f"units/{unit.id}.md", self.writer.page(view, f"{unit.name}的巡察整改通报与全部问题。")
        if library.places:
            yield "regions/index.md", self.writer.page(listing.regions_page(library, as_of), "按行政区划查看通报。")
        for place in library.places.values():
            region = listing.region_page(library, place, newest_date(library.notices_by_place[place.code]))
            yield f"regions/{place.code}.md", self.writer.page(region, f"{region.full_name}的巡察整改通报。")
        if library.years:
            yield "years/index.md", self.writer.page(listing.years_page(library, as_of), "按年份查看通报。")
        for year in library.years:
            yield (
                f"years/{year}.md",
                self.writer.page(
                    listing.year_page(library, year, newest_date(library.years[year])), f"{year} 年的巡察整改通报。"
                ),
            )

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
