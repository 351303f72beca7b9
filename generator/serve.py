"""`gongkai serve`: build, show on localhost, build again when a notice or a template changes, reload the page.

After each change the terminal says how long the build took and what `gongkai check` says about the notices that changed.
A build that fails says why, and the last good site stays on show.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import click
from mkdocs.livereload import LiveReloadServer

from generator.build import csp
from generator.build.build import BuildError, build
from generator.build.check import check_paths
from generator.build.memo import program
from generator.pages.writer import templates_folder
from generator.sidecar import KEPT_NAME

INTERVAL = 0.4
"""Seconds between two looks at the watched files. Looking oftener takes more from the build than it gains."""
SCRIPT = re.compile(rb"<script>(.*)</script>(?=</body>|\Z)", re.DOTALL)

Seen = dict[Path, tuple[int, int]]
"""Files with the time of their last change and their size."""


def serve(root: Path, port: int) -> None:
    """Serves `site/` until interrupted."""
    notices = root / "notices"
    seen = looked_at(notices)

    def rebuild() -> None:
        nonlocal seen
        now = looked_at(notices)
        touched = changed(seen, now)
        seen = now
        rebuild_site(root)
        tell_checks(touched)

    rebuild_site(root, os.cpu_count() or 1)
    server = Preview(rebuild, "127.0.0.1", port, str(root / "site"), polling_interval=INTERVAL)
    for path in (notices, templates_folder(), root / "mkdocs.yml"):
        if path.exists():
            server.watch(str(path))
    click.echo(f"在浏览器中打开 http://127.0.0.1:{port}/ ；按 Ctrl+C 结束。", err=True)
    try:
        server.serve()  # type: ignore[no-untyped-call]  # MkDocs publishes no types
    except KeyboardInterrupt:
        click.echo("已停止。", err=True)
    finally:
        server.shutdown()


def rebuild_site(root: Path, workers: int = 1) -> None:
    """Builds and says how it went. What fails is told; only a stop by the user goes through.

    One worker is enough for what a person changes: starting others takes longer.
    """
    started = time.monotonic()
    program.cache_clear()  # page templates may be other ones than at the last build
    try:
        report = build(root, root / "notices", root / "site", workers, say=lambda _: None)
    except (BuildError, OSError) as error:
        click.echo(f"{error}", err=True)
    else:
        click.echo(f"{report.summary()}用时 {time.monotonic() - started:.1f} 秒。", err=True)


def tell_checks(notices: Iterable[Path]) -> None:
    """The check report of some notices, on the terminal; one that cannot be read was named by the build."""
    present = [path for path in notices if path.is_file()]
    if present:
        click.echo(check_paths(present, "text", False, color=sys.stderr.isatty()).words, err=True, nl=False)


def looked_at(notices: Path) -> Seen:
    """The notices and sidecars of the folder as they are now."""
    found = sorted(path for pattern in ("*.txt", "*.yml") for path in notices.rglob(pattern))
    return {path: (stat.st_mtime_ns, stat.st_size) for path in found if path.is_file() for stat in (path.stat(),)}


def changed(before: Seen, now: Seen) -> list[Path]:
    """The notices whose text, sidecar or replaced original is new or other than before."""
    touched = [path for path, stamp in now.items() if before.get(path) != stamp]
    texts = {path.with_name(KEPT_NAME.sub(".txt", path.name)).with_suffix(".txt") for path in touched}
    return sorted(texts)


class Preview(LiveReloadServer):
    """MkDocs' server, with pages whose policy admits the one script that reloads them."""

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        page: bytes = super()._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call]
        script = SCRIPT.search(page)
        return with_script_admitted(page, script[1]) if script else page


def with_script_admitted(page: bytes, script: bytes) -> bytes:
    """The page with the hash of one inline script in its policy. For the preview only; no published page has one."""
    digest = base64.b64encode(hashlib.sha256(script).digest()).decode("ascii")
    own = csp.META.replace("script-src 'self'", f"script-src 'self' 'sha256-{digest}'")
    return page.replace(csp.META.encode(), own.encode(), 1)
