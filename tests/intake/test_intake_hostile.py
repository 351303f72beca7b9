"""Twenty and more hostile files: each is refused with a code and a sentence, in bounded memory, and nothing is written."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from intake_samples import ROOT, SEEDS, as_docx, packed, paragraph, print_pages, relations, word_file

SEED = SEEDS[0].read_bytes()
PEAK = 200
"""Megabytes that the command and its child may take for the worst file."""
MESSAGE = re.compile(r"(GK0[34]\d) \S+：.*[\u4e00-\u9fff].*\n  怎么办：.+。")

Maker = Callable[[Path], Path]


def file(name: str, data: bytes) -> Maker:
    """A file of this name and content."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data)
        return path

    return make


def zip_bomb(size: int) -> bytes:
    """A Word file whose text unpacks to `size` bytes of spaces."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", relations({"officeDocument": "word/document.xml"}))
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(size >> 20):
                part.write(b" " * (1 << 20))
    return buffer.getvalue()


def with_doctype(declaration: str, inner: str) -> bytes:
    """A Word file whose main part begins with a document type."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'{declaration}<w:document xmlns:w="{space}"><w:body>{inner}</w:body></w:document>'
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
            "word/document.xml": f'<?xml version="1.0"?>{document}',
        }
    )


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def pdf_of(objects: list[str], trailer: str = "") -> bytes:
    """A PDF of these objects, the first being the catalogue."""
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    rows = "".join(f"{at:010d} 00000 n \n" for at in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode()
    return out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF".encode()


CATALOGUE = "<< /Type /Catalog /Pages 2 0 R >>"
PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
ENCRYPTED = pdf_of(
    [
        CATALOGUE,
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE,
        f"<< /Filter /Standard /V 1 /R 2 /O <{'5a' * 32}> /U <{'a5' * 32}> /P -44 >>",
    ],
    f"/Encrypt 4 0 R /ID [<{'00' * 16}> <{'00' * 16}>] ",
)
MANY_PAGES = pdf_of([CATALOGUE, "<< /Type /Pages /Kids [3 0 R] /Count 10000 >>", PAGE])


def scan() -> bytes:
    """A PDF whose only page is a picture."""
    picture = "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><rect width='10' height='10'/></svg>"
    canvas = f"<img width=500 src=\"data:image/svg+xml,{picture.replace('#', '%23')}\" style='filter:blur(1px)'>"
    return print_pages({"scan": canvas})["scan"]


def symlink(folder: Path) -> Path:
    (folder / "secret.txt").write_bytes(SEED)
    path = folder / "link.txt"
    path.symlink_to(folder / "secret.txt")
    return path


def fifo(folder: Path) -> Path:
    path = folder / "pipe.txt"
    os.mkfifo(path)
    return path


def huge(folder: Path) -> Path:
    path = folder / "huge.txt"
    with path.open("wb") as out:
        for _ in range(200):
            out.write("巡".encode() * 349_526)
    return path


def directory(folder: Path) -> Path:
    path = folder / "folder.txt"
    path.mkdir()
    return path


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


TEXT = SEED.decode("utf-8")
HOSTILE: dict[str, tuple[str, Maker]] = {
    "zip bomb docx": ("GK037", file("a.docx", zip_bomb(600 << 20))),
    "docx of many entries": ("GK037", file("a.docx", packed({f"part{n}.xml": "" for n in range(5000)}))),
    "docx truncated": ("GK035", file("a.docx", truncated(as_docx(TEXT)))),
    "docx with an external entity": (
        "GK037",
        file("a.docx", with_doctype('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>', paragraph("&x;"))),
    ),
    "docx with a billion laughs": (
        "GK037",
        file("a.docx", with_doctype(f'<!DOCTYPE r [<!ENTITY l0 "哈">{LAUGHS}]>', paragraph("&l9;"))),
    ),
    "docx nested too deep": (
        "GK035",
        file("a.docx", word_file("<w:sdt>" * 3000 + paragraph("整改") + "</w:sdt>" * 3000)),
    ),
    "docx that is really html": ("GK034", file("a.docx", b"<!DOCTYPE html><html><body>\xe6\x95\xb4</body></html>")),
    "docx that is a spreadsheet": ("GK035", file("a.docx", packed({"[Content_Types].xml": "<Types/>"}))),
    "docx under a password": ("GK036", file("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096)),
    "docx without words": ("GK043", file("a.docx", word_file(paragraph("   ")))),
    "encrypted pdf": ("GK036", file("a.pdf", ENCRYPTED)),
    "pdf that claims 10,000 pages": ("GK037", file("a.pdf", MANY_PAGES)),
    "pdf truncated": ("GK035", file("a.pdf", b"%PDF-1.7\n" + b"1 0 obj\n<< /Type /Catalog")),
    "scanned pdf": ("GK038", lambda folder: file("a.pdf", scan())(folder)),
    "html of a million nested divs": ("GK037", file("a.html", b"<html>" + b"<div>" * 1_000_000 + "整改".encode())),
    "html without text": ("GK043", file("a.html", "<html><body><a href=/>首页</a></body></html>".encode())),
    "200 MB of text": ("GK032", huge),
    "30 MB of text": ("GK032", file("long.txt", "巡".encode() * (10 << 20))),
    "picture named .txt": ("GK033", file("a.txt", b"\x89PNG\r\n\x1a\n" + os.urandom(2000))),
    "program named .txt": ("GK042", file("a.txt", b"\x7fELF\x02\x01\x01" + b"\0" * 900 + "整改".encode())),
    "NUL bytes in a text": ("GK042", file("a.txt", SEED[:300] + b"\0" + SEED[300:])),
    "mixed encodings": ("GK041", file("a.txt", SEED[:3000] + TEXT[1000:1500].encode("gb18030") + b"\xff\xff")),
    "Big5 that GB18030 would read as rubbish": (
        "GK040",
        file("a.txt", "中共臺灣縣衛生局黨組關於巡察整改進展情況的通報，根據縣委統一部署。".encode("big5") * 9),
    ),
    "empty": ("GK043", file("a.txt", b"")),
    "white space": ("GK043", file("a.txt", b" \r\n\t\r\n")),
    "no Chinese": ("GK043", file("a.txt", b"Lorem ipsum dolor sit amet\n" * 50)),
    "unknown format": ("GK033", file("a.ofd", b"PK\x03\x04 whatever")),
    "no extension": ("GK033", file("README", SEED)),
    "symbolic link": ("GK031", symlink),
    "named pipe": ("GK031", fifo),
    "directory": ("GK031", directory),
    "device": ("GK031", lambda folder: Path("/dev/zero")),
    "unreadable file": ("GK030", lambda folder: Path("/proc/self/mem")),
    "does not exist": ("GK030", lambda folder: folder / "none.docx"),
    "name too long": ("GK030", lambda folder: folder / ("长" * 300 + ".txt")),
    "name with a newline and escape codes": ("GK043", file("a\n\x1b[31m\x1b]0;x\x07.txt", b"")),
}


class Done(NamedTuple):
    """How a call ended. `peak` is the most memory that it or one of its children had, in megabytes."""

    returncode: int
    stdout: str
    stderr: str
    peak: int


LAUNCHER = """
import pathlib, resource, subprocess, sys
code = subprocess.run(sys.argv[2:]).returncode
pathlib.Path(sys.argv[1]).write_text(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10))
sys.exit(code)
"""
"""A child counts its parent's memory as its own until it begins; a small parent keeps the figure true."""


def add(folder: Path, *arguments: str | Path) -> Done:
    """`gongkai add` in a process of its own."""
    command = [sys.executable, "-m", "generator", "add", *map(str, arguments), "--notices", str(folder / "notices")]
    launch = [sys.executable, "-S", "-c", LAUNCHER, str(folder / ".peak"), *command]
    done = subprocess.run(launch, cwd=ROOT, capture_output=True, text=True, timeout=150, check=False)
    return Done(done.returncode, done.stdout, done.stderr, int((folder / ".peak").read_text()))


def written(folder: Path) -> list[str]:
    """Everything in the notices folder, hidden files too."""
    return sorted(str(path.relative_to(folder)) for path in (folder / "notices").rglob("*"))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_and_nothing_is_written(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, make = HOSTILE[name]
    path = make(tmp_path)
    done = add(tmp_path, path)
    with capsys.disabled():
        print(f"\n{name:<42} {done.peak:>4} MB  {done.stderr.splitlines()[1].strip()[:70]}", end="")
    assert done.returncode == 1
    assert MESSAGE.search(done.stderr), done.stderr
    assert code in done.stderr, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert written(tmp_path) == []
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", done.stderr)
    assert done.peak < PEAK


@pytest.mark.parametrize("wanted", ["../../etc/x", "/abs", "a" * 101, "大写", "A-b", "", "a\nb"])
def test_an_id_that_could_be_a_path_is_a_usage_error(wanted: str, tmp_path: Path) -> None:
    done = add(tmp_path, SEEDS[0], "--id", wanted)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert written(tmp_path) == []


def test_options_that_make_no_sense_are_usage_errors(tmp_path: Path) -> None:
    for wrong in (
        ("--published", "2026-02-30"),
        ("--region", "999999"),
        ("--region", "鼓楼区"),
        ("--source-url", "javascript:alert(1)"),
        ("--encoding", "rot13"),
        ("--encoding", "klingon"),
        ("--unit", "   "),
    ):
        done = add(tmp_path, SEEDS[0], *wrong)
        assert done.returncode == 2, (wrong, done.stderr)
        assert wrong[0] in done.stderr or wrong[1] in done.stderr
    assert add(tmp_path, SEEDS[0], SEEDS[1], "--id", "x").returncode == 2
    assert written(tmp_path) == []


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    bad = file("坏.txt", b"")(tmp_path)
    done = add(tmp_path, SEEDS[0], bad, SEEDS[1])
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr.count("已收录") == 2
    assert done.stderr.count("未收录") == 1
    assert len(written(tmp_path)) == 2
