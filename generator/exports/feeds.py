"""Atom 1.0 (RFC 4287) and JSON Feed 1.1 of the site, of each unit, of each region: what they tell and how it is written.

They tell of a notice taken up, corrected, withdrawn, each on its day; days come from the data, not from a clock.
Addresses: with a configured site address everything is absolute. Without one, Atom gets relative references, which it
allows and which resolve against the feed's own address; JSON Feed allows only full URLs, so it leaves them out and
gives the path from the root of the site in `_gongkai.path`. Identifiers are absolute in both cases.
"""

from __future__ import annotations

import posixpath
import uuid
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from generator.exports.filled import fill_template
from generator.exports.model import File, Published, Site, Writer
from generator.exports.record import encode
from generator.facts.model import Counted, Notice
from generator.filing import dated, named, title_of
from generator.pages import addresses
from generator.pages.across.updates import anchored_revisions
from generator.pages.words import STATUSES, WORD

MOST = 50
"""Entries a feed holds; everything older is on the site."""
ABOUT_EXTENSION = "https://www.jsonfeed.org/version/1.1/#extensions-a-name-extensions-a"
UNDATED = date(1970, 1, 1)
"""Atom demands a day of every entry; this one says that the notice gives none."""
NAMESPACE = uuid.UUID("6b1f1c1e-6a0b-5e0e-9d6b-2f8d3c1a7e55")
"""Ours, for identifiers of sites without an address. Must never change."""


class News(NamedTuple):
    """One entry. `updated` is a day in China."""

    id: str
    title: str
    path: str
    published: date | None
    updated: date
    author: str
    summary: str
    tags: tuple[str, ...]


def permanent_id(site: Site, path: str) -> str:
    """Return an IRI that stays: the address where the site has one, else a UUID of the site's name and the path (RFC 4122,
    version 5).

    Neither the text nor its hash is in it, so a corrected notice keeps its entry. A site that is given an address later
    changes its ids once.
    """
    return site.absolute(path) or uuid.uuid5(NAMESPACE, f"{site.name}\n{path}").urn


def news_of(site: Site, notice: Notice) -> Iterator[News]:
    """Yield the entry of the notice, then one for each correction; of a withdrawn notice one that says why it went."""
    sidecar = notice.sidecar
    path, title = addresses.notice_url(notice.id), title_of(notice)
    author = named(notice) or site.name
    region = notice.unit.region
    tags = (*(region.names if region else ()), *((notice.inspection.kind.value,) if notice.inspection.kind else ()))
    day = notice.published.value if notice.published else None
    latest = max((day or dated(notice) or UNDATED, *(revision.date for revision in sidecar.revisions)))
    if sidecar.withdrawn is not None:
        words = f"这份通报已撤回。原因：{sidecar.withdrawn}"
        yield News(permanent_id(site, path), f"（撤回）{title}", path, day, latest, author, words, tags)
        return
    yield News(permanent_id(site, path), title, path, day, latest, author, summary(notice.counted), tags)
    for revision, anchor in anchored_revisions(sidecar.revisions):
        mark, words, day = f"{path}#{anchor}", f"更正说明：{revision.reason}", revision.date
        yield News(permanent_id(site, mark), f"（更正）{title}", mark, day, day, author, words, tags)


def summary(counted: Counted) -> str:
    """Return 正文逐条计数 61 个问题：已完成 3，阶段性完成 58。…… in the site's neutral words."""
    numbers = counted.by_status
    parts = "，".join(f"{WORD[status]} {numbers[status]}" for status in STATUSES if status in numbers)
    total = f"正文逐条计数 {counted.total} 个问题" + (f"：{parts}" if parts else "") + "。"
    return f"{total}内容为该单位公开的原文，结果由其自行注明。"


class Feed(NamedTuple):
    """A feed before it takes a format. `folder` is where its page is: `units/x/`, or '' for the home page."""

    folder: str
    title: str
    entries: list[News]
    """The newest, newest first."""


class FeedFiles(Writer):
    """`feed.xml` and `feed.json` of the site, of each unit, of each region, beside their pages."""

    def files(self) -> Iterable[File]:
        for feed in feeds(self.published):
            what = "全站" if not feed.folder else feed.title.split(" · ")[0]
            count = len(feed.entries)
            yield File(f"{feed.folder}feed.xml", atom(self.site, feed), f"{what}更新（Atom）", count)
            yield File(f"{feed.folder}feed.json", json_feed(self.site, feed), f"{what}更新（JSON Feed）", count)


def feeds(published: Published) -> Iterator[Feed]:
    """Yield every feed."""
    library, name = published.library, published.site.name
    news = {notice.id: list(news_of(published.site, notice)) for notice in library.notices}

    def feed(folder: str, title: str, notices: tuple[Notice, ...]) -> Feed:
        found = [entry for notice in notices for entry in news[notice.id]]
        return Feed(folder, title, sorted(found, key=lambda entry: (-entry.updated.toordinal(), entry.id))[:MOST])

    yield feed("", name, library.notices)
    for unit in library.units:
        yield feed(addresses.unit_url(unit.id), f"{unit.name} · {name}", unit.notices)
    for code, place in library.places.items():
        yield feed(addresses.region_url(code), f"{''.join(place.names)} · {name}", library.notices_by_place[code])


def atom(site: Site, feed: Feed) -> bytes:
    """Return the feed as Atom, UTF-8 (templates/exports/atom.xml.j2)."""
    return fill_template(
        "atom.xml",
        id=permanent_id(site, feed.folder),
        title=feed.title,
        updated=moment(feed.entries[0].updated),
        author=site.office or site.name,
        own_url=site.absolute(f"{feed.folder}feed.xml") or "feed.xml",
        page_url=site.absolute(feed.folder) or "./",
        entries=feed.entries,
        url_of=lambda path: site.absolute(path) or relative_url(feed.folder, path),
        moment=moment,
    )


def json_feed(site: Site, feed: Feed) -> bytes:
    """Return the feed as JSON Feed 1.1, UTF-8."""
    return encode(
        known(
            version="https://jsonfeed.org/version/1.1",
            title=feed.title,
            language="zh-CN",
            authors=[{"name": site.office or site.name}],
            home_page_url=site.absolute(feed.folder),
            feed_url=site.absolute(f"{feed.folder}feed.json"),
            _gongkai={"about": ABOUT_EXTENSION, "path": feed.folder},
            items=[_item(site, entry) for entry in feed.entries],
        )
    )


def _item(site: Site, entry: News) -> dict[str, Any]:
    return known(
        id=entry.id,
        url=site.absolute(entry.path),
        title=entry.title,
        content_text=entry.summary,
        date_published=moment(entry.published) if entry.published else None,
        date_modified=moment(entry.updated),
        authors=[{"name": entry.author}],
        tags=entry.tags,
        _gongkai={"path": entry.path},
    )


def known(**values: Any) -> dict[str, Any]:
    """Return the values that are not empty: JSON Feed knows no null."""
    return {key: value for key, value in values.items() if value}


def moment(day: date) -> str:
    """Return midnight in China (RFC 3339): the day is what the notice gives."""
    return f"{day.isoformat()}T00:00:00+08:00"


def relative_url(folder: str, path: str) -> str:
    """Return the way from a feed in `folder` to a page of the site: from `units/x/` to `notices/y/` it is `../../notices/y/`."""
    relative = posixpath.relpath(path, folder or ".")
    return relative + "/" if path.endswith("/") else relative
