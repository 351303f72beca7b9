"""What lets machines find and understand the site: OpenSearch description, sitemap, JSON-LD (schema.org).

The first two are made of absolute addresses by their standards, so a site without an address has neither.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from generator.exports.manifest import Entry
from generator.exports.model import File, Published, Site
from generator.exports.terms import CITE, LICENCE
from generator.exports.xml import add, document
from generator.facts.model import Notice
from generator.filing import named
from generator.library import UnitEntry
from generator.pages import addresses
from generator.pages.rows import title_of

OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
SHORT_NAME = 16
"""Characters the OpenSearch description allows for the name of the site."""
MOST_ADDRESSES = 50_000
"""Addresses a sitemap may hold; more take several files and an index."""
SCHEMA = "https://schema.org"
IN_SCRIPT = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})

Json = dict[str, Any]


def opensearch(site: Site) -> File | None:
    """`opensearch.xml`: the site's search for the browser's address bar; None without an address or a search."""
    template = site.absolute("search/?q={searchTerms}")
    if template is None or not site.search:
        return None
    root = ET.Element("OpenSearchDescription", {"xmlns": OPENSEARCH})
    for name, text in (
        ("ShortName", site.name[:SHORT_NAME]),
        ("Description", f"在{site.name}的全部整改问题中逐字检索"),
        ("Language", "zh-CN"),
        ("InputEncoding", "UTF-8"),
    ):
        add(root, name, text)
    ET.SubElement(root, "Url", {"type": "text/html", "method": "get", "template": template})
    return File("opensearch.xml", document(root), "浏览器搜索栏说明（OpenSearch）")


def sitemaps(site: Site, paths: Iterable[str], changed: Mapping[str, date]) -> Iterator[tuple[str, bytes]]:
    """`sitemap.xml` of these page paths (`notices/x/`), several files when there are too many; nothing without an address.

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
    yield "sitemap.xml", document(index)


def _addresses(site: Site, paths: Iterable[str], changed: Mapping[str, date]) -> bytes:
    root = ET.Element("urlset", {"xmlns": SITEMAP})
    for path in paths:
        entry = ET.SubElement(root, "url")
        ET.SubElement(entry, "loc").text = site.link(path)
        if path in changed:
            ET.SubElement(entry, "lastmod").text = changed[path].isoformat()
    return document(root)


def last_changes(notices: Iterable[Notice]) -> dict[str, date]:
    """For each notice's page the day of its last correction, else of its publication; pages without either are left out."""
    days = {
        addresses.notice_url(notice.id): [
            *([notice.published.value] if notice.published else []),
            *(revision.date for revision in notice.sidecar.revisions),
        ]
        for notice in notices
    }
    return {path: max(known) for path, known in days.items() if known}


def report(site: Site, notice: Notice) -> Json:
    """A notice as schema.org `Report`: only what the notice says. A withdrawn one has no text and no unit's words."""
    path = addresses.notice_url(notice.id)
    unit = named(notice)
    shown = notice.sidecar.withdrawn is None
    return _known(
        {
            "@context": SCHEMA,
            "@type": "Report",
            "name": title_of(notice),
            "url": site.absolute(path),
            "inLanguage": "zh-CN",
            "datePublished": notice.published.value.isoformat() if notice.published else None,
            "dateModified": max(r.date for r in notice.sidecar.revisions).isoformat()
            if notice.sidecar.revisions
            else None,
            "author": _organisation(unit) if unit else None,
            "spatialCoverage": " ".join(notice.unit.region.names) if notice.unit.region else None,
            "sameAs": notice.sidecar.source_url if shown else None,
            "isPartOf": {"@type": "WebSite", "name": site.name} | _known({"url": site.url}),
        }
    )


def organisation(site: Site, unit: UnitEntry) -> Json:
    """A unit as schema.org `GovernmentOrganization`."""
    return _known(
        {
            "@context": SCHEMA,
            **_organisation(unit.name),
            "url": site.absolute(addresses.unit_url(unit.id)),
            "areaServed": " ".join(unit.region.names) if unit.region else None,
        }
    )


def dataset(published: Published, files: Iterable[Entry]) -> Json:
    """The open data as schema.org `Dataset`; files are named only where the site knows its address."""
    site, as_of = published.site, published.as_of
    return _known(
        {
            "@context": SCHEMA,
            "@type": "Dataset",
            "name": f"{site.name}：开放数据",
            "description": f"{len(published.library.notices)} 份整改通报、{published.findings} 个问题的结构化数据。{CITE}",
            "url": site.absolute("data/"),
            "inLanguage": "zh-CN",
            "dateModified": as_of.isoformat() if as_of else None,
            "isAccessibleForFree": True,
            "usageInfo": LICENCE,
            "creator": _organisation(site.office) if site.office else None,
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": file.text,
                    "contentUrl": site.link(file.path),
                    "contentSize": f"{file.size} B",
                }
                for file in files
                if site.url
            ]
            or None,
        }
    )


def in_script(value: Json) -> str:
    """The JSON for a `<script type="application/ld+json">`: no character of it can end the element or open another."""
    return msgspec.json.encode(value).decode("utf-8").translate(IN_SCRIPT)


def _organisation(name: str) -> Json:
    return {"@type": "GovernmentOrganization", "name": name}


def _known(value: Json) -> Json:
    return {key: inner for key, inner in value.items() if inner is not None}
