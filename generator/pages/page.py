"""What a page is: a value that any generator can read, made without knowing the disk or MkDocs."""

from __future__ import annotations

from typing import Any, NamedTuple

Facts = dict[str, Any]
"""Front matter as YAML has it: dicts, lists, strings, numbers and booleans; None where the text does not say it.

Facts, not views: ids instead of addresses, statuses instead of glyphs, numbers instead of bars. Templates of the theme turn them into
what a reader sees, with the functions of `theme_functions`. A key that would hold nothing is left out.
"""


class Page(NamedTuple):
    """A page of the site. The four fields decide every byte of what is published, together with the theme."""

    path: str
    """The Markdown file below the docs folder: `units/x.md`, `notices/y/index.md`."""
    template: str
    """The theme's template: `unit.html`."""
    front: Facts
    """`title` and `description`, then the facts of the page."""
    markdown: str
    """The body."""


def lean(facts: Facts) -> Facts:
    """Return the facts without the keys that hold nothing: None, '', empty lists and dicts. Zero and false stay."""
    return {
        key: value for key, value in facts.items() if value is not None and value != "" and value != [] and value != {}
    }
