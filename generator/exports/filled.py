"""The templates of `templates/exports/`, filled: feeds, sitemap, search description, data dictionary."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import jinja2

from generator.pages.prose import templates_folder

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold, escaped or not."""


def fill_template(template: str, /, **facts: Any) -> bytes:
    """Return the template `<template>.j2` filled with these facts, UTF-8. Whatever XML prints is escaped."""
    return _environment().get_template(f"{template}.j2").render(facts).encode()


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates_folder() / "exports", encoding="utf-8"),
        autoescape=jinja2.select_autoescape(("xml.j2",), default=False),
        finalize=_without_forbidden,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )


def _without_forbidden(value: Any) -> Any:
    """Return text with U+FFFD for what XML cannot hold; any other value as it is."""
    return NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value
