"""Debian's nginx in front of a built site, set up by one of the sample configurations that offices get; a port of this
machine, files in a folder of the caller's, ended with it."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAM = Path("/usr/sbin/nginx")
SAMPLES = Path(__file__).parents[1] / "templates/office/nginx"
OWN_HOST, SUB_PATH = SAMPLES / "nginx.conf.sample", SAMPLES / "nginx-subpath.conf.sample"
FRAME = """daemon off;
pid {work}/pid;
error_log {work}/error.log warn;
{user}
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
  {sample}
}}
"""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def own_host(site: Path, port: int) -> str:
    """The sample for a host of its own, with this folder and this port."""
    sample = OWN_HOST.read_text(encoding="utf-8")
    return sample.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("/srv/www/gongkai/site", str(site))


@contextmanager
def running(work: Path, sample: str, port: int) -> Iterator[None]:
    """An nginx with the sample inside. Raises AssertionError when it does not start, or warns of anything."""
    config = work / "nginx.conf"
    user = "user root;" if os.getuid() == 0 else ""
    config.write_text(FRAME.format(work=work, user=user, sample=sample), encoding="utf-8")
    process = subprocess.Popen([str(PROGRAM), "-p", str(work), "-c", str(config)], stderr=subprocess.PIPE)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, process.communicate()[1].decode()
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        _, said = process.communicate(timeout=10)
    log = (work / "error.log").read_text(encoding="utf-8")
    assert "warn" not in log + said.decode(), log + said.decode()
