"""GK404, GK405, GK411: digits, question marks and phonetic notes where a conversion lost or added characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.examined import Examined
from generator.diagnostics import Diagnostic
from generator.rules import diagnose
from generator.source import Span

# 2024年11月3020日, 11月305日; 202411月30日; 2024年1130日; 20242025年. Never a number that merely precedes 年 (10000年).
JOINED = re.compile(
    r"(?:(?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}月[0-9]{3,8}日|(?:19|20)[0-9]{2}[0-9]{1,2}月(?:[0-9]{1,2}日)?"
    r"|(?:19|20)[0-9]{2}年[0-9]{3,4}[月日]|(?:19|20)[0-9]{2}(?:19|20)[0-9]{2}年)"
)
# 年 or 月 beside too many digits, which is found sooner; JOINED then reads the words round it.
JOINT = re.compile(
    r"年(?:(?<=[0-9]{8}年)|[0-9]{3,8}[月日])|月(?:(?<=(?:19|20)[0-9]{3}月)|(?<=(?:19|20)[0-9]{4}月)|[0-9]{3,8}[月日])"
)
QUESTION = re.compile(r"[?]\?*(?=[\u4e00-\u9fff])")
ASKING = re.compile(r"[吗呢么怎何谁哪几否]|多少|[不没]\w{0,2}$|吧$|请问")
STOP = re.compile(r"[。；！？\n]")
CHINESE_END = re.compile(r"[\u4e00-\u9fff，。；：、“”（）《》,;:]\Z")
PHONETIC = re.compile(r"[\[(（](?<=[\u4e00-\u9fff].)[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[\])）]")
TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]")


def joined_digits(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK404 where the digits of two numbers stand without what was between them."""
    text = examined.text
    last = 0
    for joint in JOINT.finditer(text):
        at = joint.start()
        found = JOINED.search(text, max(last, at - 9), at + 10)
        if found and found.start() < at < found.end() and not text[found.start() - 1 : found.start()].isdigit():
            last = found.end()
            yield diagnose("GK404", Span(*found.span()), f"日期“{found[0]}”中的数字可能连在了一起。")


def lone_question_mark(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK405 for a half-width question mark between Chinese characters where nothing is asked."""
    for found in QUESTION.finditer(examined.text):
        before = examined.text[max(0, found.start() - 24) : found.start()]
        sentence = STOP.split(before)[-1]
        if (not before or CHINESE_END.search(before)) and not ASKING.search(sentence):
            yield diagnose("GK405", Span(*found.span()), "汉字之间有半角问号，可能原是一个没有转换成功的字。")


def phonetic_note(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK411: 巡[xún]察. Toned letters, or plain ones in square brackets; (app) and (ct) are no phonetic notes."""
    for found in PHONETIC.finditer(examined.text):
        note = found[0]
        if TONED.search(note) or note[0] == "[":
            yield diagnose("GK411", Span(*found.span()), f"汉字后夹有注音“{note}”。")
