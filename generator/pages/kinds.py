"""All kinds of pages. Read this first: one entry a kind.

A page kind is an entry here, a function that gives the facts of its front matter, and a template of the same name in
`templates/theme/` (and, where the page has prose, in `templates/pages/`). A function that returns None makes no page: a page
with nothing to say is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import yaml

from generator.pages.across.about import about_facts
from generator.pages.across.citations import citations_facts
from generator.pages.across.commitments import commitments_facts
from generator.pages.across.data import data_facts, data_parts
from generator.pages.across.home import home_facts
from generator.pages.across.quality import quality_facts, quality_parts
from generator.pages.across.search import search_facts
from generator.pages.across.status import status_facts
from generator.pages.across.updates import updates_facts, updates_parts
from generator.pages.collection import Part
from generator.pages.context import Context
from generator.pages.lists.notices import notices_facts, notices_parts
from generator.pages.lists.regions import region_facts, region_parts, regions_facts
from generator.pages.lists.topics import topic_facts, topic_parts, topics_facts
from generator.pages.lists.units import unit_facts, unit_parts, units_facts, units_parts
from generator.pages.lists.years import year_facts, year_parts, years_facts
from generator.pages.notice.pages import notice_pages
from generator.pages.page import Facts, Page, lean
from generator.pages.prose import prose
from generator.pages.words import MENU


class Single(NamedTuple):
    """A page of its own. Its template is `<kind>.html`."""

    kind: str
    path: str
    facts: Callable[[Context], Facts | None]


class Collection(NamedTuple):
    """A list of things at `<folder>/`, each with a page of its own at `<folder>/<id>/`, all of them cut by time where they are long.

    `kind` names the list's template, `member_kind` that of a member. A list without members (`members` gives none) has its list page alone.
    """

    kind: str
    folder: str
    parts: Callable[[Context], list[Part[Any]]]
    facts: Callable[[Context, Part[Any]], Facts | None]
    member_kind: str = ""
    members: Callable[[Context], Iterable[tuple[str, Any]]] = lambda context: ()
    """Each member with its id in addresses."""
    member_parts: Callable[[Context, Any], list[Part[Any]]] = lambda context, member: []
    member_facts: Callable[[Context, Any, Part[Any]], Facts] = lambda context, member, part: {}


FIRST: Part[Any] = Part(())


def whole(context: Context) -> list[Part[Any]]:
    """Return the one part of a list page that is never cut."""
    return [FIRST]


DATA = Collection("data", "data", data_parts, data_facts)
KINDS: tuple[Single | Collection, ...] = (
    Single("home", "index.md", home_facts),
    Single("about", "about.md", about_facts),
    Single("search", "search.md", search_facts),
    Single("status", "status.md", status_facts),
    Single("commitments", "commitments.md", commitments_facts),
    Single("citations", "citations.md", citations_facts),
    Collection("notices", "notices", notices_parts, notices_facts),
    Collection("quality", "quality", quality_parts, quality_facts),
    Collection("updates", "updates", updates_parts, updates_facts),
    Collection(
        "units", "units", units_parts, units_facts,
        "unit", lambda context: context.library.unit_by_id.items(), unit_parts, unit_facts,
    ),
    Collection(
        "regions", "regions", whole, regions_facts,
        "region", lambda context: context.library.places.items(), region_parts, region_facts,
    ),
    Collection(
        "years", "years", whole, years_facts,
        "year", lambda context: context.library.years.items(), year_parts, year_facts,
    ),
    Collection(
        "topics", "topics", whole, topics_facts,
        "topic", lambda context: context.library.topics.items(), topic_parts, topic_facts,
    ),
    DATA,
)  # fmt: skip


def site_facts(context: Context) -> bytes:
    """Return build/site.yml, which the frame of every page reads: `menu`, the sections that exist, and `search`."""
    library = context.library
    exist = {
        "units": library.units,
        "regions": library.places,
        "years": library.years,
        "topics": library.topics,
        "commitments": context.promises.total,
        "citations": context.documents,
        "search": library.notices and context.search,
        "about": True,
    }
    menu = [key for key in MENU if exist.get(key, library.notices)]
    return yaml.dump({"menu": menu, "search": "search" in menu}, sort_keys=False).encode()


def all_pages(context: Context) -> Iterator[Page]:
    """Return every page of the site."""
    yield from text_pages(context)
    yield from data_pages(context)


def data_pages(context: Context) -> Iterator[Page]:
    """Return the pages about the data files, which must be known by then."""
    yield from collection_pages(DATA, context)


def text_pages(context: Context) -> Iterator[Page]:
    """Return all other pages: those of each notice, then those of `KINDS`."""
    for notice in context.library.notices:
        yield from notice_pages(context, notice)
    for kind in KINDS:
        if kind is DATA:
            continue
        if isinstance(kind, Single):
            yield from page(kind.path, kind.kind, kind.facts(context))
        else:
            yield from collection_pages(kind, context)


def collection_pages(kind: Collection, context: Context) -> Iterator[Page]:
    """Return the list page of a collection, its further pages, and those of its members."""
    for part in kind.parts(context):
        yield from page(f"{kind.folder}/{part.name or 'index'}.md", kind.kind, kind.facts(context, part), part)
    for member_id, member in kind.members(context):
        for part in kind.member_parts(context, (member_id, member)):
            facts = kind.member_facts(context, (member_id, member), part)
            yield from page(f"{kind.folder}/{member_id}/{part.name or 'index'}.md", kind.member_kind, facts, part)


def page(path: str, kind: str, facts: Facts | None, part: Part[Any] = FIRST) -> Iterator[Page]:
    """Return the page of these facts, with the prose of its kind; none where there are no facts.

    A page of a list says where it stands: `paging`, and `part`, its name, unless it is the first.
    """
    if facts is not None:
        front = facts | lean({"paging": part.paging, "part": part.name})
        yield Page(path, f"{kind}.html", front, prose(kind, front))
