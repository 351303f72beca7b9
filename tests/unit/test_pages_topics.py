"""The pages of topics: every finding of a topic, with the published word that put it there."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest
from seeding import context_of, seed, seeds

from generator.facts.model import Topic
from generator.facts.topics import topic_rules
from generator.pages.context import Context
from generator.pages.kinds import FIRST, all_pages
from generator.pages.lists import topics
from generator.pages.lists.topics import shortened, topic_facts, topic_parts, topics_facts
from generator.pages.page import Facts

RULES = {rule.id: rule for rule in topic_rules()}


@pytest.fixture(scope="module")
def context() -> Context:
    return context_of(*seeds())


def topic(context: Context, name: str) -> Facts:
    member = name, context.library.topics[name]
    return topic_facts(context, member, topic_parts(context, member)[0])


def test_at_least_fourteen_topics_hold_findings_and_cover_the_five_notices(context: Context) -> None:
    facts = topics_facts(context, FIRST) or {}
    assert len(facts["topics"]) >= 14
    assert facts["findings"] == 156
    assert facts["assigned"] >= 0.85 * 156
    assert [row["id"] for row in facts["topics"]] == [name for name in RULES if name in context.library.topics]


@pytest.mark.parametrize("name", RULES)
def test_every_finding_of_a_topic_stands_on_its_page_with_a_keyword_that_the_text_holds(
    context: Context, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in ("MOST_FINDINGS", "MOST_PRINTED"):
        monkeypatch.setattr(topics, room, 1000)
    facts = topic(context, name)
    texts = {
        (notice.id, finding.anchor): "".join((finding.heading, finding.statement or "", *finding.path))
        for notice in context.library.notices
        for finding in notice.findings
        if name in {each.id for each in finding.topics}
    }
    rows = [row for unit in facts["units"] for row in unit["findings"]]
    assert Counter((row["notice"], row["id"]) for row in rows) == Counter(texts.keys())
    assert all(row["keyword"] in "".join(texts[row["notice"], row["id"]].split()) for row in rows)
    assert facts["findings"] == len(rows) == sum(facts["keywords"].values()) == sum(facts["statuses"].values())
    assert {*facts["keywords"], *facts.get("unused", ())} == set(RULES[name].keywords)


def test_units_stand_in_the_order_of_the_list_of_units_each_with_a_mark_for_every_finding(context: Context) -> None:
    units = topic(context, "union-funds")["units"]
    order = [unit.id for unit in context.library.units]
    assert [unit["id"] for unit in units] == sorted((unit["id"] for unit in units), key=order.index)
    assert all(unit["total"] == len(unit["marks"]) for unit in units)


def test_a_large_topic_prints_some_units_and_leads_to_the_others(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(topics, "MOST_UNITS", 1)
    monkeypatch.setattr(topics, "MOST_FINDINGS", 2)
    facts = topic(context, "finance")
    (unit,) = facts["units"]
    assert len(unit["findings"]) == 2 < unit["total"]
    assert facts["units_total"] == 1 + facts["others_total"] == 1 + len(facts["others"])
    assert facts["findings"] == unit["total"] + sum(other["findings"] for other in facts["others"])


def test_a_withdrawn_notice_is_in_no_topic() -> None:
    assert topics_facts(context_of(seed("pingjiang", withdrawn="应发布单位要求")), FIRST) is None


def test_a_notice_without_a_unit_still_has_its_row() -> None:
    notice = seed("pingjiang")
    unit = msgspec.structs.replace(notice.unit, id="", name=None, issuer=None)
    (row,) = topic(context_of(msgspec.structs.replace(notice, unit=unit)), "procurement")["units"]
    assert row["notice"] == notice.id
    assert "id" not in row


def test_a_long_statement_is_cut_visibly_and_never_for_just_a_few_characters() -> None:
    assert shortened("字" * (topics.MOST_STATEMENT + 20)) == "字" * (topics.MOST_STATEMENT + 20)
    assert shortened("字" * 300) == "字" * topics.MOST_STATEMENT + "……"


def test_a_topic_without_findings_has_no_page() -> None:
    notice = seed("pingjiang")
    one = msgspec.structs.replace(notice.findings[0], topics=(Topic("procurement", "采购"),))
    context = context_of(msgspec.structs.replace(notice, findings=(one,)))
    made = [page.path for page in all_pages(context) if page.path.startswith("topics/")]
    assert made == ["topics/index.md", "topics/procurement/index.md"]
