"""A site whose every list fills several pages: sizes of pages made small, so that forty notices do."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from generator.build.recipe import build
from generator.pages import listing, overview, rows, topics, unit
from tests.corpus.make import make

SMALL: tuple[tuple[ModuleType, str, int], ...] = (
    (listing, "NOTICES_A_PAGE", 5),
    (listing, "NOTICES_OF_A_REGION", 3),
    (listing, "UNITS_A_PAGE", 2),
    (listing, "MOST_UNITS", 5),
    (listing, "MOST_UNITS_OF_A_PLACE", 2),
    (overview, "CHANGES_A_PAGE", 5),
    (overview, "FILES_A_PAGE", 5),
    (rows, "CHECKS_A_PAGE", 5),
    (topics, "MOST_UNITS", 3),
    (topics, "UNITS_A_PAGE", 2),
    (unit, "NOTICES_A_PAGE", 1),
    (unit, "MOST_LISTED", 12),
)
COUNT = 40


def paged_site(root: Path) -> Path:
    """The folder of the site, built below `root`."""
    notices = root / "in"
    notices.mkdir()
    for at, made in enumerate(make(COUNT)):
        (notices / f"{made.id}.txt").write_bytes(made.text.encode())
        # Eight units of four counties, so that a unit has several notices; one day in five is not given.
        lines = [
            f"unit_id: unit-{at % 8}",
            f"unit: 第{at % 8}单位",
            f"region: '{(430626, 430621, 510821, 429004)[at % 4]}'",
        ]
        if at % 5:
            lines.append(f"published: {2023 + at % 3}-{1 + at % 12:02}-{1 + at % 27:02}")
        (notices / f"{made.id}.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text("site_name: 分页\nsite_url: https://example.org/gongkai/\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for module, name, value in SMALL:
            patch.setattr(module, name, value)
        build(root, notices, root / "site", say=lambda _: None)
    return root / "site"
