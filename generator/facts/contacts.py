"""The contacts in the closing lines: telephone, mailbox, address, postcode.

Real lines: 联系电话：0730-6699968；电子邮箱：… · 联系电话:28682162(工作时间内);邮政信箱:株洲市…人事科,邮政编码:412007 · an office behind 邮政信箱 ·
电子邮箱 without a colon.
"""

from __future__ import annotations

import re

from generator.facts.evidence import text_fact
from generator.facts.model import Contacts, Fact
from generator.syntax.passage import Passage

PHONE_LABEL = re.compile(
    r"(?:电\s{0,3}话|热线|手机|座机|传真|办公室|固话|号码|联系方式|TEL|Tel|tel)(?:号码)?\s{0,3}(?:[（(][^）)]{0,12}[）)])?\s{0,3}[:：]?\s{0,3}"
)
PHONE = re.compile(
    r"(?<![\dA-Za-z@.])(?:"
    r"[（(]0\d{2,3}[）)]\s?[-—－–]?\s?\d{7,8}|0\d{2,3}\s?(?:[-—－–―]{1,2}\s?|(?<=\s))\d{7,8}|400[-—－ ]?\d{3,4}[-—－ ]?\d{3,4}|800-?\d{3}-?\d{4}"
    r"|1[3-9]\d{9}|0\d{2,3}\d{7,8}|12\d{3}|[2-9]\d{6,7}"
    r")(?:\s?(?:转|[-—－](?=\d{1,5}(?!\d)))\s?(?:分机)?\d{1,6})?(?![\d@A-Za-z_.]{0,40}@)(?!\d)"
)
_CLAUSE = r"[^。；;\n]{0,120}"
PHONE_CLAUSES = re.compile(rf"{_CLAUSE}(?:[；;]\s{{0,3}}(?=[（(]?\d{{3}}){_CLAUSE})*")
EMAIL = re.compile(
    r"(?<![A-Za-z0-9_+.-])[A-Za-z0-9_+-]{1,64}(?:\.[A-Za-z0-9_+-]{1,64}){0,6}\s?[@＠]\s?[A-Za-z0-9-]{1,63}(?:\s?\.\s?[A-Za-z0-9-]{1,63}){1,4}"
)
POSTCODE = re.compile(r"(?:邮\s{0,3}政?编\s{0,3}码?|邮政编码|邮编)\s{0,3}[:：]?\s{0,3}(?P<code>\d{6})(?!\d)")
ADDRESS = re.compile(
    r"(?:(?:通[信讯]|联系|邮寄|来信|来访|信访|办公|接待|单位|收信|受理|邮政|举报|寄送|意见箱|信件)?地\s{0,3}址|邮政信箱|来信来访|(?<!电子)信箱|信\s?箱地址|邮寄至|邮政专用信箱)\s{0,3}(?:[（(][^）)]{0,8}[）)])?\s{0,3}[:：为]\s{0,3}"
    r"(?P<value>[^；;。\n]{2,100})"
)
ADDRESS_STOP = re.compile(
    r"[,，、]?\s{0,3}(?:[（(【]?\s{0,3}(?:邮\s{0,3}政?编|邮政编码|邮编|联\s{0,3}系|电\s{0,3}话|热线|电子|邮箱|E-?mail|传真|收件人|网址|举报|监督)|[A-Za-z0-9_.+-]+@)"
)
TRAILING = " \t\u3000\u00a0,，、;；。.:："


def read_contacts(passages: list[Passage]) -> Contacts:
    """Return the contacts in the closing passages as written, without label and trailing punctuation, once each.

    A number counts as a telephone only behind a telephone label, in the same clause or in those that continue the list.
    """
    phones: dict[str, Fact[str]] = {}
    emails: dict[str, Fact[str]] = {}
    addresses: dict[str, Fact[str]] = {}
    postcodes: dict[str, Fact[str]] = {}
    for passage in passages:
        text = passage.text
        for email in EMAIL.finditer(text):
            _keep(emails, passage, *email.span())
        for code in POSTCODE.finditer(text):
            _keep(postcodes, passage, *code.span("code"))
        for address in ADDRESS.finditer(text):
            start, end = address.span("value")
            stop = ADDRESS_STOP.search(text, start, end)
            _keep(addresses, passage, start, stop.start() if stop else end)
        codes = {code.start("code") for code in POSTCODE.finditer(text)}
        for start, end in _phone_places(text):
            for phone in PHONE.finditer(text, start, end):
                if phone.start() not in codes and "传真" not in text[max(0, phone.start() - 6) : phone.start()]:
                    _keep(phones, passage, *phone.span())
    return Contacts(
        tuple(phones.values()), tuple(emails.values()), tuple(addresses.values()), tuple(postcodes.values())
    )


def _phone_places(text: str) -> list[tuple[int, int]]:
    """Return where telephone numbers may stand: from a label to the end of its sentence and over ； between numbers."""
    places: list[tuple[int, int]] = []
    for label in PHONE_LABEL.finditer(text):
        clauses = PHONE_CLAUSES.match(text, label.end())
        if clauses and (not places or label.start() >= places[-1][1]):
            places.append(clauses.span())
    return places


def _keep(found: dict[str, Fact[str]], passage: Passage, start: int, end: int) -> None:
    while end > start and passage.text[end - 1] in TRAILING:
        end -= 1
    if start < end:
        read = text_fact(passage, start, end)
        found.setdefault(read.value, read)
