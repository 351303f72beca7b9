"""What a built site holds of the data files, and how its pages name them."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime
from pathlib import Path

from exporting import ROOT, SITE, seeds

from generator.build.recipe import build
from generator.exports.files import data_files
from generator.exports.model import Published


def as_of() -> date | None:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else None


def test_the_site_holds_the_data_files_and_its_data_page_lists_them_with_their_size(seed_site: Path) -> None:
    page = (seed_site / "data/index.html").read_text(encoding="utf-8")
    files = list(data_files(Published(seeds(), SITE, as_of())))
    assert len(files) > 40
    for file in files:
        assert (seed_site / file.path).read_bytes() == file.data
        if file.path.startswith("data/"):
            assert f'href="{file.path.removeprefix("data/")}"' in page
    assert "156 条" in page
    assert "notice_id" in page


def test_a_site_that_knows_its_address_publishes_sitemap_and_search_description(tmp_path: Path) -> None:
    configuration = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        configuration + "\nsite_url: https://www.example.gov.cn/xc\n", encoding="utf-8"
    )
    build(tmp_path, ROOT / "notices", tmp_path / "site", say=lambda _: None)
    places = [e.findtext("{*}loc") or "" for e in ET.fromstring((tmp_path / "site/sitemap.xml").read_bytes())]
    pages = {path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("index.html")}
    assert {place.removeprefix("https://www.example.gov.cn/xc/") + "index.html" for place in places} == pages
    home = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert 'type="application/opensearchdescription+xml"' in home
    assert (tmp_path / "site/opensearch.xml").is_file()
    assert not (tmp_path / "site/sitemap.xml.gz").exists()
