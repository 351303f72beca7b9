"""Atom 1.0 (RFC 4287) and JSON Feed 1.1: of the site, of each unit, of each region.

Addresses: with a configured site address everything is absolute. Without one, Atom gets relative references, which it
allows and which resolve against the feed's own address; JSON Feed allows only full URLs, so it leaves them out and
gives the path from the root of the site in `_gongkai.path`. Identifiers are absolute in both cases.
"""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import msgspec

from generator.exports.model import File, Published, Site
from generator.exports.news import UNDATED, News, newest, news_of, permanent_id, told
from generator.exports.xml import add, clean, document
from generator.facts.model import Notice
from generator.pages import addresses

MOST = 50
"""Entries a feed holds; everything older is on the site."""
ATOM = "http://www.w3.org/2005/Atom"
ABOUT_EXTENSION = "https://www.jsonfeed.org/version/1.1/#extensions-a-name-extensions-a"


class Feed(NamedTuple):
    """A feed before it takes a format. `folder` is where its page is: `units/x/`, or '' for the home page; `notices` are
    those whose entries can be among its newest."""

    folder: str
    title: str
    notices: tuple[Notice, ...]


def feeds(published: Published) -> Iterator[Feed]:
    """The site's feed, then one a unit, then one a region; none where there is nothing to tell."""
    library, name = published.library, published.site.name
    days = {notice.id: told(notice) for notice in library.notices}
    if not library.notices:
        return
    yield Feed("", name, newest(library.notices, days, MOST))
    for unit in library.units:
        yield Feed(addresses.unit_url(unit.id), f"{unit.name} · {name}", newest(unit.notices, days, MOST))
    for code, place in library.places.items():
        title = f"{''.join(place.names)} · {name}"
        yield Feed(addresses.region_url(code), title, newest(library.notices_by_place[code], days, MOST))


def feed_files(published: Published, feed: Feed) -> tuple[File, File]:
    """`feed.xml` and `feed.json` beside the page of the feed."""
    entries = news_of(published, feed.notices, MOST)
    what = "全站" if not feed.folder else feed.title.split(" · ")[0]
    return (
        File(f"{feed.folder}feed.xml", atom(published, feed, entries), f"{what}更新（Atom）", len(entries)),
        File(f"{feed.folder}feed.json", json_feed(published, feed, entries), f"{what}更新（JSON Feed）", len(entries)),
    )


def atom(published: Published, feed: Feed, entries: tuple[News, ...]) -> bytes:
    """The feed as Atom, UTF-8."""
    site = published.site
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "zh-CN"})
    add(root, "id", permanent_id(site, feed.folder))
    add(root, "title", feed.title)
    add(root, "updated", moment(updated(published, entries)))
    _author(root, site.office or site.name)
    ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": href(site, feed, "feed.xml")})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": href(site, feed, "")})
    add(root, "generator", "Gongkai")
    for entry in entries:
        node = ET.SubElement(root, "entry")
        add(node, "id", entry.id)
        add(node, "title", entry.title)
        ET.SubElement(node, "link", {"rel": "alternate", "type": "text/html", "href": link(site, feed, entry.path)})
        if entry.published:
            add(node, "published", moment(entry.published))
        add(node, "updated", moment(entry.updated))
        _author(node, entry.author)
        for tag in entry.tags:
            ET.SubElement(node, "category", {"term": clean(tag)})
        add(node, "summary", entry.summary)
    return document(root)


def json_feed(published: Published, feed: Feed, entries: tuple[News, ...]) -> bytes:
    """The feed as JSON Feed 1.1, UTF-8."""
    site = published.site
    value: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "language": "zh-CN",
        "authors": [{"name": site.office or site.name}],
        **_address("home_page_url", site.absolute(feed.folder)),
        **_address("feed_url", site.absolute(f"{feed.folder}feed.json")),
        "_gongkai": {"about": ABOUT_EXTENSION, "path": feed.folder},
        "items": [_item(site, entry) for entry in entries],
    }
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _item(site: Site, entry: News) -> dict[str, Any]:
    return {
        "id": entry.id,
        **_address("url", site.absolute(entry.path)),
        "title": entry.title,
        "content_text": entry.summary,
        **_address("date_published", moment(entry.published) if entry.published else None),
        "date_modified": moment(entry.updated),
        "authors": [{"name": entry.author}],
        **({"tags": list(entry.tags)} if entry.tags else {}),
        "_gongkai": {"path": entry.path},
    }


def _address(key: str, value: str | None) -> dict[str, str]:
    """The pair, or nothing: JSON Feed knows no null."""
    return {key: value} if value else {}


def updated(published: Published, entries: tuple[News, ...]) -> date:
    """The day of the newest entry, which is when the feed last changed."""
    return max((entry.updated for entry in entries), default=published.as_of or UNDATED)


def moment(day: date) -> str:
    """Midnight in China (RFC 3339): the day is what the notice gives."""
    return f"{day.isoformat()}T00:00:00+08:00"


def href(site: Site, feed: Feed, name: str) -> str:
    """A file beside the feed: absolute, else relative to the feed itself."""
    return site.absolute(feed.folder + name) or name or "./"


def link(site: Site, feed: Feed, path: str) -> str:
    """A page of the site: absolute, else relative to the feed itself."""
    relative = posixpath.relpath(path, feed.folder or ".")
    return site.absolute(path) or (relative + "/" if path.endswith("/") else relative)


def _author(parent: ET.Element, name: str) -> None:
    add(ET.SubElement(parent, "author"), "name", name)
