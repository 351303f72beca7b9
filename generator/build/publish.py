"""Publish whole or not at all: a finished folder takes the place of the published one in a single step.

On Linux the two folders change names in one system call (`renameat2` with RENAME_EXCHANGE), so that there is no moment
without a site. Elsewhere the old one is moved aside first; a kill between the two moves leaves it beside, and the next
build puts it back.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from generator.build.folder import Folder, Listing, Put
from generator.intake.exchange import exchange


def staging_for(site: Path, build: Path) -> Path:
    """Where to build: `build/site-new`, or beside the site where that lies on another file system."""
    beside = _existing(site.parent)
    return (
        build / "site-new"
        if beside.stat().st_dev == _existing(build).stat().st_dev
        else site.parent / f".{site.name}-new"
    )


def aside(site: Path) -> Path:
    """Where the old site stands for a moment when names cannot be exchanged."""
    return site.parent / f".{site.name}-old"


def recover(site: Path) -> None:
    """An old site that a killed build moved aside comes back. What it left of a new one the next build makes whole."""
    old = aside(site)
    if old.exists():
        if site.exists():
            shutil.rmtree(old)
        else:
            old.rename(site)


def publish(staging: Path, site: Path, keep: Mapping[str, Put] | None = None, old: Listing | None = None) -> None:
    """Put the folder `staging` in the place of `site`.

    Afterwards `staging` is gone, or with `keep`, the files of the new site, holds those of the old one that are the same: the
    next build begins with them. Nothing that is no longer published stays. `old` is what stands in `site`, where that is known.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    if not site.exists():
        staging.rename(site)
        return
    if not exchange(staging, site):
        site.rename(aside(site))
        staging.rename(site)
        shutil.rmtree(aside(site))
        return
    if keep is None:
        shutil.rmtree(staging)
    else:
        Folder(staging, old).like(keep)


def _existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path
