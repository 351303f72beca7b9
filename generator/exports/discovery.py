"""What lets machines find and understand the site: OpenSearch description, sitemap, robots.txt.

The first two are made of absolute addresses by their standards, so a site without an address has neither.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from generator.exports.model import File, Site, Writer
from generator.exports.xml import add_text, xml_document
from generator.facts.model import Notice
from generator.pages import addresses

OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
SHORT_NAME = 16
"""Characters the OpenSearch description allows for the name of the site."""
MOST_ADDRESSES = 50_000
"""Addresses a sitemap may hold; more take several files and an index."""


class SearchDescription(Writer):
    """`opensearch.xml`: the site's search for the browser's address bar; none without an address or a search."""

    def files(self) -> Iterable[File]:
        template = self.site.absolute("search/?q={searchTerms}")
        if template is None or not self.site.search:
            return
        root = ET.Element("OpenSearchDescription", {"xmlns": OPENSEARCH})
        add_text(root, "ShortName", self.site.name[:SHORT_NAME])
        add_text(root, "Description", f"在{self.site.name}的全部整改问题中逐字检索")
        add_text(root, "Language", "zh-CN")
        add_text(root, "InputEncoding", "UTF-8")
        ET.SubElement(root, "Url", {"type": "text/html", "method": "get", "template": template})
        yield File("opensearch.xml", xml_document(root), "浏览器搜索栏说明（OpenSearch）")


def sitemaps(site: Site, paths: Iterable[str], changed: Mapping[str, date]) -> Iterator[tuple[str, bytes]]:
    """Yield `sitemap.xml` of these page paths (`notices/x/`), several files when there are too many; nothing without an address.

    `changed` gives the day of those pages whose day is known: of a notice, its publication or last correction.
    """
    ordered = sorted(set(paths))
    if not site.url or not ordered:
        return
    chunks = [ordered[at : at + MOST_ADDRESSES] for at in range(0, len(ordered), MOST_ADDRESSES)]
    if len(chunks) == 1:
        yield "sitemap.xml", _addresses(site, chunks[0], changed)
        return
    index = ET.Element("sitemapindex", {"xmlns": SITEMAP})
    for number, chunk in enumerate(chunks, 1):
        name = f"sitemap-{number}.xml"
        ET.SubElement(ET.SubElement(index, "sitemap"), "loc").text = site.link(name)
        yield name, _addresses(site, chunk, changed)
    yield "sitemap.xml", xml_document(index)


def _addresses(site: Site, paths: Iterable[str], changed: Mapping[str, date]) -> bytes:
    root = ET.Element("urlset", {"xmlns": SITEMAP})
    for path in paths:
        entry = ET.SubElement(root, "url")
        ET.SubElement(entry, "loc").text = site.link(path)
        if path in changed:
            ET.SubElement(entry, "lastmod").text = changed[path].isoformat()
    return xml_document(root)


def last_changes(notices: Iterable[Notice]) -> dict[str, date]:
    """Return for each notice's page the day of its last correction, else of its publication; pages without either are left out."""
    days = {
        addresses.notice_url(notice.id): [
            *([notice.published.value] if notice.published else []),
            *(revision.date for revision in notice.sidecar.revisions),
        ]
        for notice in notices
    }
    return {path: max(known) for path, known in days.items() if known}


def robots_txt(site: Site) -> bytes:
    """Return `robots.txt`: everything may be read; where the sitemap is, when the site knows its own address."""
    lines = ["User-agent: *", "Disallow:", *([f"Sitemap: {site.url}sitemap.xml"] if site.url else [])]
    return ("\n".join(lines) + "\n").encode()
