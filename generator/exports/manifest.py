"""The list of all data files, for people who check (`sha256sum -c`) and for programs that fetch."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from generator.exports.model import CITE, LICENCE, File, Published, Site, count_findings
from generator.exports.record import encode

FOLDER = "data/"


def is_listed(path: str) -> bool:
    """Return whether the list names a file: those of the whole site, not those of a single notice, unit or region."""
    return path.startswith(FOLDER) or "/" not in path


def file_entry(site: Site, file: File) -> dict[str, Any]:
    """Return what the list says of a file."""
    return {
        "path": file.path,
        "url": site.absolute(file.path),
        "bytes": len(file.data),
        "sha256": hashlib.sha256(file.data).hexdigest(),
        "rows": file.rows,
        "description": file.text,
    }


def checksums(entries: Sequence[dict[str, Any]]) -> File:
    """Return `data/SHA256SUMS`: the files of that folder, as `sha256sum` writes and checks them there."""
    sums = {each["path"]: each["sha256"] for each in entries if each["path"].startswith(FOLDER)}
    lines = [f"{sha256}  {path.removeprefix(FOLDER)}\n" for path, sha256 in sums.items()]
    return File(f"{FOLDER}SHA256SUMS", "".join(lines).encode(), "各数据文件的 SHA-256")


def file_index(published: Published, entries: Sequence[dict[str, Any]]) -> File:
    """Return `data/index.json`: every file with size, hash and number of records, and the terms of use."""
    site, as_of = published.site, published.as_of
    value = {
        "name": site.name,
        "url": site.url,
        "as_of": as_of.isoformat() if as_of else None,
        "licence": LICENCE,
        "cite": CITE,
        "notices": len(published.notices),
        "findings": count_findings(published.notices),
        "files": entries,
    }
    return File(f"{FOLDER}index.json", encode(value), "数据文件清单（大小、SHA-256、条数）")
