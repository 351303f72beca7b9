"""A small static site for the search: its index, its scripts, a search page and a page with a header box."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from generator.facts.model import Sidecar
from generator.facts.read import read_notice
from generator.search.records import SearchRecord, search_records
from generator.source import Source
from tests.search_files import TOPICS, index_files

ROOT = Path(__file__).parents[2]
CHROMIUM = {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox", "--disable-background-networking"]}
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'"

PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>检索 · 样本</title>
<link rel="stylesheet" href="{up}assets/gongkai.css">{head}
<script type="module" src="{up}assets/search/search.js"></script></head>
<body><main class="wrap">{body}</main></body></html>"""
AHEAD = """<script async src="{up}assets/search/ahead.js"></script>"""
SEARCH = """<h1>检索</h1><div data-search-page data-search-state="idle"></div>"""
HEADER = """<form class="q" role="search" action="{up}search/" data-search-form>
<input name="q" type="search" aria-label="检索"><button type="submit">检索</button></form><p><a href="#">别处</a></p>"""


def seed_records() -> list[SearchRecord]:
    """The findings of the notices in this repository."""
    paths = sorted((ROOT / "notices").rglob("*.txt"))
    return search_records(read_notice(Source(p.name, p.read_bytes()), p.stem, Sidecar()) for p in paths)


def write_site(folder: Path, records: Sequence[SearchRecord], topic_names: Mapping[str, str] = TOPICS) -> None:
    """Writes the site below the folder: the index of the records, and what searches it."""
    for notice in {record.notice_id for record in records}:
        (folder / "notices" / notice).mkdir(parents=True, exist_ok=True)
        (folder / "notices" / notice / "index.html").write_text("<!doctype html><title>通报</title>", encoding="utf-8")
    for path, data in index_files(records, topic_names).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    shutil.copytree(ROOT / "templates/theme/assets", folder / "assets", dirs_exist_ok=True)
    sheet = Environment(loader=FileSystemLoader(ROOT / "templates/theme"), autoescape=True).get_template(
        "assets/gongkai.css"
    )
    (folder / "assets/gongkai.css").write_text(sheet.render(site={}), encoding="utf-8")
    for path, head, body in (("search/index.html", AHEAD, SEARCH), ("units/index.html", "", HEADER)):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        parts = {"head": head.format(up="../"), "body": body.format(up="../")}
        (folder / path).write_text(PAGE.format(up="../", **parts), encoding="utf-8")


class Handler(SimpleHTTPRequestHandler):
    """Files, with the content security policy that the site has."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: a test run prints results only."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which the folder is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
