"""A generated page made ready: its file with front matter, and the HTML of its body.

This is the work of a build that grows with its pages and depends on nothing but the page, so it may be spread over
processes; what comes back is the same, and in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import NamedTuple

from generator.pages import frontmatter
from generator.pages.render import Page
from generator.site import html

ENOUGH_FOR_PROCESSES = 150
"""Pages below which starting processes costs more than it saves."""


class Produced(NamedTuple):
    """The text of the page's file and its rendered body."""

    text: str
    body: html.Rendered


def produce(page: Page) -> Produced:
    """One page. Raises FrontMatterError when its front matter would not come back as it is written."""
    return Produced(frontmatter.dump(page.front, page.front["title"]) + page.body, html.render_page(page.body))


def produce_all(pages: Iterable[tuple[str, Page]], workers: int) -> dict[str, Produced]:
    """Every page by its path, in the order given, made by `workers` processes where there are many."""
    listed = list(pages)
    paths, bodies = [path for path, _ in listed], [page for _, page in listed]
    if workers < 2 or len(listed) < ENOUGH_FOR_PROCESSES:
        return dict(zip(paths, map(produce, bodies), strict=True))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return dict(zip(paths, pool.map(produce, bodies, chunksize=8), strict=True))
