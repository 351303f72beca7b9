"""What we add below the official text of a finding: notes, promises, citations, topics, and the way to its lines.

All of it stands in blocks marked `data-derived`; nothing of it is official text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.facts.model import Finding, Notice, Topic
from generator.facts.tally import squashed
from generator.pages import addresses
from generator.pages.escape import Markdown, escape, link, span

INNER = 3
"""Length of the fence round a block of ours."""


class Across(NamedTuple):
    """What the pages across units list, so that a notice leads only to what is there."""

    cited: Mapping[str, str]
    """Documents, without white space, to their addresses."""
    promised: frozenset[str]
    """Ids of the promises listed."""


ALONE = Across({}, frozenset())


class Ways(NamedTuple):
    """How the page that shows a finding leads to others; a part of a long notice stands two folders further down."""

    up: str = ""
    """From the page to the notice's own."""
    lines: tuple[int, ...] = ()
    """The first line of each part of the source view; empty where it is not cut."""

    def permalink(self, anchor: str) -> str:
        """The lasting address of a finding: on the notice's own page, wherever the text is cut."""
        return f"{self.up}#{anchor}"

    def site(self, url: str) -> str:
        """A page of the site."""
        return f"{self.up}../../{url}"

    def source(self, finding: Finding) -> str:
        """The lines of a finding in the source view."""
        part = f"part/{bisect_right(self.lines, finding.line)}/" if self.lines else ""
        return f"{self.up}source/{part}#{finding.anchor}"


HERE = Ways()


def finding_foot(
    notice: Notice,
    finding: Finding,
    notes: Sequence[str],
    topics: Mapping[str, str],
    across: Across,
    ways: Ways = HERE,
) -> Iterator[str]:
    """The lines of Markdown below a finding. `notes` are messages about it; `topics` maps topic ids to names."""
    if notes:
        yield from ("{.notes data-derived=1}", ":" * INNER + " block", "")
        for note in notes:
            yield from ("{.note}", escape("※ " + note), "")
        yield from (":" * INNER, "")
    numbers = range(1, len(finding.commitments) + 1)
    yield from _aside("承诺时限", [_promise(notice, finding, number, across, ways) for number in numbers])
    cited = dict.fromkeys(squashed(citation.value) for citation in finding.citations)
    yield from _aside("引用文件", [_citation(text, across, ways) for text in cited])
    first, last = finding.line, finding.end_line
    lines = f"第 {first} 行" if first == last else f"第 {first}–{last} 行"
    chips = [_topic(topic, topics, ways) for topic in finding.topics]
    chips.append(link(f"对照原文 {lines}", ways.source(finding), "chip"))
    yield from ("{.chips data-derived=1}", " ".join(chips), "")


def _aside(name: str, items: Sequence[Markdown]) -> Iterator[str]:
    """A quiet line."""
    if items:
        yield from ("{.aside data-derived=1}", f"{span(name, 'label')} {'　'.join(items)}", "")


def _promise(notice: Notice, finding: Finding, number: int, across: Across, ways: Ways) -> Markdown:
    """A promise and its last day, leading to the others; its words stand in the text above."""
    promise = finding.commitments[number - 1]
    words = escape(f"“{squashed(promise.text)}”")
    if promise.due is None:
        return words
    anchor = addresses.promise_anchor(notice.id, finding.anchor, number)
    day = f"最迟 {promise.due.isoformat()}"
    shown = link(day, ways.site(f"commitments/#{anchor}")) if anchor in across.promised else escape(day)
    return Markdown(f"{words}{shown}")


def _citation(text: str, across: Across, ways: Ways) -> Markdown:
    url = across.cited.get(text)
    return link(text, ways.site(url)) if url else escape(text)


def _topic(topic: Topic, topics: Mapping[str, str], ways: Ways) -> Markdown:
    """The topic with the keyword that put the finding there, leading to the same problem of other units."""
    name = f"{topics.get(topic.id, topic.id)}（“{topic.rule}”）"
    return link(name, ways.site(addresses.topic_url(topic.id)), "chip")
