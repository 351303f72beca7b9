"""The theme read as text: nothing in it goes round the escaping, nothing is inline, its colours can be read."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

THEME = Path(__file__).parents[2] / "templates" / "theme"
TEMPLATES = sorted(THEME.rglob("*.html"))
DATA_BLOCK = ' type="application/ld+json"'
NAMESPACES = ("www.w3.org", "schema.org")
"""Names that look like addresses; nothing is fetched from them."""

CONTRAST_OF_TEXT = 4.5
TEXT_ON = {
    "ink ink-2 ink-3 link seal-ink completed mostly partial ongoing open unstated": "paper card wash",
    "ink ink-2 seal-ink": "seal-wash",
    "ink link": "mark",
    "on-seal": "seal",
    "paper": "ink",
}
CONTRAST_OF_CONTROLS = 3.0
CONTROLS_ON = {"control seal": "paper card"}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(THEME).as_posix())
def test_autoescape_is_left_to_its_work_but_for_the_rendered_body(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert {"".join(found.split()) for found in re.findall(r"\S+\s*\|\s*safe\b", text)} <= {"page.content|safe"}
    assert not re.search(r"\{%-?\s*autoescape", text)
    # A value without quotes around it could end its attribute.
    assert not re.search(r"<[a-z][^>]*=\{\{", text)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(THEME).as_posix())
def test_no_template_holds_an_inline_style_script_or_handler(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    for attributes in re.findall(r"<script([^>]*)>", text):
        assert " src=" in attributes or attributes == DATA_BLOCK


def test_no_template_sheet_or_script_names_another_host() -> None:
    for path in THEME.rglob("*"):
        if path.suffix in {".html", ".css", ".js", ".svg"}:
            found = re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z0-9.-]+", path.read_text(encoding="utf-8"))
            assert [url for url in found if not url.endswith(NAMESPACES)] == [], path


def test_the_sheet_includes_every_part_once() -> None:
    sheet = (THEME / "assets" / "gongkai.css").read_text(encoding="utf-8")
    included = re.findall(r'\{% include "css/([\w-]+\.css)" %\}', sheet)
    assert sorted(included) == sorted(path.name for path in (THEME / "css").glob("*.css"))


TOKEN = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")


def palettes() -> dict[str, dict[str, str]]:
    """The colours a reader can get, by palette: name -> #rrggbb. `chosen` is the dark one by the reader's choice."""
    read: list[dict[str, str]] = [{} for _ in range(5)]
    for sheet in ("tokens.css", "status.css"):
        on_screen = (THEME / "css" / sheet).read_text(encoding="utf-8").partition("@media print")[0]
        light, rest = on_screen.split("@media (prefers-color-scheme: dark) {")
        dark, rest = rest.split(':root[data-palette="dark"] {')
        for colours, part in zip(read, (light, dark, *rest.split("@media (prefers-contrast: more)")), strict=True):
            colours.update(TOKEN.findall(part))
    return {
        "light": read[0],
        "dark": read[0] | read[1],
        "chosen": read[0] | read[2],
        "light, more contrast": read[0] | read[3],
        "dark, more contrast": read[0] | read[1] | read[4],
    }


def test_the_dark_palette_is_the_same_by_system_and_by_choice() -> None:
    assert palettes()["dark"] == palettes()["chosen"] != palettes()["light"]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", ["light", "dark", "light, more contrast", "dark, more contrast"])
def test_text_and_controls_stand_out_in_every_palette(palette: str) -> None:
    colours = palettes()[palette]
    for wanted, table in ((CONTRAST_OF_TEXT, TEXT_ON), (CONTRAST_OF_CONTROLS, CONTROLS_ON)):
        for fronts, backs in table.items():
            for front, back in product(fronts.split(), backs.split()):
                assert contrast(colours[front], colours[back]) >= wanted, (palette, front, back)
