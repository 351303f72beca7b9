"""A corrected notice keeps what it replaced, says why, and old links to its problems still lead somewhere."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import feedparser
import pytest

from generator.aliases import lost, propose
from generator.build.recipe import BuildError, BuildReport, build
from generator.facts.model import Notice, Sidecar
from generator.facts.read import read_notice
from generator.report.check import check_paths
from generator.source import Source

ROOT = Path(__file__).parents[2]
NOTICE = "qiyang-renmin-yiyuan-2025"
BEFORE, AFTER = "政治理论学习不深入", "政治理论学习抓得不深入"
REASON = "标题漏了两个字"


def quiet(_: str) -> None:
    """No progress lines."""


def read(text: str) -> Notice:
    return read_notice(Source("a.txt", text.encode()), "a", Sidecar())


def anchor(text: str, heading: str) -> str:
    return next(finding.anchor for finding in read(text).findings if heading in finding.heading)


OLD = (ROOT / f"notices/{NOTICE}.txt").read_text(encoding="utf-8")
NEW = OLD.replace(BEFORE, AFTER)
GONE, NOW = anchor(OLD, BEFORE), anchor(NEW, AFTER)


def corrected(notices: Path, sidecar: str = "", old: str = OLD) -> None:
    """Places the corrected notice with the original it replaced."""
    notices.mkdir(exist_ok=True)
    (notices / f"{NOTICE}.txt").write_text(NEW, encoding="utf-8")
    (notices / f"{NOTICE}.r1.txt").write_text(old, encoding="utf-8")
    about = f"revisions:\n  - date: 2026-03-01\n    reason: {REASON}\n    original: {NOTICE}.r1.txt\n"
    (notices / f"{NOTICE}.yml").write_text("published: 2026-01-05\n" + about + sidecar, encoding="utf-8")


def built(root: Path, said: list[str] | None = None) -> BuildReport:
    return build(root, root / "notices", root / "site", say=quiet if said is None else said.append)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a corrected notice whose old link is written down, and the notice that it follows up."""
    root = tmp_path_factory.mktemp("corrected")
    corrected(root / "notices", f"aliases:\n  {GONE}: {NOW}\nprevious: qiyang-2023\n")
    earlier = OLD.replace("2025", "2023").replace("2024", "2022")
    (root / "notices/qiyang-2023.txt").write_text(earlier, encoding="utf-8")
    built(root)
    return root / "site"


def test_the_page_says_when_and_why_and_gives_the_replaced_original_with_its_fingerprint(site: Path) -> None:
    page = (site / f"notices/{NOTICE}/index.html").read_text(encoding="utf-8")
    digest = hashlib.sha256(OLD.encode()).hexdigest()
    head = page[page.index('id="revision-2026-03-01"') :][:900]
    for words in ("更正说明（2026-03-01）", REASON, f'href="{NOTICE}.r1.txt"', f"SHA-256 {digest}"):
        assert words in head, words
    assert (site / f"notices/{NOTICE}/{NOTICE}.r1.txt").read_bytes() == OLD.encode()
    assert (site / f"notices/{NOTICE}/{NOTICE}.txt").read_bytes() == NEW.encode()


def test_a_replaced_original_is_no_notice_of_its_own(site: Path) -> None:
    notices = json.loads((site / "data/notices.json").read_bytes())
    listed = {notice["id"] for notice in (notices["notices"] if isinstance(notices, dict) else notices)}
    assert listed == {NOTICE, "qiyang-2023"}
    assert not (site / f"notices/{NOTICE}.r1").exists()


def test_updates_and_feeds_tell_of_the_correction(site: Path) -> None:
    updates = (site / "updates/index.html").read_text(encoding="utf-8")
    assert REASON in updates
    assert f"notices/{NOTICE}/{NOTICE}.r1.txt" in updates
    entries = feedparser.parse((site / "feed.xml").read_bytes()).entries
    told = next(entry for entry in entries if REASON in entry.summary)
    assert told.title.startswith("（更正）")
    assert told.link.endswith(f"notices/{NOTICE}/#revision-2026-03-01")
    assert told.updated.startswith("2026-03-01")


def test_an_old_link_lands_on_the_problem_it_meant_also_in_the_source_view(site: Path) -> None:
    for name, frame in (("", '<article class="f" id="'), ("source/", '<div class="f-lines" id="')):
        page = (site / f"notices/{NOTICE}/{name}index.html").read_text(encoding="utf-8")
        at = page.index(f'id="{GONE}"')
        opened = page.rindex(frame, 0, at - 6)
        assert page[opened:].startswith(f'{frame}{NOW}"'), page[opened : opened + 80]
        mark = page[at : page.index(">", at) + 7]
        assert "data-derived" in mark
        assert mark.endswith("></div>"), "an alias shows no words"


def test_both_notices_and_the_time_line_of_the_unit_show_what_follows_up_what(site: Path) -> None:
    later = (site / f"notices/{NOTICE}/index.html").read_text(encoding="utf-8")
    earlier = (site / "notices/qiyang-2023/index.html").read_text(encoding="utf-8")
    assert "本通报所跟进的通报" in later
    assert "qiyang-2023/" in later
    assert "跟进本通报的通报" in earlier
    assert NOTICE in earlier
    units = [path.read_text(encoding="utf-8") for path in (site / "units").glob("*/index.html")]
    assert any("后续通报" in page and '<ol class="timeline">' in page for page in units)


@pytest.mark.parametrize(
    ("sidecar", "code"),
    [
        ("aliases:\n  f-1a2b3c4d: f-00000000\n", "GK061"),
        (f"aliases:\n  {NOW}: {NOW}\n", "GK061"),
        (f"  - date: 2026-04-01\n    reason: 又一次\n    original: {NOTICE}.r2.txt\n", "GK060"),
        ("  - date: 2026-04-01\n    reason: 别人的\n    original: other.r1.txt\n", "GK060"),
        ("  - date: 2026-04-01\n    reason: 外面的\n    original: ../secret.txt\n", "GK027"),
    ],
)
def test_a_link_or_an_original_that_is_not_there_stops_the_build_with_a_code(
    tmp_path: Path, sidecar: str, code: str
) -> None:
    corrected(tmp_path / "notices", sidecar)
    with pytest.raises(BuildError, match=code):
        built(tmp_path)
    assert code in check_paths([tmp_path / "notices"], "text", False, color=False).words
    assert code in check_paths([tmp_path / f"notices/{NOTICE}.txt"], "text", False, color=False).words


def test_a_replaced_original_without_a_correction_is_named(tmp_path: Path) -> None:
    corrected(tmp_path / "notices")
    (tmp_path / f"notices/{NOTICE}.yml").write_text("published: 2026-01-05\n")
    with pytest.raises(BuildError, match=rf"{NOTICE}\.r1\.txt:1:1 错误 GK063"):
        built(tmp_path)


def test_links_that_a_correction_loses_are_hinted_at_with_the_lines_to_add(tmp_path: Path) -> None:
    corrected(tmp_path / "notices")
    said: list[str] = []
    built(tmp_path, said)
    hint = next(line for line in said if "GK062" in line)
    assert "提示" in hint
    assert f"{GONE}（{BEFORE}）" in hint
    assert f"{GONE}: {NOW}" in hint
    report = check_paths([tmp_path / "notices"], "text", False, color=False)
    assert f"{GONE}: {NOW}" in report.words
    corrected(tmp_path / "notices", f"aliases:\n  {GONE}: {NOW}\n")
    assert "GK062" not in check_paths([tmp_path / "notices"], "text", False, color=False).words


def test_personal_data_in_a_replaced_original_is_found_before_it_is_published(tmp_path: Path) -> None:
    number = "11010519491231002X"
    corrected(tmp_path / "notices", old=OLD.replace("整改情况：", f"整改情况：身份证号{number}，", 1))
    report = check_paths([tmp_path / "notices"], "text", False, color=False)
    assert f"{NOTICE}.r1.txt" in report.words
    assert "GK5" in report.words


def test_a_withdrawn_notice_keeps_one_page_and_nothing_of_its_text_data_or_search(tmp_path: Path) -> None:
    corrected(tmp_path / "notices", "withdrawn: 单位另行发布\n")
    built(tmp_path)
    site = tmp_path / "site"
    page = (site / f"notices/{NOTICE}/index.html").read_text(encoding="utf-8")
    assert "单位另行发布" in page
    assert 'aria-current="true">通报</a>' in page
    assert '原文照录。"' not in page, "its description promises no text"
    assert "ColumnName" not in page, "a notice is an article, as before it was withdrawn"
    assert [path.name for path in (site / f"notices/{NOTICE}").iterdir()] == ["index.html"]
    rows = (site / "data/notices.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 2
    assert "单位另行发布" in rows[1]
    assert len((site / "data/findings.csv").read_text(encoding="utf-8-sig").splitlines()) == 1
    holding = [path for path in site.rglob("*") if path.is_file() and AFTER.encode() in path.read_bytes()]
    assert holding == []


def test_a_lost_problem_is_paired_with_the_most_alike_new_one_and_never_with_one_that_stayed() -> None:
    old = read(
        "一、问题\n1.工会经费管理不够严格。整改情况：已改。\n2.食堂采购没有招标。整改情况：已改。\n3.党费收缴不及时。整改情况：已改。\n"
    )
    new = read(
        "一、问题\n1.党费收缴不及时。整改情况：已改。\n2.工会经费管理不够规范。整改情况：已改。\n3.车辆没有保险。整改情况：已改。\n"
    )
    gone = lost(old.findings, new.findings)
    assert [finding.heading for finding in gone] == ["工会经费管理不够严格", "食堂采购没有招标"]
    assert propose(old.findings, new.findings) == {old.findings[0].anchor: new.findings[1].anchor}
    assert propose(old.findings, old.findings) == {}


def test_the_label_decides_where_few_words_are_left() -> None:
    old = read("一、问题\n问题①：理论学习不够深入扎实。\n整改情况：已改。\n问题②：公务接待超标。\n整改情况：已改。\n")
    new = read("一、问题\n问题①：理论学习抓得不实。\n整改情况：已改。\n问题②：公务接待超标。\n整改情况：已改。\n")
    assert propose(old.findings, new.findings) == {old.findings[0].anchor: new.findings[0].anchor}
