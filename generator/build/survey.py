"""What stands on the disk before a build, looked at while originals are read: a site of five thousand notices has thirty
thousand files, and to ask for the state of each takes as long as to read what is known of all notices.

Nobody changes these folders meanwhile: one build at a time works in them, and it only reads so far.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from generator.build.folder import Listing, listing
from generator.build.memo import Book, Store, Stored
from generator.build.orders import DECODER


class Survey(NamedTuple):
    """What stands where a build will put its site and its Markdown, and in the site it will replace."""

    site: Listing
    docs: Listing
    replaced: Listing
    """Of the site to be replaced what does not stand, as the very same file, in `site`."""
    lost: frozenset[str]
    """Paths in `site` that are another file, or none, in the site to be replaced."""
    displaced: frozenset[str]
    """Keys of kept pages of which a file is not in its place, or not as it was written."""

    def old(self) -> Listing:
        """All of the site to be replaced."""
        files = {path: number for path, number in self.site.files.items() if path not in self.lost}
        return Listing(files | self.replaced.files, self.site.folders | self.replaced.folders)


def survey(staging: Path, docs: Path, site: Path | None, pages: Path, book: str) -> Survey:
    """Look at the folders. `site` is None where it will not be kept; `pages` is the folder of the store of pages and `book` the key
    of its list."""
    new, markdown = listing(staging), listing(docs)
    old = listing(site) if site else Listing({}, set())
    files = {path: number for path, number in old.files.items() if new.files.get(path) != number}
    lost = frozenset(path for path, number in new.files.items() if old.files.get(path) != number)
    return Survey(
        new, markdown, Listing(files, old.folders - new.folders), lost, _displaced(pages, book, new, markdown)
    )


def _displaced(pages: Path, book: str, site: Listing, docs: Listing) -> frozenset[str]:
    store = Store(pages)
    found: set[str] = set()
    for key, entry in Book(store, book).before.items():
        for page in DECODER.decode(entry).pages:
            for content, path, there in ((page.markdown, page.path, docs), (page.html, page.url, site)):
                number = there.files.get(path)
                if number is None or not isinstance(content, Stored) or not store.has(content):
                    found.add(key)
                    continue
                state = store.state(content.name)
                if (state.st_ino, state.st_dev) != (number, there.disk):
                    found.add(key)
    return frozenset(found)
