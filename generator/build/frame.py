"""MkDocs, run inside this process, quietly and without a clock: docs folder -> framed pages in a new folder."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from generator.build.bytecode import compiled
from generator.build.html import Rendered
from generator.pages.writer import templates_folder

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig

PACKAGE = Path(__file__).parents[1]
IDENTITY = ("site_name", "site_url", "site_description", "extra")
"""What one site never takes from another's mkdocs.yml."""


class FrameError(Exception):
    """What MkDocs, the theme or the configuration complained of, in its own words."""


def frame_file() -> Path:
    """The program's own mkdocs.yml: the checkout's, or the copy inside the installed package."""
    installed = templates_folder() / "mkdocs.yml"
    return installed if installed.is_file() else PACKAGE.parent / "mkdocs.yml"


def load(root: Path, docs: Path, **settings: Any) -> MkDocsConfig:
    """MkDocs' configuration of a site. What its mkdocs.yml leaves out, the program's own one says, theme included.

    So an office writes only its names, and a program brought up to date brings its frame along. A folder without
    mkdocs.yml is framed as the program's own site. Raises FrameError on one that is no YAML mapping.
    """
    from mkdocs.config import load_config

    own = root / "mkdocs.yml"
    base = read_settings(frame_file())
    file, said = (own, read_settings(own)) if own.is_file() else (frame_file(), {})
    wanted = {key: value for key, value in base.items() if key not in said and key not in IDENTITY}
    if "theme" in wanted:
        wanted["theme"]["custom_dir"] = str(templates_folder() / "theme")
    return load_config(str(file), **wanted | {"docs_dir": str(docs.absolute())} | settings)


def read_settings(file: Path) -> dict[str, Any]:
    """The keys of a mkdocs.yml as they stand. Raises FrameError."""
    from mkdocs.exceptions import ConfigurationError
    from mkdocs.utils.yaml import yaml_load

    try:
        with file.open(encoding="utf-8") as stream:
            settings = yaml_load(stream)
    except (ConfigurationError, UnicodeDecodeError) as error:
        raise FrameError(f"{file.name} 无法读取：{error}") from error
    if not isinstance(settings, dict):
        raise FrameError(f"{file.name} 应由“名称: 值”各行组成。")
    return settings


def configuration(root: Path, docs: Path) -> MkDocsConfig:
    """What mkdocs.yml says, read before anything is framed. Raises FrameError when it cannot be read."""
    with environment(), captured() as complaints:
        from mkdocs.exceptions import MkDocsException

        docs.mkdir(parents=True, exist_ok=True)
        try:
            return load(root, docs)
        except (MkDocsException, SystemExit) as error:
            raise FrameError("\n".join([*complaints, str(error)])) from error


def run(
    root: Path,
    values: Mapping[str, Any],
    fronts: Mapping[str, Mapping[str, Any]],
    bodies: Mapping[str, Rendered],
    theme: bytes = b"",
) -> dict[str, tuple[str, str]]:
    """Every page in its frame, by its path below the docs folder: its path below the site, and its HTML.

    `fronts` and `bodies` are the front matter and the HTML of each page; `values` join `extra.gongkai`. Pages are
    handed to MkDocs and taken from it in memory. `theme` is a hash of configuration and templates: while it stays the same,
    a process compiles them once. Raises FrameError on any warning.
    """
    framed: dict[str, tuple[str, str]] = {}
    _build(root, values, {"fronts": fronts, "bodies": bodies, "framed": framed, "assets": False}, theme)
    return framed


def assets(root: Path, values: Mapping[str, Any]) -> dict[str, bytes]:
    """The theme's own files by their path below the site: style sheet, scripts, the page for what is not found.

    Raises FrameError on any warning.
    """
    with TemporaryDirectory() as beside:
        site = Path(beside, "site")
        _build(root, values, {"fronts": {}, "bodies": {}, "framed": {}, "assets": True}, None, site)
        files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
        # MkDocs dates every page of its map by the build; the site gets one of its own.
        return {name: path.read_bytes() for name, path in files.items() if not name.startswith("sitemap.xml")}


def _build(
    root: Path, values: Mapping[str, Any], extra: dict[str, Any], theme: bytes | None, site: Path | None = None
) -> None:
    """MkDocs' build into `site`, or where everything is taken from it in memory, into nothing."""
    with environment(), captured() as complaints, TemporaryDirectory() as beside:
        empty = Path(beside, "docs")
        empty.mkdir()
        # Imported here: these read the environment, and no other command needs them.
        from mkdocs.commands.build import build
        from mkdocs.exceptions import MkDocsException

        hook = PACKAGE / "build" / "hook.py"
        try:
            config = load(root, empty, site_dir=str(site or Path(beside, "site")), hooks=[str(hook)])
            config.extra.setdefault("gongkai", {}).update(values)
            config.extra.update(extra)
            if theme is not None:
                config.theme.static_templates.clear()
                keep_templates(config, theme, root)
            build(config)
            config.extra.clear()  # or a cycle would hold all pages
        except (MkDocsException, SystemExit) as error:
            raise FrameError("\n".join([*complaints, str(error)])) from error
        except FrameError:
            raise
        except Exception as error:  # a template's own fault: undefined names, syntax
            raise FrameError("\n".join([*complaints, f"{type(error).__name__}: {error}"])) from error
        if complaints:
            raise FrameError("\n".join(complaints))


def keep_templates(config: MkDocsConfig, theme: bytes, root: Path) -> None:
    """Give the build the compiled templates of the one before it in this process, where the theme is the same.

    MkDocs compiles them for each build, and looks through Material's 14,000 files for those to copy, of which a build
    that writes no files needs none.
    """
    key = (theme, tuple(config.theme.dirs))
    if key not in KEPT:
        KEPT.clear()
        env = KEPT[key] = config.theme.get_env()
        env.bytecode_cache = compiled(root, theme)
        env.list_templates = lambda *args, **filters: []  # type: ignore[method-assign]
    env = KEPT[key]
    config.theme.get_env = lambda: env  # type: ignore[method-assign]


KEPT: dict[tuple[bytes, tuple[str, ...]], jinja2.Environment] = {}


@contextmanager
def environment() -> Iterator[None]:
    """A constant in place of the clock, and no notice of MkDocs 2; what was set before comes back."""
    wanted = {"SOURCE_DATE_EPOCH": "315532800", "NO_MKDOCS_2_WARNING": "1"}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def captured() -> Iterator[list[str]]:
    """Warnings and errors that MkDocs logs, kept instead of printed."""
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage())

    logger = logging.getLogger("mkdocs")
    handler, propagate = Keep(logging.WARNING), logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield lines
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
