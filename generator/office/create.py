"""`gongkai init`: a folder with everything an office needs for a site of its own.

The program stays in the installed package. The folder holds the office's names, its notices (one sample, plainly marked
as invented) and the scripts that its platform runs.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import jinja2

from generator import __version__
from generator.pages.markdown import escape
from generator.pages.prose import templates_folder

FILES = {
    "README.md.j2": "README.md",
    "mkdocs.yml.j2": "mkdocs.yml",
    "requirements.txt.j2": "requirements.txt",
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
    "notices/shili-2025.txt": "notices/shili-2025.txt",
    "notices/shili-2025.yml": "notices/shili-2025.yml",
    "github/check.yml": ".github/workflows/check.yml",
    "github/publish.yml": ".github/workflows/publish.yml",
    "gitlab-ci.yml": ".gitlab-ci.yml",
    "gongkai.sh": "ci/gongkai.sh",
    "nginx/nginx.conf.sample": "ci/nginx.conf.sample",
    "nginx/nginx-subpath.conf.sample": "ci/nginx-subpath.conf.sample",
}
"""Template below templates/office -> file of the office. The dots come here, so that they mean nothing in this repository."""

MAX_NAME = 60
WEB = re.compile(r"https?://[^\s/?#\"<>\\]+(?:/[^\s?#\"<>\\]*)?")


class InitError(Exception):
    """Why no folder was made; `str()` is the message to show."""


class Office(NamedTuple):
    """The names of an office's site. `url` is its address with a slash at the end, or ""."""

    name: str
    office: str = ""
    url: str = ""


def create_site(folder: Path, office: Office) -> list[str]:
    """Make the folder and return the paths of its files, sorted. Raises InitError, and then nothing has been written."""
    office = check_office(office)
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise InitError(f"{folder} 不是文件夹。")
    if folder.is_dir() and any(folder.iterdir()):
        raise InitError(f"文件夹 {folder} 不是空的；为免覆盖，请另选一个。")
    contents = {name: render_file(templates_folder() / "office" / source, office) for source, name in FILES.items()}
    for name, data in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if path.suffix == ".sh":
            path.chmod(0o755)
    return sorted(contents)


def check_office(office: Office) -> Office:
    """Return the office with a complete address. Raises InitError for names that are not one short line each."""
    for what, words in (("网站名称", office.name), ("主办单位", office.office)):
        if not words.isprintable() or len(words) > MAX_NAME:
            raise InitError(f"{what}须是一行文字，不超过 {MAX_NAME} 字。")
    if not office.name.strip():
        raise InitError("网站名称不能为空。")
    if office.url and not WEB.fullmatch(office.url):
        raise InitError(f"“{office.url}”不是网址；写成 https://www.example.gov.cn/xunchazhenggai/ 这样。")
    return office._replace(url=office.url.rstrip("/") + "/" if office.url else "")


def render_file(source: Path, office: Office) -> bytes:
    """Return the content of one file: a template rendered, any other file as it is."""
    data = source.read_bytes()
    if source.suffix != ".j2":
        return data
    template = ENVIRONMENT.from_string(data.decode("utf-8"))
    return template.render(**office._asdict(), version=__version__).encode("utf-8")


def yaml_string(words: str) -> str:
    """Return words as a YAML scalar in double quotes, which a string of JSON is."""
    return json.dumps(words, ensure_ascii=False)


ENVIRONMENT = jinja2.Environment(
    undefined=jinja2.StrictUndefined,
    autoescape=False,  # noqa: S701 - Markdown, YAML and a list of requirements: each value goes through a filter for it
    keep_trailing_newline=True,
)
ENVIRONMENT.filters.update(yaml=yaml_string, markdown=escape)
