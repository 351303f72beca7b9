"""GK501-GK504: numbers and mailboxes that belong to a person.

Why so strict: a number of 18 digits in an official notice is far more often a document or an amount than an identity
number. So an identity number must have a province code, a real birth date and (for the plain wording) the check digit
of GB 11643-1999; a card number the Luhn digit and a bank's prefix or the word 账号 before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.examined import Examined
from generator.diagnostics import Diagnostic
from generator.facts.dates import calendar_day
from generator.rules import diagnose
from generator.source import Span

# Digits in one run, or in the groups that people write: 138 0013 8000, 6222 0212 3456 7890 128, 110105 19491231 002X.
NUMBER = re.compile(
    r"[0-9](?<![0-9A-Za-z.].)(?:[0-9]{10,18}[Xx]?|[0-9]{2,5}[ -](?:(?<=[0-9]{4}.)[0-9]{4}(?:[ -][0-9]{4}){2}(?:[ -]?[0-9]{1,3})?"
    r"|(?<=1[3-9][0-9].)[0-9]{4}[ -][0-9]{4}|(?<=[0-9]{6}.)[0-9]{8}[ -][0-9]{3}[0-9Xx]))(?![0-9A-Za-z]|\.[0-9]|[万亿元％%])"
)
PROVINCES = frozenset(
    (
        11,
        12,
        13,
        14,
        15,
        21,
        22,
        23,
        31,
        32,
        33,
        34,
        35,
        36,
        37,
        41,
        42,
        43,
        44,
        45,
        46,
        50,
        51,
        52,
        53,
        54,
        61,
        62,
        63,
        64,
        65,
        71,
        81,
        82,
        83,
    )
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
FIRST_BIRTH, LAST_BIRTH = 1900, 2035
CARD_PREFIX = re.compile(r"62|4[0-9]|5[1-5]")
ACCOUNT = re.compile(r"(?:卡号|账号|帐号|账户|帐户|银行卡|储蓄卡|存折)[^。；\n]{0,10}$")
IDENTITY = re.compile(r"身份证[^。；\n]{0,10}$")
MAIL_NAME = re.compile(r"[A-Za-z0-9._%+-]{1,64}$")
MAIL_HOST = re.compile(r"(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,12}")


def personal_numbers(examined: Examined) -> Iterator[Diagnostic]:
    """GK501 identity numbers and GK503 cards anywhere, GK502 mobile numbers outside the contact line."""
    text = examined.half_width
    for found in NUMBER.finditer(text):
        digits = found[0].replace(" ", "").replace("-", "").upper()
        before = text[max(0, found.start() - 24) : found.start()]
        span = Span(*found.span())
        if is_identity_number(digits) or (len(digits) == 15 and IDENTITY.search(before) and _old_identity(digits)):
            shown = f"{digits[:6]}********{digits[-4:]}"
            yield diagnose("GK501", span, f"有居民身份证号码 {shown}。", f"请在发布前隐去出生日期一段，如 {shown}。")
        elif is_mobile_number(digits):
            if not examined.contact_zone.holds(span.start):
                shown = f"{digits[-11:-8]}****{digits[-4:]}"
                yield diagnose(
                    "GK502", span, f"监督渠道以外有手机号码 {shown}。", f"请在发布前隐去中间四位，如 {shown}。"
                )
        elif is_card_number(digits) and (CARD_PREFIX.match(digits) or ACCOUNT.search(before)):
            shown = "*" * (len(digits) - 4) + digits[-4:]
            yield diagnose("GK503", span, f"有银行卡号，末四位 {digits[-4:]}。", f"请在发布前只留末四位，如 {shown}。")


def mailbox(examined: Examined) -> Iterator[Diagnostic]:
    """GK504: a mailbox outside the contact line that is not a government one."""
    text = examined.half_width
    at = text.find("@")
    while at >= 0:
        name, host = MAIL_NAME.search(text[max(0, at - 64) : at]), MAIL_HOST.match(text, at + 1)
        if name is not None and host is not None and not host[0].endswith(".gov.cn"):
            span = Span(at - len(name[0]), host.end())
            if not examined.contact_zone.holds(span.start):
                shown = f"{name[0][:2]}****@{host[0]}"
                yield diagnose(
                    "GK504", span, f"监督渠道以外有电子邮箱 {shown}。", f"请在发布前隐去一部分，如 {shown}。"
                )
        at = text.find("@", at + 1)


def is_identity_number(digits: str) -> bool:
    """Whether 18 characters are a resident identity number: province, birth date and check digit (GB 11643-1999)."""
    if len(digits) != 18 or not digits[:17].isdecimal() or int(digits[:2]) not in PROVINCES:
        return False
    born = calendar_day(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    if born is None or not FIRST_BIRTH <= born.year <= LAST_BIRTH:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=False))
    return CHECK_DIGITS[total % 11] == digits[17]


def _old_identity(digits: str) -> bool:
    """Whether 15 digits may be an identity number of before 1999, which had no check digit."""
    born = calendar_day(1900 + int(digits[6:8]), int(digits[8:10]), int(digits[10:12]))
    return int(digits[:2]) in PROVINCES and born is not None


def is_mobile_number(digits: str) -> bool:
    """Whether the digits are a mainland mobile number, with or without 86 before it."""
    if len(digits) == 13 and digits.startswith("86"):
        digits = digits[2:]
    return len(digits) == 11 and digits[0] == "1" and digits[1] in "3456789"


def is_card_number(digits: str) -> bool:
    """Whether 16 to 19 digits end in their Luhn check digit."""
    if not 16 <= len(digits) <= 19 or not digits.isdecimal():
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
