"""A notice file read: everything that follows from the file and its sidecar alone. The first of the remembered steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from generator.build.memo import Memo, key_of
from generator.build.pool import Pool, remembered
from generator.checks import check_notice
from generator.checks.origin import unreadable_text
from generator.diagnostics import Diagnostic
from generator.facts.model import Notice, ParsedNotice, Sidecar
from generator.facts.read import read_notice
from generator.pages.notice.text import NoticeText, digest_of_words, notice_text, official_text
from generator.sidecar import read_sidecar
from generator.source import Source


class NoticeFile(NamedTuple):
    """The bytes of a notice and of its sidecar, None where it has none; `name` is the path as a person would look for it."""

    name: str
    data: bytes
    sidecar: bytes | None

    @property
    def stem(self) -> str:
        """The file's name without folder and suffix: the id of the notice, unless the sidecar gives another."""
        return self.name.rpartition("/")[2].removesuffix(".txt")

    @property
    def sidecar_name(self) -> str:
        """Where the sidecar stands or would stand."""
        return self.name.removesuffix(".txt") + ".yml"

    @property
    def key(self) -> str:
        """The key of what is read."""
        return key_of("read", self.stem.encode(), self.data, b"" if self.sidecar is None else b"." + self.sidecar)


class Reading(msgspec.Struct, frozen=True, array_like=True):
    """What was read. `notice` is None for a file that cannot become a notice; then `problems` say why."""

    notice: Notice | None
    problems: tuple[Diagnostic, ...]
    sidecar_problems: tuple[Diagnostic, ...]
    diagnostics: tuple[Diagnostic, ...]
    digests: tuple[bytes, bytes] = (b"", b"")
    """`digest_of_words` of the official text and of the original: what the published pages must show."""


def _encoded(value: Any) -> Any:
    """Encode a source as nothing: its bytes are at hand."""
    if isinstance(value, Source):
        return None
    raise NotImplementedError


def _decoded(kind: type, value: Any) -> Any:
    return NO_SOURCE


NO_SOURCE = Source("", b"")
ENCODER = msgspec.msgpack.Encoder(enc_hook=_encoded)
READING = msgspec.msgpack.Decoder(Reading, dec_hook=_decoded)
TEXT = msgspec.msgpack.Decoder(NoticeText)
PARTS = msgspec.msgpack.Decoder(tuple[bytes, bytes])
BATCH = 32
NO_TEXT = NoticeText("", (), "", 0, ())


def read_files(files: Sequence[NoticeFile], memo: Memo, pool: Pool) -> list[Reading]:
    """Return the reading of each file; those that the memo does not have are read by the pool."""
    values = dict(remembered(read_batch, ((file.key, file) for file in files), memo, pool, BATCH))
    return [_with_source(READING.decode(PARTS.decode(values[file.key])[0]), file) for file in files]


def text_of_file(file: NoticeFile, memo: Memo) -> NoticeText:
    """Return what the pages of a notice show of its text; it is read again where the memo lost it."""
    value = memo.get(file.key)
    return TEXT.decode(PARTS.decode(read_batch([file])[0] if value is None else value)[1])


def read_batch(files: Sequence[NoticeFile]) -> list[bytes]:
    """Read files; return for each its `Reading` and its `NoticeText`, encoded each by itself: only a notice's own pages need the text."""
    return [ENCODER.encode([ENCODER.encode(part) for part in read_file(file)]) for file in files]


def read_file(file: NoticeFile) -> tuple[Reading, NoticeText]:
    """Read one file."""
    sidecar, wrong = parse_sidecar(file)
    notice = parse_file(file, sidecar)
    problems = tuple(unreadable_text(notice.source))
    if problems:
        return Reading(None, problems, tuple(wrong), ()), NO_TEXT
    plain = {name: getattr(notice, name) for name in Notice.__struct_fields__}
    digests = digest_of_words(official_text(notice)), digest_of_words(notice.source.text)
    return Reading(Notice(**plain), (), tuple(wrong), tuple(check_notice(notice)), digests), notice_text(notice)


def parse_file(file: NoticeFile, sidecar: Sidecar) -> ParsedNotice:
    """Return the notice in a file with its tree, whatever the file holds."""
    return read_notice(Source(file.name, file.data), sidecar.id or file.stem, sidecar)


def parse_sidecar(file: NoticeFile) -> tuple[Sidecar, Sequence[Diagnostic]]:
    """Return the sidecar of a file and what is wrong with it."""
    return (Sidecar(), ()) if file.sidecar is None else read_sidecar(Source(file.sidecar_name, file.sidecar))


def _with_source(reading: Reading, file: NoticeFile) -> Reading:
    if reading.notice is None:
        return reading
    notice = msgspec.structs.replace(reading.notice, source=Source(file.name, file.data))
    return msgspec.structs.replace(reading, notice=notice)
