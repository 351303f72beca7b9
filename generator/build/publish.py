"""Publish whole or not at all: a finished folder takes the place of the published one in a single step.

On Linux the two folders change names in one system call (`renameat2` with RENAME_EXCHANGE), so that there is no moment
without a site. Elsewhere the old one is moved aside first; a kill between the two moves leaves it beside, and the next
build puts it back.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.intake.exchange import exchange


def staging_for(site: Path, build: Path) -> Path:
    """Return an empty folder to build in: `build/site-new`, or beside the site where that lies on another file system."""
    same_disk = _existing(site.parent).stat().st_dev == _existing(build).stat().st_dev
    staging = build / "site-new" if same_disk else site.parent / f".{site.name}-new"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    return staging


def recover(site: Path) -> None:
    """Bring back an old site that a killed build moved aside."""
    old = _aside(site)
    if old.exists():
        if site.exists():
            shutil.rmtree(old)
        else:
            old.rename(site)


def publish(staging: Path, site: Path) -> None:
    """Put the folder `staging` in the place of `site`; the old site is removed."""
    site.parent.mkdir(parents=True, exist_ok=True)
    if not site.exists():
        staging.rename(site)
    elif exchange(staging, site):
        shutil.rmtree(staging)
    else:
        site.rename(_aside(site))
        staging.rename(site)
        shutil.rmtree(_aside(site))


def _aside(site: Path) -> Path:
    """Return where the old site stands for a moment when names cannot be exchanged."""
    return site.parent / f".{site.name}-old"


def _existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path
