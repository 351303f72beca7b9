"""Numbers as Word writes them: number and `w:numFmt` -> text. Source: ECMA-376 part 1, 17.18.59 ST_NumberFormat."""

from __future__ import annotations

from collections.abc import Callable

DIGITS = "零一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
ROMAN_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


def chinese(number: int, digits: str = DIGITS, units: str = "十百千") -> str:
    """一, 十一, 二十, 一百零五: numbers below ten thousand; larger ones digit by digit."""
    if not 0 < number < 10_000:
        return by_digit(number, digits)
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


def by_digit(number: int, digits: str = "〇一二三四五六七八九") -> str:
    """一〇五."""
    return "".join(digits[int(figure)] for figure in str(number))


def letters(number: int) -> str:
    """a … z, aa, bb: Word repeats the letter."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def roman(number: int) -> str:
    """iv."""
    words = ""
    for value, sign in ROMAN:
        words += sign * (number // value)
        number %= value
    return words + ROMAN_ONES[number]


def _ranged(first: int, last: int) -> Callable[[int], str]:
    """Ready-made characters for 1 to `last`; plain figures beyond, as Word does."""
    return lambda number: chr(first + number - 1) if 1 <= number <= last else str(number)


def circled(number: int) -> str:
    """① … ㊿."""
    for first, start, end in ((0x2460, 1, 20), (0x3251, 21, 35), (0x32B1, 36, 50)):
        if start <= number <= end:
            return chr(first + number - start)
    return str(number)


def _cycled(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number else str(number)


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02d}",
    "numberInDash": lambda number: f"- {number} -",
    "decimalFullWidth": lambda number: "".join(chr(ord(figure) + 0xFEE0) for figure in str(number)),
    "decimalFullWidth2": lambda number: "".join(chr(ord(figure) + 0xFEE0) for figure in str(number)),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedParen": _ranged(0x2474, 20),
    "decimalEnclosedFullstop": _ranged(0x2488, 20),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": by_digit,
    "taiwaneseDigital": by_digit,
    "japaneseDigitalTenThousand": by_digit,
    "chineseLegalSimplified": lambda number: chinese(number, LEGAL, "拾佰仟"),
    "ideographLegalTraditional": lambda number: chinese(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟"),
    "ideographTraditional": _cycled(STEMS),
    "ideographZodiac": _cycled(BRANCHES),
    "ideographEnclosedCircle": _ranged(0x3280, 10),
    "upperRoman": lambda number: roman(number).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerLetter": letters,
    "none": lambda number: "",
}
"""What Chinese offices use; a format that is not here is written in plain figures, with a note."""
