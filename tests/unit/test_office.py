"""A site of an office's own: made by one command, built by the installed package, with nothing of this repository beside it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from conftest import quiet

from generator import __version__
from generator.build.links import dead_links
from generator.build.recipe import build
from generator.build.settings import SettingsError, load_settings
from generator.build.verify import look_at
from generator.cli import main
from generator.office.create import FILES, InitError, Office, create_site

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of an environment that has the package as a wheel, and what it depends on from this environment."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    wheel = [*pip, "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(folder), str(ROOT)]
    subprocess.run(wheel, check=True)
    venv.create(folder / "env", with_pip=False)
    python = folder / "env/bin/python"
    wheels = [str(path) for path in folder.glob("gongkai-*.whl")]
    subprocess.run(
        [*pip, "--python", str(python), "install", "--quiet", "--no-deps", "--no-index", *wheels], check=True
    )
    # A path line in a .pth does not read the .pth files over there, so the editable checkout stays out.
    packages = sysconfig.get_path("purelib", vars={"base": str(folder / "env")})
    (Path(packages) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    where = [str(python), "-c", "import generator; print(generator.__file__)"]
    found = subprocess.run(where, check=True, capture_output=True, text=True, cwd=folder).stdout
    assert Path(found.strip()).is_relative_to(folder / "env")
    return folder / "env/bin"


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def run(bin_folder: Path, cwd: Path, *command: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "SOURCE_DATE_EPOCH")}
    environment = kept | {"PATH": f"{bin_folder}:{os.environ['PATH']}"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120)


def test_the_installed_package_makes_checks_and_builds_a_site_in_an_empty_folder(
    installed: Path, tmp_path: Path
) -> None:
    made = run(
        installed, tmp_path, "gongkai", "init", "office", "--name", "示例县巡察整改公开", "--office", "示例县纪委"
    )
    assert made.returncode == 0, made.stderr
    office = tmp_path / "office"
    assert not {"generator", "templates"} & {path.name for path in office.iterdir()}

    checked = run(installed, office, "gongkai", "check", "--strict")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    built = run(installed, office, "gongkai", "build")
    assert built.returncode == 0, built.stderr
    print(built.stderr.splitlines()[-1])

    home = (office / "site/index.html").read_text(encoding="utf-8")
    assert "示例县巡察整改公开" in home
    assert "主办单位：示例县纪委" in home
    notice = (office / "site/notices/shili-2025/index.html").read_text(encoding="utf-8")
    assert "（示例）" in notice
    assert "均为虚构" in notice
    assert notice.count("<article") == 3
    for name in ("404.html", "search/index.html", "assets/gongkai.css", "about/index.html", "data/findings.csv"):
        assert (office / "site" / name).is_file(), name

    build(office, office / "notices", tmp_path / "again", say=quiet)
    assert contents(office / "site") == contents(tmp_path / "again"), "the checkout builds the same bytes"


def test_plain_mkdocs_makes_the_same_pages_from_what_gongkai_writes(installed: Path, tmp_path: Path) -> None:
    assert run(installed, tmp_path, "gongkai", "init", "office").returncode == 0
    office = tmp_path / "office"
    written = run(installed, office, "gongkai", "pages")
    assert written.returncode == 0, written.stderr
    made = run(installed, office, "python", "-m", "mkdocs", "build", "--strict")
    assert made.returncode == 0, made.stderr
    assert run(installed, office, "gongkai", "build").returncode == 0
    site, by_mkdocs = contents(office / "site"), contents(office / "build/mkdocs")
    pages = {path for path in site if path.endswith(".html")} - {"data/index.html"}  # it lists data files
    assert len(pages) > 15
    for path in pages | {"assets/gongkai.css"}:
        assert by_mkdocs[path] == site[path], path
    again = run(installed, office, "python", "-m", "mkdocs", "build", "--strict")
    assert again.returncode == 0, again.stderr
    assert run(installed, office, "git", "init", "--quiet").returncode == 0
    for can_be_made in ("site/index.html", "build/docs/index.md", "build/mkdocs/index.html"):
        assert run(installed, office, "git", "check-ignore", can_be_made).returncode == 0, can_be_made


def test_what_a_pipeline_runs_checks_and_publishes(installed: Path, tmp_path: Path) -> None:
    assert run(installed, tmp_path, "gongkai", "init", "office").returncode == 0
    office = tmp_path / "office"
    assert run(installed, office, "ci/gongkai.sh").returncode == 2
    assert run(installed, office, "ci/gongkai.sh", "check").returncode == 0
    assert not (office / "site").exists(), "a check publishes nothing"
    assert run(installed, office, "ci/gongkai.sh", "publish").returncode == 0
    before = (office / "site/index.html").read_bytes()

    sample = office / "notices/shili-2025.txt"
    sample.write_text(sample.read_text(encoding="utf-8").replace("7月18日", "7月48日"), encoding="utf-8")
    found = run(installed, office, "ci/gongkai.sh", "check")
    assert found.returncode == 1
    assert "GK3" in found.stdout
    (office / "mkdocs.yml").write_text("site_name: [", encoding="utf-8")
    failed = run(installed, office, "ci/gongkai.sh", "publish")
    assert failed.returncode == 1
    assert "Traceback" not in failed.stderr
    assert (office / "site/index.html").read_bytes() == before, "the last good site stays"


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("原有")
    result = invoke("init", tmp_path)
    assert result.exit_code == 2
    assert "不是空的" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]
    assert invoke("init", tmp_path / "kept.txt").exit_code == 2


def test_an_empty_folder_is_filled_with_every_file_and_no_other(tmp_path: Path) -> None:
    result = invoke("init", tmp_path)
    assert result.exit_code == 0, result.output
    files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert files == set(FILES.values())
    assert os.access(tmp_path / "ci/gongkai.sh", os.X_OK)
    asked = [
        line
        for line in (tmp_path / "requirements.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert asked == [f"./wheels/gongkai-{__version__}-py3-none-any.whl"]  # never a name that a stranger may own


def test_every_template_for_an_office_is_used() -> None:
    folder = ROOT / "templates/office"
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == set(FILES)


@pytest.mark.parametrize("name", ['某县"巡察#整改: 公开', "a: {b}", "{{ 7*7 }}", "'<b>&", "# 一", "null", "!ENV HOME"])
def test_a_name_means_itself_in_every_file(name: str, tmp_path: Path) -> None:
    create_site(tmp_path, Office(name, name, "https://example.gov.cn/xc"))
    (tmp_path / "build/docs").mkdir(parents=True)
    config = load_settings(tmp_path)
    assert config.site_name == name
    assert config.extra["gongkai"]["office"] == name
    assert config.site_url == "https://example.gov.cn/xc/"
    assert yaml.safe_load((tmp_path / "mkdocs.yml").read_text(encoding="utf-8"))["site_name"] == name
    assert "<b>" not in (tmp_path / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "office",
    [
        Office(""),
        Office("　"),
        Office("一\n二"),
        Office("长" * 61),
        Office("名", "\x1b[2J"),
        Office("名", "", "javascript:1"),
    ],
)
def test_a_name_or_address_that_is_none_is_refused_and_nothing_is_made(office: Office, tmp_path: Path) -> None:
    with pytest.raises(InitError):
        create_site(tmp_path / "new", office)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("words", ["site_name: [", "- 一\n- 二\n", "只有一句话"])
def test_a_configuration_that_cannot_be_read_is_explained(words: str, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(words, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"mkdocs\.yml"):
        load_settings(tmp_path)


def test_the_deployment_guide_names_files_and_commands_that_exist() -> None:
    guide = (ROOT / "docs/deploy.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:ci/|\.git|tests/|mkdocs|requirements)[\w./-]*\w)[`/ ]", guide))
    assert len(named) >= 6
    for name in named:
        made = any(path == name or path.startswith(name + "/") for path in FILES.values())
        assert made or (ROOT / name).is_file(), name
    commands = set(re.findall(r"gongkai ([a-z]+) ", guide))
    assert commands <= set(main.commands), commands - set(main.commands)
    assert {"init", "check", "review"} <= commands


def test_a_zip_of_the_site_works_where_it_is_unpacked(seed_site: Path, tmp_path: Path) -> None:
    packed, unpacked = tmp_path / "site.zip", tmp_path / "some/portal/xc"
    zipfile.main(["-c", str(packed), str(seed_site)])
    zipfile.main(["-e", str(packed), str(unpacked)])
    pages = {
        path.relative_to(unpacked / "site").as_posix(): path.read_text(encoding="utf-8")
        for path in (unpacked / "site").rglob("*.html")
    }
    files = [path.relative_to(unpacked / "site").as_posix() for path in (unpacked / "site").rglob("*")]
    assert list(dead_links({name: look_at(name, page.encode()) for name, page in pages.items()}, files)) == []
    for name, page in pages.items():
        rooted = re.findall(r'(?:href|src)="(/[^"]*)"', page)
        assert name == "404.html" or rooted == [], f"{name} holds a link from the root of a host"
