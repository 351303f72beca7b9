"""Feeds, calendar, search description and sitemap, read back by programs and rules that are not ours."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime
from urllib.parse import urljoin, urlsplit

import feedparser
import icalendar
import pytest
from exporting import HOSTILE_WORDS, PLACED, SITE, exported, files_of, hostile, seeds

from generator.exports.discovery import MOST_ADDRESSES, last_changes, robots_txt, sitemaps
from generator.exports.model import Site
from generator.library import Library

BOTH = pytest.mark.parametrize("placed", [False, True], ids=["without an address", "with one"])
LIBRARIES = pytest.mark.parametrize("name", ["seeds", "hostile"])
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00")


def library(name: str) -> Library:
    return seeds() if name == "seeds" else hostile()


@BOTH
@LIBRARIES
def test_atom_feeds_are_understood_by_a_feed_reader(name: str, placed: bool) -> None:
    feeds = {path: data for path, data in exported(name, placed).items() if path.endswith("feed.xml")}
    assert len(feeds) == 1 + len(library(name).units) + len(library(name).places)
    for path, data in feeds.items():
        base = f"https://www.example.gov.cn/xc/{path}"
        read = feedparser.parse(
            data, response_headers={"content-location": base, "content-type": "application/atom+xml"}
        )
        assert not read.bozo, read.get("bozo_exception")
        assert read.version == "atom10"
        assert read.feed.id
        assert read.feed.title
        assert RFC3339.fullmatch(read.feed.updated)
        assert read.entries
        for entry in read.entries:
            assert urlsplit(entry.id).scheme in ("https", "urn")
            assert entry.title
            assert RFC3339.fullmatch(entry.updated)
            assert entry.author
            notice = re.fullmatch(
                r"https://www\.example\.gov\.cn/xc/notices/([a-z0-9-]+)/(?:#revision-[0-9-]+)?",
                urljoin(base, entry.link),
            )
            assert notice
            assert notice.group(1) in library(name).by_id


@BOTH
@LIBRARIES
def test_every_required_element_of_atom_is_there_once_and_every_id_is_unique(name: str, placed: bool) -> None:
    for path, data in exported(name, placed).items():
        if not path.endswith("feed.xml"):
            continue
        root = ET.fromstring(data)
        ids = [node.text for node in root.iter("{http://www.w3.org/2005/Atom}id")]
        assert len(ids) == len(set(ids))
        for node in (root, *root.findall("{*}entry")):
            for required in ("id", "title", "updated"):
                assert len(node.findall(f"{{*}}{required}")) == 1
            assert node.find("{*}author/{*}name") is not None
            rels = [link.get("rel") for link in node.findall("{*}link")]
            assert rels.count("alternate") == 1


def test_hostile_titles_arrive_as_text() -> None:
    data = exported("hostile")["feed.xml"]
    titles = [
        entry.findtext("{*}title") or "" for entry in ET.fromstring(data).iter("{http://www.w3.org/2005/Atom}entry")
    ]
    summaries = [entry.findtext("{*}summary") or "" for entry in ET.fromstring(data).findall("{*}entry")]
    assert any("甲<b>&amp;</b>]]>“乙”" in title and "丁&#60;script&#62;</script>🀄局" in title for title in titles)
    shown = re.sub("[\x00\x0b\x1f\ufffe]", "\ufffd", HOSTILE_WORDS)
    assert f"更正说明：{shown}" in summaries
    entry = {"entry", "published", "category", "summary"}
    feed = {"feed", "id", "title", "updated", "author", "name", "link", "generator"}
    assert {node.tag.partition("}")[2] for node in ET.fromstring(data).iter()} == feed | entry


@BOTH
@LIBRARIES
def test_json_feeds_hold_the_entries_of_atom_in_the_form_of_the_standard(name: str, placed: bool) -> None:
    files = exported(name, placed)
    for path in [path for path in files if path.endswith("feed.json")]:
        feed = json.loads(files[path])
        atom = ET.fromstring(files[path.replace("feed.json", "feed.xml")])
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"]
        assert [item["id"] for item in feed["items"]] == [e.findtext("{*}id") for e in atom.findall("{*}entry")]
        for item in feed["items"]:
            assert item["content_text"]
            assert RFC3339.fullmatch(item["date_modified"])
            assert all(author["name"] for author in item["authors"])
        addresses = [feed.get("home_page_url"), feed.get("feed_url"), *(item.get("url") for item in feed["items"])]
        if placed:
            assert all(address.startswith("https://www.example.gov.cn/xc/") for address in addresses)
        else:
            assert addresses == [None] * len(addresses)
        assert None not in [*feed.values(), *(value for item in feed["items"] for value in item.values())]


def test_ids_survive_a_correction_of_the_text() -> None:
    entries = {
        item["_gongkai"]["path"] + item["title"][:4]: item["id"]
        for item in json.loads(exported("hostile")["feed.json"])["items"]
    }
    assert entries["notices/hostile/中共甲<"].startswith("urn:uuid:")
    assert len(set(entries.values())) == len(entries)
    ids = [item["id"] for item in json.loads(exported()["feed.json"])["items"]]
    assert "urn:uuid:c0a0acfa-ba06-5a96-b6c8-0d5d7794329d" in ids, "published ids must never change"


def test_a_feed_carries_corrections_and_withdrawals_with_their_reason() -> None:
    items = json.loads(exported("hostile")["feed.json"])["items"]
    corrections = [item for item in items if item["title"].startswith("（更正）")]
    assert len(corrections) == 2
    assert all(item["date_published"] == "2025-07-01T00:00:00+08:00" for item in corrections)
    (gone,) = [item for item in items if item["title"].startswith("（撤回）")]
    assert "甲<b>" in gone["content_text"]
    notice = next(
        item
        for item in items
        if item["_gongkai"]["path"] == "notices/hostile/" and "正文逐条计数" in item["content_text"]
    )
    assert notice["date_modified"] == "2025-07-01T00:00:00+08:00"


def test_newest_comes_first_and_only_notices_with_a_date_are_said_to_be_published() -> None:
    items = json.loads(exported()["feed.json"])["items"]
    assert [item["date_modified"] for item in items] == sorted((item["date_modified"] for item in items), reverse=True)
    dated = {notice.id for notice in seeds().notices if notice.published}
    assert {item["_gongkai"]["path"].split("/")[1] for item in items if "date_published" in item} == dated


@BOTH
@LIBRARIES
def test_the_calendar_is_read_back_with_every_dated_commitment(name: str, placed: bool) -> None:
    data = exported(name, placed)["commitments.ics"]
    calendar = icalendar.Calendar.from_ical(data)
    events = calendar.walk("VEVENT")
    promised = [
        (finding.anchor, commitment)
        for notice in library(name).notices
        if notice.sidecar.withdrawn is None
        for finding in notice.findings
        for commitment in finding.commitments
        if commitment.due
    ]
    assert len(events) == len(promised) > 0
    assert sorted(event.decoded("DTSTART") for event in events) == sorted(c.due for _, c in promised)
    assert len({event["UID"] for event in events}) == len(events)
    for event in events:
        anchor = next(anchor for anchor, _ in promised if f".{anchor}." in event["UID"])
        words = {c.text for a, c in promised if a == anchor}
        assert any(str(event["SUMMARY"]).endswith("：" + re.sub("[\x00-\x1f\x7f]", "", word)) for word in words)
        stamp = library(name).newest_date
        assert stamp
        assert event.decoded("DTSTAMP") == datetime(stamp.year, stamp.month, stamp.day, tzinfo=UTC)
        assert ("URL" in event) is placed


@LIBRARIES
def test_calendar_lines_end_in_crlf_and_hold_at_most_75_octets(name: str) -> None:
    data = exported(name)["commitments.ics"]
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")


def test_the_search_description_needs_an_address_and_a_search() -> None:
    assert "opensearch.xml" not in exported()
    assert "opensearch.xml" not in files_of(seeds(), Site("甲", "https://a.example/", search=False))
    root = ET.fromstring(exported(placed=True)["opensearch.xml"])
    url = root.find("{*}Url")
    assert url is not None
    assert url.get("template") == "https://www.example.gov.cn/xc/search/?q={searchTerms}"
    long = files_of(seeds(), Site("一二三四五六七八九十一二三四五六七八", "https://a.example/"))["opensearch.xml"]
    assert len(ET.fromstring(long).findtext("{*}ShortName") or "") == 16


def test_the_sitemap_has_absolute_addresses_days_of_notices_and_an_index_when_it_is_long() -> None:
    changed = last_changes(seeds().notices)
    assert changed["notices/zhuzhou-weijian-2026/"] == date(2026, 2, 26)
    assert "notices/pingjiang-weijian-2025/" not in changed
    assert list(sitemaps(SITE, ["a/"], {})) == []
    ((name, data),) = sitemaps(PLACED, ["", "notices/zhuzhou-weijian-2026/"], changed)
    assert name == "sitemap.xml"
    found = [(e.findtext("{*}loc"), e.findtext("{*}lastmod")) for e in ET.fromstring(data)]
    assert found == [
        ("https://www.example.gov.cn/xc/", None),
        ("https://www.example.gov.cn/xc/notices/zhuzhou-weijian-2026/", "2026-02-26"),
    ]
    long = dict(sitemaps(PLACED, [f"notices/n{i}/" for i in range(MOST_ADDRESSES + 1)], {}))
    assert list(long) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert [e.findtext("{*}loc") for e in ET.fromstring(long["sitemap.xml"])] == [
        "https://www.example.gov.cn/xc/sitemap-1.xml",
        "https://www.example.gov.cn/xc/sitemap-2.xml",
    ]


def test_robots_may_read_everything_and_are_told_where_the_sitemap_is() -> None:
    assert robots_txt(SITE) == b"User-agent: *\nDisallow:\n"
    assert robots_txt(PLACED).endswith(b"\nSitemap: https://www.example.gov.cn/xc/sitemap.xml\n")
