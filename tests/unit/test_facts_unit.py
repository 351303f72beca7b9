"""Title, issuer, unit and place, from made-up titles of every form seen."""

from __future__ import annotations

import pytest
from test_facts_readers import passages_of

from generator.facts.model import Sidecar
from generator.facts.regions import find_regions, region_of_code, resolve_region
from generator.facts.title import title_passage
from generator.facts.unit import read_issuer, read_unit, unit_id, unit_name

TITLES = {
    "中共平江县卫生健康局党组\n关于巡察整改进展情况的通报": (
        "中共平江县卫生健康局党组关于巡察整改进展情况的通报",
        "中共平江县卫生健康局党组",
    ),
    "中共旺苍县卫生健康局党组\n关于县卫生健康局党组巡察集中整改进展情况的\n通 报": (
        "中共旺苍县卫生健康局党组关于县卫生健康局党组巡察集中整改进展情况的通报",
        "中共旺苍县卫生健康局党组",
    ),
    "中共东山县卫生健康局党组文件\n中共东山县卫生健康局党组关于 县委巡察二组反馈意见 整改进展情况的通报": (
        "中共东山县卫生健康局党组关于县委巡察二组反馈意见整改进展情况的通报",
        "中共东山县卫生健康局党组",
    ),
    "中共某县教育局党组关于巡察整改的通报\n中共某县教育局党组\n关于巡察整改的通报": (
        "中共某县教育局党组关于巡察整改的通报",
        "中共某县教育局党组",
    ),
    "中共株洲市教育局党委关于巡察整改进展情况的通报（2026-02-26）": (
        "中共株洲市教育局党委关于巡察整改进展情况的通报",
        "中共株洲市教育局党委",
    ),
    "吴桥县教育局党组巡察整改进展情况通报": ("吴桥县教育局党组巡察整改进展情况通报", "吴桥县教育局党组"),
    "中共平江县委巡察整改情况通报": ("中共平江县委巡察整改情况通报", "中共平江县委"),
    "平江县审计局关于2023年度预算执行审计查出问题整改情况的公告": (
        "平江县审计局关于2023年度预算执行审计查出问题整改情况的公告",
        "平江县审计局",
    ),
    "平江县水利局2023年度预算执行审计整改情况公告": ("平江县水利局2023年度预算执行审计整改情况公告", "平江县水利局"),
    "中共祁阳市人民\n医院委员会关于巡察整改\n进展情况的通  报": (
        "中共祁阳市人民医院委员会关于巡察整改进展情况的通报",
        "中共祁阳市人民医院委员会",
    ),
    "关于平江县水利局2023年度部门预算执行审计整改情况的公告": (
        "关于平江县水利局2023年度部门预算执行审计整改情况的公告",
        "平江县水利局",
    ),
}


@pytest.mark.parametrize("lines", TITLES)
def test_a_title_reads_on_one_line_and_names_its_issuer(lines: str) -> None:
    title, issuer = TITLES[lines]
    read = title_passage(passages_of(lines))
    who = read_issuer(read, [], [])
    assert who is not None
    assert (read.text, who.value) == (title, issuer)


def test_the_sign_off_names_the_issuer_when_the_title_does_not() -> None:
    signoff = passages_of("中共平江县教育局党组\n2025年3月1日")
    issuer = read_issuer(passages_of("关于巡察整改进展情况的通报")[0], [], signoff)
    assert issuer is not None
    assert issuer.value == "中共平江县教育局党组"


def test_the_lead_names_the_issuer_when_nothing_else_does() -> None:
    lead = passages_of("2024年9月9日至11月29日，市委第三巡察组对市住房和城乡建设局党组进行了常规巡察。")
    issuer = read_issuer(passages_of("关于巡察整改进展情况的通报")[0], lead, [])
    assert issuer is not None
    assert issuer.value == "市住房和城乡建设局党组"


NAMES = {
    "中共平江县卫生健康局党组": "平江县卫生健康局",
    "中共株洲市卫生健康委员会党委": "株洲市卫生健康委员会",
    "中共祁阳市人民医院委员会": "祁阳市人民医院",
    "中共平江县委员会": "中共平江县委",
    "中共平江县委": "中共平江县委",
    "中共平江县委宣传部部务会": "平江县委宣传部",
    "中共湖南大学委员会": "湖南大学",
    "中国共产党岳阳市第一人民医院委员会": "岳阳市第一人民医院",
    "中共平江县汉昌街道工作委员会": "平江县汉昌街道",
    "中共平江县汉昌镇委员会": "平江县汉昌镇",
    "中共平江县直属机关工作委员会": "平江县直属机关工作委员会",
    "中共平江县纪律检查委员会": "平江县纪律检查委员会",
    "中共湖南省水利厅机关委员会": "湖南省水利厅",
    "中共某某集团有限公司党委": "某某集团有限公司",
    "中共平江县第一中学总支部委员会": "平江县第一中学",
    "平江县财政局机关党总支": "平江县财政局",
    "中共株洲市国资委委员会": "株洲市国资委",
    "区委巡察办": "区委巡察办",
    "平江县审计局": "平江县审计局",
}


@pytest.mark.parametrize("issuer", NAMES)
def test_the_unit_is_the_organisation_behind_the_party_body(issuer: str) -> None:
    assert unit_name(issuer) == NAMES[issuer]


def test_unit_ids_leave_out_the_place_that_the_code_says() -> None:
    assert unit_id(region_of_code("430626"), "平江县卫生健康局") == "430626-weishengjiankangju"
    assert unit_id(None, "湖南大学") == "hunandaxue"
    assert unit_id(None, "") == "unnamed"


def test_a_pinned_unit_wins_over_the_text() -> None:
    pins = Sidecar(unit="某某医院", unit_id="my-hospital", region="430626")
    issuer = read_issuer(passages_of("中共东山县教育局党组关于整改的通报")[0], [], [])
    unit = read_unit(issuer, "", "", pins)
    assert (unit.id, unit.name and unit.name.value, unit.region) == (
        "my-hospital",
        "某某医院",
        region_of_code("430626"),
    )


PLACES = {
    "平江县卫生健康局": ("湖南省", "岳阳市", "平江县"),
    "祁阳县人民医院": ("湖南省", "永州市", "祁阳市"),  # its name until 2021
    "祁阳市人民医院": ("湖南省", "永州市", "祁阳市"),
    "福建省漳州市东山县西埔镇": ("福建省", "漳州市", "东山县"),
    "重庆市万州区财政局": ("重庆市", "万州区"),
    "株洲市卫健委": ("湖南省", "株洲市"),
    "仙桃市": ("湖北省", "仙桃市"),
    "恩施州财政局": ("湖北省", "恩施土家族苗族自治州"),
    "湖南平江县": ("湖南省", "岳阳市", "平江县"),
    "长沙县教育局": ("湖南省", "长沙市", "长沙县"),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_place_at_the_start_of_a_name_is_found(name: str) -> None:
    region = resolve_region(name)
    assert region is not None
    assert region.names == PLACES[name]


@pytest.mark.parametrize("name", ["县卫生健康局", "湖南大学", "江苏市场监管局", "", "市委"])
def test_a_name_without_a_place_has_none(name: str) -> None:
    assert resolve_region(name) is None


def test_one_name_in_four_cities_is_decided_by_the_context_or_not_at_all() -> None:
    assert len(find_regions("鼓楼区教育局")) == 4
    assert resolve_region("鼓楼区教育局") is None
    region = resolve_region("鼓楼区教育局", "地址：福州市鼓楼区某路1号")
    assert region is not None
    assert region.code == "350102"


def test_a_unit_that_calls_itself_only_by_its_level_gets_the_place_of_its_address() -> None:
    issuer = read_issuer(passages_of("市住房和城乡建设局党组关于巡察整改的通报")[0], [], [])
    unit = read_unit(issuer, "地址：湖南省岳阳市岳阳楼区某路1号", "", Sidecar())
    assert unit.region == region_of_code("430600")
