"""The list of all data files, for people who check (`sha256sum -c`) and for programs that fetch."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from generator.exports.model import File, Published
from generator.exports.terms import CITE, LICENCE

FOLDER = "data/"


class Entry(NamedTuple):
    """What the list keeps of a file, so that its bytes need not stay in memory. `path` is from the root of the site."""

    path: str
    size: int
    sha256: str
    rows: int | None
    text: str


def entry(file: File) -> Entry:
    """The line of a file."""
    return Entry(file.path, len(file.data), hashlib.sha256(file.data).hexdigest(), file.rows, file.text)


def checksums(entries: Iterable[Entry]) -> File:
    """`data/SHA256SUMS`: the files of that folder, as `sha256sum` writes and checks them there."""
    lines = [f"{each.sha256}  {each.path.removeprefix(FOLDER)}\n" for each in entries if each.path.startswith(FOLDER)]
    return File(f"{FOLDER}SHA256SUMS", "".join(lines).encode(), "各数据文件的 SHA-256")


def index(published: Published, entries: Iterable[Entry]) -> File:
    """`data/index.json`: every file with size, hash and number of records, and the terms of use."""
    site, as_of = published.site, published.as_of
    value = {
        "name": site.name,
        "url": site.url,
        "as_of": as_of.isoformat() if as_of else None,
        "licence": LICENCE,
        "cite": CITE,
        "notices": len(published.library.notices),
        "findings": published.findings,
        "files": [
            {
                "path": each.path,
                "url": site.absolute(each.path),
                "bytes": each.size,
                "sha256": each.sha256,
                "rows": each.rows,
                "description": each.text,
            }
            for each in entries
        ],
    }
    data = msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
    return File(f"{FOLDER}index.json", data, "数据文件清单（大小、SHA-256、条数）")
