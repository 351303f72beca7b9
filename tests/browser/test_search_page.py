"""The search page and the boxes on other pages, as a citizen and a tester from outside meet them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import msgspec
import pytest
from playwright.sync_api import Browser, Page, Route, expect
from search_site import seed_records, served, write_site

from generator.search.records import SearchRecord

SUB = "gongkai/"  # the site lies below a path, as on a county portal
HOSTILE = "<img src=x onerror=document.title='坏'><script>document.title='坏'</script>{{7*7}}"


@pytest.fixture(scope="module")
def records() -> list[SearchRecord]:
    records = seed_records()
    hostile = msgspec.structs.replace(
        records[0],
        notice_id="hostile",
        heading=HOSTILE,
        statement=HOSTILE,
        response=HOSTILE * 3,
        outcome=HOSTILE,
        label=HOSTILE,
        unit_name=HOSTILE,
        above=HOSTILE,
        topics=(HOSTILE,),
        kind=HOSTILE,
        unit_id="hostile",
    )
    return [*records, hostile]


@pytest.fixture(scope="module")
def site(records: list[SearchRecord], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("site")
    write_site(folder / SUB, records)
    with served(folder) as address:
        yield address + SUB


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test for any error of a script or of the content security policy."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if "Policy" in message.text else None)
    yield page
    context.close()
    assert errors == []


def search(page: Page, site: str, query: str) -> None:
    page.goto(f"{site}search/?{query}")
    expect(page.locator("[data-search-state]")).to_have_attribute("data-search-state", "done")


def hits(page: Page) -> list[str]:
    return page.eval_on_selector_all("a[data-finding]", "links => links.map((link) => link.href)")


def total(page: Page) -> int:
    return int(page.locator("[data-search-total]").inner_text())


def parameters(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_each_hit_shows_unit_heading_status_and_the_terms_marked_and_leads_to_its_finding(
    page: Page, site: str
) -> None:
    search(page, site, "q=" + quote("工会经费"))
    assert total(page) == 3
    assert len(hits(page)) == 3
    first = page.locator(".hits li").first
    assert first.locator(".w").inner_text().replace("\n", " ").startswith("平江县卫生健康局 · ")
    assert first.locator(".st.partial").inner_text().endswith("阶段性完成")
    link = first.locator("a[data-finding]")
    assert link.inner_text().startswith("问题②：超范围列支工会经费")
    assert set(page.locator(".hits mark").all_inner_texts()) == {"工会经费"}
    assert re.fullmatch(re.escape(site) + r"notices/pingjiang-weijian-2025/#f-[0-9a-f]{8}", hits(page)[0])


def test_all_lists_every_hit_and_else_ten_at_a_time(page: Page, site: str) -> None:
    search(page, site, "q=" + quote("整改") + "&all=1")
    count = total(page)
    assert count > 20
    everything = hits(page)
    assert len(set(everything)) == count
    search(page, site, "q=" + quote("整改"))
    assert hits(page) == everything[:10]
    page.get_by_role("button", name="再看 10 条").click()
    expect(page.locator("a[data-finding]")).to_have_count(20)
    expect(page.locator("a[data-finding]").nth(10)).to_be_focused()
    page.reload()
    expect(page.locator("a[data-finding]")).to_have_count(20)


def test_marks_lie_on_the_words_as_written(page: Page, site: str) -> None:
    search(page, site, "q=" + quote("〔２０２４〕３号"))
    assert page.locator(".hits p mark").all_inner_texts() == ["〔2024〕3号"]


def test_filters_narrow_the_hits_stay_in_the_address_and_come_back(page: Page, site: str) -> None:
    search(page, site, "q=" + quote("整改"))
    every = total(page)
    choice = page.locator(".facet label").filter(has_text="未注明")
    count = int(choice.locator(".count").inner_text())
    choice.locator("input").focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-search-total]")).to_have_text(str(count))
    assert parameters(page) == {"q": ["整改"], "status": ["unstated"]}
    expect(page.locator(".facet input[value=unstated]")).to_be_focused()
    page.locator(".facet input[value='43']").check()
    assert parameters(page)["region"] == ["43"]
    page.get_by_label("祁阳市").first.check()
    assert parameters(page)["region"] == ["431181"]
    page.go_back()
    page.go_back()
    page.go_back()
    expect(page.locator("[data-search-total]")).to_have_text(str(every))
    page.go_forward()
    expect(page.locator("[data-search-total]")).to_have_text(str(count))
    assert page.locator(".facet input[value=unstated]").is_checked()
    page.get_by_role("button", name="清除全部筛选").click()
    expect(page.locator("[data-search-total]")).to_have_text(str(every))


def test_filters_alone_list_what_they_leave(page: Page, site: str, records: list[SearchRecord]) -> None:
    search(page, site, "status=mostly&region=510000&all=1")
    assert total(page) == len(hits(page)) == sum(r.status == "mostly" for r in records) == 4


def test_typing_searches_but_not_while_an_input_method_composes(page: Page, site: str) -> None:
    page.goto(site + "search/")
    box = page.locator("[data-search-page] input[name=q]")
    state = page.locator("[data-search-page]")
    expect(state).to_have_attribute("data-search-state", "idle")
    box.fill("经费")
    expect(state).to_have_attribute("data-search-state", "done")
    before = total(page)
    box.evaluate(
        """(box) => {
          box.value = "经费 pei";
          box.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
        }"""
    )
    page.wait_for_timeout(400)
    assert (parameters(page), total(page)) == ({"q": ["经费"]}, before)
    box.evaluate("(box) => { box.value = '经费 培训'; box.dispatchEvent(new CompositionEvent('compositionend')); }")
    expect(page).to_have_url(re.compile("%20|\\+"))
    box.fill("")
    expect(state).to_have_attribute("data-search-state", "idle")


def test_nothing_found_gives_advice(page: Page, site: str) -> None:
    search(page, site, "q=" + quote("这句话没有人写过 整改") + "&status=partial")
    assert total(page) == 0
    advice = page.locator(".search-advice").filter(has_text="没有找到").inner_text()
    assert "去掉一些筛选条件" in advice
    assert "少用一个词" in advice
    assert "更短的词" in advice


def test_hostile_text_stays_text_in_results_filters_and_suggestions(page: Page, site: str) -> None:
    search(page, site, "q=onerror&all=1")
    assert total(page) == 1
    item = page.locator(".hits li")
    assert HOSTILE in item.inner_text()
    assert item.locator("img, script").count() == 0
    search(page, site, "status=unstated&unit=hostile&unit=350626-weishengjiankangju")
    for title in ("单位", "专题", "巡察类别"):
        expect(page.locator(".facet").filter(has_text=title)).to_contain_text(HOSTILE)
    assert page.locator("[data-search-page] img, [data-search-page] script").count() == 0
    page.goto(site + "units/")
    page.locator("input[name=q]").fill("onerror")
    expect(page.locator("[role=option]")).to_have_count(1)
    assert page.locator(".suggest img, .suggest script").count() == 0
    assert page.title() != "坏"


def test_nothing_of_the_search_is_fetched_before_a_box_is_used(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path) if "search" in request.url else None)
    page.goto(site + "units/", wait_until="networkidle")
    assert asked == [f"/{SUB}assets/search/search.js"]
    page.locator("input[name=q]").focus()
    page.wait_for_timeout(500)
    assert f"/{SUB}search/index/manifest.bin" in asked
    assert not any(path.endswith(("p0.bin", "t0.bin")) for path in asked)


def test_the_box_on_any_page_suggests_findings_and_is_worked_by_keys(page: Page, site: str) -> None:
    page.goto(site + "units/")
    box = page.get_by_role("combobox")
    page.locator("input[name=q]").fill("经费")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert options.first.locator("mark").first.inner_text() == "经费"
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("Escape")
    expect(page.locator(".suggest")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/notices/[a-z0-9-]+/#f-"))


def test_many_suggestions_end_in_the_way_to_all_and_enter_without_a_choice_goes_there(page: Page, site: str) -> None:
    page.goto(site + "units/")
    page.locator("input[name=q]").fill("整改")
    expect(page.get_by_role("option")).to_have_count(7)
    assert re.fullmatch(r"查看全部 \d+ 条结果", page.get_by_role("option").last.inner_text())
    page.keyboard.press("Enter")
    expect(page.locator("[data-search-state]")).to_have_attribute("data-search-state", "done")
    assert parameters(page) == {"q": ["整改"]}
    assert page.locator("input[name=q]").input_value() == "整改"


def test_leaving_the_box_closes_the_suggestions(page: Page, site: str) -> None:
    page.goto(site + "units/")
    page.locator("input[name=q]").fill("经费")
    expect(page.locator(".suggest")).to_be_visible()
    page.locator("a").last.focus()
    expect(page.locator(".suggest")).to_be_hidden()


def test_without_a_connection_the_page_says_so_and_tries_again(page: Page, site: str) -> None:
    page.route("**/search/index/**", lambda route: route.abort())
    page.goto(f"{site}search/?q=" + quote("经费"))
    expect(page.locator("[data-search-state]")).to_have_attribute("data-search-state", "error")
    expect(page.get_by_role("alert")).to_contain_text("网络")
    page.unroute("**/search/index/**")
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator("[data-search-state]")).to_have_attribute("data-search-state", "done")
    assert page.get_by_role("alert").count() == 0


def test_a_page_left_open_while_the_site_is_published_anew_searches_the_new_one(
    page: Page, records: list[SearchRecord], tmp_path: Path
) -> None:
    write_site(tmp_path, records[:-1])
    with served(tmp_path) as address:
        search(page, address, "q=" + quote("经费"))
        assert total(page) == 6
        shutil.rmtree(tmp_path / "search/index")
        write_site(
            tmp_path, [*records[:-1], msgspec.structs.replace(records[0], anchor="f-1", response="节约丁类经费")]
        )
        # 丁类 stands in a file of pairs that the first search did not read.
        page.locator("input[name=q]").fill("丁类经费")
        expect(page.locator("[data-search-total]")).to_have_text("1")


def test_the_search_in_the_address_is_begun_before_the_page_s_script_is_there(page: Page, site: str) -> None:
    asked: list[str] = []
    held: list[Route] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.route("**/page.js", lambda route: held.append(route))
    with page.expect_request(re.compile(r"/t\d+\.bin$")):
        page.goto(f"{site}search/?q=" + quote("工会经费"))
    expect(page.locator("[data-search-state]")).to_have_attribute("data-search-state", "idle")
    for route in held:
        route.continue_()
    expect(page.locator("[data-search-state]")).to_have_attribute("data-search-state", "done")
    assert total(page) == 3
    assert len(asked) == len(set(asked)), "nothing is asked for twice"


def test_a_script_that_does_not_arrive_is_told(page: Page, site: str) -> None:
    page.route("**/page.js", lambda route: route.abort())
    page.goto(f"{site}search/?q=" + quote("经费"))
    expect(page.locator("[data-search-state]")).to_have_attribute("data-search-state", "error")
    expect(page.get_by_role("alert")).to_contain_text("刷新")


def test_an_old_browser_gets_a_clear_sentence(page: Page, site: str) -> None:
    page.add_init_script("delete window.DecompressionStream")
    page.goto(f"{site}search/?q=" + quote("经费"))
    expect(page.locator("[data-search-state]")).to_have_attribute("data-search-state", "error")
    expect(page.get_by_role("alert")).to_contain_text("浏览器版本较旧")


def test_the_form_leads_to_the_search_page_without_scripts(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "units/")
    page.locator("input[name=q]").fill("经费")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}search/?q=" + quote("经费"))
    context.close()
