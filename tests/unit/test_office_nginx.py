"""The sample configurations, in Debian's nginx: headers, the missing page, sub-paths, compression, no listing."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import quiet

from generator.build.recipe import build
from generator.build.verify import META, POLICY
from tests import nginx

ROOT = Path(__file__).parents[2]
NOTICE = "notices/pingjiang-weijian-2025/"


class Answer(NamedTuple):
    """What a server said."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Server(NamedTuple):
    """An nginx on a port of this machine."""

    port: int
    prefix: str

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, self.prefix + path, headers=named)
        response: HTTPResponse = connection.getresponse()
        body = response.read()
        connection.close()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, body)


@pytest.fixture(scope="module")
def own_host(seed_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The site at the root of a host of its own."""
    port = nginx.free_port()
    with nginx.running(tmp_path_factory.mktemp("nginx"), nginx.own_host(seed_site, port), port):
        yield Server(port, "/")


@pytest.fixture(scope="module")
def sub_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The site in a folder of a portal, built with its address so that the missing page knows where it stands."""
    work = tmp_path_factory.mktemp("nginx-portal")
    (work / "mkdocs.yml").write_text(
        "site_name: 示例\nsite_url: https://example.gov.cn/xunchazhenggai/\n", encoding="utf-8"
    )
    build(work, ROOT / "notices", work / "site", say=quiet)
    port = nginx.free_port()
    sample = nginx.SUB_PATH.read_text(encoding="utf-8").replace("/srv/www/gongkai/site", str(work / "site"))
    server = (
        f"server {{ listen 127.0.0.1:{port}; add_header X-Portal yes; location / {{ return 200 portal; }}\n{sample}\n}}"
    )
    with nginx.running(work, server, port):
        yield Server(port, "/xunchazhenggai/")


@pytest.fixture(params=["own_host", "sub_path"])
def server(request: pytest.FixtureRequest) -> Server:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Server)
    return found


def test_the_policy_in_the_header_is_the_one_in_the_page(server: Server) -> None:
    for path in ("", NOTICE, "search/", "assets/gongkai.css", "data/findings.csv", "no-such-page/"):
        answer = server.get(path)
        assert answer.headers["content-security-policy"] == POLICY, path
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "SAMEORIGIN"
        assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
        assert "camera=()" in answer.headers["permissions-policy"]
        assert "x-portal" not in answer.headers
    assert META in server.get(NOTICE).body.decode()


def test_what_is_not_there_is_answered_with_the_site_s_own_page(server: Server, seed_site: Path) -> None:
    missing = server.get("notices/no-such-notice/")
    assert missing.status == 404
    assert "没有找到这个页面" in missing.body.decode()
    sheet = re.search(r'<link rel="stylesheet" href="([^"]+)"', missing.body.decode())
    assert sheet
    assert Server(server.port, "").get(sheet.group(1)).status == 200, "the missing page finds its style sheet"


def test_no_folder_is_listed(server: Server) -> None:
    for folder in ("assets/", "assets/search/", "search/index/"):
        answer = server.get(folder)
        assert answer.status == 404, folder
        assert "Index of" not in answer.body.decode()


def test_a_folder_without_its_slash_is_led_to_it_on_whatever_host_was_asked(server: Server) -> None:
    answer = server.get(NOTICE.rstrip("/"))
    assert answer.status == 301
    assert answer.headers["location"] == server.prefix + NOTICE


def test_every_kind_of_file_has_its_type(server: Server) -> None:
    for path, kind in {
        "": "text/html; charset=utf-8",
        "assets/gongkai.css": "text/css; charset=utf-8",
        "assets/gongkai.js": "application/javascript; charset=utf-8",
        "assets/seal.svg": "image/svg+xml",
        "data/findings.csv": "text/csv; charset=utf-8",
        "data/notices.json": "application/json; charset=utf-8",
        "data/gongkai.sqlite": "application/vnd.sqlite3",
        "commitments.ics": "text/calendar; charset=utf-8",
        # An original may be GBK: nothing is claimed of it.
        f"{NOTICE}pingjiang-weijian-2025.txt": "text/plain",
    }.items():
        answer = server.get(path)
        assert (answer.status, answer.headers["content-type"]) == (200, kind), path


def test_pages_travel_compressed_and_the_index_as_it_is(server: Server, seed_site: Path) -> None:
    plain, packed = server.get(NOTICE), server.get(NOTICE, Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    print(f"a notice: {len(plain.body)} bytes, {len(packed.body)} compressed")
    shard = next((seed_site / "search/index").glob("*/*.bin")).relative_to(seed_site).as_posix()
    answer = server.get(shard, Accept_Encoding="gzip")
    assert answer.status == 200
    assert "content-encoding" not in answer.headers


def test_a_reader_who_comes_back_fetches_only_what_changed(server: Server) -> None:
    first = server.get(NOTICE)
    assert first.headers["cache-control"] == "no-cache"
    again = server.get(NOTICE, If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_the_index_is_kept_for_good(own_host: Server, seed_site: Path) -> None:
    shard = next((seed_site / "search/index").glob("*/*.bin")).relative_to(seed_site).as_posix()
    answer = own_host.get(shard)
    assert answer.status == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert own_host.get("search/index/manifest.bin").headers["cache-control"] == "no-cache"


def test_nothing_outside_the_folder_is_served_and_nothing_is_taken(server: Server) -> None:
    for path in ("../", "../nginx.conf", "..%2fnginx.conf", "assets/../../nginx.conf", ".."):
        answer = server.get(path)
        assert b"worker_connections" not in answer.body
        assert answer.status != 200 or answer.body == b"portal", path
    assert server.get("", method="POST").status in (403, 405)
    assert server.get("", method="PUT").status in (403, 404, 405)


def test_the_portal_keeps_its_own_pages_and_headers(sub_path: Server) -> None:
    portal = Server(sub_path.port, "/").get("")
    assert (portal.body, portal.headers["x-portal"]) == (b"portal", "yes")
    assert Server(sub_path.port, "").get("/xunchazhenggai").headers["location"] == "/xunchazhenggai/"


def test_a_new_site_is_served_without_a_restart(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(tmp_path, ROOT / "notices", site, say=quiet)
    port = nginx.free_port()
    with nginx.running(tmp_path, nginx.own_host(site, port), port):
        server = Server(port, "/")
        before = server.get("").body
        (tmp_path / "mkdocs.yml").write_text("site_name: 新的名称\n", encoding="utf-8")
        build(tmp_path, ROOT / "notices", site, say=quiet)
        after = server.get("").body
        assert "新的名称" not in before.decode()
        assert "新的名称" in after.decode()
