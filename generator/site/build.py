"""The build: notices folder -> published site, whole or not at all.

Originals are read, pages written as Markdown under build/docs, MkDocs frames them into a folder beside the published
one, exports and the search index are added, every notice page is compared with its original, and only then the two
folders change places. Whatever fails on the way leaves the published site as it was.
"""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from generator import __version__
from generator.checks import check_library, check_notice
from generator.diagnostics import Diagnostic, in_order
from generator.exports import files
from generator.facts.model import Notice
from generator.library import Library
from generator.pages.frontmatter import FrontMatterError
from generator.pages.render import PageSet
from generator.report.model import SEVERITY_NAMES
from generator.site import assemble, frame, offer
from generator.site.originals import Problem, collect
from generator.site.produce import produce_all
from generator.site.publish import publish, recover, staging_for

UNCHANGED = "未生成网站；原来的网站没有变动。"


class BuildError(Exception):
    """Why nothing was published; `str()` is what to show, `problems` the faults of input files."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__("\n".join([*map(describe, problems), message]))
        self.problems = problems


class BuildReport(NamedTuple):
    """What was published. `size` is the bytes of all files."""

    site: Path
    notices: int
    findings: int
    pages: int
    files: int
    size: int

    def summary(self) -> str:
        """One sentence for the person who started the build."""
        return (
            f"网站已生成：{self.site}（{self.notices} 份通报，{self.findings} 个问题，"
            f"{self.pages} 个页面，{self.files} 个文件，{self.size / 1_000_000:.1f} MB）。"
        )


def describe(problem: Problem) -> str:
    """`notices/a.yml:3:5 错误 GK024 …`, and below it what to do."""
    source, diagnostic = problem
    at = min(diagnostic.span.start, len(source.text))
    place = f"{source.name}:{source.line_of(at)}:{source.column_of(at)}"
    weight = SEVERITY_NAMES[diagnostic.severity]
    return f"{place} {weight} {diagnostic.code} {diagnostic.message}" + (
        f"\n    {diagnostic.help}" if diagnostic.help else ""
    )


def to_stderr(line: str) -> None:
    """Progress for a person."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def build(
    root: Path,
    notices_dir: Path,
    site_dir: Path,
    workers: int = 1,
    search: bool = True,
    say: Callable[[str], None] = to_stderr,
) -> BuildReport:
    """Build and publish. `root` holds mkdocs.yml and gets build/. Raises BuildError, and then nothing has changed.

    `workers` processes render the pages; the result does not depend on their number.
    """
    root, site = root.absolute(), site_dir.absolute()
    if not notices_dir.is_dir():
        raise BuildError(f"找不到通报文件夹 {notices_dir}。")
    if notices_dir.absolute().is_relative_to(site) or root.is_relative_to(site):
        raise BuildError(f"发布文件夹 {site_dir} 含有通报或程序本身，会被覆盖；请另选一个。")
    with locked(root / "build"):
        staging = staging_for(site, root / "build")
        recover(site, staging)
        try:
            report = stage(root, notices_dir, staging, workers, search, say)._replace(site=site_dir)
        except (frame.FrameError, assemble.FaultError, FrontMatterError) as error:
            raise BuildError(f"{error}\n{UNCHANGED}") from error
        publish(staging, site)
    return report


def stage(
    root: Path, notices_dir: Path, staging: Path, workers: int, search: bool, say: Callable[[str], None]
) -> BuildReport:
    """The whole site in `staging`, verified."""
    say(f"读取 {notices_dir} …")
    collection = collect(notices_dir)
    if collection.problems:
        raise BuildError(f"{len(collection.problems)} 处问题，{UNCHANGED}", collection.problems)
    for hint in collection.hints:
        say(describe(hint))
    library = Library(collection.notices, audit(collection.notices))
    as_of = as_of_date(os.environ.get("SOURCE_DATE_EPOCH"), library)

    say(f"生成 {len(library.notices)} 份通报的页面 …")
    docs, held = root / "build" / "docs", root / "build" / "exports"
    identity = offer.identity(root, docs, search)
    day = date.fromisoformat(as_of) if as_of else None
    offered = offer.write(held, files(library, identity, day))
    page_set = PageSet(
        library,
        as_of,
        version=__version__,
        files=offer.downloads(offered),
        tables=offer.dictionary(),
        search=search,
    )
    pages = dict(page_set.pages())
    produced = produce_all(pages.items(), workers)
    assemble.write_docs(docs, {path: made.text for path, made in produced.items()})
    fronts = {path: page.front for path, page in pages.items()}
    bodies = {path: made.body for path, made in produced.items()}
    frame.run(root, docs, staging, site_values(page_set, library), as_of, fronts, bodies)

    say("加入原文、数据与检索索引 …")
    offer.place(held, staging)
    for name, data in extras(library, collection.paths, page_set.topics, search, identity.url):
        target = staging / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    say("逐页与原文核对 …")
    count = assemble.finish(library, staging, identity, offer.linked_data(library, identity, day, offered))
    sizes = [path.stat().st_size for path in staging.rglob("*") if path.is_file()]
    findings = sum(len(notice.findings) for notice in library.notices)
    return BuildReport(staging, len(library.notices), findings, count, len(sizes), sum(sizes))


def extras(
    library: Library, originals: dict[str, Path], topics: dict[str, str], search: bool, site_url: str | None
) -> Iterator[tuple[str, bytes]]:
    """Every published file that is not a page: path, bytes."""
    yield "robots.txt", assemble.robots(site_url)
    yield from assemble.originals(library, originals)
    if search and library.notices:
        yield from assemble.search_index(library, topics)


def audit(notices: tuple[Notice, ...]) -> dict[str, tuple[Diagnostic, ...]]:
    """All diagnostics by notice id; the pages show those that are for the public."""
    across = check_library(notices)
    return {notice.id: tuple(in_order([*check_notice(notice), *across.get(notice.id, [])])) for notice in notices}


def as_of_date(epoch: str | None, library: Library) -> str | None:
    """SOURCE_DATE_EPOCH as an ISO date (UTC), else the newest publication. Raises BuildError on an epoch that is none."""
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
        except (ValueError, OverflowError, OSError):
            raise BuildError(f"SOURCE_DATE_EPOCH“{epoch}”不是有效的秒数。") from None
    return library.newest_date.isoformat() if library.newest_date else None


def site_values(page_set: PageSet, library: Library) -> dict[str, Any]:
    """What `config.extra.gongkai` holds besides what mkdocs.yml sets there."""
    return {
        "nav": [msgspec.to_builtins(item) for item in page_set.nav()],
        "as_of": page_set.as_of or "",
        "notices": len(library.notices),
        "findings": sum(len(notice.findings) for notice in library.notices),
        "search": page_set.search and bool(library.notices),
        "version": page_set.version,
        "data_note": "本站内容为各单位自行公开的整改情况，原文照录，不作评判。",
    }


@contextmanager
def locked(work: Path) -> Iterator[None]:
    """One build at a time in a folder; the lock goes with the process, however it ends."""
    work.mkdir(parents=True, exist_ok=True)
    with (work / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BuildError("另一个构建正在进行，请等它结束后再试。") from None
        yield
