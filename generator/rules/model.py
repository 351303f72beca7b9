"""The shape of one rule. Types only."""

from __future__ import annotations

from typing import NamedTuple

from generator.diagnostics import Severity


class Rule(NamedTuple):
    """One thing that `check` can notice, explained in four parts: what, why, an example, and what to do instead.

    `code` is permanent: it is never given to another rule. `example` is text that makes the rule speak when read as a
    notice. `instead` is the default help of the rule's diagnostics. `published` says whether the public site shows
    the diagnostic; personal-data hits are for the office alone, because showing them would repeat the harm.
    """

    code: str
    severity: Severity
    title: str
    what: str
    why: str
    example: str
    instead: str
    published: bool = True
