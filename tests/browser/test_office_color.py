"""The colour of an office in a real browser: it is the site's main colour, by day, by night and on paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import quiet, serving
from playwright.sync_api import Browser

from generator.build.recipe import build
from generator.office.create import Office, create_site
from generator.pages.shades import color_shades, contrast

COLOR = "#1f5fa8"
TOKEN = "name => getComputedStyle(document.documentElement).getPropertyValue(name).trim()"
OF_THE_BUTTON = """() => {
  const style = getComputedStyle(document.querySelector(".hero button"));
  return [style.backgroundColor, style.color];
}"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an office's site with a colour of its own."""
    root = tmp_path_factory.mktemp("colour")
    create_site(root, Office("示例县巡察整改公开"))
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('# color: "#a3201b"', f'color: "{COLOR}"'), encoding="utf-8")
    build(root, root / "notices", root / "site", say=quiet)
    yield from serving(root / "site")


def hexed(color: str) -> str:
    """`rgb(31, 95, 168)` as #1f5fa8."""
    return "#" + "".join(f"{int(part):02x}" for part in color[color.index("(") + 1 : -1].split(","))


@pytest.mark.parametrize(
    ("system", "chosen", "more", "media", "palette"),
    [
        ("light", "", "no-preference", "screen", "light"),
        ("dark", "", "no-preference", "screen", "dark"),
        ("light", "dark", "no-preference", "screen", "dark"),
        ("dark", "light", "no-preference", "screen", "light"),
        ("light", "", "more", "screen", "light_more"),
        ("dark", "", "more", "screen", "dark_more"),
        ("dark", "dark", "no-preference", "print", "light_more"),
    ],
)
def test_the_colour_shows_and_can_be_read(
    system: str, chosen: str, more: str, media: str, palette: str, browser: Browser, url: str
) -> None:
    seal = color_shades(COLOR)[palette]["seal"]
    context = browser.new_context(color_scheme=system, contrast=more)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(url)
    page.evaluate("chosen => { if (chosen) document.documentElement.dataset.palette = chosen }", chosen)
    page.emulate_media(media=media)  # type: ignore[arg-type]
    assert page.evaluate(TOKEN, "--seal") == page.evaluate(TOKEN, "--seal-ink") == seal
    for ground in ("--paper", "--card", "--wash", "--seal-wash"):
        assert contrast(seal, page.evaluate(TOKEN, ground)) >= 4.5, ground
    if media == "screen":
        behind, words = map(hexed, page.evaluate(OF_THE_BUTTON))
        assert behind == seal
        assert contrast(behind, words) >= 4.5
    context.close()
