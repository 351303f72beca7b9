"""GK002, GK401-GK403, GK408-GK410: characters that look like conversion damage.

One diagnostic for each kind in a notice, at its first place, with the number of places and their lines: a page copied
out of a PDF can hold hundreds, and a list of hundreds helps nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.examined import Examined
from generator.diagnostics import Diagnostic
from generator.rules import diagnose
from generator.source import Source, Span

LINES_NAMED = 5

# Code, name in the message, and the characters as the inside of a pattern's set.
KINDS = (
    ("GK002", "控制字符", r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"),
    ("GK401", "读不出的文字（�）", r"\ufffd"),
    ("GK402", "私用区字符", r"\ue000-\uf8ff\U000f0000-\U0010ffff"),
    ("GK409", "特殊字符", r"\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f"),
    (
        "GK410",
        "看不见的格式字符",
        r"\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb",
    ),
)
KIND_PATTERNS = {code: re.compile(f"[{characters}]") for code, _, characters in KINDS}
DAMAGED = re.compile(f"[{''.join(characters for _, _, characters in KINDS)}]")

# 锟斤拷 is what U+FFFD becomes in GBK; 锛 銆 鈥 鐨 are ， 。 “ 的 of UTF-8 read as GBK; Ã and â€ are UTF-8 read as Latin.
MOJIBAKE = re.compile("锛|銆|鈥|鐨|锟斤拷|烫烫烫|屯屯屯|Ã[\u0080-¿]|â€|ï¿½|ï¼")

# Forms that simplified text does not use; common ones only, none that is also a simplified character or usual in names.
TRADITIONAL = re.compile(
    "[國會務發們個學實與來時書為關門開問間對應義團場區醫療衛藥員導黨領辦議護財產經濟結續統總級紀組織練給絕資費貫購貧責質貨車軍輕轉運達遠進過還邊"
    "連這選適鄉郵電號處備報壓廳廣廠縣條樣樹機檢檔權歷歸決況沒準減測漢滿濫無熱燈營獎環現現畫畢異當監盤眾礎種稱積窮競筆範節約紅納純細終紹維網緊線緩編縮織職聯聽"
    "肅腦膚舉舊藝蓋蘇處虛蟲術裝製複見規視覺觀計訂訊訓記許設訪證評詞試話該詳認語誤說課調談請論諸謀證識譜譯變讓貢貸貿賓賞賠賢賣賬賴賽贊趙跡躍軟較載輔輪輸辭農違遲"
    "錄針鈔銀銷鋪鋼錢錯鎮鏡鐵鑒長閉閱闆陣陰陸陽際隊階隨險難電靈靜頁頂項順須頒預頓頗頭題額顏願類顧風飛飯館駐驗驚體黃點齊龍]"
)


def damaged_characters(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK002, GK401, GK402, GK409 and GK410; a byte-order mark at the very start is none of them."""
    places: dict[str, list[int]] = {}
    for found in DAMAGED.finditer(examined.text):
        if found[0] != "\ufeff" or found.start() > 0:
            code = next(code for code, pattern in KIND_PATTERNS.items() if pattern.match(found[0]))
            places.setdefault(code, []).append(found.start())
    for code, name, _ in KINDS:
        if code in places:
            first = places[code][0]
            yield diagnose(code, Span(first, first + 1), _message(name, examined.source, places[code]))


def mojibake(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK403 for the usual signs of a wrong encoding."""
    found = list(MOJIBAKE.finditer(examined.text))
    if found:
        message = _message("乱码", examined.source, [match.start() for match in found])
        yield diagnose("GK403", Span(*found[0].span()), message)


def traditional_characters(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK408 for traditional characters, but not in a text that is traditional throughout."""
    found = list(TRADITIONAL.finditer(examined.text))
    if found and len(found) * 5 < len(examined.text):
        words = "".join(dict.fromkeys(match[0] for match in found))[:10]
        message = _message("繁体字", examined.source, [match.start() for match in found])
        yield diagnose("GK408", Span(*found[0].span()), f"{message[:-1]}，如“{words}”。")


def _message(name: str, source: Source, places: list[int]) -> str:
    """`有3处控制字符（第2、7、9行），第一处是 U+0000。`"""
    lines = list(dict.fromkeys(source.line_of(at) for at in places[: LINES_NAMED * 20]))
    named = "、".join(str(line) for line in lines[:LINES_NAMED])
    more = "等" if len(lines) > LINES_NAMED else ""
    return f"有{len(places)}处{name}（第{named}行{more}），第一处是 U+{ord(source.text[places[0]]):04X}。"
