"""`gongkai add`: files of an office -> notices, each whole or refused with a reason, one after the other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import yaml

from generator.facts.model import Notice, Revision, Sidecar
from generator.facts.read import read_notice
from generator.facts.regions import find_regions, region_of_code
from generator.intake.amend import with_revision
from generator.intake.kinds import Kind, find_kind
from generator.intake.limits import MAX_TEXT, extract_apart
from generator.intake.model import Extracted, Hints, RefusedError
from generator.intake.office import to_docx
from generator.intake.opening import read_original
from generator.intake.place import Present, claimed, place_new, present, replace, replaced_originals, words_hash
from generator.intake.propose import propose_id
from generator.intake.text import codec_name, decode_text
from generator.sidecar import KEPT, read_sidecar
from generator.source import Source

CHINA = timezone(timedelta(hours=8))
"""Where the day of a correction is counted."""


class Wishes(msgspec.Struct, frozen=True):
    """What the command line says about all files of one call."""

    id: str | None = None
    unit: str | None = None
    region: str | None = None
    published: str | None = None
    source_url: str | None = None
    encoding: str | None = None
    replace: bool = False
    reason: str | None = None
    """Why a notice is corrected: its original is then kept, and the correction recorded."""
    corrected: str | None = None
    """The day of the correction, ISO."""


class Added(NamedTuple):
    """A notice that was written."""

    file: Path
    path: Path
    notice: Notice
    sha256: str
    """Of the original as it was given."""
    notes: tuple[str, ...]
    replaced: bool


class Refused(NamedTuple):
    """A file that was not taken; nothing was written."""

    file: Path
    code: str
    message: str


class _Read(NamedTuple):
    """A file as read: its text, the bytes to store as text, and the original where that is another file."""

    extracted: Extracted
    stored: bytes
    suffix: str | None


def add_files(files: Iterable[Path], notices: Path, wishes: Wishes) -> Iterator[Added | Refused]:
    """What became of each file, in order, as it happens."""
    for file in files:
        try:
            yield add_file(file, notices, wishes)
        except RefusedError as refused:
            yield Refused(file, refused.code, refused.message)
        except OSError as error:
            yield Refused(file, "GK046", f"写入失败：{error.strerror or type(error).__name__}。")


def add_file(file: Path, notices: Path, wishes: Wishes) -> Added:
    """Reads one file and writes its notice. Raises RefusedError, before or instead of writing anything."""
    data = read_original(file)
    sha256 = hashlib.sha256(data).hexdigest()
    read = read_file(data, file.suffix, wishes.encoding)
    stated = _stated(wishes)
    draft = read_notice(Source("draft.txt", read.stored), "draft", msgspec.convert(stated, Sidecar))
    about = stated | _missing(draft, read.extracted.hints, stated)
    draft = read_notice(Source("draft.txt", read.stored), "draft", msgspec.convert(about, Sidecar))
    with claimed(notices):
        there = present(notices)
        old = _old(there, draft, wishes)
        notice_id = old.path.stem if old else wishes.id or propose_id(draft, there)
        contents = {".txt": read.stored}
        if read.suffix is not None:
            contents[read.suffix] = data
            contents[".sha256"] = (
                f"{sha256}  {notice_id}{read.suffix}\n{draft.source.sha256}  {notice_id}.txt\n".encode()
            )
        notes = read.extracted.notes
        if old is None:
            if about:
                contents[".yml"] = sidecar_bytes(about)
            path = place_new(notices, notice_id, contents)
        else:
            path = old.path
            if wishes.reason is not None:
                more, note = _correction(path, wishes)
                contents |= more
                notes += (note,)
            else:
                notes += ("没有给出 --reason：旧原文未保留，也没有更正说明；已经公开的通报请不要这样替换。",)
            if about:
                notes += (f"附注 {old.path.stem}.yml 不由本命令改写；如需改动 {'、'.join(about)}，请直接编辑它。",)
            path = replace(notices, path, contents)
    return Added(file, path, draft, sha256, notes, old is not None)


def _correction(old: Path, wishes: Wishes) -> tuple[dict[str, bytes], str]:
    """The further files of a notice that is corrected: its old originals and its sidecar; and a sentence about them."""
    mark, kept = replaced_originals(old)
    name = old.stem + mark
    if not KEPT.fullmatch(name):
        raise RefusedError("GK047", f"文件名 {old.stem} 不合规定，旧原文无法按规定命名。")
    day = date.fromisoformat(wishes.corrected) if wishes.corrected else datetime.now(CHINA).date()
    beside = old.with_suffix(".yml")
    before = beside.read_bytes() if beside.is_file() else b""
    sidecar = with_revision(before, Revision(day, wishes.reason or "", name))
    return kept | {".yml": sidecar}, f"旧原文保留为 {name}，更正说明（{day.isoformat()}）已写入附注。"


def read_file(data: bytes, suffix: str, encoding: str | None = None) -> _Read:
    """The text in some bytes, read by what they are. Raises RefusedError."""
    kind: Kind = find_kind(data, suffix)
    if kind == "text":
        return _read_text(data, encoding)
    extracted = extract_apart("docx", to_docx(data)) if kind == "office" else extract_apart(kind, data, encoding)
    original = ".html" if kind == "html" else suffix.lower()
    return _Read(extracted, extracted.text.encode("utf-8"), original)


def _read_text(data: bytes, encoding: str | None) -> _Read:
    """A text file is its own original wherever the program reads its bytes as meant; else it is kept beside."""
    text, codec = decode_text(data, encoding)
    if len(text) > MAX_TEXT:
        raise RefusedError("GK032", f"文件有 {len(text)} 个字，超过 {MAX_TEXT} 个。")
    note = f"文字编码：{codec}。"
    if Source("", data).text == text:
        return _Read(Extracted(text, (note,)), data, None)
    return _Read(Extracted(text, (note, "已转成 UTF-8 收录，原文件另存。")), text.encode("utf-8"), ".orig")


def _stated(wishes: Wishes) -> dict[str, str]:
    named = {"unit": wishes.unit, "region": wishes.region, "published": wishes.published}
    return {key: words for key, words in (named | {"source_url": wishes.source_url}).items() if words is not None}


def _missing(notice: Notice, hints: Hints, stated: dict[str, str]) -> dict[str, str]:
    """What the file says outside its text and the text does not: only that belongs into the sidecar."""
    found: dict[str, str] = {}
    if notice.published is None and hints.published:
        found["published"] = hints.published.isoformat()
    if notice.source_name is None and hints.source_name:
        found["source_name"] = hints.source_name
    if hints.source_url:
        found["source_url"] = hints.source_url
    # What a page claims is checked as what a person writes; what does not pass is left out.
    return {key: words for key, words in found.items() if key not in stated and not faults({key: words})}


def _old(there: dict[str, Present], draft: Notice, wishes: Wishes) -> Present | None:
    """The notice to replace, None where the new one is added. Raises RefusedError when one may not be replaced."""
    wanted = wishes.id or propose_id(draft, ())
    words = words_hash(draft.source.text)
    same = next((key for key, item in there.items() if item.words == words), None)
    if wishes.replace and wanted in there:
        return there[wanted]
    if same is not None:
        raise RefusedError("GK044", f"文字与已收录的 {there[same].path.as_posix()} 相同。")
    if wishes.id is not None and wishes.id in there:
        raise RefusedError("GK044", f"标识 {wishes.id} 已用于 {there[wishes.id].path.as_posix()}。")
    return None


def sidecar_bytes(about: dict[str, str]) -> bytes:
    """The sidecar that says this and nothing else."""
    written: str = yaml.dump(about, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    return written.encode("utf-8")


def faults(about: dict[str, str]) -> list[str]:
    """What the reader of sidecars would say against these values, in Chinese sentences; empty when nothing."""
    return [found.message for found in read_sidecar(Source("", sidecar_bytes(about))).diagnostics] if about else []


def wishes_of(files: int, **wanted: Any) -> Wishes:
    """The wishes of one call for so many files. Raises ValueError with a Chinese sentence when they make no sense."""
    wishes = Wishes(**wanted)
    if wishes.id is not None and files > 1:
        raise ValueError("--id 一次只能用于一个文件。")
    if wishes.encoding is not None:
        try:
            codec_name(wishes.encoding)
        except LookupError:
            raise ValueError(f"不认识编码“{wishes.encoding}”；常见的有 utf-8、gb18030、big5、utf-16-le。") from None
    if wishes.region is not None:
        wishes = msgspec.structs.replace(wishes, region=region_code(wishes.region))
    if (wishes.reason is not None or wishes.corrected is not None) and not wishes.replace:
        raise ValueError("--reason 和 --corrected 说明更正，须与 --replace 同用。")
    if wishes.reason is not None and not wishes.reason.strip():
        raise ValueError("--reason 要写明更正的原因。")
    if wishes.corrected is not None and (found := faults({"published": wishes.corrected})):
        raise ValueError(found[0].replace("published", "--corrected"))
    wrong = faults(_stated(wishes) | ({"id": wishes.id} if wishes.id is not None else {}))
    if wrong:
        raise ValueError(" ".join(f"--{message.replace('_', '-')}" for message in wrong))
    return wishes


def region_code(words: str) -> str:
    """The division code of six figures, or of a place name that means one place. Raises ValueError with a sentence."""
    if words.isascii() and words.isdigit() and len(words) == 6:
        if region_of_code(words) is None:
            raise ValueError(f"行政区划代码表里没有 {words}。")
        return words
    found = find_regions(words)
    if len(found) == 1:
        return found[0].code
    if not found:
        raise ValueError(f"不认识地名“{words}”；可以改写六位区划代码。")
    choices = "、".join(f"{'/'.join(region.names)} {region.code}" for region in found[:6])
    raise ValueError(f"“{words}”可以是 {choices}；请写六位区划代码。")
