"""Pages framed by MkDocs, in batches. The second of the remembered steps.

A batch is a MkDocs build of its own in a temporary folder, with the same configuration, theme and plugin as any other, so it can
be run by any process on any machine. What it needs of the site's folder (mkdocs.yml, overridden templates, an office's own
pages) travels with it as bytes.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from logging.handlers import BufferingHandler
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from generator.build.memo import Memo, digest_of, key_of
from generator.build.settings import CONFIG_FILE, load_settings
from generator.build.tree import Tree
from generator.build.verify import META, Look, look_at, with_policy
from generator.pages.front_matter import page_file
from generator.pages.page import Page
from generator.pages.prose import templates_folder

OWN_PAGES = "pages/"
OWN_FOLDERS = ("templates/theme", "pages")
"""Folders of an office that decide what MkDocs makes: overridden templates, its own pages and their files."""
ENCODER = msgspec.msgpack.Encoder()


class FrameError(Exception):
    """What MkDocs, the theme or the configuration complained of, in its own words."""


class Frame(msgspec.Struct, frozen=True):
    """All that decides how a page is framed, apart from the page and the program."""

    files: dict[str, bytes]
    """mkdocs.yml, site.yml and the files of OWN_FOLDERS, by their paths below the site's folder."""
    preview: bool = False
    """Whether pages are to be shown by MkDocs' server, which puts a script into them: then they have no content security policy."""

    @property
    def key(self) -> bytes:
        """A hash of it."""
        return key_of("frame", ENCODER.encode([self.preview, sorted(self.files.items())])).encode()

    def docs_files(self) -> Iterator[tuple[str, bytes]]:
        """Return an office's own pages and their files by their paths below the docs folder."""
        for name, data in self.files.items():
            if name.startswith(OWN_PAGES):
                yield name.removeprefix(OWN_PAGES), data


class Framed(msgspec.Struct, frozen=True, array_like=True):
    """A page that was framed."""

    path: str
    """Below the docs folder: notices/x.md."""
    url: str
    """Below the site: notices/x/index.html."""
    look: Look
    file_digest: bytes
    html_digest: bytes
    file: bytes = b""
    """The page as front matter and Markdown, and its HTML; both empty where the folders hold them already."""
    html: bytes = b""


FRAMED = msgspec.msgpack.Decoder(Framed)


class PageMemo(Memo):
    """The memo of framed pages: what is short of each, and apart from it all of it, which is read only where a folder lacks the page."""

    def __init__(self, memo: Memo, docs: Tree, site: Tree) -> None:
        super().__init__(memo.folder)
        self.used, self.docs, self.site = memo.used, docs, site

    def get(self, key: str) -> bytes | None:
        """Return the page, without its bytes where both folders hold them."""
        short, whole = super().get(key), f"{key}-whole"
        self.used.add(whole)
        page = FRAMED.decode(short) if short is not None else None
        if page and self.docs.holds(page.path, page.file_digest) and self.site.holds(page.url, page.html_digest):
            return short
        return super().get(whole)

    def put(self, key: str, value: bytes) -> None:
        """Keep the page twice: short, and whole."""
        super().put(key, ENCODER.encode(msgspec.structs.replace(FRAMED.decode(value), file=b"", html=b"")))
        super().put(f"{key}-whole", value)


def frame_of(root: Path, site_file: bytes, preview: bool = False) -> Frame:
    """Return the frame of the site in a folder."""
    files = {"build/site.yml": site_file}
    if (root / CONFIG_FILE).is_file():
        files[CONFIG_FILE] = (root / CONFIG_FILE).read_bytes()
    for folder in (root / name for name in OWN_FOLDERS):
        if folder == templates_folder() / "theme":
            continue  # in a checkout of the program they are its own
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                files[path.relative_to(root).as_posix()] = path.read_bytes()
    return Frame(files, preview)


def frame_pages(pages: Sequence[Page], frame: Frame) -> list[bytes]:
    """Frame the pages; return a `Framed` for each, encoded. Raises FrameError on any warning."""
    refuse_taken(pages, frame)
    batch = Batch({page.path: page_file(page) for page in pages})
    with TemporaryDirectory() as folder:
        run_mkdocs(unpack(frame, Path(folder)), frame.preview, batch)
    made = []
    for page in pages:
        if page.path not in batch.outputs:
            raise FrameError(f"{page.path} 没有生成页面")
        url, html = batch.outputs[page.path]
        text = batch.texts[page.path].encode("utf-8", "surrogatepass")
        made.append(
            ENCODER.encode(Framed(page.path, url, look_at(url, html), digest_of(text), digest_of(html), text, html))
        )
    return made


def refuse_taken(pages: Iterable[Page], frame: Frame) -> None:
    """Raise FrameError on a page whose place an office's own page takes."""
    for page in pages:
        if OWN_PAGES + page.path in frame.files:
            raise FrameError(f"pages 文件夹里的 {page.path} 与本站的页面地址相同，请改名")


class Batch(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Gives MkDocs the pages of a batch and takes what comes of them, so that neither is written to the disk.

    `texts` are the pages' files by path; `outputs` their published paths and their HTML.
    """

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts
        self.outputs: dict[str, tuple[str, bytes]] = {}

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages."""
        for path, text in self.texts.items():
            files.append(File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV))
        return files

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Keep the page; what is empty MkDocs does not write."""
        path = page.file.src_uri
        if path not in self.texts:
            return output
        self.outputs[path] = page.file.dest_uri, output.encode("utf-8", "surrogatepass")
        return ""


def frame_rest(frame: Frame) -> dict[str, bytes]:
    """Return everything else that MkDocs publishes: the theme's style sheet and scripts, the page for what is not found, an office's own
    pages and what its plugins make. Raises FrameError on any warning.

    A page that a plugin writes by itself, such as a redirect, gets the policy too, which keeps its inline scripts from running.
    """
    with TemporaryDirectory() as folder:
        root = unpack(frame, Path(folder))
        run_mkdocs(root, frame.preview)
        site = root / "build/site"
        # MkDocs dates every page of its map by the build; the site gets one of its own.
        files = {
            path.relative_to(site).as_posix(): path.read_bytes()
            for path in sorted(site.rglob("*"))
            if path.is_file() and not path.name.startswith("sitemap.xml")
        }
    bare = [name for name, data in files.items() if name.endswith(".html") and META.encode() not in data]
    return files if frame.preview else files | {name: with_policy(files[name].decode()).encode() for name in bare}


def unpack(frame: Frame, root: Path) -> Path:
    """Write the files of the frame into a folder, an office's own pages where MkDocs looks for pages; return the folder."""
    for folder in ("build/docs", "build/site"):
        (root / folder).mkdir(parents=True)
    for name, data in frame.files.items():
        path = root / (f"build/docs/{name.removeprefix(OWN_PAGES)}" if name.startswith(OWN_PAGES) else name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


def run_mkdocs(root: Path, preview: bool, batch: Batch | None = None) -> None:
    """Run `mkdocs build` in a folder, from build/docs and the batch into build/site. Raises FrameError on any warning."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    error = ""
    with captured_warnings() as complaints:
        try:
            config = load_settings(root, site_dir=str(root / "build/site"))
            if batch is not None:
                config.plugins["batch"] = batch
            config.plugins.on_startup(command="serve" if preview else "build", dirty=False)
            build(config)
            config.plugins.on_shutdown()
        except (MkDocsException, SystemExit) as failure:
            error = str(failure)
        except Exception as failure:  # a template's own fault: undefined names, syntax
            error = f"{type(failure).__name__}: {failure}"
    told = [*(record.getMessage() for record in complaints), *([error] if error else [])]
    if told:
        raise FrameError("\n".join(told))


@contextmanager
def captured_warnings() -> Iterator[list[logging.LogRecord]]:
    """Keep warnings and errors that MkDocs logs instead of printing them."""
    logger, handler = logging.getLogger("mkdocs"), BufferingHandler(10_000)
    handler.setLevel(logging.WARNING)
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield handler.buffer
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
