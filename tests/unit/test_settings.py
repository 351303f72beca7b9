"""mkdocs.yml before anything is built: who publishes the site, and settings that the site would not follow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.checks.settings import identity_faults, unsupported_settings
from generator.cli import main
from generator.diagnostics import Diagnostic
from generator.source import Source

ROOT = Path(__file__).parents[2]
OFFICE = {
    "official": True,
    "office": "甲县纪委监委",
    "site_domain": "www.jiaxian.gov.cn",
    "site_id_code": "4306260001",
}


def identity(office: dict[str, object], name: str = "甲县公开", text: str = "") -> list[Diagnostic]:
    """What is wrong with the identity of a site."""
    return list(identity_faults(Source("mkdocs.yml", text.encode()), {"site_name": name, "extra": {"gongkai": office}}))


def unsupported(text: str) -> list[tuple[int, str]]:
    """Line and words of what is said about the settings of a mkdocs.yml."""
    source = Source("mkdocs.yml", text.encode())
    faults = list(unsupported_settings(source, yaml.safe_load(text)))
    assert {fault.code for fault in faults} <= {"GK052"}
    return [(source.line_of(fault.span.start), fault.span.of(source.text)) for fault in faults]


@pytest.mark.parametrize("missing", ["office", "site_domain", "site_id_code"])
def test_a_site_that_calls_itself_official_and_lacks_an_identifier_is_refused(missing: str) -> None:
    text = "extra:\n  gongkai:\n    official: true\n"
    (fault,) = identity(OFFICE | {missing: ""}, text=text)
    assert fault.code == "GK050"
    assert missing in fault.message
    assert fault.span.of(text) == "official"


def test_a_full_identity_and_an_unofficial_site_are_accepted() -> None:
    assert identity(OFFICE) == []
    assert identity({}, name="") == []
    assert [fault.code for fault in identity(OFFICE, name=" ")] == ["GK050"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("official", "yes"),
        ("site_id_code", "123"),
        ("site_id_code", 4306260001),
        ("site_domain", "https://www.jiaxian.gov.cn/"),
        ("party_mark_url", "javascript:alert(1)"),
        ("icp", ["湘"]),
        ("color", "red"),
        ("color", "#a32"),
        ("color", "#a3201b;} body{display:none"),
    ],
)
def test_a_value_that_cannot_be_right_is_refused_with_its_line(key: str, value: object) -> None:
    text = f"extra:\n  gongkai:\n    {key}: x\n"
    faults = [fault for fault in identity({key: value}, text=text) if fault.code == "GK051"]
    assert [Source("mkdocs.yml", text.encode()).line_of(fault.span.start) for fault in faults] == [3]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("site_name: 甲\nmarkdown_extensions:\n  - toc\n", (2, "markdown_extensions")),
        ("site_name: 甲\ndocs_dir: docs\n", (2, "docs_dir")),
        ("use_directory_urls: false\n", (1, "use_directory_urls")),
        ("repo_url: https://example.cn/\n", (1, "repo_url")),
        ("theme: readthedocs\n", (1, "theme")),
        ("theme:\n  name: material\n  palette:\n    primary: teal\n", (3, "palette")),
        ("theme:\n  name: material\n  custom_dir: mine\n", (3, "custom_dir")),
        ("plugins:\n  - gongkai\n  - search\n", (1, "plugins")),
        ("plugins:\n  - material/search:\n      lang: zh\n", (1, "plugins")),
        ("theme:\n  - material\n", (1, "theme")),
        ("site_name: 甲\nextra: 乙\n", (2, "extra")),
        ("extra:\n  gongkai: 乙\n", (2, "gongkai")),
        ("extra:\n  gongkai:\n    colour: '#a3201b'\n", (3, "colour")),
    ],
)
def test_a_setting_that_the_site_would_not_follow_is_refused_with_its_line(text: str, where: tuple[int, str]) -> None:
    assert unsupported(text) == [where]


def test_what_the_guide_for_offices_offers_is_followed() -> None:
    assert unsupported((ROOT / "mkdocs.yml").read_text(encoding="utf-8")) == []
    assert (
        unsupported(
            "site_name: 甲\nsite_url: https://a.gov.cn/\nsite_description: 乙\ncopyright: 丙\nnav: [{关于: wo.md}]\n"
            "extra_css: [own.css]\ntheme: {name: material, logo: logo.svg}\nplugins: [gongkai, tags]\n"
            "extra: {gongkai: {color: '#a3201b', office: 丁}}\n"
        )
        == []
    )


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("extra:\n  gongkai:\n    official: true\n", r"mkdocs\.yml:4:5 错误 GK050 .*site_id_code（网站标识码）"),
        ("theme:\n  name: material\n  palette: red\n", r"mkdocs\.yml:4:3 错误 GK052 .*palette"),
    ],
)
@pytest.mark.parametrize("command", ["build", "pages"])
def test_every_command_stops_before_anything_is_written(
    tmp_path: Path, command: str, settings: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: 甲县\n" + settings, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, [command, "--notices", str(ROOT / "notices")])
    assert result.exit_code == 1
    assert re.search(told, result.output)
    assert [path for path in tmp_path.rglob("*.*") if path.name not in (".lock", "mkdocs.yml")] == []
