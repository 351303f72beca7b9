"""Meta tags and footer of Chinese public sites: from facts and configuration, never invented; JSON-LD that runs nothing."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import lxml.html
import pytest
import yaml
from checking import read
from conftest import quiet

from generator.build.recipe import build
from generator.facts.model import Sidecar
from generator.pages.notice.facts import published_at
from generator.single import single_page

ROOT = Path(__file__).parents[2]
NOTICES = ROOT / "notices"
OFFICE = {
    "official": True,
    "office": "甲县纪委监委",
    "site_domain": "www.jiaxian.gov.cn",
    "site_id_code": "4306260001",
}


class Head:
    """Names and contents of the meta tags, the links, and the data blocks of a page."""

    def __init__(self, page: bytes) -> None:
        document = lxml.html.document_fromstring(page, parser=lxml.html.HTMLParser(encoding="utf-8"))
        tags = [dict(tag.attrib) for tag in document.iter("meta")]
        self.meta = {
            tag.get("name") or tag["property"]: tag["content"] for tag in tags if {"name", "property"} & set(tag)
        }
        self.links = [dict(link.attrib) for link in document.iter("link")]
        self.data = [str(block.text) for block in document.xpath("//script[@type='application/ld+json']")]


def head(site: Path, page: str) -> Head:
    return Head((site / page / "index.html").read_bytes())


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
    build(root, NOTICES, root / "site", say=quiet)
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
        meta = Head(text.encode()).meta
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
    assert published_at(read(text, sidecar=Sidecar(published=date(2026, 3, 1)))) == "2026-03-01"
    assert published_at(read("没有日期。")) is None


def test_an_author_is_a_body_and_never_a_person() -> None:
    notice = read("中共甲县乙局党组关于巡察整改进展情况的通报\n责任编辑：王某某 作者：李某某\n正文。\n")
    front = single_page(notice).front
    assert front["author"] == "中共甲县乙局党组"
    assert "某某" not in front["keywords"]


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("notices/zhuzhou-weijian-2026", "Report"),
        ("units/430626-weishengjiankangju", "GovernmentOrganization"),
        ("data", "Dataset"),
    ],
)
def test_a_page_says_as_linked_data_what_it_is_and_where(page: str, kind: str, official_site: Path) -> None:
    (block,) = head(official_site, page).data
    said = json.loads(block)
    assert (said["@context"], said["@type"]) == ("https://schema.org", kind)
    assert said["url"] == f"https://www.jiaxian.gov.cn/xunchazhenggai/{page}/"


def test_linked_data_says_what_the_notice_and_the_files_say(official_site: Path, seed_site: Path) -> None:
    (block,) = head(official_site, "notices/zhuzhou-weijian-2026").data
    report = json.loads(block)
    assert report["name"] == "中共株洲市卫生健康委员会党委关于巡察整改进展情况的通报"
    assert report["datePublished"] == "2026-02-26"
    assert report["author"]["name"] == "株洲市卫生健康委员会"
    assert "datePublished" not in json.loads(head(official_site, "notices/pingjiang-weijian-2025").data[0])
    dataset = json.loads(head(official_site, "data").data[0])
    assert dataset["creator"] == {"@type": "GovernmentOrganization", "name": "甲县纪委监委"}
    for file in dataset["distribution"]:
        published = official_site / file["contentUrl"].removeprefix("https://www.jiaxian.gov.cn/xunchazhenggai/")
        assert file["contentSize"] == f"{published.stat().st_size} B"
    nameless = json.loads(head(seed_site, "data").data[0])
    assert {"url", "distribution", "creator"} & set(nameless) == set(), "no address and no office, none is made up"


def test_linked_data_is_a_block_that_no_text_of_a_notice_can_leave(official_site: Path, hostile_site: Path) -> None:
    blocks = [
        block
        for site in (official_site, hostile_site)
        for page in site.rglob("*.html")
        for block in Head(page.read_bytes()).data
    ]
    assert any("<script>" in json.dumps(json.loads(block)) for block in blocks), "the hostile title is among them"
    assert [block for block in blocks if re.search("[<>&]", block)] == []


def test_pages_name_their_address_their_feeds_and_the_search(official_site: Path) -> None:
    unit = head(official_site, "units/430626-weishengjiankangju")
    rels = {(link["rel"], link.get("type", "")): link["href"] for link in unit.links}
    assert rels["canonical", ""] == ("https://www.jiaxian.gov.cn/xunchazhenggai/units/430626-weishengjiankangju/")
    assert ("search", "application/opensearchdescription+xml") in rels
    feeds = [link["href"] for link in unit.links if link.get("type") == "application/atom+xml"]
    assert feeds == ["../../feed.xml", "feed.xml"]
    assert unit.meta["og:title"] == "平江县卫生健康局"
    assert "og:image" not in unit.meta
