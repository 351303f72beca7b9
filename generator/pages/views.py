"""What every page hands to the theme: the front matter of each page kind as a type.

A page is a Markdown file whose front matter is `{template, title, description, view}`; `view` is one of the structs
below (their rows are in `view_parts`). In a theme template it is `page.meta.view`, every field present, so that
`{{ page.meta.view.verdict.sentence }}` needs no guard but `is none` where the type says so. `title` and `description`
are plain text too.

Rules that hold for all of it:

* Strings are plain text, never HTML. The hook renders the templates in templates/theme with autoescape ON (Material's
  own templates keep it off), so `{{ x }}` is safe and `{{ x | e }}` is the same; `page.content` is already markup.
* `url` fields are relative to the site's root without a leading slash (`notices/x/#f-1a2b3c4d`): print
  `{{ it.url | url }}`, which MkDocs turns into a path relative to the page. None or '' means: text without a link.
* Dates are ISO 8601 strings (`2026-02-26`); None means that the text does not say it (print 未注明).
* A `Share` draws a bar without inline style: `start` and `share` are thousandths, for
  `<svg viewBox="0 0 1000 10" preserveAspectRatio="none"><rect class="{{ s.status }}" x="{{ s.start }}" width="{{ s.share }}" height="10"/>`.
* What the unit wrote (`raw`, `words`) and what we derive (`status`, `glyph`, `word`) are different fields.
* Lists that would be empty make no heading; pages that would be empty are not made.

The site-wide part is `config.extra.gongkai`: `nav` (list of `NavItem`: only pages that exist), `as_of` (ISO date or
''), `notices`, `findings` (totals), `data_note`, and what mkdocs.yml sets there (`office`, `icp`, …).
On a notice, `page.meta.before` and `page.meta.after` are `page.content` cut at `div.lead`: `before` opens
`div.notice-body` and ends with the title, `after` is the rest and closes it. Print
`{{ before }}<div data-derived>lede, verdict, facts …</div>{{ after }}` to put panels under the title; nothing else may
come between, and the theme prints no h1 of its own there. `page.content` alone is the page for a generator without theme.

`404.html` is a static template without `page.meta`. `page.toc` is set for the pages that have headings (levels 2-5, nested), as Material expects it.

Markup in page bodies (`page.content`), for the style sheet. Elements we add to official text carry `data-derived`.

    <div class="notice-body" data-notice-body>            the whole official text of a notice
      <p class="letterhead">…</p>
      <h1 class="title" id="title"><span class="line">中共…党组</span><span class="line">关于…的通报</span></h1>
                                                           official text, so it stands here (`data-derived` on it where
                                                           the source has no title and we give one)
      <div class="lead" data-derived>…</div>               lede and verdict in plain paragraphs, see below
      <h2 id="s-1">…<h5 id="s-9">                          headings of sections and groups, depth as in the source;
                                                           <span class="m"> wraps the marker (一、)
      <article class="f completed" id="f-1a2b3c4d">        a finding; second class is its status
        <div class="f-bar" data-derived>                   <span class="st completed"><span class="g">●</span> 完成</span>
                                                           <a class="permalink" href="#f-1a2b3c4d">链接</a>
        <h3..h5 class="f-head" id="h-1a2b3c4d"><span class="m">问题①：</span><span class="h">…</span></h5>
        <p class="statement">
        <p class="outcome"><span class="label">整改结果：</span><span class="o">阶段性完成</span>。</p>
        <p class="field">  <p class="response"><span class="label">整改情况：</span>…</p>
        <p class="measure"><span class="m">一是</span>…</p>
        <div class="notes" data-derived><p class="note">※ …</p></div>
        <p class="chips" data-derived><a class="chip">…</a></p>
      <p> <p class="contact"> <div class="signoff"><p>…</p></div>

A notice above `parts.LONG` characters has its text on pages of its own (part.html), and at its address an index:

      <p class="part-ways" data-derived>                   its parts as links; also above the index of the source view
      <h2 id="s-1" data-derived><a>…</a></h2>              the headings above, each leading to its place in the text
      <p class="entry" id="f-1a2b3c4d" data-derived>       a finding: <span class="st open">…</span> <a>问题①：…</a>
    <div class="notice-text" data-notice-body>             on a part: the text, as in `notice-body` below the title
      <h2 class="again" data-derived>                      first a heading that an earlier part began: <a>…</a>（接上）
    <p class="line-numbers" id="f-1a2b3c4d" data-derived>  instead of the source view: <a id="L112">112</a> …

    <div class="source-body" data-source-body>             the source view, one paragraph a line, numbered by CSS
      <div class="f-lines" id="f-1a2b3c4d">                the lines of one finding (`:target` marks them)
        <p class="l" id="L112" data-line="112">…</p>       `.l.furniture` page noise, `.l.blank` an empty line
"""

from __future__ import annotations

import msgspec

from generator.pages.across_parts import Change
from generator.pages.paging import Paging
from generator.pages.view_parts import (
    Crumb,
    Download,
    FactRow,
    Figure,
    Neighbour,
    Note,
    NoticeRow,
    Share,
    StatusEntry,
    TocEntry,
    Verdict,
    Way,
)


class View(msgspec.Struct, frozen=True, kw_only=True):
    """What all pages have. `kind` is the template's stem; `section` the key of the `NavItem` to mark as current."""

    kind: str
    section: str
    heading: str
    """The page's h1, printed by the theme; on a notice the h1 is official text and already in the body."""
    breadcrumbs: tuple[Crumb, ...]
    """From 首页 to the page's parent; the page itself is not in it."""
    as_of: str | None
    """Date the data is of: 数据截至."""


class HomeView(View, frozen=True, kw_only=True):
    """`/` (home.html)."""

    lede: str
    figures: tuple[Figure, ...]
    newest: tuple[NoticeRow, ...]
    shares: tuple[Share, ...]
    regions: tuple[Way, ...]
    years: tuple[Way, ...]
    units: tuple[Way, ...]
    topics: tuple[Way, ...]
    examples: tuple[Way, ...]
    """Searches to try, each a term that occurs; `count` is the number of findings it finds."""


class NoticeView(View, frozen=True, kw_only=True):
    """`/notices/<id>/` (notice.html)."""

    id: str
    url: str
    title: str
    """On one line."""
    title_lines: tuple[str, ...]
    unit: str | None
    unit_url: str
    lede: tuple[str, ...]
    """县委第一巡察组 · 常规巡察 | 2024-09-09 至 2024-11-29 | 反馈 2025-01-24"""
    verdict: Verdict
    """Show the box when `result` is `differs` or `cannot_check`."""
    self_note: str
    """以下为该单位公开的原文，结果由其自行注明。"""
    findings_total: int
    shares: tuple[Share, ...]
    facts: tuple[FactRow, ...]
    toc: tuple[TocEntry, ...]
    notes: tuple[Note, ...]
    """Diagnostics about the notice as a whole; those about a finding are in it."""
    neighbours: tuple[Neighbour, ...]
    changes: tuple[Change, ...]
    """Corrections of this notice, newest first."""
    withdrawn: str | None
    """Reason; the page then has no official text."""
    downloads: tuple[Download, ...]
    source_view_url: str
    source_url: str
    """Where the unit published it, or ''."""
    source_name: str
    published: str | None
    published_at: str | None
    """With the time of day where the notice gives it: 2026-02-26 10:15."""
    author: str
    """The body that issued the notice, or ''."""
    keywords: str
    """Separated by commas."""
    year: str | None
    region: str
    sha256: str
    encoding: str
    size: int
    """Bytes of the original."""
    characters: int
    lines: int
    cite: str
    """How to cite the notice, one line, without the address (the theme adds it)."""


class SourceView(View, frozen=True, kw_only=True):
    """`/notices/<id>/source/` (source.html): the original, every line numbered."""

    id: str
    title: str
    notice_url: str
    lines: int
    sha256: str
    encoding: str
    size: int
    downloads: tuple[Download, ...]


class SourcePartView(SourceView, frozen=True, kw_only=True):
    """`/notices/<id>/source/part/2/` (source.html too): some lines of a long original."""

    paging: Paging


class PartView(View, frozen=True, kw_only=True):
    """`/notices/<id>/part/2/` (part.html): some of the text of a long notice; its body is official text and nothing else."""

    id: str
    title: str
    notice_url: str
    source_view_url: str
    """The first line of the part in the source view."""
    lines: str
    """原文第 12–30 行"""
    sha256: str
    published_at: str | None
    source_name: str
    keywords: str
    author: str
    paging: Paging


class StatusView(View, frozen=True, kw_only=True):
    """`/status/` (status.html)."""

    entries: tuple[StatusEntry, ...]
    shares: tuple[Share, ...]
    findings_total: int


class AboutView(View, frozen=True, kw_only=True):
    """`/about/` (about.html): prose, in the body."""

    version: str


class SearchView(View, frozen=True, kw_only=True):
    """`/search/` (search.html). The guide is in the body; the search itself is the theme's module."""

    examples: tuple[Way, ...]
    findings: int
    notices: int
    statuses: tuple[StatusEntry, ...]
