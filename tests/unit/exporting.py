"""Libraries to export, and what the exporter makes of them."""

from __future__ import annotations

import csv
import functools
import io
import sqlite3
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from checking import read

from generator.checks import check_library, check_notice
from generator.diagnostics import sort_diagnostics
from generator.exports.files import data_files
from generator.exports.model import Published, Site
from generator.facts.model import Notice, Revision, Sidecar
from generator.library import Library
from generator.sidecar import read_sidecar
from generator.source import Source

ROOT = Path(__file__).parents[2]
SITE = Site()
PLACED = Site("巡察整改公开", "https://www.example.gov.cn/xc/")
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
    paths = sorted((ROOT / "notices").glob("*.txt"))
    sidecars = [read_sidecar(Source(path.name, path.with_suffix(".yml").read_bytes())).sidecar for path in paths]
    return library_of(read(path.read_bytes(), path.stem, known) for path, known in zip(paths, sidecars, strict=True))


@functools.cache
def hostile() -> Library:
    """Notices whose words are markup, formulas and control characters; one is corrected twice, one withdrawn, one empty."""
    corrected = Sidecar(region="430626", revisions=(Revision(date(2025, 7, 1), HOSTILE_WORDS),) * 2)
    return library_of(
        (
            read(HOSTILE, "hostile", corrected),
            read(HOSTILE, "withdrawn", Sidecar(withdrawn=HOSTILE_WORDS)),
            read("没有日期也没有单位。", "bare"),
        )
    )


def library_of(notices: Iterable[Notice]) -> Library:
    """Notices with what is noticed about each, and about them together."""
    found = list(notices)
    across = check_library(found)
    return Library(found, {n.id: tuple(sort_diagnostics([*check_notice(n), *across.get(n.id, ())])) for n in found})


@functools.cache
def exported(name: str = "seeds", placed: bool = False) -> dict[str, bytes]:
    """Every file of one of the libraries above."""
    return files_of({"seeds": seeds, "hostile": hostile}[name](), PLACED if placed else SITE)


def files_of(library: Library, site: Site) -> dict[str, bytes]:
    """Every file that is exported, by its path, in the order in which they are made."""
    files = list(data_files(Published(library, site, None)))
    assert len({file.path for file in files}) == len(files)
    return {file.path: file.data for file in files}


def open_database(data: bytes) -> sqlite3.Connection:
    """The database in a file's bytes."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    return connection


def sheet(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file, read as strictly as the module can."""
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
