"""Front matter of a notice's own pages: what was read out of the text, and what the rest of the site adds to it.

    title: 中共平江县卫生健康局党组关于巡察整改进展情况的通报
    unit: {id: 430626-weishengjiankangju, name: 平江县卫生健康局, line: 1}
    inspection:
      team: {text: 县委第一巡察组, line: 3}
    findings:
    - id: f-87221974
      label: 问题①：
      heading: 推进县域医改有差距
      status: partial
      outcome: 阶段性完成
      lines: 11-13
      topics: {reform-development: 医改}

A value that was read from the text stands with its line; one from `<id>.yml` has none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from generator.facts.model import Declared, Fact, Finding, Inspection, Notice
from generator.filing import named, places_of, title_of, year_of
from generator.library import Library
from generator.pages.across.quality import check_facts, public_notes
from generator.pages.across.updates import changes
from generator.pages.addresses import promise_anchor
from generator.pages.context import Context
from generator.pages.notice.text import NoticeText
from generator.pages.page import Facts, lean
from generator.pages.theme_functions import topic_name

SUBJECT = "巡察整改"
CLOCK = re.compile(r"[\sT\u3000]{0,3}((?:[01]?\d|2[0-3])[:：][0-5]\d)(?!\d)")
"""A time of day right behind a date: 2026-02-26 10:15."""
IN_BODY = ("anchor", "statement", "response")
"""What the front matter does not say of a finding; any other words that were read of it stand there by their names."""


def notice_facts(context: Context, notice: Notice, text: NoticeText) -> Facts:
    """Return the front matter of `/notices/<id>/`."""
    library, sidecar, title = context.library, notice.sidecar, title_of(notice)
    withdrawn = sidecar.withdrawn
    outcomes = library.outcomes([notice])
    by_finding, notes = _notes(library, notice)
    words: dict[str, dict[str, int]] = {}
    for (status, raw), number in sorted(outcomes.words.items(), key=lambda item: (-item[1], item[0])):
        if raw:
            words.setdefault(status, {})[raw] = number
    year = year_of(notice)
    check = notice.reconciliation[0] if notice.reconciliation else None
    facts = {
        "title": title,
        "description": f"{title}：{len(notice.findings)} 个问题及其整改情况，原文照录。",
        "id": notice.id,
        "title_lines": list(text.title_lines),
        "unit": _unit(library, notice),
        "issuer": _issuer(notice),
        "region": [{"code": place.code, "name": place.name} for place in places_of(notice.unit.region)]
        if notice.unit.region
        else None,
        "inspection": _inspection(notice),
        "published": _valued(notice, notice.published),
        "published_at": published_at(notice),
        "year": year and str(year),
        "source_name": _valued(notice, notice.source_name),
        "source_url": sidecar.source_url,
        "declared": [_declared(notice, each) for each in notice.declared],
        "check": check_facts(notice, check) if check else None,
        "quality_page": context.quality_pages[notice.id],
        "outcomes": outcomes.by_status,
        "words": words,
        "contacts": contact_facts(notice),
        "notes": notes,
        "neighbours": _neighbours(library, notice),
        "changes": changes(notice),
        "withdrawn": withdrawn,
        "author": notice.unit.issuer.value if notice.unit.issuer else None,
        "keywords": _keywords(library, notice),
        "original": _original(notice, text),
    }
    if withdrawn is None:
        facts["findings"] = [
            _finding(context, notice, each, by_finding.get(each.anchor, ())) for each in notice.findings
        ]
    else:
        facts |= {"description": f"{title}：已撤回。", "outcomes": None, "words": None}
    return lean(facts)


def source_facts(notice: Notice, text: NoticeText) -> Facts:
    """Return the front matter of `/notices/<id>/source/`: the lines of each finding, `{f-87221974: 11-13}`, of former links,
    `{f-5a1b2c3d: 11}`, and of page furniture. A finding that begins within another's lines has none of its own."""
    anchors = {finding.anchor: finding.line for finding in notice.findings}
    findings = {}
    until = 0
    for finding in notice.findings:
        if finding.line > until:
            findings[finding.anchor] = f"{finding.line}-{finding.end_line}"
            until = finding.end_line
    title = title_of(notice)
    return lean(
        {
            "title": f"对照原文：{title}",
            "description": f"{title}的原文，逐行编号。",
            "id": notice.id,
            "notice": title,
            "findings": findings,
            "aliases": {old: anchors[current] for old, current in notice.sidecar.aliases.items() if current in anchors},
            "furniture": list(text.furniture),
            "original": _original(notice, text),
        }
    )


def contact_facts(notice: Notice) -> Facts:
    """Return the supervision channel of a notice: phones, emails, addresses and postcodes with their lines."""
    contacts = notice.contacts
    return lean(
        {
            name: [_valued(notice, fact) for fact in getattr(contacts, name)]
            for name in ("phones", "emails", "addresses", "postcodes")
        }
    )


def published_at(notice: Notice) -> str | None:
    """`2026-02-26 10:15` where the notice gives the time, else the day alone, else None. A time is never made up."""
    if notice.published is None:
        return None
    day = notice.published.value.isoformat()
    span = notice.published.span
    clock = CLOCK.match(notice.source.text, span.end) if span.end and notice.sidecar.published is None else None
    return f"{day} {clock[1].replace('：', ':').zfill(5)}" if clock else day


def _valued(notice: Notice, fact: Fact[str] | Fact[date] | None) -> Facts | None:
    """Return a value with the line it was read from; no line for one from the sidecar, whose span is empty."""
    if fact is None:
        return None
    value = fact.value.isoformat() if isinstance(fact.value, date) else fact.value
    shown = fact.span.end and notice.sidecar.withdrawn is None
    return {"text": value} | ({"line": notice.source.line_of(fact.span.start)} if shown else {})


def _unit(library: Library, notice: Notice) -> Facts | None:
    """Return the unit; its `id` only where it has a page."""
    unit = notice.unit
    value = _valued(notice, unit.name or unit.issuer)
    entry = library.unit_by_id.get(unit.id)
    return value and (value | ({"id": entry.id, "name": entry.name} if entry else {}))


def _issuer(notice: Notice) -> Facts | None:
    """Return the body that issued the notice, where the notice names a unit beside it."""
    return _valued(notice, notice.unit.issuer) if notice.unit.name else None


def _inspection(notice: Notice) -> Facts:
    return lean({name: _valued(notice, getattr(notice.inspection, name)) for name in Inspection.__struct_fields__})


def _declared(notice: Notice, declared: Declared) -> Facts:
    return lean(
        {
            "subject": declared.subject,
            "total": declared.total,
            "by_status": dict(declared.by_status),
            "merged": [{"statuses": list(each.statuses), "number": each.number} for each in declared.merged],
            "as_of": declared.as_of.value.isoformat() if declared.as_of else None,
            "line": notice.source.line_of(declared.span.start) if notice.sidecar.withdrawn is None else None,
        }
    )


def _original(notice: Notice, text: NoticeText) -> Facts:
    source = notice.source
    return {
        "sha256": source.sha256,
        "encoding": source.encoding,
        "size": source.size,
        "characters": len(source.text),
        "lines": text.lines,
    }


def _finding(context: Context, notice: Notice, finding: Finding, notes: Sequence[str]) -> Facts:
    listed = context.listed_promises
    promises = []
    for number, promise in enumerate(finding.commitments, 1):
        anchor = promise_anchor(notice.id, finding.anchor, number)
        due = promise.due.isoformat() if promise.due else None
        words = "".join(promise.text.split())
        promises.append(lean({"text": words, "due": due, "anchor": anchor if anchor in listed else None}))
    plain = {name: getattr(finding, name) for name in Finding.__struct_fields__ if name not in IN_BODY}
    plain = {name: value for name, value in plain.items() if isinstance(value, str)}
    documents = dict.fromkeys("".join(citation.value.split()) for citation in finding.citations)
    return lean(
        {
            "id": finding.anchor,
            **plain,
            "status": finding.outcome.status if finding.outcome else "unstated",
            "outcome": finding.outcome.raw if finding.outcome else None,
            "lines": f"{finding.line}-{finding.end_line}",
            "topics": {topic.id: topic.rule for topic in finding.topics},
            "promises": promises,
            "documents": {each: context.document_anchors.get(each, "") for each in documents},
            "notes": list(notes),
            "aliases": [old for old, current in notice.sidecar.aliases.items() if current == finding.anchor],
        }
    )


def _notes(library: Library, notice: Notice) -> tuple[dict[str, list[str]], list[Facts]]:
    """Return the messages for the public by the finding they are about, and those about the notice as a whole."""
    by_finding: dict[str, list[str]] = {}
    loose: list[Facts] = []
    for note in public_notes(library, notice):
        if "finding" in note:
            by_finding.setdefault(note["finding"], []).append(note["message"])
        else:
            loose.append({"message": note["message"], "line": note["line"]})
    return by_finding, loose


def _keywords(library: Library, notice: Notice) -> str:
    """Return unit, region, kind of inspection and the topics of its findings, separated by commas."""
    kind, region = notice.inspection.kind, notice.unit.region
    topics = [topic_name(topic) for topic in library.topic_findings.get(notice.id, ())]
    words = [named(notice) or "", *(region.names if region else ()), kind.value if kind else "", *topics, SUBJECT]
    return ",".join(dict.fromkeys(word for word in words if word))


def _neighbours(library: Library, notice: Notice) -> list[Facts]:
    """Return the notices that a notice follows up, that follow it up, and that stand before and after it in its unit's time."""
    found: dict[str, tuple[str, Notice]] = {}
    followed = library.by_id.get(notice.sidecar.previous or "")
    if followed:
        found[followed.id] = ("本通报所跟进的通报", followed)
    for other in library.followers(notice):
        found.setdefault(other.id, ("跟进本通报的通报", other))
    unit = library.unit_by_id.get(notice.unit.id)
    line = library.time_line(unit) if unit else ()
    here = next((at for at, other in enumerate(line) if other.id == notice.id), None)
    if here is not None:
        if here:
            found.setdefault(line[here - 1].id, ("前一份通报", line[here - 1]))
        if here + 1 < len(line):
            found.setdefault(line[here + 1].id, ("后一份通报", line[here + 1]))
    return [
        lean(
            {
                "relation": relation,
                "id": other.id,
                "title": title_of(other),
                "published": other.published.value.isoformat() if other.published else None,
            }
        )
        for relation, other in found.values()
    ]
