"""Proposed ids: place, unit, year."""

from __future__ import annotations

import pytest

from generator.facts.model import Sidecar
from generator.facts.read import read_notice
from generator.intake.options import region_code
from generator.intake.propose import propose_id, short_unit, stem_of
from generator.sidecar import ID
from generator.source import Source


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("中共平江县卫生健康局党组\n关于巡察整改进展情况的通报\n（2025-11-28）\n", "pingjiang-weijian-2025"),
        ("中共祁阳市人民医院委员会\n关于巡察整改进展情况的通报\n", "qiyang-renmin-yiyuan"),
        ("中共平江县教育局党组关于巡察整改进展情况的通报\n", "pingjiang-jiaoyu"),
        ("中共平江县委关于巡视整改进展情况的通报\n", "pingjiang"),
    ],
)
def test_an_id_names_place_unit_and_year(text: str, proposed: str) -> None:
    notice = read_notice(Source("x", text.encode()), "x", Sidecar())
    found = propose_id(notice, ())
    assert found.startswith(proposed)
    assert ID.fullmatch(found)


def test_a_taken_id_gets_a_number_and_a_text_without_a_unit_its_hash() -> None:
    notice = read_notice(Source("x", "中共平江县教育局党组关于巡察整改进展情况的通报\n".encode()), "x", Sidecar())
    first = propose_id(notice, ())
    assert propose_id(notice, {first}) == f"{first}-2"
    assert propose_id(notice, {first, f"{first}-2"}) == f"{first}-3"
    nameless = read_notice(Source("x", "没有单位。".encode()), "x", Sidecar())
    assert propose_id(nameless, ()) == f"notice-{nameless.source.sha256[:8]}"


def test_words_of_place_and_office_are_left_out() -> None:
    assert stem_of("平江县") == "平江"
    assert stem_of("城区") == "城区"
    assert short_unit("株洲市卫生健康委员会") == "weijian"
    assert short_unit("湖南省人力资源和社会保障厅") == "renshe"
    assert short_unit("某县第一中学").endswith("-zhongxue")


def test_a_region_is_a_code_or_a_name_that_means_one_place() -> None:
    assert region_code("430626") == region_code("平江县") == "430626"
    with pytest.raises(ValueError, match="六位区划代码"):
        region_code("鼓楼区")
    with pytest.raises(ValueError, match="不认识"):
        region_code("某某县")
    with pytest.raises(ValueError, match="没有"):
        region_code("999999")
