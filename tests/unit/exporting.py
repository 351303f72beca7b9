"""Libraries to export, and what the exporter makes of them."""

from __future__ import annotations

import csv
import functools
import io
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from checking import read

from generator.build.recipe import audit
from generator.build.exporting import export
from generator.build.folder import Folder
from generator.build.memo import Store, key_of
from generator.build.originals import collect
from generator.exports.model import Site, site
from generator.facts.model import Revision, Sidecar
from generator.library import Library

ROOT = Path(__file__).parents[2]
SITE = site("巡察整改公开", None)
PLACED = site("巡察整改公开", "https://www.example.gov.cn/xc")
HOSTILE_WORDS = "甲<b>&amp;</b>]]>“乙”\u2028丙\x00\x0b\x1f\ufffe丁&#60;script&#62;</script>🀄"
HOSTILE = f"""中共{HOSTILE_WORDS}局党组关于巡察整改进展情况的通报
发布日期：2025-06-01
2024年6月3日，县委第一巡察组反馈了巡察情况。现将巡察整改进展情况予以公布。
一、整改情况
1.=cmd|'/C calc'!A0{HOSTILE_WORDS}
整改情况：@SUM(1+1)；一是-1+1，2026年底前完成，按《{HOSTILE_WORDS}》执行；二是＋全角；三是'=带撇。
2.\t+不规范
整改情况：已整改。
"""


@functools.cache
def seeds() -> Library:
    """The five real notices with what is noticed about them."""
    notices = collect(ROOT / "notices").notices
    return Library(notices, audit(notices))


@functools.cache
def hostile() -> Library:
    """Notices whose words are markup, formulas and control characters; one is corrected twice, one withdrawn, one empty."""
    notices = (
        read(HOSTILE, "hostile", Sidecar(region="430626", revisions=(Revision(date(2025, 7, 1), HOSTILE_WORDS),) * 2)),
        read(HOSTILE, "withdrawn", Sidecar(withdrawn=HOSTILE_WORDS)),
        read("没有日期也没有单位。", "bare"),
    )
    return Library(notices, audit(notices))


@functools.cache
def exported(name: str = "seeds", placed: bool = False) -> dict[str, bytes]:
    """Every file of one of the libraries above."""
    return files_of({"seeds": seeds, "hostile": hostile}[name](), PLACED if placed else SITE)


def files_of(library: Library, site: Site, cache: Path | None = None) -> dict[str, bytes]:
    """Every file that is exported, by its path; with a cache, what that knows is not made again."""
    with TemporaryDirectory() as folder:
        store, target = Store(cache or Path(folder, "cache")), Path(folder, "site")
        export(library, keys_of(library), site, None, store, Folder(target))
        store.sweep()
        return {
            path.relative_to(target).as_posix(): path.read_bytes()
            for path in sorted(target.rglob("*"))
            if path.is_file()
        }


def keys_of(library: Library) -> dict[str, str]:
    """What the exporter asks for, from all that a notice is."""
    return {
        notice.id: key_of(
            notice.source.data, repr((notice.sidecar, notice.replaced, library.diagnostics.get(notice.id))).encode()
        )
        for notice in library.notices
    }


def sheet(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file, read as strictly as the module can."""
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
