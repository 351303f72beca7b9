"""Numbers of lists as text, by the names that Word gives to formats (ECMA-376 part 1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

import re
from collections.abc import Callable

DIGITS = "零一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def parse_number(words: str | None, otherwise: int) -> int:
    """Return the number in an attribute of a foreign file, `otherwise` where it has none of bearable size."""
    return int(words) if words is not None and re.fullmatch(r"\d{1,6}", words.strip()) else otherwise


def chinese_number(number: int, digits: str = DIGITS, units: str = "十百千") -> str:
    """Return 一, 十一, 二十, 一百零五 …; a number from ten thousand on digit by digit."""
    if not 0 < number < 10_000:
        return chinese_digits(number, digits)
    words, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            gap = bool(words)
            continue
        words += (digits[0] if gap else "") + digits[digit] + (units[power - 1] if power else "")
        gap = False
    ten = digits[1] + units[0]
    return words.removeprefix(digits[1]) if words.startswith(ten) and digits is DIGITS else words


def chinese_digits(number: int, digits: str = "〇一二三四五六七八九") -> str:
    """Return the number digit by digit: 一〇五."""
    return "".join(digits[int(figure)] for figure in str(number))


def letters(number: int) -> str:
    """Return a … z, aa, bb …: Word repeats the letter."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def roman(number: int) -> str:
    """Return a Roman number in small letters."""
    words = ""
    for value, sign in ROMAN:
        words += sign * (number // value)
        number %= value
    return words


def _ranged(first: int, last: int) -> Callable[[int], str]:
    """Return a format of ready-made characters for 1 to `last`; plain digits beyond, as Word does."""
    return lambda number: chr(first + number - 1) if 1 <= number <= last else str(number)


def circled(number: int) -> str:
    """Return ① … ㊿; plain digits beyond."""
    for first, start, end in ((0x2460, 1, 20), (0x3251, 21, 35), (0x32B1, 36, 50)):
        if start <= number <= end:
            return chr(first + number - start)
    return str(number)


def full_width(number: int) -> str:
    """Return the number in full-width digits: １２."""
    return "".join(chr(ord(figure) + 0xFEE0) for figure in str(number))


def _cycled(signs: str) -> Callable[[int], str]:
    """Return a format that begins again behind the last sign."""
    return lambda number: signs[(number - 1) % len(signs)] if number else str(number)


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02d}",
    "numberInDash": lambda number: f"- {number} -",
    "decimalFullWidth": full_width,
    "decimalFullWidth2": full_width,
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedParen": _ranged(0x2474, 20),
    "decimalEnclosedFullstop": _ranged(0x2488, 20),
    "chineseCounting": chinese_number,
    "chineseCountingThousand": chinese_number,
    "taiwaneseCounting": chinese_number,
    "taiwaneseCountingThousand": chinese_number,
    "japaneseCounting": chinese_number,
    "ideographDigital": chinese_digits,
    "taiwaneseDigital": chinese_digits,
    "japaneseDigitalTenThousand": chinese_digits,
    "chineseLegalSimplified": lambda number: chinese_number(number, LEGAL, "拾佰仟"),
    "ideographLegalTraditional": lambda number: chinese_number(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟"),
    "ideographTraditional": _cycled(STEMS),
    "ideographZodiac": _cycled(BRANCHES),
    "ideographEnclosedCircle": _ranged(0x3280, 10),
    "upperRoman": lambda number: roman(number).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerLetter": letters,
    "none": lambda number: "",
}
"""The formats that Chinese offices use; the reader writes others in plain digits and says so in a note."""
