"""What the readers of files return and how they refuse. Types only."""

from __future__ import annotations

from datetime import date

import msgspec


class Hints(msgspec.Struct, frozen=True):
    """What a file says about itself outside its text: the meta elements of a web page."""

    published: date | None = None
    source_name: str | None = None
    source_url: str | None = None


class Extracted(msgspec.Struct, frozen=True):
    """The text of a file, and notes for the clerk: Chinese sentences about what was left out or decided."""

    text: str
    notes: tuple[str, ...] = ()
    hints: Hints = Hints()


class RefusedFileError(Exception):
    """Why a file was not taken: a code of the catalogue and one Chinese sentence. The rule itself says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code, self.message = code, message
