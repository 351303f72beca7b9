"""`gongkai serve`: build, show on localhost, build again when a notice or a template changes, reload the page.

What is shown is a preview in build/preview, whose pages have no content security policy, so that MkDocs' server may put its
reloading script into them; the published site is not touched. After each change the terminal says how long the build took and what
`gongkai check` says about the notices that changed. A build that fails says why, and the last good preview stays on show.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import click
from mkdocs.livereload import LiveReloadServer

from generator.build.memo import program
from generator.build.recipe import BuildError, build
from generator.pages.prose import prose_environment, templates_folder
from generator.report.check import check_paths
from generator.sidecar import KEPT_NAME

INTERVAL = 0.4
"""Seconds between two looks at the watched files. Looking oftener takes more from the build than it gains."""
WATCHED = ("notices", "pages", "mkdocs.yml", "templates/theme")

Seen = dict[Path, tuple[int, int]]
"""Files with the time of their last change and their size."""


def serve(root: Path, port: int) -> None:
    """Show `build/preview/` until interrupted."""
    notices, preview = root / "notices", root / "build/preview"
    seen = look_at_notices(notices)

    def rebuild() -> None:
        nonlocal seen
        now = look_at_notices(notices)
        touched = changed_notices(seen, now)
        seen = now
        build_preview(root)
        tell_checks(touched)

    build_preview(root, os.cpu_count() or 1)
    server = LiveReloadServer(rebuild, "127.0.0.1", port, str(preview), polling_interval=INTERVAL)
    server.error_handler = lambda code: (preview / "404.html").read_bytes() if code == 404 else None
    for path in {templates_folder(), *(root / name for name in WATCHED)}:
        if path.exists():
            server.watch(str(path))
    click.echo(f"在浏览器中打开 http://127.0.0.1:{port}/ ；按 Ctrl+C 结束。", err=True)
    try:
        server.serve()  # type: ignore[no-untyped-call]  # MkDocs publishes no types
    except KeyboardInterrupt:
        click.echo("已停止。", err=True)
    finally:
        server.shutdown()


def build_preview(root: Path, workers: int = 1) -> None:
    """Build, and say how it went. What fails is told; only a stop by the user goes through.

    One worker is enough for what a person changes: starting others takes longer.
    """
    started = time.monotonic()
    # Templates may be other ones than at the last build.
    program.cache_clear()
    prose_environment.cache_clear()
    try:
        report = build(root, root / "notices", root / "build/preview", workers, say=lambda _: None, preview=True)
    except (BuildError, OSError) as error:
        click.echo(f"{error}", err=True)
    else:
        click.echo(f"{report.summary()}用时 {time.monotonic() - started:.1f} 秒。", err=True)


def tell_checks(notices: Iterable[Path]) -> None:
    """Print the check report of some notices; one that cannot be read was named by the build."""
    present = [path for path in notices if path.is_file()]
    if present:
        click.echo(check_paths(present, "text", False, color=sys.stderr.isatty()).words, err=True, nl=False)


def look_at_notices(notices: Path) -> Seen:
    """Return the notices and sidecars of the folder as they are now."""
    found = sorted(path for pattern in ("*.txt", "*.yml") for path in notices.rglob(pattern))
    return {path: (stat.st_mtime_ns, stat.st_size) for path in found if path.is_file() for stat in (path.stat(),)}


def changed_notices(before: Seen, now: Seen) -> list[Path]:
    """Return the notices whose text, sidecar or replaced original is new or other than before."""
    touched = [path for path, stamp in now.items() if before.get(path) != stamp]
    return sorted({path.with_name(KEPT_NAME.sub(".txt", path.name)).with_suffix(".txt") for path in touched})
