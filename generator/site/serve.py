"""`gongkai serve`: build, show on localhost, build again when a notice or a template changes, reload the page."""

from __future__ import annotations

from pathlib import Path

import click

from generator.site.build import BuildError, build

WATCHED = ("notices", "templates", "mkdocs.yml")


def serve(root: Path, port: int) -> None:
    """Serves `site/` until interrupted. A build that fails says why and leaves the last good site on show."""
    from mkdocs.livereload import LiveReloadServer

    def rebuild() -> None:
        try:
            report = build(root, root / "notices", root / "site")
        except BuildError as error:
            click.echo(str(error), err=True)
        else:
            click.echo(report.summary(), err=True)

    rebuild()
    server = LiveReloadServer(builder=rebuild, host="127.0.0.1", port=port, root=str(root / "site"), mount_path="/")
    for name in WATCHED:
        if (root / name).exists():
            server.watch(str(root / name))
    click.echo(f"在浏览器中打开 http://127.0.0.1:{port}/ ；按 Ctrl+C 结束。", err=True)
    try:
        server.serve()  # type: ignore[no-untyped-call]  # MkDocs publishes no types
    except KeyboardInterrupt:
        click.echo("已停止。", err=True)
    finally:
        server.shutdown()
