"""Meta tags and footer of Chinese public sites: from facts and configuration, never invented; JSON-LD that runs nothing."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from generator.build.recipe import BuildError, build
from generator.build.official import IdentityError, check, problems
from generator.exports import discovery
from generator.facts.model import Notice, Sidecar
from generator.facts.read import read_notice
from generator.pages.conventions import author, notice_keywords, published_at
from generator.source import Source

ROOT = Path(__file__).parents[2]
NOTICES = ROOT / "notices"
OFFICE = {
    "official": True,
    "office": "甲县纪委监委",
    "site_domain": "www.jiaxian.gov.cn",
    "site_id_code": "4306260001",
}


class Head(HTMLParser):
    """Names and contents of the meta tags, the links, and the data blocks of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: list[dict[str, str]] = []
        self.data: list[str] = []
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta" and ("name" in values or "property" in values):
            self.meta[values.get("name") or values["property"]] = values["content"]
        if tag == "link":
            self.links.append(values)
        self.inside = tag == "script" and values.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.data.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.inside = False


def head(site: Path, page: str) -> Head:
    return Head((site / page / "index.html").read_text(encoding="utf-8"))


def read(text: str, **sidecar: object) -> Notice:
    return read_notice(Source("a.txt", text.encode()), "a", Sidecar(**sidecar))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def official_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with everything an office can fill in, below a path of its portal."""
    root = tmp_path_factory.mktemp("official")
    more = {
        "contact": "0730-1234567",
        "icp": "湘ICP备00000000号",
        "police": "湘公网安备 43062602000000号",
        "party_mark": "党政机关",
        "party_mark_url": "https://bszs.conac.cn/sitename?method=show&id=1",
    }
    settings = {
        "site_name": "甲县巡察整改公开",
        "site_url": "https://www.jiaxian.gov.cn/xunchazhenggai/",
        "extra": {"gongkai": OFFICE | more},
    }
    (root / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    build(root, NOTICES, root / "site", say=lambda _: None)
    return root / "site"


def test_a_site_without_configuration_claims_nothing(seed_site: Path) -> None:
    for page in ("", "notices/zhuzhou-weijian-2026", "topics/procurement"):
        found = head(seed_site, page)
        assert "SiteName" in found.meta
        assert {"SiteDomain", "SiteIDCode", "Url"} & set(found.meta) == set()
        assert not [link for link in found.links if link["rel"] in ("canonical", "search")]
        assert "bottom-office" not in (seed_site / page / "index.html").read_text(encoding="utf-8")


def test_every_page_of_an_official_site_names_it_and_its_identifiers(official_site: Path) -> None:
    pages = sorted(official_site.rglob("*.html"))
    assert len(pages) > 50
    for page in pages:
        text = page.read_text(encoding="utf-8")
        meta = Head(text).meta
        assert meta["SiteName"] == "甲县巡察整改公开"
        assert (meta["SiteDomain"], meta["SiteIDCode"]) == (OFFICE["site_domain"], OFFICE["site_id_code"])
        for words in ("主办单位：甲县纪委监委", "湘ICP备00000000号", "湘公网安备", "4306260001", "党政机关</a>"):
            assert words in text


def test_column_pages_say_what_they_are_and_notices_what_they_hold(official_site: Path) -> None:
    for page in ("", "notices", "units", "topics", "topics/procurement", "commitments", "citations", "data"):
        meta = head(official_site, page).meta
        assert all(meta[name] for name in ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")), page
        assert "ArticleTitle" not in meta
    meta = head(official_site, "notices/zhuzhou-weijian-2026").meta
    assert meta["ArticleTitle"] == "中共株洲市卫生健康委员会党委关于巡察整改进展情况的通报"
    assert (meta["PubDate"], meta["ContentSource"]) == ("2026-02-26", "市卫健委")
    assert meta["Author"] == "中共株洲市卫生健康委员会党委"
    assert meta["Url"] == "https://www.jiaxian.gov.cn/xunchazhenggai/notices/zhuzhou-weijian-2026/"
    assert "株洲市" in meta["Keywords"].split(",")
    assert "ColumnName" not in meta


def test_a_notice_without_a_date_gets_no_publication_tag(official_site: Path) -> None:
    assert "PubDate" not in head(official_site, "notices/pingjiang-weijian-2025").meta


@pytest.mark.parametrize(
    ("furniture", "expected"),
    [
        ("发布日期：2026-02-26 09:30", "2026-02-26 09:30"),
        ("发布时间：2026-02-26 9：05", "2026-02-26 09:05"),
        ("发布日期:2026-02-26信息来源:市卫健委", "2026-02-26"),
        ("发布日期：2026-02-26 浏览次数：12", "2026-02-26"),
        ("发布日期：2026-02-26 99:30", "2026-02-26"),
    ],
)
def test_the_time_of_publication_is_printed_only_where_the_notice_gives_it(furniture: str, expected: str) -> None:
    notice = read(f"中共甲县乙局党组关于巡察整改进展情况的通报\n{furniture}\n1.学习不深入。\n整改情况：已完成。\n")
    assert published_at(notice) == expected


def test_a_day_from_the_sidecar_takes_no_time_from_the_text() -> None:
    text = "中共甲县乙局党组关于巡察整改进展情况的通报\n发布日期：2026-02-26 09:30\n正文。\n"
    assert published_at(read(text, published=date(2026, 3, 1))) == "2026-03-01"
    assert published_at(read("没有日期。")) is None


def test_an_author_is_a_body_and_never_a_person() -> None:
    notice = read("中共甲县乙局党组关于巡察整改进展情况的通报\n责任编辑：王某某 作者：李某某\n正文。\n")
    assert author(notice) == "中共甲县乙局党组"
    assert "某某" not in notice_keywords(notice, [])


def test_linked_data_is_a_block_that_no_browser_runs_and_no_text_can_leave(official_site: Path) -> None:
    kinds = {"notices/zhuzhou-weijian-2026": "Report", "units/430626-weishengjiankangju": "GovernmentOrganization"}
    for page, kind in (kinds | {"data": "Dataset"}).items():
        (block,) = head(official_site, page).data
        assert json.loads(block)["@type"] == kind
        assert json.loads(block)["url"].startswith("https://www.jiaxian.gov.cn/xunchazhenggai/")
        assert not re.search(r"[<>&]", block)
    wild = discovery.in_script({"name": "</script><script>alert(1)</script><!--&\u2028"})
    assert not re.search("[<>&\u2028]", wild)
    assert json.loads(wild)["name"].startswith("</script>")


def test_pages_name_their_address_their_feeds_and_the_search(official_site: Path) -> None:
    unit = head(official_site, "units/430626-weishengjiankangju")
    rels = {(link["rel"], link.get("type", "")): link["href"] for link in unit.links}
    assert rels["canonical", ""] == ("https://www.jiaxian.gov.cn/xunchazhenggai/units/430626-weishengjiankangju/")
    assert ("search", "application/opensearchdescription+xml") in rels
    feeds = [link["href"] for link in unit.links if link.get("type") == "application/atom+xml"]
    assert feeds == ["../../feed.xml", "feed.xml"]
    assert unit.meta["og:title"] == "平江县卫生健康局"
    assert "og:image" not in unit.meta


@pytest.mark.parametrize("missing", ["office", "site_domain", "site_id_code"])
def test_a_site_that_calls_itself_official_and_lacks_an_identifier_is_refused(missing: str) -> None:
    source = Source("mkdocs.yml", b"extra:\n  gongkai:\n    official: true\n")
    (fault,) = problems(source, "甲县公开", OFFICE | {missing: ""})
    assert fault.code == "GK050"
    assert missing in fault.message
    assert source.text[fault.span.start : fault.span.end] == "official"


def test_a_full_identity_and_an_unofficial_site_are_accepted() -> None:
    source = Source("mkdocs.yml", b"")
    assert list(problems(source, "甲县公开", OFFICE)) == []
    assert list(problems(source, "", {})) == []
    assert [fault.code for fault in problems(source, " ", OFFICE)] == ["GK050"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("official", "yes"),
        ("site_id_code", "123"),
        ("site_id_code", 4306260001),
        ("site_domain", "https://www.jiaxian.gov.cn/"),
        ("party_mark_url", "javascript:alert(1)"),
        ("icp", ["湘"]),
    ],
)
def test_a_value_that_cannot_be_right_is_refused_with_its_line(key: str, value: object) -> None:
    source = Source("mkdocs.yml", f"extra:\n  gongkai:\n    {key}: x\n".encode())
    faults = [fault for fault in problems(source, "甲县公开", {key: value}) if fault.code == "GK051"]
    assert [source.line_of(fault.span.start) for fault in faults] == [3]


def test_the_build_stops_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: 甲县\nextra:\n  gongkai:\n    official: true\n", encoding="utf-8")
    with pytest.raises(BuildError, match=r"mkdocs.yml:4:5 错误 GK050 .*site_id_code（网站标识码）"):
        build(tmp_path, NOTICES, tmp_path / "site", say=lambda _: None)
    assert not (tmp_path / "site").exists()
    with pytest.raises(IdentityError):
        check(tmp_path / "mkdocs.yml", "甲县", {"official": True})
