"""A site whose every list fills several pages: sizes of pages made small, so that forty notices do."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from generator.build.recipe import build
from generator.pages.across import data, quality, updates
from generator.pages.lists import notices, regions, topics, units, years
from tests.corpus.make import make

SMALL: tuple[tuple[ModuleType, str, int], ...] = (
    (notices, "NOTICES_A_PAGE", 5),
    (years, "NOTICES_A_PAGE", 5),
    (regions, "NOTICES_A_PAGE", 3),
    (regions, "UNITS_A_PAGE", 2),
    (regions, "MOST_UNITS", 2),
    (units, "MOST_UNITS", 5),
    (units, "NOTICES_A_PAGE", 1),
    (units, "MOST_LISTED", 12),
    (topics, "MOST_UNITS", 3),
    (topics, "UNITS_A_PAGE", 2),
    (quality, "CHECKS_A_PAGE", 5),
    (updates, "CHANGES_A_PAGE", 5),
    (data, "FILES_A_PAGE", 5),
)
COUNT = 40


def paged_site(root: Path) -> Path:
    """The folder of the site, built below `root`."""
    folder = root / "in"
    folder.mkdir()
    for at, made in enumerate(make(COUNT)):
        (folder / f"{made.id}.txt").write_bytes(made.text.encode())
        # Eight units of four counties, so that a unit has several notices; one day in five is not given.
        lines = [
            f"unit_id: unit-{at % 8}",
            f"unit: 第{at % 8}单位",
            f"region: '{(430626, 430621, 510821, 429004)[at % 4]}'",
        ]
        if at % 5:
            lines.append(f"published: {2023 + at % 3}-{1 + at % 12:02}-{1 + at % 27:02}")
        (folder / f"{made.id}.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text("site_name: 分页\nsite_url: https://example.org/gongkai/\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for module, name, value in SMALL:
            patch.setattr(module, name, value)
        build(root, folder, root / "site", say=lambda _: None)
    return root / "site"
