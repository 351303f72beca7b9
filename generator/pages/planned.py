"""Pages about many notices, planned: each says what decides it, and is made only when somebody asks.

A build keeps the pages of the one before under a key of what decided them, so a page that says so without being made
costs next to nothing. What a plan leaves out would make a stale page: tests/unit/test_pages_planned.py alters libraries
in every way that matters and compares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from typing import Any, NamedTuple

from generator.facts.model import Notice
from generator.facts.topics import TopicRule, topic_rules
from generator.filing import Place
from generator.library import Groups, Library, UnitEntry
from generator.pages import addresses, citations, listing, overview, paging, promises, quality, topics
from generator.pages import unit as units
from generator.pages.paging import Part
from generator.pages.rows import checks_parts
from generator.pages.view_parts import Download, TableDoc, Way
from generator.pages.views import View
from generator.pages.writer import Page, PageWriter


class Planned(NamedTuple):
    """A page that is not made yet."""

    path: str
    """Below the docs folder: units/x.md."""
    notices: Sequence[Notice] | None
    """Those whose content decides the page, in an order that does too; None: all of the library."""
    extra: tuple[Any, ...]
    """What else decides it, fit for msgspec: days, names that other notices give, the way the list is cut."""
    make: Callable[[], Page]


class Plans:
    """The plans of all pages but those of single notices, and what they and the menu are decided by."""

    def __init__(self, library: Library, as_of: str | None, version: str, search: bool) -> None:
        self.library = library
        self.as_of = as_of
        self.version = version
        self.search = search
        self.topics = {rule.id: rule.name for rule in topic_rules()}
        self.writer = PageWriter(search, len(library.notices))

    @cached_property
    def held(self) -> dict[str, Groups]:
        """The notices of each topic."""
        return topics.holders(self.library)

    @cached_property
    def cited(self) -> list[citations.Cited]:
        """The documents cited."""
        return citations.cited_documents(self.library)

    @cached_property
    def promised(self) -> promises.Layout:
        """The promises, and which of them are listed."""
        return promises.lay_out(self.library, self.as_of, promises.promises_of(self.library))

    def all(self) -> Iterator[Planned]:
        """The plans, in the order of the menu. A page with nothing to say is not planned."""
        library, day = self.library, (self.as_of,)
        home = partial(self._home, library, self.as_of)
        yield self._page("index.md", None, day, home, "汇集各单位巡察整改通报原文，逐条可查。")
        about = partial(overview.about_page, self.as_of, self.version)
        says = (self.as_of, self.version, bool(library.notices))
        yield self._page("about.md", (), says, about, "来源、方法、局限、隐私与更正。")
        if not library.notices:
            return
        if self.search:
            search = partial(overview.search_page, library, self.as_of)
            yield self._page("search.md", None, day, search, "在全部整改问题中逐字检索。")
        status = partial(overview.status_page, library, self.as_of)
        yield self._page("status.md", None, day, status, "整改结果各类字样的含义与数量。")
        yield from self._notices()
        yield from self._quality()
        yield from self._updates()
        yield from self._units()
        yield from self._regions()
        yield from self._years()
        yield from self._topics()
        yield from self._documents()
        yield from self._files()

    def _page(
        self, path: str, notices: Sequence[Notice] | None, extra: tuple[Any, ...], view: Callable[[], View], about: str
    ) -> Planned:
        return Planned(path, notices, (self.search, *extra), lambda: self.writer.page(view(), about))

    def _part(
        self,
        stem: str,
        part: Part[Any],
        notices: Sequence[Notice] | None,
        extra: tuple[Any, ...],
        view: Callable[[], View],
        about: str,
    ) -> Planned:
        """A page of a list. `stem` is that of the front page without its suffix."""
        folder = stem.removesuffix("/index")
        path = f"{folder}/{part.name}.md" if part.name else f"{stem}.md"
        day = self.as_of if notices is None else None
        return self._page(path, notices, (day, part.paging, *extra), view, paging.told(about, part))

    def _known(self, notices: Iterable[Notice]) -> list[bool]:
        """Which of the notices lead to the page of a unit: one without a name does when another names its unit."""
        return [notice.unit.id in self.library.unit_by_id for notice in notices]

    def _home(self, library: Library, as_of: str | None) -> View:
        ways = (
            Way(self.topics[topic], addresses.topic_url(topic), library.sums.topics[topic].outcomes.findings, "个")
            for topic in self.held
        )
        return overview.home_page(library, as_of, tuple(ways))

    def _notices(self) -> Iterator[Planned]:
        library = self.library
        for part in listing.notices_parts(library):
            rows = part.rows
            view = partial(listing.notices_page, library, self.as_of, part)
            said = None if part.front else rows
            yield self._part("notices/index", part, said, (self._known(rows),), view, "本站收录的全部通报。")

    def _quality(self) -> Iterator[Planned]:
        library = self.library
        for part in checks_parts(library):
            rows = quality.checked(library, part)
            noted = [library.diagnostics.get(notice.id, ()) for notice in rows]
            view = partial(quality.quality_page, library, self.as_of, part)
            said = None if part.front else rows
            yield self._part("quality", part, said, (noted,), view, "通报声明的数字与正文逐条计数的核对。")

    def _updates(self) -> Iterator[Planned]:
        told = overview.all_changes(self.library)
        total = len(told)
        for part in overview.updates_parts(told):
            view = partial(overview.updates_page, self.as_of, total, part)
            extra = (self.as_of, total, part.rows) if part.front else (part.rows,)
            yield self._part("updates", part, (), extra, view, "收录、更正与撤回记录。")

    def _units(self) -> Iterator[Planned]:
        library = self.library
        for part in listing.units_parts(library) if library.units else ():
            view = partial(listing.units_page, library, self.as_of, part)
            yield self._part("units/index", part, None, (), view, "按地区列出的公开单位。")
        for unit in library.units:
            yield from self._unit(unit)

    def _unit(self, unit: UnitEntry) -> Iterator[Planned]:
        for part in units.unit_parts(self.library, unit):
            view = partial(units.unit_page, self.library, unit, self.topics, part)
            about = f"{unit.name}的巡察整改通报与全部问题。"
            said = unit.notices if part.front else part.rows
            yield self._part(f"units/{unit.id}", part, said, (unit.name,), view, about)

    def _regions(self) -> Iterator[Planned]:
        library = self.library
        if library.places:
            view = partial(listing.regions_page, library, self.as_of)
            yield self._page("regions/index.md", None, (self.as_of,), view, "按行政区划查看通报。")
        for place in library.places.values():
            yield from self._region(place)

    def _region(self, place: Place) -> Iterator[Planned]:
        library = self.library
        stem, about = f"regions/{place.code}", f"{' '.join(place.names)}的巡察整改通报。"
        at = (place, listing.above(library, place))
        every = library.notices_by_place[place.code]
        held, _ = listing.units_of_place(library, place)
        first, *numbered = listing.region_parts(library, place)
        whole, *tables = listing.region_unit_parts(library, place)
        # Rows of units count their notices elsewhere, too.
        decide = list(
            {notice.id: notice for group in (every, *(unit.notices for unit in held)) for notice in group}.values()
        )
        view = partial(listing.region_page, library, place, first, whole)
        yield self._part(stem, first, decide, (*at, whole.paging, self._known(first.rows)), view, about)
        for part in numbered:
            view = partial(listing.region_page, library, place, part, whole)
            rows = part.rows
            yield self._part(stem, part, rows, (*at, self._known(rows)), view, about)
        for table in tables:
            view = partial(listing.region_page, library, place, first, table)
            shown = [notice for unit in table.rows for notice in unit.notices]
            yield self._part(stem, table, shown, at, view, f"{about.removesuffix('。')}：单位。")

    def _years(self) -> Iterator[Planned]:
        library = self.library
        if library.years:
            index = partial(listing.years_page, library, self.as_of)
            yield self._page("years/index.md", None, (self.as_of,), index, "按年份查看通报。")
        for year, every in library.years.items():
            for part in listing.year_parts(library, year):
                view = partial(listing.year_page, library, year, part)
                rows = part.rows
                beside = listing.neighbour_years(library, year) if part.front else ()
                extra = (*beside, self._known(rows))
                about = f"{year} 年的巡察整改通报。"
                yield self._part(f"years/{year}", part, every if part.front else rows, extra, view, about)

    def _topics(self) -> Iterator[Planned]:
        library = self.library
        if self.held:
            view = partial(topics.topics_page, library, self.as_of, self.held)
            about = "同一类问题，各单位的写法和整改结果放在一起看。"
            yield self._page("topics/index.md", None, (self.as_of,), view, about)
        for rule in topic_rules():
            if rule.id in self.held:
                yield from self._topic(rule, self.held[rule.id])

    def _topic(self, rule: TopicRule, groups: Groups) -> Iterator[Planned]:
        library = self.library
        for part in topics.topic_parts(library, rule.id, groups):
            shown = topics.units_of(library, rule.id, groups, part)
            named = [(key, *topics.name_of(library, key, group[0])) for key, group in shown]
            said = [notice for _, group in (groups.items() if part.front else shown) for notice in group]
            extra = (part.paging, len(groups) if part.front else 0, named)
            make = partial(self._make_topic, rule, groups, part)
            path = f"topics/{rule.id}/{part.name}.md" if part.name else f"topics/{rule.id}.md"
            yield Planned(path, said, (self.search, *extra), make)

    def _make_topic(self, rule: TopicRule, groups: Groups, part: Part[topics.Group]) -> Page:
        view = topics.topic_page(self.library, rule, groups, part)
        about = f"各单位巡察整改中与“{rule.name}”有关的问题及整改结果。"
        return self.writer.page(view, paging.told(about, part), None, *(each.keyword for each in view.keywords[:5]))

    def _documents(self) -> Iterator[Planned]:
        library, day = self.library, (self.as_of,)
        if self.promised.total:
            view: Callable[[], View] = lambda: promises.commitments_page(library, self.as_of, self.promised)  # noqa: E731
            about = "各单位在整改通报中写明时限的承诺，按到期先后排列。"
            yield self._page("commitments.md", None, day, view, about)
        if self.cited:
            view = partial(citations.citations_page, library, self.as_of, self.cited)
            yield self._page("citations.md", None, day, view, "各单位整改通报引用的文件，及引用之处。")

    def data(self, files: Sequence[Download], tables: Sequence[TableDoc]) -> Planned:
        """The page about the downloads, which are known last. `tables` are what their columns mean."""
        first = overview.data_parts(self.library)[0]
        view = partial(overview.data_page, self.library, self.as_of, files, tables, first)
        return self._part("data", first, None, (tuple(files), tuple(tables)), view, "全部数据与原文下载。")

    def _files(self) -> Iterator[Planned]:
        """The numbered pages of files; the front page needs to know the downloads (`data`)."""
        for part in overview.data_parts(self.library):
            if not part.front:
                view = partial(overview.data_page, self.library, None, (), (), part)
                yield self._part("data", part, part.rows, (), view, "全部数据与原文下载。")
