"""Commitments, citations and dates."""

from __future__ import annotations

from datetime import date

import pytest
from test_facts_readers import passages_of

from generator.facts.citations import read_citations
from generator.facts.commitments import read_commitments
from generator.facts.dates import find_dates

HINT = date(2025, 12, 1)
PROMISES = {
    "四院班子超职数2人，2025年底将有2人退出领导岗位；其他": ["2025年底将有2人退出领导岗位 - 2025-12-31"],
    "另有1名班子成员将于2026年退出领导岗位": ["另有1名班子成员将于2026年退出领导岗位 2026-01-01 2026-12-31"],
    "三是拟于26年1月上旬组织培训。": ["拟于26年1月上旬组织培训 2026-01-01 2026-01-10"],
    "2026年底前，完成剩余问题整改。": ["2026年底前，完成剩余问题整改 - 2026-12-31"],
    "12月底前完成": ["12月底前完成 - 2025-12-31"],
    "力争2025年": ["力争2025年 2025-01-01 2025-12-31"],
    "预计2026年6月完成建设": ["预计2026年6月完成建设 2026-06-01 2026-06-30"],
    "计划于2026年上半年开展培训": ["计划于2026年上半年开展培训 2026-01-01 2026-06-30"],
    "将在2026年第一季度召开": ["将在2026年第一季度召开 2026-01-01 2026-03-31"],
    "将于明年3月完成验收": ["将于明年3月完成验收 2026-03-01 2026-03-31"],
    "2026年6月30日前完成整改": ["2026年6月30日前完成整改 - 2026-06-30"],
    "预计于1月上旬验收": ["预计于1月上旬验收 2026-01-01 2026-01-10"],
    "2027年另有1人退出领导岗位": ["2027年另有1人退出领导岗位 2027-01-01 2027-12-31"],
    "年底前完成": ["年底前完成 - 2025-12-31"],
    "每年不少于2次": [],
    "每年12月底前开展自查": [],
    "2025年3月已完成": [],
    "于2025年12月底前完成了清退": [],
    "自2026年1月起执行": [],
    "2026年度工作计划": [],
    "印发《2026年工作要点》": [],
    "10月25日前，联合乡镇开展督导检查20余次": [],
    "2024年8月,将老龄工作移交至县民政局": [],
    "截至2025年12月底，共开展3次": [],
}


@pytest.mark.parametrize("words", PROMISES)
def test_a_promise_looks_ahead_and_has_its_days(words: str) -> None:
    (passage,) = passages_of(words)
    read = [
        f"{promise.text} {promise.not_before or '-'} {promise.due or '-'}"
        for promise in read_commitments(passage, HINT)
    ]
    assert read == PROMISES[words]


def test_a_bare_month_takes_the_year_said_before_it_when_nothing_else_is_known() -> None:
    (passage,) = passages_of("2024年5月印发清单，硬件已到位，正在对接，11月底完工。")
    (promise,) = read_commitments(passage, None)
    assert (promise.text, promise.due) == ("11月底完工", date(2024, 11, 30))


def test_a_promise_without_any_year_has_no_day() -> None:
    (passage,) = passages_of("预计11月底完工。")
    (promise,) = read_commitments(passage, None)
    assert promise.due is None


CITATIONS = {
    "根据《采购办法》（闽财购〔2016〕67号）文件": ["《采购办法》"],
    "按照2025年8月祁财购函〔2025〕4号作出的处理": ["祁财购函〔2025〕4号"],
    "经批准实施（祁发改基〔2025〕5号）；": ["祁发改基〔2025〕5号"],
    "印发《关于转发〈通知〉的通知》和《关于贯彻《意见》的方案》": [
        "《关于转发〈通知〉的通知》",
        "《关于贯彻《意见》的方案》",
    ],
    "《甲》《乙》《甲》": ["《甲》", "《乙》"],
    "平办[2022]146号": ["平办[2022]146号"],
    "《没有结束的书名。": [],
    "没有开头的书名》和《好》": ["《好》"],
    "2024年第3号": [],
}


@pytest.mark.parametrize("words", CITATIONS)
def test_titles_and_loose_document_numbers_are_cited_once_each(words: str) -> None:
    (passage,) = passages_of(words)
    assert [citation.value for citation in read_citations(passage)] == CITATIONS[words]


DAYS = {
    "2024年9月9日": "2024-09-09",
    "2016年6\u00a0月15日": "2016-06-15",
    "2024-09-09 10:00": "2024-09-09",
    "2024.9.9": "2024-09-09",
    "2024/9/9": "2024-09-09",
    "２０２４年１１月２９日": "2024-11-29",
    "二〇二四年九月二十九日": "2024-09-29",
    "二○二五年十月十日": "2025-10-10",
    "2024年2月30日": "None",
    "2024年13月1日": "None",
    "98.71": "",
    "12个月": "",
}


@pytest.mark.parametrize("words", DAYS)
def test_a_date_is_read_in_every_spelling_and_only_if_it_exists(words: str) -> None:
    days = [str(place.to_date()) for place in find_dates(words)]
    assert "".join(days[:1]) == DAYS[words]
