"""What the frame of every page takes, and the hash of all that decides it."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from generator.build import frame
from generator.build.memo import fingerprint, key_of
from generator.build.orders import Frame
from generator.exports.model import Site
from generator.library import Library
from generator.pages.render import PageSet
from generator.pages.writer import templates_folder


def order_frame(root: Path, page_set: PageSet, library: Library, identity: Site) -> Frame:
    """What the frame of every page is made from."""
    values = site_values(page_set, library)
    steady = {**values, "notices": bool(values["notices"]), "findings": 0, "version": ""}
    own = root / "mkdocs.yml"
    settings = [path.read_bytes() if path.is_file() else b"" for path in (own, frame.frame_file())]
    theme = root / "templates" / "theme"
    themes = [fingerprint(folder) for folder in (templates_folder() / "theme", theme) if folder.is_dir()]
    libraries = [f"{name} {version(name)}".encode() for name in ("mkdocs", "mkdocs-material", "jinja2")]
    parts = (*settings, *themes, *libraries, msgspec.json.encode(steady), msgspec.json.encode(identity))
    return Frame(str(root), values, page_set.search, key_of(*parts).encode())


def site_values(page_set: PageSet, library: Library) -> dict[str, Any]:
    """What `config.extra.gongkai` holds besides what mkdocs.yml sets there."""
    return {
        "nav": [msgspec.to_builtins(item) for item in page_set.nav()],
        "notices": len(library.notices),
        "findings": sum(len(notice.findings) for notice in library.notices),
        "search": page_set.search and bool(library.notices),
        "version": page_set.version,
        "data_note": "本站内容为各单位自行公开的整改情况，原文照录，不作评判。",
    }
