"""MkDocs, run inside this process, quietly and without a clock: docs folder -> framed pages in a new folder."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.site.html import Rendered

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

PACKAGE = Path(__file__).parents[1]


class FrameError(Exception):
    """What MkDocs, the theme or the configuration complained of, in its own words."""


def config_file(root: Path) -> Path:
    """The site's mkdocs.yml, or that of the checkout for a folder without one."""
    own = root / "mkdocs.yml"
    return own if own.is_file() else PACKAGE.parent / "mkdocs.yml"


def configuration(root: Path, docs: Path) -> MkDocsConfig:
    """What mkdocs.yml says, read before anything is framed. Raises FrameError when it cannot be read."""
    with environment(None), captured() as complaints:
        from mkdocs.config import load_config
        from mkdocs.exceptions import MkDocsException

        docs.mkdir(parents=True, exist_ok=True)
        try:
            return load_config(str(config_file(root)), docs_dir=str(docs.absolute()))
        except (MkDocsException, SystemExit) as error:
            raise FrameError("\n".join([*complaints, str(error)])) from error


def run(
    root: Path,
    docs: Path,
    target: Path,
    values: Mapping[str, Any],
    as_of: str | None,
    fronts: Mapping[str, Mapping[str, Any]],
    bodies: Mapping[str, Rendered],
) -> str | None:
    """Frame every page of `docs` into `target`; the site's own address where mkdocs.yml gives one.

    `values` join `extra.gongkai`; `fronts` and `bodies` are the front matter and
    the HTML of each page of `docs`. Raises FrameError on any warning.
    """
    with environment(as_of), captured() as complaints:
        # Imported here: these read the environment, and no other command needs them.
        from mkdocs.commands.build import build
        from mkdocs.config import load_config
        from mkdocs.exceptions import MkDocsException

        hook = PACKAGE / "site" / "hook.py"
        try:
            config = load_config(
                str(config_file(root)),
                docs_dir=str(docs.absolute()),
                site_dir=str(target.absolute()),
                hooks=[str(hook)],
            )
            config.extra.setdefault("gongkai", {}).update(values)
            config.extra.update(fronts=fronts, bodies=bodies)
            build(config)
        except (MkDocsException, SystemExit) as error:
            raise FrameError("\n".join([*complaints, str(error)])) from error
        except Exception as error:  # a template's own fault: undefined names, syntax
            raise FrameError("\n".join([*complaints, f"{type(error).__name__}: {error}"])) from error
        if complaints:
            raise FrameError("\n".join(complaints))
        return config.site_url or None


@contextmanager
def environment(as_of: str | None) -> Iterator[None]:
    """The as-of date in place of the clock, and no notice of MkDocs 2; what was set before comes back."""
    day = datetime.fromisoformat(as_of).replace(tzinfo=UTC) if as_of else datetime(1980, 1, 1, tzinfo=UTC)
    wanted = {"SOURCE_DATE_EPOCH": str(int(day.timestamp())), "NO_MKDOCS_2_WARNING": "1"}
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
