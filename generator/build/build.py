"""The build: notices folder -> published site, whole or not at all.

Originals are read, pages written as Markdown under build/docs, MkDocs frames them into a folder beside the published
one, exports and the search index are added, every notice page is compared with its original, and only then the two
folders change places. Whatever fails on the way leaves the published site as it was.
"""

from __future__ import annotations

import fcntl
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from generator import __version__
from generator.build import assemble, exporting, frame, indexing, offer
from generator.build.asking import Asking, Pages, assets, book_key
from generator.build.bytecode import compiled
from generator.build.chrome import order_frame
from generator.build.folder import Folder
from generator.build.memo import Content, Store
from generator.build.originals import Gathered, Problem, completed, gather
from generator.build.pool import SchedulerError, Spread, WorkerError, no_collections, spread
from generator.build.publish import publish, recover, staging_for
from generator.build.reading import Read, Shelf, opened, read_all
from generator.build.sums import sums_of
from generator.build.survey import Survey, survey
from generator.checks import check_library, check_notice
from generator.diagnostics import Diagnostic, sort_diagnostics
from generator.facts.model import Notice
from generator.library import Library
from generator.pages.frontmatter import FrontMatterError
from generator.pages.render import PageSet
from generator.pages.writer import environment
from generator.report.model import SEVERITY_NAMES

PATIENCE = 20
"""Tenths of a second to wait for the workers of a build that was killed."""
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
    scheduler: str | None = None,
    held: list[object] | None = None,
) -> BuildReport:
    """Build and publish. `root` holds mkdocs.yml and gets build/. Raises BuildError, and then nothing has changed.

    `workers` processes read notices and make pages, or the workers of the Dask cluster at `scheduler`; the result
    does not depend on who does. What was read and made is put into `held`, for a process that ends with the build.
    """
    root, site = root.absolute(), site_dir.absolute()
    if not notices_dir.is_dir():
        raise BuildError(f"找不到通报文件夹 {notices_dir}。")
    if notices_dir.absolute().is_relative_to(site) or root.is_relative_to(site):
        raise BuildError(f"发布文件夹 {site_dir} 含有通报或程序本身，会被覆盖；请另选一个。")
    with locked(root / "build"):
        staging = staging_for(site, root / "build")
        recover(site)
        try:
            with no_collections(for_good=held is not None), spread(workers, scheduler) as workforce:
                old = site if staging.parent == root / "build" else None  # which the next build begins with
                staged = stage(root, notices_dir, staging, old, workforce, search, say)
        except (frame.FrameError, assemble.FaultError, FrontMatterError, SchedulerError, WorkerError) as error:
            raise BuildError(f"{error}\n{UNCHANGED}") from error
        finally:
            if held is None:
                opened.cache_clear()  # or a process that goes on would hold the library
        publish(staging, site, staged.folder.names if old else None, staged.survey.old())
        if held is not None:
            held.append(staged)
    return staged.report._replace(site=site_dir)


class Staged(NamedTuple):
    """A site that is ready to be published: what it is, its folder, what stood on the disk before it, and all it was made of."""

    report: BuildReport
    folder: Folder
    survey: Survey
    made: tuple[object, ...]


def stage(
    root: Path,
    notices_dir: Path,
    staging: Path,
    old: Path | None,
    spread: Spread,
    search: bool,
    say: Callable[[str], None],
) -> Staged:
    """The whole site in `staging`, verified. `old` is the site to be replaced, where its files may serve another build."""
    say(f"读取 {notices_dir} …")
    work = root / "build"
    stores = [Store(work / "cache" / name) for name in ("notices", "pages", "search", "exports")]
    notice_store, page_store, index_store, export_store = stores
    shelf, docs = Shelf(notice_store), work / "docs"
    with spread.beside(survey, staging, docs, old, page_store.folder, book_key()) as surveyed:
        gathered, read, library = collected(notices_dir, shelf, spread, say)
        there = surveyed()
    as_of = as_of_date(os.environ.get("SOURCE_DATE_EPOCH"), library)

    say(f"生成 {len(library.notices)} 份通报的页面 …")
    identity = offer.identity(root, docs, search)
    day = date.fromisoformat(as_of) if as_of else None
    keys = exporting.notice_keys(read, library)
    folder = Folder(staging, there.site)
    spread.anew()  # whoever works from here on has the library
    with spread.beside(exporting.exported, library, keys, identity, day, export_store, folder) as exported:
        page_set = PageSet(library, as_of, version=__version__, tables=offer.dictionary(), search=search)
        chrome = order_frame(root, page_set, library, identity)
        environment().bytecode_cache = compiled(root, b"pages")
        asking = Asking(library, page_set, chrome, identity, keys)
        pages = Pages(page_store, spread, chrome, there.displaced)
        searched = search and bool(library.notices)
        texts = {each.notice.id: each.key for each in read}
        assembly = assemble.Assembly(folder, Folder(docs, there.docs), page_store)
        pages.ask(map(asking.notice, read))
        index = (
            indexing.search_index(library.notices, texts, page_set.topics, index_store, spread) if searched else None
        )
        pages.ask(map(asking.page, page_set.planned()))
        pages.plan()
        spread.begin()
        # What is known goes to its place while others work.
        assembly.leave(pages.left())
        assembly.add(pages.known())
        for name, content in assets(root, chrome, page_store).items():
            assembly.add_asset(name, content)
        for name, other in extras(library, gathered, shelf, identity.url):
            folder.place(other, name, notice_store)
        shelf.remember()
        if index is not None:
            indexing.place(index(), index_store, folder)
        offered, files, kept = exported()
    folder.names.update(files)
    export_store.note(kept)
    page_set.files = offer.downloads(offered)
    about = offer.linked_dataset(library, identity, day, offered)
    pages.ask([asking.page(planned, about)] if (planned := page_set.data_planned()) else [])
    for store in (notice_store, index_store, export_store):
        store.sweep()
    assembly.leave(pages.left())
    assembly.add(pages.finished())

    say("核对 …")
    finished = assemble.finish(library, assembly, identity)
    page_store.sweep()
    findings = sum(len(notice.findings) for notice in library.notices)
    report = BuildReport(staging, len(library.notices), findings, finished.pages, finished.files, finished.size)
    return Staged(report, folder, there, (gathered, read, library, page_set, pages, assembly, stores))


class Collected(NamedTuple):
    """The notices folder, what was read in it, and the library of that."""

    gathered: Gathered
    read: list[Read]
    library: Library


def collected(notices_dir: Path, shelf: Shelf, spread: Spread, say: Callable[[str], None]) -> Collected:
    """Everything in the notices folder, checked. Raises BuildError with the faults of input files."""
    gathered = gather(notices_dir, shelf)
    read = read_all(gathered.originals, shelf, spread)
    collection = completed(gathered, [each.notice for each in read])
    if collection.problems:
        raise BuildError(f"{len(collection.problems)} 处问题，{UNCHANGED}", collection.problems)
    for hint in collection.hints:
        say(describe(hint))
    read = [each._replace(notice=notice) for each, notice in zip(read, collection.notices, strict=True)]
    noticed = {each.notice.id: each.diagnostics for each in read}
    tallies = {each.notice.id: each.tally for each in read}
    library = Library(collection.notices, audit(collection.notices, noticed), tallies, sums_of(read, shelf.store))
    return Collected(gathered, read, library)


def extras(library: Library, gathered: Gathered, shelf: Shelf, site_url: str | None) -> Iterator[tuple[str, Content]]:
    """Every published file that is neither a page nor of the search: path, content."""
    yield "robots.txt", assemble.robots(site_url)
    texts = {each.id: shelf.text(each) for each in gathered.originals}
    yield from assemble.originals(library, texts, gathered.paths)


def audit(
    notices: Sequence[Notice], known: Mapping[str, tuple[Diagnostic, ...]] | None = None
) -> dict[str, tuple[Diagnostic, ...]]:
    """All diagnostics by notice id; the pages show those that are for the public. `known` are those of single notices."""
    across = check_library(notices)
    own = {notice.id: tuple(check_notice(notice)) for notice in notices} if known is None else known
    return {
        key: tuple(sort_diagnostics([*noticed, *across[key]])) if key in across else noticed
        for key, noticed in own.items()
    }


def as_of_date(epoch: str | None, library: Library) -> str | None:
    """SOURCE_DATE_EPOCH as an ISO date (UTC), else the newest publication. Raises BuildError on an epoch that is none."""
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
        except (ValueError, OverflowError, OSError):
            raise BuildError(f"SOURCE_DATE_EPOCH“{epoch}”不是有效的秒数。") from None
    return library.newest_date.isoformat() if library.newest_date else None


@contextmanager
def locked(work: Path) -> Iterator[None]:
    """One build at a time in a folder; the lock goes with the process and its workers, however they end."""
    work.mkdir(parents=True, exist_ok=True)
    with (work / ".lock").open("w") as handle:
        for patience in range(PATIENCE, -1, -1):
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not patience:
                    raise BuildError("另一个构建正在进行，请等它结束后再试。") from None
                time.sleep(0.1)
        yield
