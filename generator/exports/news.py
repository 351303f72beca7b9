"""What feeds tell: a notice taken up, corrected, withdrawn, in the order of its day. No clock: days come from the data."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from generator.exports.model import Published, Site
from generator.facts.model import Notice, Status
from generator.facts.tally import Outcomes
from generator.filing import dated, named
from generator.pages import addresses
from generator.pages.changes import anchored
from generator.pages.rows import title_of
from generator.pages.words import STATUSES, WORD

UNDATED = date(1970, 1, 1)
"""Atom demands a day of every entry; this one says that the notice gives none."""
NAMESPACE = uuid.UUID("6b1f1c1e-6a0b-5e0e-9d6b-2f8d3c1a7e55")
"""Ours, for identifiers of sites without an address. Must never change."""


class News(NamedTuple):
    """One entry. `updated` is a day in China."""

    id: str
    title: str
    path: str
    published: date | None
    updated: date
    author: str
    summary: str
    tags: tuple[str, ...]


def permanent_id(site: Site, path: str) -> str:
    """An IRI that stays: the address where the site has one, else a UUID of the site's name and the path (RFC 4122, version 5).

    Neither the text nor its hash is in it, so a corrected notice keeps its entry. A site that is given an address later
    changes its ids once.
    """
    return site.absolute(path) or uuid.uuid5(NAMESPACE, f"{site.name}\n{path}").urn


def told(notice: Notice) -> date:
    """The day of the notice's own entry: of its last correction, else of its publication. None of its entries is newer."""
    day = notice.published.value if notice.published else dated(notice) or UNDATED
    return max((day, *(revision.date for revision in notice.sidecar.revisions)))


def newest(notices: Iterable[Notice], days: Mapping[str, date], most: int) -> tuple[Notice, ...]:
    """Those notices whose entries can be among the `most` newest. `days` are those of `told`, by id."""
    ordered = sorted(notices, key=lambda notice: days[notice.id], reverse=True)
    if len(ordered) <= most:
        return tuple(ordered)
    last = days[ordered[most - 1].id]
    return tuple(notice for notice in ordered if days[notice.id] >= last)


def news_of(published: Published, notices: Iterable[Notice], most: int) -> tuple[News, ...]:
    """The newest entries about these notices, newest first, at most `most`."""
    entries = [entry for notice in notices for entry in _of_notice(published, notice)]
    return tuple(sorted(entries, key=lambda entry: (-entry.updated.toordinal(), entry.id))[:most])


def _of_notice(published: Published, notice: Notice) -> Iterator[News]:
    site, sidecar = published.site, notice.sidecar
    path, title = addresses.notice_url(notice.id), title_of(notice)
    author = named(notice) or site.name
    region = notice.unit.region
    tags = (*(region.names if region else ()), *((notice.inspection.kind.value,) if notice.inspection.kind else ()))
    day = notice.published.value if notice.published else None
    latest = told(notice)
    if sidecar.withdrawn is not None:
        gone = f"这份通报已撤回。原因：{sidecar.withdrawn}"
        yield News(permanent_id(site, path), f"（撤回）{title}", path, day, latest, author, gone, tags)
        return
    told_of = summary(published.library.tally(notice).outcomes)
    yield News(permanent_id(site, path), title, path, day, latest, author, told_of, tags)
    for revision, anchor in anchored(sidecar.revisions):
        mark = f"{path}#{anchor}"
        words = f"更正说明：{revision.reason}"
        yield News(
            permanent_id(site, mark), f"（更正）{title}", mark, revision.date, revision.date, author, words, tags
        )


def summary(outcomes: Outcomes) -> str:
    """共 61 个问题：已完成 3，阶段性完成 58。以下为…… in the site's neutral words."""
    counts: Counter[Status] = Counter()
    for status, _, number in outcomes.words:
        counts[status] += number
    parts = "，".join(f"{WORD[status]} {counts[status]}" for status in STATUSES if counts[status])
    counted = f"正文逐条计数 {outcomes.findings} 个问题" + (f"：{parts}" if parts else "") + "。"
    return f"{counted}内容为该单位公开的原文，结果由其自行注明。"
