"""A site that uses MkDocs as its users know it: own pages, menu, style sheet, templates, colour; `gongkai pages` and `mkdocs build`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.build.recipe import BuildError, build, write_pages
from generator.office.create import Office, create_site

ROOT = Path(__file__).parents[2]


def quiet(_: str) -> None:
    """No progress lines."""


def office(folder: Path) -> Path:
    """A site that `gongkai init` makes, with a page, a sheet, a template and a colour of its own."""
    create_site(folder, Office("甲县公开", "甲县纪委监委", ""))
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8").replace('# color: "#a3201b"', 'color: "#1f4e79"')
    (folder / "mkdocs.yml").write_text(f"{settings}\nnav: [guide.md]\nextra_css: [own.css]\n", encoding="utf-8")
    (folder / "pages").mkdir()
    (folder / "pages/own.css").write_text("main { color: black }", encoding="utf-8")
    (folder / "pages/guide.md").write_text("# 办事指南\n\n见[全部通报](notices/index.md)。\n", encoding="utf-8")
    (folder / "templates/theme/partials").mkdir(parents=True)
    (folder / "templates/theme/partials/footer.html").write_text("<footer>自己的页脚</footer>", encoding="utf-8")
    return folder


def assert_follows(site: Path) -> None:
    """The site has what `office` asks for."""
    guide = (site / "guide/index.html").read_text(encoding="utf-8")
    assert "<h1" in guide
    assert '<a href="../notices/">全部通报</a>' in guide
    assert 'href="../own.css"' in guide
    assert "自己的页脚" in guide
    notice = (site / "notices/shili-2025/index.html").read_text(encoding="utf-8")
    assert "自己的页脚" in notice
    assert '<a href="../../guide/">办事指南</a>' in notice
    assert "--seal: #1f4e79;" in (site / "assets/gongkai.css").read_text(encoding="utf-8")


def test_a_build_follows_what_an_office_adds(tmp_path: Path) -> None:
    folder = office(tmp_path / "office")
    build(folder, folder / "notices", folder / "site", say=quiet)
    assert_follows(folder / "site")


def test_mkdocs_builds_the_same_pages_by_itself(tmp_path: Path) -> None:
    folder = office(tmp_path / "office")
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(
        settings.replace("name: material", "custom_dir: templates/theme\n  name: material"), encoding="utf-8"
    )
    write_pages(folder, folder / "notices")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert_follows(folder / "build/mkdocs")


@pytest.mark.parametrize(
    "name",
    [
        "about.md",
        "about/index.md",
        "notices/shili-2025.md",
        "notices/shili-2025/shili-2025.txt",
        "data/notices.csv",
        "feed.xml",
        "robots.txt",
    ],
)
@pytest.mark.parametrize("workers", [1, 2])
def test_an_own_page_or_file_never_takes_the_place_of_one_of_ours(tmp_path: Path, name: str, workers: int) -> None:
    folder = tmp_path / "office"
    create_site(folder, Office("甲县公开"))
    (folder / "pages" / name).parent.mkdir(parents=True)
    (folder / "pages" / name).write_text("自己的", encoding="utf-8")
    with pytest.raises(BuildError, match="请改名"):
        build(folder, folder / "notices", folder / "site", workers=workers, say=quiet)
    assert not (folder / "site").exists()


def test_pages_are_not_written_where_an_own_page_has_the_name_of_one(tmp_path: Path) -> None:
    create_site(tmp_path, Office("甲县公开"))
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/about.md").write_text("自己的", encoding="utf-8")
    with pytest.raises(BuildError, match=r"about\.md .*请改名"):
        write_pages(tmp_path, tmp_path / "notices")


def test_other_plugins_do_their_work_on_own_pages(tmp_path: Path) -> None:
    """`meta` gives the pages of a folder their front matter, `tags` writes a file of its own: both come with Material."""
    create_site(tmp_path, Office("甲县公开"))
    with (tmp_path / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nplugins:\n  - meta\n  - tags:\n      export: true\n")
    (tmp_path / "pages/guide").mkdir(parents=True)
    (tmp_path / "pages/guide/.meta.yml").write_text("description: 全县怎样查看\ntags: [办事]\n", encoding="utf-8")
    (tmp_path / "pages/guide/index.md").write_text("# 办事指南\n", encoding="utf-8")
    build(tmp_path, tmp_path / "notices", tmp_path / "site", say=quiet)
    page = (tmp_path / "site/guide/index.html").read_text(encoding="utf-8")
    assert '<meta name="description" content="全县怎样查看">' in page
    (tagged,) = json.loads((tmp_path / "site/tags.json").read_bytes())["mappings"]
    assert tagged["item"]["title"] == "办事指南"
    assert tagged["tags"] == ["办事"]
    notice = (tmp_path / "site/notices/shili-2025/index.html").read_text(encoding="utf-8")
    assert "全县怎样查看" not in notice


def test_an_own_template_that_drops_problems_stops_the_build(tmp_path: Path) -> None:
    create_site(tmp_path, Office("甲县公开"))
    (tmp_path / "templates/theme").mkdir(parents=True)
    (tmp_path / "templates/theme/notice.html").write_text(
        '{% extends "base.html" %}{% block content %}<div data-notice-body>{{ page.content | striptags }}</div>{% endblock %}',
        encoding="utf-8",
    )
    with pytest.raises(BuildError, match=r"shili-2025 的页面缺少第 \d+ 行的问题（f-[0-9a-f]{8}）"):
        build(tmp_path, tmp_path / "notices", tmp_path / "site", say=quiet)
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("notices/shili-2024.md", "notices/shili-2024/index.html 没有目标"),
        ("notices/shili-2025/index.md#f-0", "notices/shili-2025/index.html#f-0 没有对应的位置"),
    ],
)
def test_a_link_of_an_own_page_that_leads_nowhere_stops_the_build(tmp_path: Path, link: str, told: str) -> None:
    create_site(tmp_path, Office("甲县公开"))
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/guide.md").write_text(f"# 指南\n\n见[通报]({link})。\n", encoding="utf-8")
    with pytest.raises(BuildError, match=f"guide/index.html 的链接 {told}"):
        build(tmp_path, tmp_path / "notices", tmp_path / "site", say=quiet)
    assert not (tmp_path / "site").exists()


def test_redirects_and_lists_of_tags_work_beside_our_plugin(tmp_path: Path) -> None:
    folder = office(tmp_path / "office")
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    others = "plugins:\n  - gongkai\n  - material/tags\n  - redirects: {redirect_maps: {old.md: guide.md}}\n"
    at = settings.index("plugins:")
    end = settings.index("\n", settings.index("- gongkai")) + 1
    (folder / "mkdocs.yml").write_text(settings[:at] + others + settings[end:], encoding="utf-8")
    (folder / "pages/guide.md").write_text("---\ntags: [指南]\n---\n# 办事指南\n", encoding="utf-8")
    (folder / "pages/tags.md").write_text("# 标签\n\n<!-- material/tags -->\n", encoding="utf-8")
    build(folder, folder / "notices", folder / "site", say=quiet)
    listed = (folder / "site/tags/index.html").read_text(encoding="utf-8")
    assert 'id="tag:指南"' in listed
    assert '<a href="../guide/">' in listed
    moved = (folder / "site/old/index.html").read_text(encoding="utf-8")
    assert 'http-equiv="refresh" content="0; url=../guide/"' in moved
    assert "script-src 'self'" in moved, "the script of the redirect does not run; the refresh needs none"
