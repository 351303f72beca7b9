"""The sheet for those who approve: everything noticed, nothing executed, nothing published, and the text as it will read."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from pathlib import Path

import pytest
from checking import read
from click.testing import CliRunner, Result
from lxml import html as lxml_html

from generator.build.verify import shown_texts
from generator.checks import check_notice
from generator.cli import main
from generator.facts.model import ParsedNotice, Sidecar, Suppression
from generator.facts.read import read_notice
from generator.pages.notice.text import official_text, squash
from generator.report.model import FileReport
from generator.review.sheet import sheet, visible
from generator.rules import RULES
from generator.sidecar import read_sidecar
from generator.single import load_notice
from generator.source import Source

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "notices").glob("*.txt"))
HOSTILE = sorted((ROOT / "tests/sites/hostile/notices").rglob("*.txt"))
PERSONAL = """中共平江县卫生健康局党组关于巡察整改进展情况的通报
2024年9月9日至11月29日，县委第一巡察组对县卫生健康局党组进行了常规巡察。巡察反馈的2个问题，已完成2个。
一、整改情况
1.学习不深入。
整改情况：已责令当事人（身份证号11010519491231002X）退还补贴，当事人电话13800138000。
2.管理不严。
整改情况：资金已退回账户6222021234567890128，2024年1130日办结。
"""


def seed(path: Path) -> ParsedNotice:
    return load_notice(path).notice


def words(page: str) -> str:
    """The text of a page as a reader sees it, white space out."""
    body = lxml_html.document_fromstring(page).body
    return re.sub(r"\s+", "", str(body.text_content()))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_the_sheet_holds_every_diagnostic_with_its_place_and_words(path: Path) -> None:
    notice = seed(path)
    page = sheet(notice)
    rows = re.findall(r'<tr data-code="(GK\d+)">(.*?)</tr>', page, re.DOTALL)
    found = check_notice(notice)
    assert sorted(code for code, _ in rows) == sorted(diagnostic.code for diagnostic in found)
    shown = words(page)
    for diagnostic in found:
        line, column = notice.source.line_of(diagnostic.span.start), notice.source.column_of(diagnostic.span.start)
        row = next(row for code, row in rows if code == diagnostic.code and f"第 {line} 行<br>第 {column} 列" in row)
        if diagnostic.span.end:
            marked = html.unescape("".join(re.findall(r"<mark>(.*?)</mark>", row, re.DOTALL)))
            assert visible(diagnostic.span.of(notice.source.text)).startswith(marked.removesuffix("…"))
        assert re.sub(r"\s+", "", diagnostic.message) in shown


@pytest.mark.parametrize("path", [*SEEDS, *HOSTILE], ids=lambda path: path.stem)
def test_the_preview_is_the_official_text(path: Path) -> None:
    notice = seed(path)
    page = sheet(notice)
    assert shown_texts(page.encode("utf-8", "surrogatepass"))[0] == squash(official_text(notice))
    assert page.count("<article") >= len(notice.findings)


@pytest.mark.parametrize("path", [*SEEDS, *HOSTILE], ids=lambda path: path.stem)
def test_whatever_a_notice_says_the_sheet_runs_nothing_and_asks_for_nothing(path: Path) -> None:
    page = sheet(seed(path))
    document = lxml_html.document_fromstring(page)
    tags = {str(element.tag) for element in document.iter() if isinstance(element.tag, str)}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "a", "svg", "video"}
    for element in document.iter():
        for name in element.attrib if isinstance(element.tag, str) else ():
            assert not str(name).startswith("on"), name
            assert name not in ("href", "src", "style", "action", "srcset"), name
    assert len(document.findall(".//style")) == 1
    assert "url(" not in document.find(".//style").text
    assert "@import" not in document.find(".//style").text


def test_the_policy_lets_in_that_one_style_sheet_and_nothing_else() -> None:
    page = sheet(seed(SEEDS[0]))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert policy
    assert style
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    assert html.unescape(policy.group(1)) == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_personal_data_stands_unmasked_in_a_table_of_its_own() -> None:
    page = sheet(read(PERSONAL))
    own = page[page.index("三、个人信息") : page.index("四、其他发现")]
    for code, mark in {"GK501": "11010519491231002X", "GK502": "13800138000", "GK503": "6222021234567890128"}.items():
        assert re.search(rf'<tr data-code="{code}">.*?<mark>{mark}</mark>', own, re.DOTALL), code
    assert "GK404" not in own
    assert "GK404" in page
    assert "其中个人信息 3 处" in page


def test_what_was_set_aside_is_shown_with_its_reason() -> None:
    sidecar = Sidecar(suppress=(Suppression("GK502", "公开的值班电话", 5), Suppression("GK404", "原件<b>如此</b>")))
    page = sheet(read(PERSONAL, sidecar=sidecar))
    aside = page[page.index("附注文件已搁置") :]
    assert "公开的值班电话" in aside
    assert "原件&lt;b&gt;如此&lt;/b&gt;" in aside
    assert "13800138000" in aside
    assert "已搁置 2 处" in page
    assert '<tr data-code="GK502">' not in page[: page.index("附注文件已搁置")]


def test_nothing_is_cut_off_after_a_hundred_of_a_kind() -> None:
    lines = "".join(f"{n}.管理不严。\n整改情况：当事人电话138{n:08d}。\n" for n in range(1, 131))
    page = sheet(read(PERSONAL.split("1.学习")[0] + lines))
    assert page.count('<tr data-code="GK502">') == 130


def test_faults_of_the_sidecar_are_listed_too() -> None:
    about = Source("notices/a.yml", b"publisched: 2026-01-01\n")
    _, diagnostics = read_sidecar(about)
    page = sheet(read(PERSONAL), FileReport(about.name, about, diagnostics))
    assert "附注文件 a.yml（1 处）" in page
    assert "<mark>publisched</mark>" in page


def test_declared_stands_beside_counted_and_hash_and_boxes_stand_on_the_form() -> None:
    notice = seed(ROOT / "notices/pingjiang-weijian-2025.txt")
    page = sheet(notice)
    assert re.search(r'class="unlike"><td>问题</td><td>总数</td><td class="num">62</td><td class="num">61</td>', page)
    assert re.search(r"<td>信访件</td><td>总数</td><td class=\"num\">13</td><td class=\"num\">无法计数</td>", page)
    shown = words(page)
    for expected in (
        notice.source.sha256,
        "pingjiang-weijian-2025.txt",
        "生成本单不会发布任何内容",
        "县委第一巡察组（第3行）",
    ):
        assert expected in shown
    form = shown[: shown.index("一、读出的内容")]
    assert [form.count(name) for name in ("提出□", "审核（含保密审查）□", "审批□")] == [1, 1, 1]
    assert form.count("签字年月日") == 3


def test_a_character_that_nobody_can_see_is_named() -> None:
    notice = read(PERSONAL.replace("退还补贴", "退\u200b还\u202e补贴\x07"))
    page = sheet(notice)
    assert "〈U+202E〉" in page
    assert visible("一\u3000二\r\n三") == "一\u3000二\n三"
    assert visible("\x00\u2028") == "〈U+0000〉〈U+2028〉"


def test_a_withdrawn_notice_shows_its_reason_and_no_text_in_the_preview() -> None:
    page = sheet(read(PERSONAL, sidecar=Sidecar(withdrawn="原件有误")))
    assert re.search(r"<th>撤回</th><td>原件有误</td>", page)
    preview = page[page.index("五、公开后的样子") :]
    assert "原件有误" in preview
    assert "学习不深入" not in preview


def test_the_same_notice_gives_the_same_sheet_wherever_it_lies() -> None:
    data = SEEDS[0].read_bytes()
    one, other = (
        sheet(read_notice(Source(f"{folder}/a.txt", data), "a", Sidecar())) for folder in ("/一/notices", "notices")
    )
    assert one == other


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_command_writes_one_file_and_touches_nothing_else(tmp_path: Path) -> None:
    notice = tmp_path / "notices/a-2025.txt"
    notice.parent.mkdir()
    notice.write_text(PERSONAL, encoding="utf-8")
    out = tmp_path / "sheets/a.html"
    for _ in range(2):  # a second time replaces the first sheet
        result = invoke("review", notice, "-o", out)
        assert result.exit_code == 0, result.output
    files = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert files == ["notices/a-2025.txt", "sheets/a.html"]
    assert notice.read_text(encoding="utf-8") == PERSONAL


def test_a_page_that_is_no_sheet_is_not_replaced(tmp_path: Path) -> None:
    notice, other = tmp_path / "a.txt", tmp_path / "b.html"
    notice.write_text(PERSONAL, encoding="utf-8")
    other.write_text("<p>别人的网页</p>", encoding="utf-8")
    for target in (other, notice, tmp_path):
        result = invoke("review", notice, "-o", target)
        assert result.exit_code == 2
        assert "Traceback" not in result.output
    assert other.read_text(encoding="utf-8") == "<p>别人的网页</p>"
    assert notice.read_text(encoding="utf-8") == PERSONAL


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.docx", b"PK", "gongkai add"),
        ("a.txt", b"\xff\xfe\xff\xd8\x00", "读不出文字"),
        ("a.txt", b"  \n", "没有文字"),
    ],
)
def test_what_is_no_notice_is_refused_with_the_reason(name: str, data: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    result = invoke("review", tmp_path / name, "-o", tmp_path / "out.html")
    assert result.exit_code == 2
    assert says in result.output
    assert not (tmp_path / "out.html").exists()


def test_every_personal_rule_is_of_the_family_that_the_sheet_sets_apart() -> None:
    assert {code for code, rule in RULES.items() if not rule.published and code.startswith("GK5")} == {
        code for code in RULES if code.startswith("GK5")
    }
