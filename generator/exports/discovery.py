"""What lets machines find and understand the site: OpenSearch description, sitemap, robots.txt.

The first two are made of absolute addresses by their standards, so a site without an address has neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from generator.exports.filled import fill_template
from generator.exports.model import File, Site, Writer
from generator.facts.model import Notice
from generator.pages import addresses

SHORT_NAME = 16
"""Characters the OpenSearch description allows for the name of the site."""
MOST_ADDRESSES = 50_000
"""Addresses a sitemap may hold; more take several files and an index."""


class SearchDescription(Writer):
    """`opensearch.xml`: the site's search for the browser's address bar; none without an address or a search."""

    def files(self) -> Iterable[File]:
        name, address = self.site.name, self.site.absolute("search/?q={searchTerms}")
        if address is not None and self.site.search:
            data = fill_template("opensearch.xml", name=name, short_name=name[:SHORT_NAME], address=address)
            yield File("opensearch.xml", data, "浏览器搜索栏说明（OpenSearch）")


def sitemaps(site: Site, paths: Iterable[str], changed: Mapping[str, date]) -> Iterator[tuple[str, bytes]]:
    """Yield `sitemap.xml` of these page paths (`notices/x/`), several files when there are too many; nothing without an address.

    `changed` gives the day of those pages whose day is known: of a notice, its publication or last correction.
    """
    ordered = sorted(set(paths))
    if not site.url or not ordered:
        return
    chunks = [ordered[at : at + MOST_ADDRESSES] for at in range(0, len(ordered), MOST_ADDRESSES)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(chunks) + 1)] if len(chunks) > 1 else ["sitemap.xml"]
    for name, chunk in zip(names, chunks, strict=True):
        yield name, fill_template("sitemap.xml", url=site.url, paths=chunk, changed=changed)
    if len(chunks) > 1:
        yield "sitemap.xml", fill_template("sitemap-index.xml", url=site.url, names=names)


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
