"""The build: notices folder -> published site, whole or not at all. Read `build` from top to bottom.

    originals -> read* -> notices -> library -> pages -> Markdown in build/docs -> MkDocs* -> HTML -> verify -> publish
                                        |--> data files
                                        '--> search segments* -> index                              (* remembered)

Everything is computed anew on each build but the three steps with a star, which go through one memo (generator/build/memo.py). What
decides a page is the page itself: its front matter, its Markdown and the frame. Whatever fails leaves the published site as it was.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import click
import filelock
import msgspec

from generator.build.data import write_data_files
from generator.build.frame import (
    ENCODER,
    FRAMED,
    Frame,
    Framed,
    FrameError,
    PageMemo,
    frame_of,
    frame_pages,
    frame_rest,
    refuse_taken,
)
from generator.build.inputs import Collected, Found, Problem, collect_notices, find_files
from generator.build.memo import Memo, key_of
from generator.build.output import FaultError, Output, check_notices
from generator.build.pool import Pool, PoolError, opened_pool, remembered
from generator.build.publish import Place, place_for, publish, recover
from generator.build.reading import read_files, text_of_file
from generator.build.settings import SettingsError, checked_site
from generator.build.tree import Tree
from generator.exports.dictionary import described_tables
from generator.exports.discovery import last_changes, robots_txt, sitemaps
from generator.exports.model import Site
from generator.facts.topics import topic_rules
from generator.library import Library, checked_library
from generator.pages import addresses
from generator.pages.context import Context
from generator.pages.front_matter import page_file
from generator.pages.kinds import all_pages, data_pages, site_facts, text_pages
from generator.pages.page import Facts, Page
from generator.search.index import assemble_index, index_segments
from generator.search.plan import plan_index
from generator.search.records import search_records

PATIENCE = 2
"""Seconds to wait for the workers of a build that was killed."""
BATCH = 400
"""Pages that MkDocs frames in one run, which has a fifth of a second of its own."""
to_person = partial(click.echo, err=True)
UNCHANGED = "未生成网站；原来的网站没有变动。"


class BuildError(Exception):
    """Why nothing was published; `str()` is what to show, `problems` the faults of input files."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__("\n".join([*map(str, problems), message]))
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


def build(
    root: Path,
    notices_dir: Path,
    site_dir: Path,
    workers: int = 1,
    search: bool = True,
    say: Callable[[str], None] = to_person,
    scheduler: str | None = None,
    preview: bool = False,
) -> BuildReport:
    """Build and publish. `root` holds mkdocs.yml and gets build/. Raises BuildError, and then nothing has changed.

    The work is done by `workers` processes, or the Dask cluster at `scheduler`; the result does not depend on who does it.
    """
    root, site = root.absolute(), site_dir.absolute()
    check_folders(root, notices_dir, site_dir)
    with only_build(root / "build"), opened_pool(workers, scheduler) as pool:
        recover(site)
        memo, place = Memo(root / "build" / ("preview-cache" if preview else "cache")), place_for(site, root / "build")
        output = Output(place.staging, place.staging_index)

        say(f"读取 {notices_dir} …")
        read = read_site(root, notices_dir, search, memo, pool, say)

        say(f"生成 {len(read.library.notices)} 份通报的页面 …")
        data = begin_data_files(read, memo, place, pool)
        context = context_of(read, search, memo, lambda: data()[1])
        frame = frame_of(root, site_facts(context), preview)
        rest = pool.submit(frame_rest, frame)
        docs = Tree(root / "build/docs", root / "build/docs.index")
        pages, kept = (text_pages(context), data_pages(context)), PageMemo(memo, docs, output)
        for framed in framed_pages(pages, frame, kept, pool):
            docs.write(framed.path, framed.file, framed.file_digest)
            output.add_page(framed.url, framed.html, framed.look, framed.html_digest)
        for name, own in frame.docs_files():
            docs.write(name, own)
        output.files |= data()[0]
        output.add(originals(read.collected))
        output.add(search_files(read.library, memo, pool) if search else ())
        output.add_rest(rest())
        output.add(machine_files(read, output))

        say("核对 …")
        check_notices(read.library, read.collected, output)
        output.check_links()
        docs.finish()
        output.finish()
        memo.sweep()
        publish(place)
    return report_of(site_dir, read.library, output)


def write_pages(root: Path, notices_dir: Path) -> int:
    """Write all pages as Markdown into build/docs, for `mkdocs build` and other generators; return how many. Raises BuildError."""
    root = root.absolute()
    check_folders(root, notices_dir, root / "site")
    with only_build(root / "build"), opened_pool(1) as pool:
        memo = Memo(root / "build/cache")
        context = context_of(read_site(root, notices_dir, True, memo, pool, to_person), True, memo, tuple)
        docs, frame = Tree(root / "build/docs", root / "build/docs.index"), frame_of(root, b"")
        pages = list(all_pages(context))
        refuse_taken(pages, frame)
        for page in pages:
            docs.write(page.path, page_file(page).encode("utf-8", "surrogatepass"))
        (root / "build/site.yml").write_bytes(site_facts(context))
        for own in frame.docs_files():
            docs.write(*own)
        docs.finish()
    return len(pages)


class ReadSite(NamedTuple):
    """What was read: who publishes, the files, the notices in them, and the ISO date that the data is of."""

    identity: Site
    found: Found
    collected: Collected
    library: Library
    as_of: str | None


def read_site(
    root: Path, notices_dir: Path, search: bool, memo: Memo, pool: Pool, say: Callable[[str], None]
) -> ReadSite:
    """Read mkdocs.yml and all notices; tell hints. Raises BuildError with the faults of input files, SettingsError."""
    identity = checked_site(root, search)
    found = find_files(notices_dir)
    collected = collect_notices(found, read_files(found.files, memo, pool))
    if collected.problems:
        raise BuildError(f"{len(collected.problems)} 处问题，{UNCHANGED}", collected.problems)
    for hint in collected.hints:
        say(str(hint))
    library = checked_library(collected.notices, collected.diagnostics)
    as_of = as_of_date(os.environ.get("SOURCE_DATE_EPOCH"), library)
    return ReadSite(identity, found, collected, library, as_of)


def check_folders(root: Path, notices_dir: Path, site_dir: Path) -> None:
    """Raise BuildError where notices are missing or would be overwritten."""
    if not notices_dir.is_dir():
        raise BuildError(f"找不到通报文件夹 {notices_dir}。")
    if any(each.absolute().is_relative_to(site_dir.absolute()) for each in (notices_dir, root)):
        raise BuildError(f"发布文件夹 {site_dir} 含有通报或程序本身，会被覆盖；请另选一个。")


@contextmanager
def only_build(work: Path) -> Iterator[None]:
    """Hold the lock of a folder, which goes with the process and its workers, however they end. What goes wrong is told as a BuildError."""
    work.mkdir(parents=True, exist_ok=True)
    try:
        with filelock.FileLock(work / ".lock", timeout=PATIENCE):
            yield
    except filelock.Timeout:
        raise BuildError("另一个构建正在进行，请等它结束后再试。") from None
    except (FrameError, FaultError, SettingsError, PoolError) as error:
        raise BuildError(f"{error}\n{UNCHANGED}") from error


def as_of_date(epoch: str | None, library: Library) -> str | None:
    """Return SOURCE_DATE_EPOCH as an ISO date (UTC), else the newest publication. Raises BuildError on an epoch that is none."""
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
        except (ValueError, OverflowError, OSError):
            raise BuildError(f"SOURCE_DATE_EPOCH“{epoch}”不是有效的秒数。") from None
    return library.newest_date.isoformat() if library.newest_date else None


def context_of(read: ReadSite, search: bool, memo: Memo, list_files: Callable[[], Sequence[Facts]]) -> Context:
    """Return what pages are made from. `list_files` tells the data files when the page about them is made."""
    return Context(
        read.library,
        read.as_of,
        lambda notice_id: text_of_file(read.collected.files[notice_id], memo),
        search=search,
        list_files=list_files,
        tables=described_tables(),
    )


def begin_data_files(read: ReadSite, memo: Memo, place: Place, pool: Pool) -> Callable[[], Any]:
    """Begin to write the data files beside everything else, where workers can write to this disk; call what comes back for them."""
    work = partial(write_data_files, read.found, memo.folder, place, read.identity, read.as_of)
    return pool.submit(work) if pool.shares_disk else cache(work)


def framed_pages(groups: Iterable[Iterable[Page]], frame: Frame, memo: Memo, pool: Pool) -> Iterator[Framed]:
    """Yield each page framed, in no order; a group is begun when the one before is done."""
    key = frame.key  # a hash of many files
    for pages in groups:
        keyed = ((key_of("page", key, ENCODER.encode(page)), page) for page in pages)
        for _, value in remembered(partial(frame_pages, frame=frame), keyed, memo, pool, BATCH):
            yield FRAMED.decode(value)


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
    keys = [key_of("segment", msgspec.msgpack.encode(task)) for task in tasks]
    built = dict(remembered(index_segments, zip(keys, tasks, strict=True), memo, pool, batch=1))
    topics = {rule.id: rule.name for rule in topic_rules()}
    return assemble_index(tasks, [built[key] for key in keys], topics) if tasks else iter(())


def machine_files(read: ReadSite, output: Output) -> Iterator[tuple[str, bytes]]:
    """Return what tells programs where the pages are: robots.txt and, where the site knows its address, the sitemap."""
    yield "robots.txt", robots_txt(read.identity)
    paths = [name.removesuffix("index.html") for name in output.pages if name.rpartition("/")[2] == "index.html"]
    yield from sitemaps(read.identity, paths, last_changes(read.library.notices))


def report_of(site_dir: Path, library: Library, output: Output) -> BuildReport:
    """Return what was published."""
    findings, size = sum(len(n.findings) for n in library.notices), sum(file.size for file in output.files.values())
    return BuildReport(site_dir, len(library.notices), findings, len(output.pages), len(output.files), size)
