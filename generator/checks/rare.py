"""Characters that a sound notice does not hold, in one set: most notices have none, which one look at the text tells.

A set of characters is asked for every character of a text, and five rules ask for different ones; each alone takes longer than many
rules that know what word to look for.
"""

from __future__ import annotations

import re

# Everything a notice is normally made of; what is left is looked at one by one. U+00A0 and U+3000 are ordinary.
ORDINARY = (
    (0x09, 0x0A),
    (0x0D, 0x0D),
    (0x20, 0x7E),
    (0xA0, 0xA0),
    (0xB0, 0xF7),
    (0x2010, 0x2027),
    (0x2030, 0x205E),
    (0x2100, 0x22FF),
    (0x2460, 0x24FF),
    (0x2500, 0x25FF),
    (0x3000, 0x303F),
    (0x3200, 0x33FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xFF01, 0xFF5E),
    (0xFFE0, 0xFFE6),
)


def _between() -> str:
    """The gaps between the ordinary ranges, as the ranges of a pattern's set."""
    starts = [0, *(last + 1 for _, last in ORDINARY)]
    ends = [*(first - 1 for first, _ in ORDINARY), 0x10FFFF]
    return "".join(rf"\U{start:08x}-\U{end:08x}" for start, end in zip(starts, ends, strict=True) if start <= end)


_UNUSUAL = _between()
UNUSUAL = re.compile(f"[{_UNUSUAL}]")

# 锟斤拷 is what U+FFFD becomes in GBK; 锛 銆 鈥 鐨 are ， 。 “ 的 of UTF-8 read as GBK; Ã and â€ are UTF-8 read as Latin.
MOJIBAKE = re.compile("锛|銆|鈥|鐨|锟斤拷|烫烫烫|屯屯屯|Ã[\u0080-¿]|â€|ï¿½|ï¼")
_MOJIBAKE_OPENING = "锛銆鈥鐨锟烫屯Ãâï"

# Forms that simplified text does not use; common ones only, none that is also a simplified character or usual in names.
_TRADITIONAL = (
    "國會務發們個學實與來時書為關門開問間對應義團場區醫療衛藥員導黨領辦議護財產經濟結續統總級紀組織練給絕資費貫購貧責質貨車軍輕轉運達遠進過還邊"
    "連這選適鄉郵電號處備報壓廳廣廠縣條樣樹機檢檔權歷歸決況沒準減測漢滿濫無熱燈營獎環現現畫畢異當監盤眾礎種稱積窮競筆範節約紅納純細終紹維網緊線緩編縮織職聯聽"
    "肅腦膚舉舊藝蓋蘇處虛蟲術裝製複見規視覺觀計訂訊訓記許設訪證評詞試話該詳認語誤說課調談請論諸謀證識譜譯變讓貢貸貿賓賞賠賢賣賬賴賽贊趙跡躍軟較載輔輪輸辭農違遲"
    "錄針鈔銀銷鋪鋼錢錯鎮鏡鐵鑒長閉閱闆陣陰陸陽際隊階隨險難電靈靜頁頂項順須頒預頓頗頭題額顏願類顧風飛飯館駐驗驚體黃點齊龍"
)
TRADITIONAL = re.compile(f"[{_TRADITIONAL}]")

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
TONED = re.compile(f"[{_TONED}]")

_WIDE = "０-９＠"
WIDE_DIGIT = re.compile(f"[{_WIDE}]")

RARE = re.compile(f"[{_UNUSUAL}{_MOJIBAKE_OPENING}{_TRADITIONAL}{_TONED}{_WIDE}]")
"""What all of these begin with."""
