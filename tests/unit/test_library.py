"""Notices together: who, where, when."""

from datetime import date

import msgspec

from generator.facts.model import Region, Sidecar
from generator.facts.read import read_notice
from generator.filing import places_of
from generator.library import Library
from generator.source import Source

TEXT = "中共{0}卫生健康局党组\n关于巡察整改进展情况的通报\n根据县委统一部署，{1}县委第一巡察组对县卫生健康局党组进行了常规巡察。\n一、甲\n1.乙。\n整改情况：一是丙。\n"


def notice(name: str, county: str = "平江县", when: str = "2024年3月1日至5月1日，", **sidecar: object):  # type: ignore[no-untyped-def]
    source = Source(f"{name}.txt", TEXT.format(county, when).encode())
    return read_notice(source, name, Sidecar(**sidecar))  # type: ignore[arg-type]


def test_newest_first_and_undated_last() -> None:
    library = Library(
        [notice("a"), notice("b", published=date(2025, 1, 1)), notice("c", published=date(2026, 1, 1)), notice("d")]
    )
    assert [n.id for n in library.notices] == ["c", "b", "a", "d"]
    assert library.newest_date == date(2026, 1, 1)


def test_order_does_not_depend_on_the_order_of_files() -> None:
    notices = [notice(name) for name in "badc"]
    assert (
        [n.id for n in Library(notices).notices] == [n.id for n in Library(reversed(notices)).notices] == list("abcd")
    )


def test_notices_of_one_unit_stand_together() -> None:
    library = Library([notice("a"), notice("b", published=date(2026, 1, 1)), notice("c", "旺苍县")])
    assert [(unit.region.names[-1] if unit.region else None, len(unit.notices)) for unit in library.units] == [
        ("平江县", 2),
        ("旺苍县", 1),
    ]
    assert library.units[0].notices[0].id == "b"


def test_places_include_the_ones_above_in_tree_order() -> None:
    library = Library([notice("a"), notice("b", "旺苍县")])
    assert list(library.places) == ["430000", "430600", "430626", "510000", "510800", "510821"]
    assert library.places["430626"].parent == "430600"
    assert [n.id for n in library.notices_by_place["430000"]] == ["a"]


def test_a_county_directly_under_its_province_has_no_city_level() -> None:
    assert [place.code for place in places_of(Region("429004", ("湖北省", "仙桃市")))] == ["420000", "429004"]


def test_a_municipality_has_two_levels() -> None:
    assert [place.code for place in places_of(Region("110105", ("北京市", "朝阳区")))] == ["110000", "110105"]


def test_a_city_or_a_province_is_a_place_itself() -> None:
    assert [place.code for place in places_of(Region("430200", ("湖南省", "株洲市")))] == ["430000", "430200"]
    assert [place.code for place in places_of(Region("430000", ("湖南省",)))] == ["430000"]


def test_the_year_is_that_of_publication_else_of_the_inspection_else_none() -> None:
    library = Library([notice("a"), notice("b", published=date(2026, 1, 1)), notice("c", when="")])
    assert {year: [n.id for n in group] for year, group in library.years.items()} == {"2026": ["b"], "2024": ["a"]}


def test_followers_are_those_whose_sidecar_names_the_notice() -> None:
    library = Library([notice("a"), notice("b", previous="a")])
    assert [n.id for n in library.followers(library.by_id["a"])] == ["b"]


def test_a_notice_without_a_date_of_publication_is_filed_under_the_day_of_its_inspection() -> None:
    library = Library([notice("a"), notice("b", published=date(2025, 1, 1)), notice("c", when="")])
    assert library.days == {"a": "2024-05-01", "b": "2025-01-01", "c": None}
    assert sorted(library.filing, key=library.filing.__getitem__) == ["b", "a", "c"]


def test_places_know_what_lies_below_them() -> None:
    library = Library([notice("a"), notice("b", "旺苍县")])
    assert [place.code for place in library.children["430000"]] == ["430600"]
    assert [place.code for place in library.below("430000")] == ["430600", "430626"]
    assert list(library.below("430626")) == []


def test_a_notice_is_grouped_by_its_unit_or_stands_alone() -> None:
    named, bare = notice("a"), notice("b")
    bare = msgspec.structs.replace(bare, unit=msgspec.structs.replace(bare.unit, id="other", name=None, issuer=None))
    library = Library([named, bare])
    assert library.groups == {"a": library.units[0].id, "b": "b"}
    assert library.unit_ranks == {library.units[0].id: 0}
