"""What the readers of files give and how they refuse. Types only."""

from __future__ import annotations

from datetime import date

import msgspec


class Hints(msgspec.Struct, frozen=True):
    """What a file says about itself outside its text: the meta elements of a portal page."""

    published: date | None = None
    source_name: str | None = None
    source_url: str | None = None


class Extracted(msgspec.Struct, frozen=True):
    """The text of a file. `notes` are Chinese sentences: what was left out or decided, for the clerk to look at."""

    text: str
    notes: tuple[str, ...] = ()
    hints: Hints = Hints()


class RefusedError(Exception):
    """Why a file was not taken: a code of the catalogue and one Chinese sentence. The rule itself says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code, self.message = code, message
