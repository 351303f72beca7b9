"""The prose of a page, from the templates of `templates/pages/`.

Whatever a template prints is escaped unless it is `Markdown` already, so a template cannot forget it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jinja2

from generator.pages.markdown import as_markdown
from generator.pages.page import Facts


def templates_folder() -> Path:
    """Return `templates/` of a checkout, or the copy inside the installed package."""
    installed = Path(__file__).parents[1] / "_templates"
    # That one first: beside an installed package any other may have left a `templates/`.
    return installed if installed.is_dir() else Path(__file__).parents[2] / "templates"


@cache
def prose_environment() -> jinja2.Environment:
    """Return the environment of the templates of `templates/pages/`."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates_folder() / "pages", encoding="utf-8"),
        autoescape=False,  # noqa: S701 - the output is Markdown: `finalize` escapes every value for it
        finalize=as_markdown,
        comment_start_string="{##",  # `{#id}` is an attribute here
        comment_end_string="##}",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def prose(kind: str, facts: Facts) -> str:
    """Return the Markdown of a page: `<kind>.md.j2` filled with its facts, '' where its kind has no prose."""
    name = f"{kind}.md.j2"
    if name not in _kinds_with_prose():
        return ""
    return prose_environment().get_template(name).render(facts)


@cache
def _kinds_with_prose() -> frozenset[str]:
    return frozenset(prose_environment().list_templates())
