"""GK501-GK504: numbers and mailboxes that belong to a person.

A number of 18 digits in an official notice is far more often a document or an amount than an identity number. So an
identity number must have a province code, a real birth date and (unless it is called 身份证) the check digit of
GB 11643-1999; a card number the Luhn digit and a bank's prefix or a word such as 账号 before it.
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
PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
FIRST_BIRTH, LAST_BIRTH = 1900, 2035
CARD_PREFIX = re.compile(r"62|4[0-9]|5[1-5]")
ACCOUNT = re.compile(r"(?:卡号|账号|帐号|账户|帐户|银行卡|储蓄卡|存折)[^。；\n]{0,10}$")
IDENTITY = re.compile(r"身份证[^。；\n]{0,10}$")
MAIL_NAME = re.compile(r"[A-Za-z0-9._%+-]{1,64}$")
MAIL_HOST = re.compile(r"(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,12}")


def personal_numbers(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK501 for identity numbers and GK503 for cards, GK502 for mobile numbers outside the contact line."""
    text = examined.half_width
    for found in NUMBER.finditer(text):
        digits = found[0].replace(" ", "").replace("-", "").upper()
        before = text[max(0, found.start() - 24) : found.start()]
        span = Span(*found.span())
        if is_identity_number(digits) or (IDENTITY.search(before) and _is_old_identity_number(digits)):
            masked = f"{digits[:6]}********{digits[-4:]}"
            yield diagnose("GK501", span, f"有居民身份证号码 {masked}。", f"请在发布前隐去出生日期一段，如 {masked}。")
        elif is_mobile_number(digits):
            masked = f"{digits[-11:-8]}****{digits[-4:]}"
            if not examined.is_offered(span.start):
                message = f"监督渠道以外有手机号码 {masked}。"
                yield diagnose("GK502", span, message, f"请在发布前隐去中间四位，如 {masked}。")
        elif is_card_number(digits) and (CARD_PREFIX.match(digits) or ACCOUNT.search(before)):
            masked = "*" * (len(digits) - 4) + digits[-4:]
            yield diagnose("GK503", span, f"有银行卡号，末四位 {digits[-4:]}。", f"请在发布前只留末四位，如 {masked}。")


def private_mailbox(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK504 for a mailbox outside the contact line that is not a government one."""
    text = examined.half_width
    for sign in re.finditer("@", text):
        name = MAIL_NAME.search(text[max(0, sign.start() - 64) : sign.start()])
        host = MAIL_HOST.match(text, sign.end())
        if name is None or host is None or host[0].endswith(".gov.cn"):
            continue
        span = Span(sign.start() - len(name[0]), host.end())
        if not examined.is_offered(span.start):
            masked = f"{name[0][:2]}****@{host[0]}"
            message = f"监督渠道以外有电子邮箱 {masked}。"
            yield diagnose("GK504", span, message, f"请在发布前隐去一部分，如 {masked}。")


def is_identity_number(digits: str) -> bool:
    """Return whether these are a resident identity number: 18 characters with province, birth date and check digit."""
    if len(digits) != 18 or not digits[:17].isdecimal() or not PROVINCE.match(digits):
        return False
    born = calendar_day(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    if born is None or not FIRST_BIRTH <= born.year <= LAST_BIRTH:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=False))
    return CHECK_DIGITS[total % 11] == digits[17]


def _is_old_identity_number(digits: str) -> bool:
    """Return whether these may be an identity number of before 1999: 15 digits without a check digit."""
    if len(digits) != 15 or not PROVINCE.match(digits):
        return False
    return calendar_day(1900 + int(digits[6:8]), int(digits[8:10]), int(digits[10:12])) is not None


def is_mobile_number(digits: str) -> bool:
    """Return whether the digits are a mainland mobile number, with or without 86 before it."""
    return re.fullmatch("(?:86)?1[3-9][0-9]{9}", digits) is not None


def is_card_number(digits: str) -> bool:
    """Return whether these are 16 to 19 digits that end in their Luhn check digit."""
    if not 16 <= len(digits) <= 19 or not digits.isdecimal():
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
