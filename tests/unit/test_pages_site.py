"""The pages about the whole site: home, search, outcomes, checks, changes, data."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
import yaml
from checking import read
from seeding import context_of, published, seed
from seeding import seeds as seed_notices

from generator.diagnostics import Diagnostic
from generator.facts.model import ParsedNotice, Replaced, Revision
from generator.pages.across.about import about_facts
from generator.pages.across.data import data_facts, data_parts
from generator.pages.across.home import home_facts
from generator.pages.across.quality import CHECKS_A_PAGE, quality_facts, quality_parts
from generator.pages.across.search import search_facts
from generator.pages.across.status import status_facts
from generator.pages.across.updates import CHANGES_A_PAGE, changes, updates_facts, updates_parts
from generator.pages.context import Context
from generator.pages.kinds import all_pages, site_facts
from generator.pages.page import Facts
from generator.source import Span

MERGED = """中共青禾县教育局党组关于巡察整改进展情况的通报
发布日期：2025-02-26
县委巡察组反馈的2个问题中，已完成（含基本完成）2个。
一、反馈问题整改情况
（一）学习不够
整改结果：已完成
整改情况：补学。
（二）制度不严
整改结果：基本完成
整改情况：修订。
"""


def on_days(notice: ParsedNotice, count: int) -> list[ParsedNotice]:
    """Copies of a notice, published on as many days from 2025 back."""
    newest = date(2025, 12, 31).toordinal()
    return [published(notice, date.fromordinal(newest - 3 * at), id=f"n-{at}") for at in range(count)]


@pytest.fixture(scope="module")
def seeds() -> Context:
    return context_of(*seed_notices())


def checks(context: Context) -> list[Facts]:
    (part,) = quality_parts(context)
    return list((quality_facts(context, part) or {})["rows"])


def test_the_home_page_counts_notices_findings_and_differences(seeds: Context) -> None:
    facts = home_facts(seeds)
    assert [facts[key] for key in ("notices", "findings", "differing")] == [5, 156, 1]
    assert facts["findings"] == sum(facts["statuses"].values()) == sum(unit["findings"] for unit in facts["units"])
    assert facts["notices"] == sum(place["notices"] for place in facts["regions"]) == sum(facts["years"].values())
    assert facts["newest"][0]["id"] == "zhuzhou-weijian-2026"


def test_suggested_searches_find_something_and_are_left_out_where_there_is_no_search(seeds: Context) -> None:
    examples = (search_facts(seeds) or {})["examples"]
    assert len(examples) == 4
    assert all(examples.values())
    without = context_of(*seeds.library.notices, search=False)
    assert search_facts(without) is None
    assert "examples" not in home_facts(without)


def test_a_site_without_notices_has_a_home_page_and_a_page_about_itself() -> None:
    empty = context_of()
    assert set(home_facts(empty)) == {"title", "description", "as_of", "notices", "findings", "differing"}
    assert about_facts(empty)["notices"] == 0
    assert [search_facts(empty), status_facts(empty)] == [None, None]
    for parts, facts in ((quality_parts, quality_facts), (updates_parts, updates_facts), (data_parts, data_facts)):
        assert [facts(empty, part) for part in parts(empty)] == [None]  # type: ignore[operator]


def test_a_status_gathers_the_units_own_words_and_phase_wise_completion_is_never_completed(seeds: Context) -> None:
    facts = status_facts(seeds) or {}
    assert facts["words"]["partial"]["阶段性完成"] > 0
    assert not any("阶段性" in word for word in facts["words"]["completed"])
    assert "unstated" not in facts["words"]


def test_a_notice_that_differs_comes_first_with_both_numbers_and_the_line(seeds: Context) -> None:
    row = checks(seeds)[0]
    assert row["id"] == "pingjiang-weijian-2025"
    first, *others = row["checks"]
    assert (first["declared"]["total"], first["counted"]["total"], first["line"]) == (62, 61, 7)
    assert first["contrary"] == ["total", "partial"]
    assert [each["subject"] for each in others] == ["petitions", "immediate"]
    assert all("counted" not in each for each in others)


def test_statuses_that_share_a_declared_number_are_told_together() -> None:
    (row,) = checks(context_of(read(MERGED)))
    assert row["checks"][0]["merged"] == [{"statuses": ["completed", "mostly"], "number": 2}]


def test_only_public_diagnostics_are_told_each_with_its_finding() -> None:
    notice = seed("pingjiang")
    at = notice.findings[0].span.start
    noticed = (
        Diagnostic("GK101", "warning", Span(at, at + 1), "公开的提示"),
        Diagnostic("GK501", "warning", Span(at, at + 1), "个人信息", published=False),
        Diagnostic("GK301", "hint", Span(0, 0), "整份的提示"),
    )
    (row,) = checks(context_of(notice, noticed=noticed))
    assert [(note["message"], note.get("finding")) for note in row["notes"]] == [
        ("公开的提示", notice.findings[0].anchor),
        ("整份的提示", None),
    ]
    (row,) = checks(context_of(seed("pingjiang", withdrawn="应要求"), noticed=noticed))
    assert "notes" not in row
    assert "line" not in row["checks"][0]


def test_a_long_list_of_checks_begins_with_those_that_differ_and_each_row_has_its_own_page() -> None:
    differing, agreeing = on_days(seed("pingjiang"), 60), on_days(seed("zhuzhou"), 60)
    others = [msgspec.structs.replace(notice, id="z" + notice.id) for notice in agreeing]
    context = context_of(*differing, *others)
    first, *further = quality_parts(context)
    facts = quality_facts(context, first) or {}
    assert facts["results"] == {"differs": 60, "match": 60}
    assert [row["checks"][0]["result"] for row in facts["rows"]] == ["differs"] * CHECKS_A_PAGE
    held = {notice.id: part.name for part in further for notice in part.rows}
    assert held == {notice.id: context.quality_pages[notice.id] for notice in context.library.notices}
    assert "results" not in (quality_facts(context, further[0]) or {})


def test_corrections_are_told_newest_first_each_with_an_anchor_of_its_own() -> None:
    revisions = (
        Revision(date(2026, 1, 5), "甲", "pingjiang-weijian-2025.r1.txt"),
        Revision(date(2026, 1, 5), "乙"),
        Revision(date(2026, 2, 1), "丙"),
    )
    kept = Replaced("pingjiang-weijian-2025.r1.txt", "0" * 64, 12)
    notice = msgspec.structs.replace(seed("pingjiang", revisions=revisions), replaced=(kept,))
    assert [(change["reason"], change["anchor"]) for change in changes(notice)] == [
        ("丙", "revision-2026-02-01"),
        ("甲", "revision-2026-01-05"),
        ("乙", "revision-2026-01-05-2"),
    ]
    assert changes(notice)[1]["original"] == {"name": kept.name, "size": 12}
    gone = msgspec.structs.replace(notice, sidecar=msgspec.structs.replace(notice.sidecar, withdrawn="应要求"))
    assert not any("anchor" in change or "original" in change for change in changes(gone))


def test_changes_without_a_date_stand_last_and_say_so() -> None:
    withdrawn = seed("zhuzhou", withdrawn="应要求")
    context = context_of(withdrawn, seed("dongshan"), seed("pingjiang"))
    (part,) = updates_parts(context)
    rows = (updates_facts(context, part) or {})["changes"]
    assert [(row["kind"], row.get("date"), row.get("reason")) for row in rows] == [
        ("收录", "2026-02-26", None),
        ("收录", "2025-11-28", None),
        ("撤回", None, "应要求"),
        ("收录", None, None),
    ]


def test_a_long_list_of_changes_is_cut_by_time() -> None:
    context = context_of(*on_days(seed("zhuzhou"), 2 * CHANGES_A_PAGE))
    first, *further = updates_parts(context)
    assert len(first.rows) == CHANGES_A_PAGE
    assert sum(len(part.rows) for part in further) == 2 * CHANGES_A_PAGE
    assert (updates_facts(context, further[0]) or {})["as_of"] == "2025-12-31"


def test_the_data_page_counts_all_notices_and_offers_those_that_are_not_withdrawn() -> None:
    files = [{"path": "data/notices.csv", "size": 10, "rows": 2, "text": "通报"}]
    context = context_of(seed("zhuzhou"), seed("pingjiang", withdrawn="应要求"), list_files=lambda: files)
    (part,) = data_parts(context)
    facts = data_facts(context, part) or {}
    assert (facts["notices"], facts["findings"], facts["files"]) == (2, 35, files)
    assert [row["id"] for row in facts["originals"]] == ["zhuzhou-weijian-2026"]


def test_every_section_of_the_menu_has_its_page(seeds: Context) -> None:
    made = {page.path for page in all_pages(seeds)}
    menu = yaml.safe_load(site_facts(seeds))["menu"]
    assert len(menu) == 13
    assert all({f"{section}.md", f"{section}/index.md"} & made for section in menu)


def test_a_site_without_notices_has_one_section(seeds: Context) -> None:
    assert yaml.safe_load(site_facts(context_of())) == {"menu": ["about"], "search": False}
