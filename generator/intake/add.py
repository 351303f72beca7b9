"""`gongkai add`: files of an office -> notices, each whole or refused with a reason, one after the other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.facts.model import Notice, Revision, Sidecar
from generator.facts.read import read_notice
from generator.intake.files import find_kind, read_original
from generator.intake.libreoffice import convert_to_docx
from generator.intake.model import Extracted, Hints, RefusedFileError
from generator.intake.options import AddOptions
from generator.intake.propose import propose_id
from generator.intake.sandbox import MAX_TEXT, extract_in_child
from generator.intake.sidecar_writer import add_revision, sidecar_bytes, sidecar_faults
from generator.intake.store import (
    StoredNotice,
    hash_words,
    locked_folder,
    replaced_originals,
    store_new,
    store_replacement,
    stored_notices,
)
from generator.intake.text import decode_text
from generator.sidecar import KEPT
from generator.source import Source

CHINA = timezone(timedelta(hours=8))
"""Where the day of a correction is counted."""


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


class FileText(NamedTuple):
    """The text of a file, and how it is stored."""

    extracted: Extracted
    stored: bytes
    """The text file of the notice."""
    original_suffix: str | None
    """The suffix under which the file itself is kept beside; None where it is the text file."""


def add_files(files: Iterable[Path], notices: Path, options: AddOptions) -> Iterator[Added | Refused]:
    """Yield what became of each file, in order, as it happens."""
    for file in files:
        try:
            yield add_file(file, notices, options)
        except RefusedFileError as refused:
            yield Refused(file, refused.code, refused.message)
        except OSError as error:
            yield Refused(file, "GK046", f"写入失败：{error.strerror or type(error).__name__}。")


def add_file(file: Path, notices: Path, options: AddOptions) -> Added:
    """Read one file and write its notice. Raises RefusedFileError, before or instead of writing anything."""
    data = read_original(file)
    sha256 = hashlib.sha256(data).hexdigest()
    text = extract_text(data, file.suffix, options.encoding)
    values = _sidecar_values(text, options)
    draft = _draft(text, values)
    notes = list(text.extracted.notes)
    with locked_folder(notices):
        there = stored_notices(notices)
        old = _notice_to_replace(there, draft, options)
        notice_id = old.path.stem if old else options.id or propose_id(draft, there)
        contents = {".txt": text.stored}
        if text.original_suffix is not None:
            sums = f"{sha256}  {notice_id}{text.original_suffix}\n{draft.source.sha256}  {notice_id}.txt\n"
            contents |= {text.original_suffix: data, ".sha256": sums.encode()}
        if old is None:
            if values:
                contents[".yml"] = sidecar_bytes(values)
            path = store_new(notices, notice_id, contents)
        else:
            if options.reason is None:
                notes.append("没有给出 --reason：旧原文未保留，也没有更正说明；已经公开的通报请不要这样替换。")
            else:
                more, note = _correction(old.path, options.reason, options.corrected)
                contents |= more
                notes.append(note)
            if values:
                notes.append(f"附注 {notice_id}.yml 不由本命令改写；如需改动 {'、'.join(values)}，请直接编辑它。")
            path = store_replacement(notices, old.path, contents)
    return Added(file, path, draft, sha256, tuple(notes), old is not None)


def extract_text(data: bytes, suffix: str, encoding: str | None) -> FileText:
    """Return the text in the bytes of a file, read by what they are. Raises RefusedFileError."""
    kind = find_kind(data, suffix)
    if kind == "text":
        return _plain_text(data, encoding)
    if kind == "office":
        extracted = extract_in_child("docx", convert_to_docx(data))
    else:
        extracted = extract_in_child(kind, data, encoding)
    return FileText(extracted, extracted.text.encode("utf-8"), ".html" if kind == "html" else suffix.lower())


def _plain_text(data: bytes, encoding: str | None) -> FileText:
    """Return a text file: its own original wherever the program reads its bytes as meant, else kept beside."""
    text, codec = decode_text(data, encoding)
    if len(text) > MAX_TEXT:
        raise RefusedFileError("GK032", f"文件有 {len(text)} 个字，超过 {MAX_TEXT} 个。")
    note = f"文字编码：{codec}。"
    if Source("", data).text == text:
        return FileText(Extracted(text, (note,)), data, None)
    return FileText(Extracted(text, (note, "已转成 UTF-8 收录，原文件另存。")), text.encode("utf-8"), ".orig")


def _draft(text: FileText, values: dict[str, str]) -> Notice:
    """Return the notice in a text, read with a sidecar of these values."""
    return read_notice(Source("draft.txt", text.stored), "draft", msgspec.convert(values, Sidecar))


def _sidecar_values(text: FileText, options: AddOptions) -> dict[str, str]:
    """Return what belongs into the sidecar: what the call says, and what the file says outside its text and the text does not."""
    stated = options.sidecar_values()
    hints = _missing_values(_draft(text, stated), text.extracted.hints)
    # What a page claims is checked as what a person writes; what does not pass is left out.
    return stated | {
        key: value for key, value in hints.items() if key not in stated and not sidecar_faults({key: value})
    }


def _missing_values(notice: Notice, hints: Hints) -> dict[str, str]:
    """Return the sidecar values in the hints of a file that its text does not give."""
    found: dict[str, str] = {}
    if notice.published is None and hints.published:
        found["published"] = hints.published.isoformat()
    if notice.source_name is None and hints.source_name:
        found["source_name"] = hints.source_name
    if hints.source_url:
        found["source_url"] = hints.source_url
    return found


def _notice_to_replace(there: dict[str, StoredNotice], draft: Notice, options: AddOptions) -> StoredNotice | None:
    """Return the notice to replace, None to add a new one. Raises RefusedFileError when the notice is there already."""
    wanted = options.id or propose_id(draft, ())
    if options.replace and wanted in there:
        return there[wanted]
    words = hash_words(draft.source.text)
    for stored in there.values():
        if stored.words == words:
            raise RefusedFileError("GK044", f"文字与已收录的 {stored.path.as_posix()} 相同。")
    if options.id is not None and options.id in there:
        raise RefusedFileError("GK044", f"标识 {options.id} 已用于 {there[options.id].path.as_posix()}。")
    return None


def _correction(old: Path, reason: str, corrected: str | None) -> tuple[dict[str, bytes], str]:
    """Return the further files of a notice that is corrected, its old originals and its sidecar, and a note about them."""
    mark, kept = replaced_originals(old)
    name = old.stem + mark
    if not KEPT.fullmatch(name):
        raise RefusedFileError("GK047", f"文件名 {old.stem} 不合规定，旧原文无法按规定命名。")
    day = date.fromisoformat(corrected) if corrected else datetime.now(CHINA).date()
    sidecar = old.with_suffix(".yml")
    before = sidecar.read_bytes() if sidecar.is_file() else b""
    kept[".yml"] = add_revision(before, Revision(day, reason, name))
    return kept, f"旧原文保留为 {name}，更正说明（{day.isoformat()}）已写入附注。"
