"""The page about the site: prose alone."""

from __future__ import annotations

from generator.pages.context import Context
from generator.pages.page import Facts, lean


def about_facts(context: Context) -> Facts:
    """Return the facts of `/about/`: `{title, description, as_of, notices: 5}`."""
    return lean(
        {
            "title": "关于本站",
            "description": "来源、方法、局限、隐私与更正。",
            "as_of": context.as_of,
            "notices": len(context.library.notices),
        }
    )
