"""Encodings are proved, kinds agree with names, and what a text file was is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.add import Added, Refused, add_files, extract_text
from generator.intake.files import find_kind
from generator.intake.model import RefusedFileError
from generator.intake.options import AddOptions
from generator.intake.text import codec_name, decode_text

NOTICE = "中共平江县卫生健康局党组关于巡察整改进展情况的通报\n一、问题\n整改情况：一是5月26日完成。\n"


@pytest.mark.parametrize(
    ("data", "codec"),
    [
        (NOTICE.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + NOTICE.encode(), "utf-8"),
        (b"\xff\xfe" + NOTICE.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + NOTICE.encode("utf-16-be"), "utf-16-be"),
        (NOTICE.encode("gbk"), "gb18030"),
        ((NOTICE + "㐀𠮷").encode("gb18030"), "gb18030"),
    ],
)
def test_the_codec_is_found_and_the_text_is_whole(data: bytes, codec: str) -> None:
    text, found = decode_text(data)
    assert found == codec
    assert text.removeprefix("\ufeff").startswith(NOTICE)
    assert text.encode(found) == data


def test_a_person_decides_where_the_bytes_do_not() -> None:
    traditional = "中共臺灣縣衛生局黨組關於巡察整改進展情況的通報，根據縣委統一部署。\n" * 5
    data = traditional.encode("big5")
    with pytest.raises(RefusedFileError, match="GK040"):
        decode_text(data)
    assert decode_text(data, "big5") == (traditional, "big5")
    with pytest.raises(RefusedFileError, match="GK041"):
        decode_text(data, "utf-8")
    bare = NOTICE.encode("utf-16-le")
    with pytest.raises(RefusedFileError, match=r"GK04[12]"):
        decode_text(bare)
    assert decode_text(bare, "utf-16-le")[0] == NOTICE


def test_gbk_names_its_superset_and_codecs_of_bytes_are_unknown() -> None:
    assert codec_name("GBK") == codec_name("gb2312") == "gb18030"
    with pytest.raises(LookupError):
        codec_name("rot13")


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    code = ""
    try:
        text, codec = decode_text(data)
    except RefusedFileError as refused:
        code = refused.code
    assert code in {"GK040", "GK041", "GK042", "GK043"} or text.encode(codec) == data


@pytest.mark.parametrize(
    ("data", "suffix", "kind"),
    [
        (b"PK\x03\x04", ".docx", "docx"),
        (b"PK\x03\x04", ".WPS", "docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc", "office"),
        (b"{\\rtf1", ".doc", "office"),
        (b"%PDF-1.7", ".pdf", "pdf"),
        (b"\xef\xbb\xbf<!-- saved --> <!DOCTYPE html>", ".htm", "html"),
        (b"<div>", ".html", "html"),
        (NOTICE.encode("gbk"), ".txt", "text"),
    ],
)
def test_a_kind_is_told_by_content_and_name(data: bytes, suffix: str, kind: str) -> None:
    assert find_kind(data, suffix) == kind


@pytest.mark.parametrize(
    ("data", "suffix", "code"),
    [
        (b"<html>", ".txt", "GK034"),
        (b"%PDF-1.7", ".docx", "GK034"),
        (b"PK\x03\x04", ".pdf", "GK034"),
        (NOTICE.encode(), ".pdf", "GK035"),
        (b"\xff\xd8\xff\xe0", ".pdf", "GK033"),
        (b"x", ".xlsx", "GK033"),
    ],
)
def test_content_that_belies_the_name_is_refused(data: bytes, suffix: str, code: str) -> None:
    with pytest.raises(RefusedFileError, match=code):
        find_kind(data, suffix)


def test_a_text_that_needed_converting_keeps_its_original_beside(tmp_path: Path) -> None:
    data = NOTICE.encode("utf-16-be")
    (tmp_path / "x.txt").write_bytes(data)
    (added,) = add_files([tmp_path / "x.txt"], tmp_path / "n", AddOptions(id="x", encoding="utf-16-be"))
    assert isinstance(added, Added)
    assert added.path == tmp_path / "n" / "x" / "x.txt"
    assert added.path.read_text(encoding="utf-8") == NOTICE
    assert added.path.with_suffix(".orig").read_bytes() == data
    sums = added.path.with_suffix(".sha256").read_text(encoding="utf-8").split()
    assert sums[:2] == [added.sha256, "x.orig"]


def test_a_text_file_is_stored_byte_for_byte(tmp_path: Path) -> None:
    data = b"\xff\xfe" + NOTICE.replace("\n", "\r\n").encode("utf-16-le")
    (tmp_path / "x.txt").write_bytes(data)
    (added,) = add_files([tmp_path / "x.txt"], tmp_path / "n", AddOptions())
    assert isinstance(added, Added)
    assert added.path.read_bytes() == data
    assert [path.name for path in (tmp_path / "n").iterdir()] == ["pingjiang-weijian.txt"]


def test_the_sidecar_holds_what_was_said_and_the_second_time_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(NOTICE.encode())
    wishes = AddOptions(id="x", unit="某局", published="2026-02-26", source_url="https://a.gov.cn/1")
    (added,) = add_files([tmp_path / "x.txt"], tmp_path / "n", wishes)
    assert isinstance(added, Added)
    sidecar = added.path.with_suffix(".yml").read_text(encoding="utf-8")
    assert sidecar.splitlines() == ["unit: 某局", "published: '2026-02-26'", "source_url: https://a.gov.cn/1"]
    assert added.notice.unit.name is not None
    assert added.notice.unit.name.value == "某局"
    (again,) = add_files([tmp_path / "x.txt"], tmp_path / "n", AddOptions())
    assert isinstance(again, Refused)
    assert again.code == "GK044"
    (tmp_path / "x.txt").write_bytes(NOTICE.replace("5月", "6月").encode())
    (taken,) = add_files([tmp_path / "x.txt"], tmp_path / "n", AddOptions(id="x"))
    assert isinstance(taken, Refused)
    (replaced,) = add_files([tmp_path / "x.txt"], tmp_path / "n", AddOptions(id="x", replace=True))
    assert isinstance(replaced, Added)
    assert replaced.replaced
    assert replaced.path.with_suffix(".yml").read_text(encoding="utf-8") == sidecar


def test_reading_gives_text_and_original(tmp_path: Path) -> None:
    read = extract_text(NOTICE.encode("gbk"), ".txt", None)
    assert (read.stored, read.original_suffix) == (NOTICE.encode("gbk"), None)
