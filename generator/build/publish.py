"""Publish whole or not at all: a finished folder takes the place of the published one in a single step.

On Linux the two folders change names in one system call (`renameat2` with RENAME_EXCHANGE), so that there is no moment
without a site. Elsewhere the old one is moved aside first; a kill between the two moves leaves it beside, and the next
build puts it back.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

from generator.exchange import exchange


class Place(NamedTuple):
    """Where a site is built before it is published, and the indexes of both folders (generator/build/tree.py)."""

    site: Path
    staging: Path
    """`build/site-new`, or beside the site where that lies on another file system. Holds the site before the last."""
    site_index: Path
    staging_index: Path


def place_for(site: Path, build: Path) -> Place:
    """Return where to build a site."""
    site.parent.mkdir(parents=True, exist_ok=True)
    same_disk = site.parent.stat().st_dev == build.stat().st_dev
    staging = build / "site-new" if same_disk else site.parent / f".{site.name}-new"
    return Place(site, staging, build / "site.index", build / "site-new.index")


def recover(site: Path) -> None:
    """Bring back an old site that a killed build moved aside."""
    old = _aside(site)
    if old.exists():
        if site.exists():
            shutil.rmtree(old)
        else:
            old.rename(site)


def publish(place: Place) -> None:
    """Put the folder that was built in the place of the published one, which stays for the next build to begin with.

    The indexes change places too. A kill before they do costs time, not truth: a file is taken for what an index says only
    while size and time agree.
    """
    site, staging = place.site, place.staging
    if not site.exists():
        staging.rename(site)
    elif not exchange(staging, site):
        site.rename(_aside(site))
        staging.rename(site)
        _aside(site).rename(staging)
    between = place.site_index.with_suffix(".old")
    if place.site_index.exists():
        place.site_index.replace(between)
    place.staging_index.replace(place.site_index)
    if between.exists():
        between.replace(place.staging_index)


def _aside(site: Path) -> Path:
    """Return where the old site stands for a moment when names cannot be exchanged."""
    return site.parent / f".{site.name}-old"
