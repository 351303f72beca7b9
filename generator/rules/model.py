"""The shape of one rule."""

from __future__ import annotations

from typing import NamedTuple

from generator.diagnostics import Severity


class Rule(NamedTuple):
    """One kind of diagnostic, explained in four parts: what, why, an example, and what to do instead."""

    code: str
    """Permanent: it is never given to another rule."""
    severity: Severity
    title: str
    what: str
    why: str
    example: str
    """A text that gives the diagnostic when it is read as a notice."""
    instead: str
    """The advice of the rule's diagnostics."""
    published: bool = True
    """Whether the public site shows the diagnostic. Personal data is for the office alone: to show it repeats the harm."""
