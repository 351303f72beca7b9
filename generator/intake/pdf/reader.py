"""A PDF with a text layer -> its lines, page by page, as they stand; the parser joins sentences that a line end cuts.

pdfium gives each character with its place; rows and columns follow from the places (`layout`), page headers, footers and
page numbers from what repeats at the same height (`margins`). A note says what was taken off. A file with a page that is
only a picture is refused: a notice with a page missing is worse than none.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from generator.intake.model import Extracted, RefusedFileError
from generator.intake.pdf.layout import Glyph, TextRow, indented_lines, read_rows
from generator.intake.pdf.margins import strip_margins
from generator.intake.pdf.radicals import replace_radicals

MAX_PAGES = 500
SHOWN_DROPS = 6
INVISIBLE = 3
"""Text render mode of an OCR layer: neither filled nor stroked."""
HYPHENS = {0x02, 0xFFFE}
"""What pdfium gives for a hyphen at the end of a line."""
UNKNOWN = {0x00, 0xFFFD}
PRIVATE = range(0xE000, 0xF900)


def read_pdf(data: bytes) -> Extracted:
    """Return the text of a PDF. Raises RefusedFileError: encrypted, damaged, too long, scanned, or set in unreadable fonts."""
    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > MAX_PAGES:
            raise RefusedFileError("GK037", f"PDF 声称有 {len(document)} 页，超过 {MAX_PAGES} 页。")
        pages, invisible = _read_pages(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise RefusedFileError("GK036", "PDF 须输入密码才能打开。") from None
        raise RefusedFileError("GK035", "PDF 读不下去，可能没有下载完，或者页数与内容不符。") from None
    kept, dropped = strip_margins(pages)
    text, changed = replace_radicals("\n".join(indented_lines(kept)) + "\n")
    notes = [f"PDF 共 {len(pages)} 页，每行照原样另起一行，段首缩进两格。"]
    if dropped:
        shown = "；".join(f"“{words}”" for words in dropped[:SHOWN_DROPS])
        notes.append(f"略去页眉、页脚和页码：{shown}{f' 等 {len(dropped)} 种' if len(dropped) > SHOWN_DROPS else ''}。")
    if invisible:
        notes.append("文字层是识别软件加在图像上的，难免有错字，请与原件逐字核对。")
    if changed:
        notes.append(f"有 {changed} 个字在 PDF 里用的是部首字符（如 ⼯），已写成通用的汉字（工）。")
    private = sum(ord(char) in PRIVATE for char in text)
    if private:
        notes.append(f"有 {private} 个字符出自字体私用区，多半是项目符号，请对照原件。")
    return Extracted(text, tuple(notes))


def _read_pages(document: Any) -> tuple[list[list[TextRow]], bool]:
    """Return the rows of each page, and whether any page has its text in an invisible layer."""
    pages: list[list[TextRow]] = []
    scanned: list[int] = []
    invisible = False
    for number in range(len(document)):
        page = document[number]
        textpage = page.get_textpage()
        glyphs = list(_glyphs(page, textpage))
        if not any(glyph.char.strip() for glyph in glyphs) and _has_picture(page):
            scanned.append(number + 1)
        invisible = invisible or _is_invisible(textpage)
        pages.append(read_rows(glyphs))
        textpage.close()
        page.close()
    if scanned:
        which = "每一页都" if len(scanned) == len(pages) else f"第 {'、'.join(map(str, scanned[:10]))} 页"
        raise RefusedFileError("GK038", f"{which}只有图像，没有文字。")
    unknown = sum(ord(char) in UNKNOWN for page in pages for row in page for char in row.words)
    if unknown:
        raise RefusedFileError("GK035", f"有 {unknown} 个字的字体没有编码表，取出来是空的。")
    return pages, invisible


def _glyphs(page: Any, textpage: Any) -> Iterator[Glyph]:
    """Yield the characters in the order of the file, turned upright; line ends of pdfium become `break_before`."""
    width, height = page.get_size()
    rotation = page.get_rotation()
    broken = False
    high = 0
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if code in (0x0A, 0x0D):
            broken = True
            continue
        if code == 0x20 and pdfium.FPDFText_IsGenerated(textpage, index):
            continue  # a gap that pdfium takes for a space; where the gaps are, the layout sees for itself
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        char = "-" if code in HYPHENS else chr(code)
        box = textpage.get_charbox(index, loose=True)
        yield Glyph(char, *_upright(box, width, height, rotation), broken)
        broken, high = False, 0


def _upright(
    box: tuple[float, float, float, float], width: float, height: float, rotation: int
) -> tuple[float, float, float, float]:
    """Return the box as it appears on a page that the viewer turns; `width` and `height` are those after turning."""
    left, bottom, right, top = box
    if rotation == 90:
        return bottom, height - right, top, height - left
    if rotation == 180:
        return width - right, height - top, width - left, height - bottom
    if rotation == 270:
        return width - top, left, width - bottom, right
    return box


def _has_picture(page: Any) -> bool:
    return next(iter(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4)), None) is not None


def _is_invisible(textpage: Any) -> bool:
    if textpage.count_chars() == 0:
        return False
    found = pdfium.FPDFText_GetTextObject(textpage, 0)
    return bool(found) and ctypes.c_int(pdfium.FPDFTextObj_GetTextRenderMode(found)).value == INVISIBLE
