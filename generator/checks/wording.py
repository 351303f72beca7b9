"""GK404, GK405, GK411: digits, question marks and phonetic notes where a conversion lost or added characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.examined import Examined
from generator.checks.rare import TONED
from generator.diagnostics import Diagnostic
from generator.rules import diagnose
from generator.source import Span

# 2024年11月3020日, 11月305日; 202411月30日; 2024年1130日; 20242025年. Never a number that merely precedes 年 (10000年).
JOINED = re.compile(
    r"(?:(?:(?P<year>(?:19|20)[0-9]{2}年)?[0-9]{1,2}月[0-9]{3,8}日)|(?:19|20)[0-9]{2}[0-9]{1,2}月(?:[0-9]{1,2}日)?"
    r"|(?:19|20)[0-9]{2}年[0-9]{3,4}[月日]|(?:19|20)[0-9]{2}(?:19|20)[0-9]{2}年)"
)
# The character behind the joined digits; JOINED then reads the words round it. One character is looked for sooner than two.
YEAR_JOINT = r"年(?:(?<=[0-9]{8}年)|[0-9]{3,8}[月日])"
MONTH_JOINT = r"月(?:(?<=(?:19|20)[0-9]{3}月)|(?<=(?:19|20)[0-9]{4}月)|[0-9]{3,8}[月日])"
JOINTS = (re.compile(YEAR_JOINT), re.compile(MONTH_JOINT))
JOINT = re.compile(f"{YEAR_JOINT}|{MONTH_JOINT}")
QUESTION = re.compile(r"[?]\?*(?=[\u4e00-\u9fff])")
ASKING = re.compile(r"[吗呢么怎何谁哪几否]|多少|[不没]\w{0,2}$|吧$|请问")
STOP = re.compile(r"[。；！？\n]")
HAN_BEFORE = re.compile(r"[\u4e00-\u9fff，。；：、“”（）《》,;:]\?")
PHONETIC = re.compile(r"[\[(（](?<=[\u4e00-\u9fff].)[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[\])）]")


def joined_digits(examined: Examined) -> Iterator[Diagnostic]:
    """GK404: digits of two numbers without what stood between them."""
    last = 0
    if not any(pattern.search(examined.text) for pattern in JOINTS):
        return
    for joint in JOINT.finditer(examined.text):
        at = joint.start()
        found = JOINED.search(examined.text, max(last, at - 9), at + 10)
        if (
            found is None
            or not found.start() < at < found.end()
            or examined.text[found.start() - 1 : found.start()].isdigit()
        ):
            continue
        last = found.end()
        yield diagnose("GK404", Span(*found.span()), f"日期“{found[0]}”中的数字可能连在了一起。")


def question_mark(examined: Examined) -> Iterator[Diagnostic]:
    """GK405: a half-width question mark between Chinese characters where nothing is asked."""
    text = examined.text
    for found in QUESTION.finditer(text):
        at = found.start()
        before = text[max(0, at - 24) : at]
        sentence = STOP.split(before)[-1]
        if (before and not HAN_BEFORE.match(before[-1] + "?")) or ASKING.search(sentence):
            continue
        yield diagnose("GK405", Span(*found.span()), "汉字之间有半角问号，可能原是一个没有转换成功的字。")


def phonetic(examined: Examined) -> Iterator[Diagnostic]:
    """GK411: 巡[xún]察. Toned letters, or plain ones in square brackets; (app) and (ct) are no phonetic notes."""
    for found in PHONETIC.finditer(examined.text) if examined.rare or "[" in examined.text else ():
        note = found[0]
        if TONED.search(note) or note[0] == "[":
            yield diagnose("GK411", Span(*found.span()), f"汉字后夹有注音“{note}”。")
