"""What an office sets in its mkdocs.yml and puts into pages/ is on its site: menu, logo, style sheet, colour, pages of its own."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import lxml.html
import pytest
from conftest import quiet
from test_theme import contrast, palettes

from generator.build.recipe import build
from generator.office.create import Office, create_site
from generator.pages.shades import color_shades

COLOR = "#1f5fa8"
EXAMPLE = re.compile(r"^( *)# ((?:site_description|copyright|nav|extra_css|logo|color): ?|  - )", re.MULTILINE)
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
OWN = {
    "zhinan.md": "# 怎样看\n\n见[通报](notices/shili-2025/index.md)、[联系](更多/联系.md#s-1)，[门户](https://example.gov.cn/a.md)。\n\n![图](tu.svg)\n",
    "更多/联系.md": "## 电话\n\n回到[指南](../zhinan.md)，另见[同一处](地址.md)。\n",
    "更多/地址.md": "地址。\n",
    "own.css": "body { letter-spacing: 0.01em; }\n",
    "logo.svg": PICTURE,
    "tu.svg": PICTURE,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of an office that has switched on every example in its mkdocs.yml."""
    root = tmp_path_factory.mktemp("office")
    create_site(root, Office("示例县巡察整改公开"))
    config = root / "mkdocs.yml"
    text, examples = EXAMPLE.subn(r"\1\2", config.read_text(encoding="utf-8"))
    assert examples == 9
    config.write_text(text.replace("#a3201b", COLOR), encoding="utf-8")
    for name, words in OWN.items():
        path = root / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")
    build(root, root / "notices", root / "site", say=quiet)
    return root / "site"


def links(site: Path, page: str, query: str) -> dict[str, str]:
    """Words and addresses of some links of a page."""
    document = lxml.html.document_fromstring((site / page / "index.html").read_text(encoding="utf-8"))
    return {str(link.text_content()): str(link.get("href")) for link in document.xpath(query)}


@pytest.mark.parametrize(("page", "up"), [("", ""), ("notices/shili-2025", "../../"), ("zhinan", "../")])
def test_menu_logo_style_sheet_and_last_line_are_on_every_page(page: str, up: str, site: Path) -> None:
    menu = links(site, page, "//nav[@aria-label='主导航']//a")
    assert list(menu.items())[-2:] == [
        ("办事指南", "./" if page == "zhinan" else f"{up}zhinan/"),
        ("县政府网站", "https://www.example.gov.cn/"),
    ]
    html = (site / page / "index.html").read_text(encoding="utf-8")
    assert f'src="{up}logo.svg"' in html
    assert html.index(f'href="{up}assets/gongkai.css"') < html.index(f'href="{up}own.css"')
    assert "© 示例县纪委</p>" in html
    assert (site / "logo.svg").is_file()
    assert (site / "own.css").is_file()


def test_links_and_pictures_of_own_pages_lead_to_pages_and_files_of_the_site(site: Path) -> None:
    assert links(site, "zhinan", "//main//p/a") == {
        "通报": "../notices/shili-2025/",
        "联系": "../%E6%9B%B4%E5%A4%9A/%E8%81%94%E7%B3%BB/#s-1",
        "门户": "https://example.gov.cn/a.md",
    }
    assert links(site, "更多/联系", "//main//p/a") == {"指南": "../../zhinan/", "同一处": "../%E5%9C%B0%E5%9D%80/"}
    assert 'src="../tu.svg"' in (site / "zhinan/index.html").read_text(encoding="utf-8")


def test_the_colour_is_that_of_the_style_sheet_and_the_icon(site: Path, seed_site: Path) -> None:
    sheet = (site / "assets/gongkai.css").read_text(encoding="utf-8")
    assert sheet.startswith((seed_site / "assets/gongkai.css").read_text(encoding="utf-8").rstrip())
    own = sheet[len((seed_site / "assets/gongkai.css").read_text(encoding="utf-8").rstrip()) :]
    assert f"--seal: {COLOR};" in own
    assert f'fill="{COLOR}"' in (site / "assets/seal.svg").read_text(encoding="utf-8")
    assert 'fill="#a3201b"' in (seed_site / "assets/seal.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("color", ["#a3201b", COLOR, "#ffd700", "#00ff00", "#000000", "#ffffff", "#7f7f7f", "#0a0a60"])
def test_any_colour_is_readable_in_every_palette(color: str) -> None:
    shades = color_shades(color)
    for name, shade in zip(
        ("light", "dark", "light, more contrast", "dark, more contrast"), shades.values(), strict=True
    ):
        known = palettes()[name]
        wanted = 7 if "more" in name else 4.5
        for front, back in product([shade["seal"]], ["paper", "card", "wash", "on-seal"]):
            assert contrast(front, known[back]) >= wanted, (name, back)
        assert contrast(shade["seal"], shade["wash"]) >= wanted, name
        assert min(contrast(known[ink], shade["wash"]) for ink in ("ink", "ink-2")) >= wanted, name


def test_a_colour_that_can_be_read_is_taken_as_it_is() -> None:
    assert color_shades("#a3201b")["light"]["seal"] == "#a3201b"
    assert color_shades("#9fc3ff")["dark"]["seal"] == "#9fc3ff"
