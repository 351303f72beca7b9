"""The build: notices folder -> published site, whole or not at all. Read `build` from top to bottom.

    originals -> read* -> notices -> library -> pages -> Markdown in build/docs -> MkDocs* -> HTML -> verify -> publish
                                        |--> data files
                                        '--> search segments* -> index                              (* remembered)

Everything is computed anew on each build but the three steps with a star, which go through one memo (generator/build/memo.py). What
decides a page is the page itself: its front matter, its Markdown and the frame. Whatever fails leaves the published site as it was.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import filelock
import msgspec

from generator.build.data import DataFiles, DataJob, write_data_files
from generator.build.frame import FRAMED, Frame, Framed, FrameError, frame_of, frame_pages, frame_rest, page_key
from generator.build.inputs import Collected, Problem, collect_notices, find_files
from generator.build.memo import Memo, key_of
from generator.build.output import FaultError, Output, check_notices
from generator.build.pool import Pool, PoolError, opened_pool, remembered
from generator.build.publish import place_for, publish, recover
from generator.build.reading import read_files, text_of_file
from generator.build.settings import SettingsError, checked_site
from generator.build.tree import Tree
from generator.checks import check_library
from generator.diagnostics import sort_diagnostics
from generator.exports.discovery import last_changes, robots_txt, sitemaps
from generator.exports.model import Site
from generator.facts.topics import topic_rules
from generator.library import Library
from generator.pages import addresses
from generator.pages.context import Context
from generator.pages.front_matter import page_file
from generator.pages.kinds import all_pages, site_facts
from generator.pages.page import Facts, Page
from generator.report.model import SEVERITY_NAMES
from generator.search.index import assemble_index, index_segment
from generator.search.plan import SegmentTask, plan_index
from generator.search.records import search_records

PATIENCE = 2
"""Seconds to wait for the workers of a build that was killed."""
BATCH = 200
"""Pages that MkDocs frames in one run, which has a fifth of a second of its own."""
UNCHANGED = "未生成网站；原来的网站没有变动。"


class BuildError(Exception):
    """Why nothing was published; `str()` is what to show, `problems` the faults of input files."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__("\n".join([*map(described, problems), message]))
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


def to_stderr(line: str) -> None:
    """Show progress to a person."""
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
    preview: bool = False,
) -> BuildReport:
    """Build and publish. `root` holds mkdocs.yml and gets build/. Raises BuildError, and then nothing has changed.

    The work is done by `workers` processes, or the Dask cluster at `scheduler`; the result does not depend on who does it. A
    `preview` has no content security policy, so that a server may put a script into its pages.
    """
    root, site = root.absolute(), site_dir.absolute()
    check_folders(root, notices_dir, site_dir)
    with one_build_at_a_time(root / "build"), failures_told(), opened_pool(workers, scheduler) as pool:
        recover(site)
        place = place_for(site, root / "build")
        memo, output = Memo(root / "build/cache"), Output(place.staging, place.staging_index)
        identity = checked_site(root, search)

        say(f"读取 {notices_dir} …")
        found = find_files(notices_dir)
        collected = checked(collect_notices(found, read_files(found.files, memo, pool)), say)
        library = library_of(collected)
        as_of = as_of_date(os.environ.get("SOURCE_DATE_EPOCH"), library)

        say(f"生成 {len(library.notices)} 份通报的页面 …")
        data = begin_data_files(DataJob(found, memo.folder, place, identity, as_of), pool)
        context = context_of(library, as_of, collected, memo, search, lambda: data().facts)
        frame = frame_of(root, site_facts(context))
        rest = pool.submit(frame_rest, frame)
        docs = Tree(root / "build/docs", root / "build/docs.index")
        for path, framed in framed_pages(all_pages(context), frame, memo, pool):
            docs.write(path, framed.file)
            output.add_page(framed, preview)
        output.add_rest(rest(), preview)
        output.files |= data().files
        output.add(originals(collected))
        output.add(search_files(library, memo, pool) if search else ())
        output.add(machine_files(identity, library, output))

        say("核对 …")
        check_notices(library, collected, output)
        output.check_links()
        docs.finish()
        output.finish()
        memo.sweep()
        publish(place)
    return report_of(site_dir, library, output)


def write_pages(root: Path, notices_dir: Path) -> int:
    """Write all pages as Markdown into build/docs, for `mkdocs build` and other generators; return how many. Raises BuildError."""
    root = root.absolute()
    with one_build_at_a_time(root / "build"), failures_told(), opened_pool(1) as pool:
        memo = Memo(root / "build/cache")
        checked_site(root, search=True)
        found = find_files(notices_dir)
        collected = checked(collect_notices(found, read_files(found.files, memo, pool)), to_stderr)
        library = library_of(collected)
        as_of = as_of_date(os.environ.get("SOURCE_DATE_EPOCH"), library)
        context = context_of(library, as_of, collected, memo, True, lambda: ())
        docs = Tree(root / "build/docs", root / "build/docs.index")
        for page in all_pages(context):
            docs.write(page.path, page_file(page).encode("utf-8", "surrogatepass"))
        for name, data in frame_of(root, site_facts(context)).docs_files():
            docs.write(name, data)
        docs.finish()
        (root / "build/site.yml").write_bytes(site_facts(context))
    return len(docs.files)


def check_folders(root: Path, notices_dir: Path, site_dir: Path) -> None:
    """Raise BuildError where notices are missing or would be overwritten."""
    site = site_dir.absolute()
    if not notices_dir.is_dir():
        raise BuildError(f"找不到通报文件夹 {notices_dir}。")
    if notices_dir.absolute().is_relative_to(site) or root.is_relative_to(site):
        raise BuildError(f"发布文件夹 {site_dir} 含有通报或程序本身，会被覆盖；请另选一个。")


@contextmanager
def one_build_at_a_time(work: Path) -> Iterator[None]:
    """Hold the lock of a folder; it goes with the process and its workers, however they end."""
    work.mkdir(parents=True, exist_ok=True)
    try:
        with filelock.FileLock(work / ".lock", timeout=PATIENCE):
            yield
    except filelock.Timeout:
        raise BuildError("另一个构建正在进行，请等它结束后再试。") from None


@contextmanager
def failures_told() -> Iterator[None]:
    """Turn what can go wrong on the way into a BuildError."""
    try:
        yield
    except (FrameError, FaultError, SettingsError, PoolError) as error:
        raise BuildError(f"{error}\n{UNCHANGED}") from error


def checked(collected: Collected, say: Callable[[str], None]) -> Collected:
    """Return what was collected, hints told. Raises BuildError with the faults of input files."""
    if collected.problems:
        raise BuildError(f"{len(collected.problems)} 处问题，{UNCHANGED}", collected.problems)
    for hint in collected.hints:
        say(described(hint))
    return collected


def described(problem: Problem) -> str:
    """`notices/a.yml:3:5 错误 GK024 …`, and below it what to do."""
    source, diagnostic = problem
    at = min(diagnostic.span.start, len(source.text))
    place = f"{source.name}:{source.line_of(at)}:{source.column_of(at)}"
    what = f"{place} {SEVERITY_NAMES[diagnostic.severity]} {diagnostic.code} {diagnostic.message}"
    return what + (f"\n    {diagnostic.help}" if diagnostic.help else "")


def library_of(collected: Collected) -> Library:
    """Return all notices together, with everything noticed about them."""
    across = check_library(collected.notices)
    diagnostics = {
        notice_id: tuple(sort_diagnostics([*own, *across[notice_id]])) if notice_id in across else own
        for notice_id, own in collected.diagnostics.items()
    }
    return Library(collected.notices, diagnostics)


def as_of_date(epoch: str | None, library: Library) -> str | None:
    """Return SOURCE_DATE_EPOCH as an ISO date (UTC), else the newest publication. Raises BuildError on an epoch that is none."""
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
        except (ValueError, OverflowError, OSError):
            raise BuildError(f"SOURCE_DATE_EPOCH“{epoch}”不是有效的秒数。") from None
    return library.newest_date.isoformat() if library.newest_date else None


def context_of(
    library: Library,
    as_of: str | None,
    collected: Collected,
    memo: Memo,
    search: bool,
    list_files: Callable[[], Sequence[Facts]],
) -> Context:
    """Return what pages are made from. `list_files` tells the data files when the page about them is made."""
    return Context(
        library,
        as_of,
        lambda notice_id: text_of_file(collected.files[notice_id], memo),
        search=search,
        list_files=list_files,
    )


def begin_data_files(job: DataJob, pool: Pool) -> Callable[[], DataFiles]:
    """Begin to write the data files beside everything else, where somebody else can write to this disk; call what comes back for them."""
    return pool.submit(write_data_files, job) if pool.shares_disk else cache(partial(write_data_files, job))


def framed_pages(pages: Iterable[Page], frame: Frame, memo: Memo, pool: Pool) -> Iterator[tuple[str, Framed]]:
    """Return each page with its path, framed: from the memo, or by the pool in batches. The order is none."""
    frame_key = frame.key
    waiting: list[tuple[str, Page]] = []
    started: deque[tuple[list[tuple[str, Page]], Callable[[], list[bytes]]]] = deque()

    def finished(left: int) -> Iterator[tuple[str, Framed]]:
        while len(started) > left:
            batch, result = started.popleft()
            for (key, page), value in zip(batch, result(), strict=True):
                memo.put(key, value)
                yield page.path, FRAMED.decode(value)

    for page in pages:
        key = page_key(frame_key, page)
        known = memo.get(key)
        if known is not None:
            yield page.path, FRAMED.decode(known)
            continue
        waiting.append((key, page))
        if len(waiting) == BATCH:
            started.append((waiting, pool.submit(frame_pages, [page for _, page in waiting], frame)))
            waiting = []
            yield from finished(2 * pool.workers)  # so that few results wait in memory
    if waiting:
        started.append((waiting, pool.submit(frame_pages, [page for _, page in waiting], frame)))
    yield from finished(0)


def originals(collected: Collected) -> Iterator[tuple[str, bytes]]:
    """Return the original of every notice, and those it replaced, byte for byte."""
    for notice in collected.notices:
        if notice.sidecar.withdrawn is not None:
            continue
        yield f"{addresses.notice_url(notice.id)}{notice.id}.txt", collected.files[notice.id].data
        for old in collected.replaced.get(notice.id, ()):
            yield addresses.replaced_url(notice.id, old.name.rpartition("/")[2]), old.data


def search_files(library: Library, memo: Memo, pool: Pool) -> Iterator[tuple[str, bytes]]:
    """Return the files of the search index, of segments that are remembered; none on a site without notices."""
    tasks = plan_index(search_records(library.notices)) if library.notices else []
    keys = {key_of("segment", msgspec.msgpack.encode(task)): task for task in tasks}
    built = list(remembered(index_batch, keys, memo, pool, batch=1))
    topics = {rule.id: rule.name for rule in topic_rules()}
    return assemble_index(tasks, built, topics) if tasks else iter(())


def index_batch(tasks: Sequence[SegmentTask]) -> list[bytes]:
    """Index segments."""
    return [index_segment(task) for task in tasks]


def machine_files(identity: Site, library: Library, output: Output) -> Iterator[tuple[str, bytes]]:
    """Return what tells programs where the pages are: robots.txt and, where the site knows its address, the sitemap."""
    yield "robots.txt", robots_txt(identity)
    paths = [name.removesuffix("index.html") for name in output.pages if name.rpartition("/")[2] == "index.html"]
    yield from sitemaps(identity, paths, last_changes(library.notices))


def report_of(site_dir: Path, library: Library, output: Output) -> BuildReport:
    """Return what was published."""
    findings = sum(len(notice.findings) for notice in library.notices)
    size = sum(file.size for file in output.files.values())
    return BuildReport(site_dir, len(library.notices), findings, len(output.pages), len(output.files), size)
