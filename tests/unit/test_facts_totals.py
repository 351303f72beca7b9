"""Declared totals, in every form of sentence seen and some that must be expected."""

from __future__ import annotations

from datetime import date

import pytest
from test_facts_readers import passages_of

from generator.facts.statistics import read_declared

PUBLISHED = date(2026, 2, 1)
TOTALS = {
    "截至12月22日，巡察反馈的62个具体问题，已完成整改3个，阶段性完成整改59个，未完成整改0个；巡察移交的13件信访件，已办结13件；巡察交办的立行立改问题3个，已办结3个。": [
        "findings 62 completed=3 partial=59 open=0 @2025-12-22",
        "petitions 13 completed=13 @2025-12-22",
        "immediate 3 completed=3 @2025-12-22",
    ],
    "制定机制制度40项。截至目前,巡察反馈35个具体问题,整改完成28个,阶段性完成7个。巡察移交的6个立行立改问题和15件信访件,均已全部办结。": [
        "findings 35 completed=28 partial=7",
        "immediate 6 completed=6",
        "petitions 15 completed=15",
    ],
    "巡察移交的7件信访件，已办结7项，巡察交办的立行立改3件，已办结3件。": [
        "petitions 7 completed=7",
        "immediate 3 completed=3",
    ],
    "截至2025年11月10日，巡察整改落实情况“回头看”反馈的12个具体问题，已全部完成整改。": [
        "findings 12 completed=12 @2025-11-10"
    ],
    "针对巡视反馈所列5个方面17个整改问题，逐条研究。5个方面17个问题全部完成。": ["findings 17 completed=17"],
    "市委巡察组反馈4个方面12个问题，细化为39项具体任务157条整改措施。": ["findings 12"],
    "巡察反馈问题62个。截至目前，已完成整改60个，持续推进2个。": ["findings 62 completed=60 ongoing=2"],
    "巡视反馈的六十二个问题中，已整改到位五十个，正在整改的十二个。": ["findings 62 completed=50 ongoing=12"],
    "审计查出的15个问题，已整改12个，部分整改2个，未整改1个。": ["findings 15 completed=12 partial=2 open=1"],
    "巡察共反馈697个问题，已完成整改688个，占98.71%，基本完成4个，未完成5个。": [
        "findings 697 completed=688 mostly=4 open=5"
    ],
    "反馈问题35个，已全部整改到位，整改完成率100%；移交信访举报件５件，均已办结。": [
        "findings 35 completed=35",
        "petitions 5 completed=5",
    ],
    "巡察反馈的4个方面20个问题，其中18个问题已完成整改，2个问题正在持续推进。": ["findings 20 completed=18 ongoing=2"],
    "市委巡察组共反馈问题45个，其中立行立改问题6个，已完成整改40个，达到序时进度5个。": [
        "findings 45 completed=40 ongoing=5",
        "immediate 6",
    ],
    "审计指出的21个问题，截至2024年10月底已整改18个，正在整改3个，整改金额1200万元。": [
        "findings 21 completed=18 ongoing=3 @2024-10-31"
    ],
    "截至目前，54项整改任务已完成51项，其余3项按计划推进。": ["findings 54 completed=51 ongoing=3"],
    "省委巡视反馈3个方面9大类32个问题，共制定整改措施126条，制定完善制度25项，问责12人。": ["findings 32"],
    "发现并解决群众患者就医体验不佳、急难愁盼问题87个，处理41人次。": [],
    "召开会议3次，完善制度12项，培训200人。": [],
    "一个问题一个方案，逐条整改。": [],
}


@pytest.mark.parametrize("words", TOTALS)
def test_totals_are_read_subject_by_subject(words: str) -> None:
    lines = [
        " ".join(
            [claim.subject, str(claim.total), *(f"{status}={count}" for status, count in claim.by_status.items())]
            + ([f"@{claim.as_of.value}"] if claim.as_of else [])
        )
        for claim in read_declared(passages_of(words), PUBLISHED)
    ]
    assert lines == TOTALS[words]


def test_a_day_without_a_year_takes_the_latest_year_the_text_names() -> None:
    words = "2025年1月24日反馈了巡察情况。截至12月22日，巡察反馈的3个问题，已完成整改3个。"
    (claim,) = read_declared(passages_of(words), None)
    assert claim.as_of is not None
    assert claim.as_of.value == date(2025, 12, 22)


def test_a_day_without_any_year_near_stays_unknown() -> None:
    (claim,) = read_declared(passages_of("截至12月22日，巡察反馈的3个问题，已完成整改3个。"), None)
    assert claim.as_of is None


def test_a_day_after_publication_belongs_to_the_year_before() -> None:
    (claim,) = read_declared(passages_of("截至12月22日，巡察反馈的3个问题，已完成整改3个。"), date(2026, 2, 26))
    assert claim.as_of is not None
    assert claim.as_of.value == date(2025, 12, 22)


def test_the_quote_is_the_clause_that_says_it() -> None:
    (claim,) = read_declared(
        passages_of("我局高度重视，截至目前，巡察反馈的3个问题，已完成整改3个；修订制度2项。"), None
    )
    assert claim.quote == "巡察反馈的3个问题，已完成整改3个"
