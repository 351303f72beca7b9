"""The front matter of a notice's page: what was read out of the text, each value with the line it stands on."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from seeding import context_of, published, seed

from generator.diagnostics import Diagnostic
from generator.facts.model import Commitment, ParsedNotice
from generator.pages.notice.facts import notice_facts, source_facts
from generator.pages.notice.text import notice_text
from generator.pages.page import Facts
from generator.pages.theme_functions import fact_rows
from generator.source import Span


def facts_of(notice: ParsedNotice, *others: ParsedNotice, **choices: Any) -> Facts:
    return notice_facts(context_of(notice, *others, **choices), notice, notice_text(notice))


def test_values_stand_with_the_lines_they_were_read_from() -> None:
    notice = seed("pingjiang")
    rows = dict(fact_rows(facts_of(notice)))
    assert rows["巡察时间"] == [{"text": "2024-09-09 至 2024-11-29", "line": 3}]
    assert rows["声明的信访件"][0]["text"].startswith("共 13 件，已办结 13")
    (phone,) = rows["监督电话"]
    assert phone["text"] == "0730-6699968"
    assert "0730-6699968" in notice.source.text.splitlines()[phone["line"] - 1]


def test_the_region_leads_to_its_places_and_the_unit_to_its_page() -> None:
    rows = dict(fact_rows(facts_of(seed("pingjiang"))))
    assert [place["url"] for place in rows["地区"]] == ["regions/430000/", "regions/430600/", "regions/430626/"]
    (unit,) = rows["公开单位"]
    assert unit["url"] == f"units/{unit['id']}/"


def test_a_value_from_the_sidecar_has_no_line() -> None:
    facts = facts_of(seed("pingjiang", published=date(2025, 12, 25)))
    assert facts["published"] == {"text": "2025-12-25"}


def test_a_time_of_day_is_given_where_the_notice_has_it_and_never_made_up() -> None:
    assert facts_of(seed("zhuzhou"))["published_at"] == "2026-02-26"
    assert facts_of(seed("pingjiang", published=date(2025, 12, 25)))["published_at"] == "2025-12-25"
    assert "published_at" not in facts_of(seed("pingjiang"))


def test_only_public_diagnostics_reach_the_page_each_at_its_finding() -> None:
    notice = seed("pingjiang")
    at = notice.findings[0].span.start
    noticed = (
        Diagnostic("GK101", "warning", Span(at, at + 1), "公开的提示"),
        Diagnostic("GK501", "warning", Span(at, at + 1), "个人信息", published=False),
        Diagnostic("GK301", "hint", Span(0, 0), "整份的提示"),
    )
    facts = facts_of(notice, noticed=noticed)
    assert facts["findings"][0]["notes"] == ["公开的提示"]
    assert not any("notes" in finding for finding in facts["findings"][1:])
    assert facts["notes"] == [{"message": "整份的提示", "line": 1}]


def test_neighbours_are_the_notice_followed_and_those_before_and_after() -> None:
    first = published(seed("pingjiang"), date(2024, 1, 1), id="first")
    second = published(seed("pingjiang"), date(2025, 1, 1), id="second")
    third = published(seed("pingjiang", previous="second"), date(2026, 1, 1), id="third")

    def around(notice: ParsedNotice, *others: ParsedNotice) -> list[tuple[str, str]]:
        return [(each["relation"], each["id"]) for each in facts_of(notice, *others).get("neighbours", ())]

    assert around(first, second, third) == [("后一份通报", "second")]
    assert around(second, third, first) == [("跟进本通报的通报", "third"), ("前一份通报", "first")]
    assert around(third, first, second) == [("本通报所跟进的通报", "second")]
    assert around(first) == []


def test_a_promise_and_a_document_lead_to_the_pages_that_list_them() -> None:
    context = context_of(seed("pingjiang"))
    (notice,) = context.library.notices
    facts = notice_facts(context, notice, context.text_of(notice.id))
    promises = [promise for finding in facts["findings"] for promise in finding.get("promises", ())]
    documents = {text: anchor for each in facts["findings"] for text, anchor in each.get("documents", {}).items()}
    assert {promise["anchor"] for promise in promises} == context.listed_promises
    assert documents == context.document_anchors


def test_the_words_of_a_promise_stand_on_one_line() -> None:
    notice = seed("pingjiang")
    promise = Commitment("2026年\n底前　完成", None, None, Span(0, 1))
    finding = msgspec.structs.replace(notice.findings[0], commitments=(promise,))
    (shown,) = facts_of(msgspec.structs.replace(notice, findings=(finding,)))["findings"]
    assert shown["promises"][0]["text"] == "2026年底前完成"
    assert "due" not in shown["promises"][0]


def test_a_withdrawn_notice_says_nothing_of_its_text() -> None:
    notice = seed("pingjiang", withdrawn="应发布单位要求")
    facts = facts_of(notice, noticed=[Diagnostic("GK301", "hint", Span(0, 0), "整份的提示")])
    assert facts["withdrawn"] == "应发布单位要求"
    assert not {"findings", "outcomes", "words"} & facts.keys()
    assert "line" not in str(facts["inspection"])


def test_the_source_view_knows_the_lines_of_each_finding_and_its_former_addresses() -> None:
    notice = seed("pingjiang")
    first = notice.findings[0]
    notice = seed("pingjiang", aliases={"f-00000000": first.anchor})
    facts = source_facts(notice, notice_text(notice))
    assert facts["findings"].keys() == {finding.anchor for finding in notice.findings}
    assert facts["findings"][first.anchor] == f"{first.line}-{first.end_line}"
    assert facts["aliases"] == {"f-00000000": first.line}
