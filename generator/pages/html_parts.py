"""HTML of a page (generator/build/render.py) cut into parts, so that a template can print something between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

FINDING_EDGE = re.compile(r"<!--(/?)(f-[0-9a-f]{8}(?:-[0-9]+)?)-->")
"""How the renderer marks where a finding begins and ends."""


class FindingEdge(NamedTuple):
    """HTML up to the beginning or the end of a finding, and which one; no `id` for what follows the last."""

    html: Markup
    opens: bool
    id: str


def split_after_title(html: str) -> tuple[Markup, Markup]:
    """Cut a notice's HTML behind its title, so that a template can print something below it; the first part is empty without a title."""
    at = html.find("</h1>")
    end = at + len("</h1>\n") if at >= 0 else 0
    return Markup(html[:end]), Markup(html[end:])  # noqa: S704 - made by the renderer, raw HTML off


def split_at_findings(html: str) -> Iterator[FindingEdge]:
    """Cut a page's HTML where findings begin and end, so that a template can print something there."""
    parts = FINDING_EDGE.split(html)
    for at in range(0, len(parts) - 1, 3):
        yield FindingEdge(Markup(parts[at]), not parts[at + 1], parts[at + 2])  # noqa: S704 - made by the renderer, raw HTML off
    yield FindingEdge(Markup(parts[-1]), False, "")  # noqa: S704


def fenced_lines(html: str) -> list[Markup]:
    """Return the lines of a page that is one fenced block."""
    inner = html.partition(">")[2].partition(">")[2].rpartition("</code>")[0]
    return [Markup(line) for line in inner.removesuffix("\n").split("\n")]  # noqa: S704 - made by the renderer, raw HTML off
