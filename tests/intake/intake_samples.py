"""Files for the tests of intake, made on the spot: Word packages part by part, portal pages, PDF by Chromium."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "notices").glob("*.txt"))
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = ("numbering", "styles", "footnotes", "header")


def word_file(body: str, **parts: str) -> bytes:
    """A Word package with this body; `parts` are the inner XML of numbering, styles, footnotes, header."""
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations({name: f"{name}.xml" for name in parts}),
    }
    roots = {"header": "hdr"}
    for name, inner in parts.items():
        root = roots.get(name, name)
        files[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{inner}</w:{root}>"
    return packed(files)


def packed(files: dict[str, str]) -> bytes:
    """A zip of these texts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def relations(targets: dict[str, str]) -> str:
    """A .rels part."""
    rows = (
        f'<Relationship Id="r{n}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items())
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{"".join(rows)}</Relationships>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph; a run that is no XML is taken for text."""
    inner = "".join(run if run.startswith("<") else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def as_docx(text: str) -> bytes:
    """A notice as python-docx writes it: half of every paragraph bold, so that runs split words."""
    document = docx.Document()
    for line in text.removeprefix("\ufeff").splitlines():
        written = document.add_paragraph()
        middle = len(line) // 2
        written.add_run(line[:middle])
        written.add_run(line[middle:]).bold = True
    document.sections[0].header.paragraphs[0].text = "页眉不是正文"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_portal_page(text: str, charset: str = "utf-8") -> bytes:
    """A notice on a page as county portals have it: navigation, breadcrumb, tools, spans inside words, a footer."""
    body = "\n".join(f"<p style='text-indent:2em'>{split_by_spans(line)}</p>" for line in text.split("\n"))
    page = f"""<!DOCTYPE html><html><head><meta charset="{charset}"><title>通知公告_某县人民政府</title>
<script>var tip = "整改情况：脚本里的话不是正文";</script></head><body>
<div class="top"><a href="/">首页</a><ul><li><a href="/zw">政务公开</a></li><li><a href="/hd">互动交流</a></li></ul></div>
<div class="crumb">您的位置：<a href="/">首页</a> &gt; <a href="/zw">通知公告</a></div>
<div class="main"><div id="zoom" class="TRS_Editor">{body}</div></div>
<div class="near"><h3>相关信息</h3><ul><li><a href="/1">关于召开会议的通知</a></li></ul></div>
<div class="foot"><p>主办：某县人民政府办公室　备案号：000000</p></div></body></html>"""
    return page.encode(charset)


def split_by_spans(line: str) -> str:
    """The line with inline elements inside numbers and words, as editors that track fonts leave them."""
    pieces = re.findall(r".{1,5}", line)
    return "".join(f"<span>{html.escape(piece)}</span>" for piece in pieces)


def as_pdf(texts: dict[str, str], style: str = "") -> dict[str, bytes]:
    """Each text as an A4 document of 28 characters a line, with a header and page numbers, printed by Chromium."""
    return print_pages({name: page_of(text, style) for name, text in texts.items()}, margins=True)


def page_of(text: str, style: str = "") -> str:
    """A notice as a page to print, set as official documents are."""
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip())
    font = '16pt/28pt "Noto Serif CJK SC", "Noto Sans CJK SC"'
    return (
        f'<html lang="zh-CN"><meta charset="utf-8"><style>body {{ font: {font} }} '
        f"p {{ margin: 0; text-indent: 2em; text-align: justify }} {style}</style>{lines}</html>"
    )


def print_pages(pages: dict[str, str], *, margins: bool = False) -> dict[str, bytes]:
    """HTML printed to PDF."""
    around = {"top": "37mm", "bottom": "35mm", "left": "28mm", "right": "26mm"}
    middle = "font-size:9pt;width:100%;text-align:center"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        made = {}
        for name, content in pages.items():
            page.set_content(content)
            made[name] = page.pdf(
                format="A4",
                margin=around,
                display_header_footer=margins,
                header_template=f'<div style="{middle}">某县党务公开</div>',
                footer_template=f'<div style="{middle}">— <span class="pageNumber"></span> —</div>',
            )
        browser.close()
    return made


TEXT_FORMS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "UTF-8 带标记": (".txt", lambda text: text.encode("utf-8-sig")),
    "GBK": (".txt", lambda text: text.encode("gb18030")),
    "UTF-16 LE": (".txt", lambda text: b"\xff\xfe" + text.encode("utf-16-le")),
    "UTF-16 BE": (".txt", lambda text: b"\xfe\xff" + text.encode("utf-16-be")),
    "docx": (".docx", as_docx),
    "html": (".html", as_portal_page),
    "html GBK": (".htm", lambda text: as_portal_page(text, "gb18030")),
}
"""Ways in which an office may hold a notice: file name extension and how the file is made."""
