"""What the theme is given says what the notices say, in neutral words."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from generator.diagnostics import Diagnostic
from generator.facts.model import Declared, Finding, Notice, Reconciliation, Sidecar
from generator.facts.read import read_notice
from generator.facts.reconcile import reconcile
from generator.library import Library
from generator.pages import overview, quality
from generator.pages import unit as unit_pages
from generator.pages.notice import notice_page
from generator.pages.render import PageSet
from generator.pages.rows import checks_parts, finding_row, sentence, shares, short
from generator.source import Source, Span
from tests.unit.test_reconcile import items, merged, said

ROOT = Path(__file__).parents[2]
JUDGING = ("错误", "违规", "虚假", "逾期", "未兑现", "造假", "迟")


def seed(name: str, **sidecar: object) -> Notice:
    (path,) = (ROOT / "notices").rglob(f"{name}*.txt")
    return read_notice(Source(path.name, path.read_bytes()), path.stem, Sidecar(**sidecar))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def library() -> Library:
    return Library([seed(name) for name in ("pingjiang", "wangcang", "zhuzhou", "qiyang", "dongshan")])


def test_parts_of_a_bar_add_up_and_do_not_overlap(library: Library) -> None:
    for notice in library.notices:
        at = 0
        for share in shares(library.tally(notice).outcomes):
            assert share.start == at
            at += share.share
        assert at == 1000


def test_a_share_names_the_units_own_words(library: Library) -> None:
    bar = shares(library.tally(library.by_id["pingjiang-weijian-2025"]).outcomes)
    assert [(s.status, s.word, s.count, [(w.raw, w.count) for w in s.words]) for s in bar] == [
        ("completed", "已完成", 3, [("完成", 3)]),
        ("partial", "阶段性完成", 58, [("阶段性完成", 58)]),
    ]


def test_phase_wise_completion_is_never_counted_as_completed(library: Library) -> None:
    page = overview.status_page(library, None)
    words = {entry.status: {word.raw for word in entry.words} for entry in page.entries}
    assert "阶段性完成" not in words["completed"]
    assert all("阶段性" not in word for word in words["completed"])


def test_a_difference_is_said_with_both_numbers_and_both_causes(library: Library) -> None:
    view, _ = notice_page(library, library.by_id["pingjiang-weijian-2025"], None, {})
    assert view.verdict.result == "differs"
    assert (
        view.verdict.sentence
        == "通报称问题 62 个、阶段性完成 59 个；正文逐条计数为问题 61 个、阶段性完成 58 个。可能是原文遗漏，也可能是程序未识别。"
    )
    assert view.verdict.short == "声明 62，正文 61"


def test_no_sentence_of_ours_judges(library: Library) -> None:
    for notice in library.notices:
        view, _ = notice_page(library, notice, "2026-02-26", {})
        assert not any(word in view.verdict.sentence + view.self_note for word in JUDGING)
    for template in (ROOT / "templates/pages").glob("*.j2"):
        assert not any(
            word in template.read_text(encoding="utf-8") for word in ("违规", "虚假", "逾期", "未兑现", "造假")
        )


def test_a_match_keeps_the_reason_of_the_comparison() -> None:
    check = Reconciliation("findings", "match", {"total": 3}, {"total": 3}, "一致的理由。")
    assert sentence(check) == "一致的理由。"


def test_an_outcome_that_is_not_written_reads_as_unstated(library: Library) -> None:
    notice = library.by_id["qiyang-renmin-yiyuan-2025"]
    row = finding_row(notice, notice.findings[0], "")
    assert (row.raw, row.word, row.glyph) == ("", "未注明", "－")


def test_facts_point_at_their_lines(library: Library) -> None:
    view, _ = notice_page(library, library.by_id["pingjiang-weijian-2025"], None, {})
    facts = {row.label: row.pieces for row in view.facts}
    assert facts["巡察时间"][0].text == "2024-09-09 至 2024-11-29"
    assert facts["巡察时间"][0].line == 3
    assert facts["声明的信访件"][0].text.startswith("共 13 件，已办结 13")
    assert facts["监督电话"][0].text == "0730-6699968"
    assert all(
        p.line_url == f"notices/pingjiang-weijian-2025/source/#L{p.line}"
        for row in view.facts
        for p in row.pieces
        if p.line
    )


def test_a_pinned_value_has_no_line(library: Library) -> None:
    notice = seed("pingjiang", published=date(2025, 12, 25))
    view, _ = notice_page(Library([notice]), notice, None, {})
    assert next(row for row in view.facts if row.label == "发布日期").pieces[0].line is None


def test_only_public_diagnostics_reach_a_page(library: Library) -> None:
    notice = library.by_id["pingjiang-weijian-2025"]
    at = notice.findings[0].span.start
    noted = (
        Diagnostic("GK101", "warning", Span(at, at + 1), "公开的提示"),
        Diagnostic("GK501", "warning", Span(at, at + 1), "个人信息", published=False),
        Diagnostic("GK301", "hint", Span(0, 0), "整份的提示"),
    )
    view, body = notice_page(Library([notice], {notice.id: noted}), notice, None, {})
    assert "※ 公开的提示" in body
    assert "个人信息" not in body
    assert [note.message for note in view.notes] == ["整份的提示"]


def test_neighbours_are_the_notices_before_and_after_and_the_one_followed() -> None:
    old, new = (
        seed("pingjiang"),
        msgspec.structs.replace(seed("pingjiang", previous="old", published=date(2026, 1, 1)), id="new"),
    )
    library = Library([msgspec.structs.replace(old, id="old"), new])
    assert [(n.relation, n.url) for n in notice_page(library, new, None, {})[0].neighbours] == [
        ("本通报所跟进的通报", "notices/old/")
    ]
    assert [n.relation for n in notice_page(library, library.by_id["old"], None, {})[0].neighbours] == [
        "跟进本通报的通报"
    ]


def test_corrections_are_listed_newest_first_on_updates() -> None:
    sidecar = {"published": date(2025, 1, 1), "revisions": ()}
    notice = seed("pingjiang", **sidecar)
    changes = overview.all_changes(Library([notice]))
    assert [(told.change.date, told.change.kind) for told in changes] == [("2025-01-01", "收录")]


def test_a_long_list_of_findings_ends_with_a_way_to_the_rest(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit_pages, "MOST_LISTED", 13)
    unit = next(unit for unit in library.units if "平江" in unit.name)
    (part,) = unit_pages.unit_parts(library, unit)
    groups = {group.status: group for group in unit_pages.unit_page(library, unit, {}, part).groups}
    assert (groups["partial"].total, len(groups["partial"].findings)) == (58, 10)
    assert groups["partial"].more_url == f"search/?status=partial&unit={unit.id}"
    assert groups["completed"].more_url == ""


def test_every_page_of_the_menu_is_made(library: Library) -> None:
    pages = PageSet(library, None)
    made = {path for path, _ in pages.pages()}
    for item in pages.nav():
        assert item.url.rstrip("/") + ".md" in made or item.url + "index.md" in made


def test_classes_that_share_a_declared_number_are_shown_together() -> None:
    text = (
        "中共青禾县教育局党组关于巡察整改进展情况的通报\n发布日期：2025-02-26\n"
        "县委巡察组反馈的2个问题中，已完成（含基本完成）2个。\n一、反馈问题整改情况\n"
        "（一）学习不够\n整改结果：已完成\n整改情况：补学。\n（二）制度不严\n整改结果：基本完成\n整改情况：修订。\n"
    )
    library = Library([read_notice(Source("a.txt", text.encode()), "a", Sidecar())])
    (row,) = quality.quality_page(library, None, checks_parts(library)[0]).rows
    assert (row.result, row.checks[0].declared) == ("match", "共 2 个：已完成和基本完成合计 2")
    facts = notice_page(library, library.notices[0], None, {})[0].facts
    assert any(piece.text == "共 2 个，已完成和基本完成合计 2" for fact in facts for piece in fact.pieces), facts


@pytest.mark.parametrize(
    ("declared", "found", "words", "brief"),
    [
        (
            said("findings", 62, completed=3, partial=59),
            items(completed=3, partial=58),
            "通报称问题 62 个、阶段性完成 59 个；正文逐条计数为问题 61 个、阶段性完成 58 个。",
            "声明 62，正文 61",
        ),
        # Where no problem states its outcome, the text does not say that none is completed.
        (
            said("findings", 25, completed=19),
            items(unstated=4),
            "通报称问题 25 个；正文逐条计数为问题 4 个。",
            "声明 25，正文 4",
        ),
        (
            said("findings", 9, completed=3, ongoing=6),
            items(completed=4, ongoing=1, unstated=4),
            "通报称已完成 3 个；正文逐条计数为已完成 4 个。",
            "已完成声明 3，正文 4",
        ),
        # Classes that share a number are told by the whole, not one by one.
        (
            merged(said("findings", 5, mostly=1, ongoing=1), 3, "completed", "mostly"),
            items(completed=3, ongoing=3),
            "通报称问题 5 个、持续推进 1 个；正文逐条计数为问题 6 个、持续推进 3 个。",
            "声明 5，正文 6",
        ),
    ],
)
def test_a_difference_is_told_by_the_numbers_that_contradict_each_other(
    declared: Declared, found: tuple[Finding, ...], words: str, brief: str
) -> None:
    _, (check,) = reconcile((declared,), found)
    assert sentence(check) == words + "可能是原文遗漏，也可能是程序未识别。"
    assert short(check) == brief
