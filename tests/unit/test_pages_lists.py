"""Pages that list notices, units, places and years."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from seeding import NAMES, context_of, published, seed

from generator.facts.model import Region
from generator.pages.context import Context
from generator.pages.kinds import KINDS, Collection, collection_pages
from generator.pages.lists import regions, units
from generator.pages.lists.notices import NOTICES_A_PAGE, notices_facts, notices_parts
from generator.pages.lists.years import year_facts, year_parts
from generator.pages.page import Facts


def made(context: Context) -> dict[str, Facts]:
    """The front matter of all list pages by path."""
    return {
        page.path: page.front
        for kind in KINDS
        if isinstance(kind, Collection) and kind.kind in ("notices", "units", "regions", "years", "topics")
        for page in collection_pages(kind, context)
    }


@pytest.fixture(scope="module")
def seeds() -> Context:
    return context_of(*map(seed, NAMES))


def test_nothing_is_listed_where_there_is_no_notice() -> None:
    assert made(context_of()) == {}


def test_a_row_of_a_notice_says_what_its_numbers_are_and_where_they_differ(seeds: Context) -> None:
    facts = notices_facts(seeds, notices_parts(seeds)[0]) or {}
    assert (facts["total"], facts["findings"], sum(facts["statuses"].values())) == (5, 156, 156)
    assert facts["words"]["partial"]["阶段性完成"] >= 58
    row = next(row for row in facts["notices"] if row["id"] == "pingjiang-weijian-2025")
    assert row["statuses"] == {"partial": 58, "completed": 3}
    assert (row["check"]["result"], row["check"]["contrary"]) == ("differs", ["total", "partial"])
    assert "published" not in row


def test_a_withdrawn_notice_is_listed_without_numbers() -> None:
    context = context_of(seed("pingjiang", withdrawn="应发布单位要求"))
    (row,) = (notices_facts(context, notices_parts(context)[0]) or {})["notices"]
    assert row["withdrawn"] is True
    assert not {"statuses", "check"} & row.keys()
    assert context.library.topics == {}


def test_a_further_page_of_notices_has_no_totals() -> None:
    notice, day = seed("zhuzhou"), date(2026, 1, 31)
    context = context_of(
        *(
            published(notice, date.fromordinal(day.toordinal() - at), id=f"n-{at}", findings=())
            for at in range(2 * NOTICES_A_PAGE)
        )
    )
    first, *further = notices_parts(context)
    assert len((notices_facts(context, first) or {})["notices"]) == NOTICES_A_PAGE
    facts = notices_facts(context, further[0]) or {}
    assert facts.keys() == {"title", "description", "as_of", "notices"}
    assert facts["title"] == "全部通报：2026 年"


def test_a_place_adds_up_the_places_below_it(seeds: Context) -> None:
    pages = made(seeds)
    hunan, county = pages["regions/430000/index.md"], pages["regions/430626/index.md"]
    assert (hunan["total"], hunan["units_total"]) == (3, 3)
    assert [child["name"] for child in hunan["children"]] == ["株洲市", "岳阳市", "永州市"]
    assert county["above"] == [{"code": "430000", "name": "湖南省"}, {"code": "430600", "name": "岳阳市"}]
    assert "children" not in county


def test_where_units_are_many_regions_lead_to_them(monkeypatch: pytest.MonkeyPatch) -> None:
    homeless = msgspec.structs.replace(seed("dongshan"), id="x")
    homeless = msgspec.structs.replace(homeless, unit=msgspec.structs.replace(homeless.unit, id="x", region=None))
    monkeypatch.setattr(units, "MOST_UNITS", 3)
    context = context_of(*map(seed, NAMES), homeless)
    facts = made(context)["units/index.md"]
    assert [unit["id"] for group in facts["groups"] for unit in group["units"]] == ["x"]
    assert facts["total"] == 6
    assert [row["code"] for row in facts["regions"]] == [*context.library.places]


def test_a_place_of_many_units_has_them_on_pages_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regions, "UNITS_A_PAGE", 1)
    monkeypatch.setattr(regions, "MOST_UNITS", 1)
    notice, county = seed("pingjiang"), Region("430626", ("湖南省", "岳阳市", "平江县"))
    at_home = [
        msgspec.structs.replace(
            notice, id=name, unit=msgspec.structs.replace(notice.unit, id=name, region=county), findings=()
        )
        for name in ("a", "b", "c")
    ]
    pages = made(context_of(*at_home))
    first, third = pages["regions/430626/index.md"], pages["regions/430626/units/3.md"]
    assert ([unit["id"] for unit in first["units"]], first["units_own"]) == (["a"], 3)
    assert [page["name"] for page in first["units_paging"]["pages"]] == ["", "units/2", "units/3"]
    assert ([unit["id"] for unit in third["units"]], third["part"]) == (["c"], "units/3")
    assert not {"notices", "units_paging"} & third.keys()
    # The province lists only what no place below it lists.
    assert "units" not in pages["regions/430000/index.md"]


def test_a_year_leads_to_the_years_beside_it(seeds: Context) -> None:
    years = {}
    for year in seeds.library.years.items():
        (part,) = year_parts(seeds, year)
        facts = year_facts(seeds, year, part)
        years[year[0]] = (facts.get("earlier"), facts.get("later"))
    assert years == {"2026": ("2025", None), "2025": ("2024", "2026"), "2024": (None, "2025")}
