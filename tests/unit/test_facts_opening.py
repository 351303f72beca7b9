"""Inspection, publication and contacts, from openings and closing lines of other sectors than the seeds."""

from __future__ import annotations

import pytest
from test_facts_readers import passages_of

from generator.facts.contacts import read_contacts
from generator.facts.inspection import read_inspection
from generator.facts.publication import read_published, read_source_name
from generator.syntax.passage import Passage

NO_TITLE = Passage("", [])

# authority, team, kind, start, end, feedback
OPENINGS = {
    "根据中央统一部署，2024年4月16日至7月10日，中央第七巡视组对某大学党委进行了常规巡视。2024年9月25日，中央第七巡视组向学校党委反馈了巡视意见。": (
        "中央 中央第七巡视组 常规巡视 2024-04-16 2024-07-10 2024-09-25"
    ),
    "按照省委统一部署，2024年3月1日至5月30日，省委第五巡视组对某市开展了常规巡视，7月12日反馈了巡视意见。": (
        "省委 省委第五巡视组 常规巡视 2024-03-01 2024-05-30 2024-07-12"
    ),
    "2023年9月5日至11月30日，十三届市委第六轮巡察第三组对市财政局党组进行巡察。2024年1月18日，召开巡察情况反馈会。": (
        "市委 市委第六轮巡察第三组 - 2023-09-05 2023-11-30 2024-01-18"
    ),
    "根据区委统一安排，2024年5月至7月，区委第二巡察组对区教育局开展了专项巡察，9月3日向区教育局党组反馈了巡察意见。": (
        "区委 区委第二巡察组 专项巡察 - - 2024-09-03"  # months only: no days are known
    ),
    "2024年3月11日-5月31日，市委提级交叉巡察第二组对我镇党委开展提级交叉巡察，并于2024年8月2日反馈意见。": (
        "市委 市委提级交叉巡察第二组 提级交叉巡察 2024-03-11 2024-05-31 2024-08-02"
    ),
    "经集团党委批准，2024年6月3日至7月19日，集团党委第二巡察组对公司党委进行了机动式巡察。": (
        "集团党委 集团党委第二巡察组 机动式巡察 2024-06-03 2024-07-19 -"
    ),
    "县审计局于2024年3月5日至5月20日对县水利局2023年度预算执行情况进行了审计，2024年6月30日出具了审计报告。": (
        "县审计局 - 审计 2024-03-05 2024-05-20 2024-06-30"
    ),
    "自2024年9月9日起至11月29日，平江县委第一巡察组对县教育局党组开展巡察“回头看”。": (
        "平江县委 平江县委第一巡察组 回头看 2024-09-09 2024-11-29 -"
    ),
    "2025年1月6日至3月14日，省国资委党委第三巡察组对集团公司党委进行巡察。": (
        "省国资委党委 省国资委党委第三巡察组 - 2025-01-06 2025-03-14 -"
    ),
    "二〇二四年三月十五日至四月三十日，市委第四巡察组对市水利局党组开展常规巡察，六月十二日反馈巡察意见。": (
        "市委 市委第四巡察组 常规巡察 2024-03-15 2024-04-30 2024-06-12"
    ),
    "2024年11月5日至1月10日，县委巡察三组对县住建局党组进行了巡察，3月6日反馈了巡察意见。": (
        "县委 县委巡察三组 - 2024-11-05 2025-01-10 2025-03-06"  # over the turn of the year
    ),
    "根据县委统一部署,2024年3月15日至4月30日,县委第三巡察组对县卫生健康局党组开展了集中巡察,7月26日,县委第三巡察组反馈了巡察意见,11月15日,县纪委监委机关反馈了整改“四方会审”意见。": (
        "县委 县委第三巡察组 集中巡察 2024-03-15 2024-04-30 2024-07-26"  # the third date is another thing
    ),
    "根据市委统一部署,2024年9月12日至11月15日,市委第二巡察组对市卫健委党委开展了巡察,同步对4家单位进行了延伸了解,并反馈了巡察意见。": (
        "市委 市委第二巡察组 - 2024-09-12 2024-11-15 -"  # the period is no feedback date
    ),
    "2025年1月6日至1月21日，县委巡察二组对县卫生健康局党组开展了巡察整改落实情况“回头看”，并于8月28日反馈了意见。": (
        "县委 县委巡察二组 回头看 2025-01-06 2025-01-21 2025-08-28"
    ),
    "2022年3月15日至5月20日，区委营商环境专项巡察组对区商务局党组开展专项巡察，并于7月5日反馈了巡察意见。": (
        "区委 区委营商环境专项巡察组 专项巡察 2022-03-15 2022-05-20 2022-07-05"
    ),
    "市委粮食购销领域专项巡察一组对市粮食局党组开展了巡察。": "市委 市委粮食购销领域专项巡察一组 专项巡察 - - -",
    "县委书记张三带领专项巡察组对县教育局党组开展了巡察。": "- 专项巡察组 专项巡察 - - -",  # nobody's name is part of a team
    "县委于近期派出粮食购销专项巡察组对县粮食局进行巡察。": "- 专项巡察组 专项巡察 - - -",
    "经县委批准成立专项巡察组，对县国资委进行巡察。": "县委 专项巡察组 专项巡察 - - -",
    "我们认真学习了文件。": "- - - - - -",
}


@pytest.mark.parametrize("opening", OPENINGS)
def test_the_opening_says_who_inspected_how_and_when(opening: str) -> None:
    read = read_inspection(passages_of(opening), NO_TITLE)
    fields = (read.authority, read.team, read.kind, read.start, read.end, read.feedback)
    assert " ".join("-" if field is None else str(field.value) for field in fields) == OPENINGS[opening]


def test_the_kind_may_stand_in_the_title_alone() -> None:
    title = Passage(text := "中共某局党组关于专项巡察整改进展情况的通报", [(0, len(text))])
    read = read_inspection([], title)
    assert read.kind is not None
    assert read.kind.value == "专项巡察"


FURNITURE = {
    "发布日期:2026-02-26信息来源:市卫健委": ("2026-02-26", "市卫健委"),
    "发布日期:2026-02-26信息来源:市卫健委浏览次数:20字号:[大][中][小]": ("2026-02-26", "市卫健委"),
    "发布时间：2025-03-01 10:15 来源：平江县教育局 浏览次数：123 字号：大 中 小": ("2025-03-01", "平江县教育局"),
    "2025-03-01 10:15来源:市教育局点击量:33": ("2025-03-01", "市教育局"),
    "来源：XX日报 作者： 发布日期：2025年3月1日": ("2025-03-01", "XX日报"),
    "【发布时间：2025-03-01】【信息来源：县审计局】【字号：大 中 小】": ("2025-03-01", "县审计局"),
    "来源：本站 日期：2025.03.01": ("2025-03-01", None),
    "作者：\n时间：2025/3/1": ("2025-03-01", None),
    "发布日期：2025-02-30": (None, None),
}


@pytest.mark.parametrize("line", FURNITURE)
def test_page_furniture_says_when_and_by_whom_it_was_published(line: str) -> None:
    day, source = read_published(passages_of(line), [], []), read_source_name(passages_of(line))
    assert (day and str(day.value), source and source.value) == FURNITURE[line]


def test_without_furniture_the_date_stands_behind_the_title_or_under_the_sign_off() -> None:
    title, signoff = passages_of("某局关于整改的通报（2025-03-01）"), passages_of("某局党组\n2025年2月28日")
    behind, under = read_published([], title, signoff), read_published([], [], signoff)
    assert behind is not None
    assert under is not None
    assert (str(behind.value), str(under.value)) == ("2025-03-01", "2025-02-28")


# phones, emails, addresses, postcodes
CONTACTS = {
    "联系电话:28682162(工作时间内);邮政信箱:株洲市天元区天台路7号人事科,邮政编码:412007;电子邮箱:a1@qq.com。": (
        ["28682162"],
        ["a1@qq.com"],
        ["株洲市天元区天台路7号人事科"],
        ["412007"],
    ),
    "联系电话：0596-5835406；通信地址：福建省漳州市东山县康宁路6号；电子邮箱 dsx@126.com。": (
        ["0596-5835406"],
        ["dsx@126.com"],
        ["福建省漳州市东山县康宁路6号"],
        [],
    ),
    "联系电话：3222344；邮政信箱：祁阳市人民医院党政办；电子邮箱：rmyy@126.com。": (
        ["3222344"],
        ["rmyy@126.com"],
        ["祁阳市人民医院党政办"],
        [],
    ),
    "联系电话：0731-88888888、88888889（工作日8:30-17:30）；通讯地址：长沙市学士路1号，邮编：410006": (
        ["0731-88888888", "88888889"],
        [],
        ["长沙市学士路1号"],
        ["410006"],
    ),
    "监督电话：(0839)4222386转8001；举报电话：12388": (["(0839)4222386转8001", "12388"], [], [], []),
    "联系方式：电话 0730—6699968，邮箱 abc_1@163.com，地址：县教育局办公室（邮编414500）。": (
        ["0730—6699968"],
        ["abc_1@163.com"],
        ["县教育局办公室"],
        ["414500"],
    ),
    "联系电话：010-62736114；传真：010-62736115；信箱：北京市海淀区某路2号；邮编：100193": (
        ["010-62736114"],
        [],
        ["北京市海淀区某路2号"],
        ["100193"],
    ),
    "电话：13800138000/15900001111。": (["13800138000", "15900001111"], [], [], []),
    "欢迎广大干部群众监督。": ([], [], [], []),
}


@pytest.mark.parametrize("line", CONTACTS)
def test_the_closing_line_gives_the_contacts_without_labels(line: str) -> None:
    read = read_contacts(passages_of(line))
    lists = (read.phones, read.emails, read.addresses, read.postcodes)
    assert tuple([fact.value for fact in each] for each in lists) == CONTACTS[line]
