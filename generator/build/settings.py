"""mkdocs.yml, checked before anything is built (generator/checks/settings.py).

What an office leaves out the program's own mkdocs.yml says, so a program brought up to date brings its frame along.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.build.inputs import Problem
from generator.checks.settings import identity_faults, office_settings, unsupported_settings
from generator.exports.model import Site
from generator.pages.prose import templates_folder
from generator.source import Source

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

CONFIG_FILE = "mkdocs.yml"
IDENTITY = ("site_name", "site_url", "site_description", "extra")
"""What one site never takes from another's mkdocs.yml."""


class SettingsError(Exception):
    """A mkdocs.yml that cannot be read, or that says something the site would not follow; one line a fault, with its place."""


def load_settings(root: Path, **settings: Any) -> MkDocsConfig:
    """Return MkDocs' configuration of the site in a folder. `settings` go before what its mkdocs.yml says.

    A folder without mkdocs.yml is framed as the program's own site. Raises SettingsError on one that is no YAML mapping.
    """
    from mkdocs.config import load_config

    own = root / CONFIG_FILE
    said = read_settings(own) if own.is_file() else {}
    wanted = {
        key: value for key, value in read_settings(program_file()).items() if key not in said and key not in IDENTITY
    }
    theme = said.get("theme") or wanted["theme"]
    wanted["theme"] = {"name": theme} if isinstance(theme, str) else theme
    if (root / "templates/theme").is_dir():
        wanted["theme"]["custom_dir"] = str(root / "templates/theme")
    plugins = said.get("plugins") or []
    if "gongkai" not in plugins:
        plugins = {"gongkai": {}} | plugins if isinstance(plugins, dict) else ["gongkai", *plugins]
    wanted |= {"plugins": plugins, "docs_dir": str(root / "build/docs")} | settings
    file = own if own.is_file() else program_file()
    return load_config(str(file), **wanted)


def program_file() -> Path:
    """Return the program's own mkdocs.yml: the checkout's, or the copy inside the installed package."""
    installed = templates_folder() / CONFIG_FILE
    return installed if installed.is_file() else templates_folder().parent / CONFIG_FILE


def read_settings(file: Path) -> dict[str, Any]:
    """Return the keys of a mkdocs.yml as they stand. Raises SettingsError."""
    from mkdocs.exceptions import ConfigurationError
    from mkdocs.utils.yaml import yaml_load

    try:
        with file.open(encoding="utf-8") as stream:
            settings = yaml_load(stream)
    except (ConfigurationError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file.name} 无法读取：{error}") from error
    if not isinstance(settings, dict):
        raise SettingsError(f"{file.name} 应由“名称: 值”各行组成。")
    return settings


def checked_site(root: Path, search: bool) -> Site:
    """Return the site as its mkdocs.yml names it. Raises SettingsError with a line for each fault."""
    own = root / CONFIG_FILE
    file = own if own.is_file() else program_file()
    settings = read_settings(file)
    source = Source(file.name, file.read_bytes())
    faults = [*unsupported_settings(source, settings), *identity_faults(source, settings)]
    if faults:
        raise SettingsError("\n".join(str(Problem(source, fault)) for fault in faults))
    office = office_settings(settings)
    url = f"{settings['site_url'].rstrip('/')}/" if settings.get("site_url") else None
    return Site(str(settings.get("site_name") or Site().name), url, str(office.get("office") or ""), search)
