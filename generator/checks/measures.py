"""GK109, GK110: the numbers inside a response."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.facts.model import Finding, Notice
from generator.rules import diagnose
from generator.source import Span
from generator.syntax.numbering import match_marker, sign_number

CIRCLED = re.compile("[①-⑳㉑-㉟㊱-㊿]")
HAN_IS = re.compile("[一二三四五六七八九十]{1,3}是")


def stray_sign(notice: Notice) -> Iterator[Diagnostic]:
    """GK109: a circled number in a response that belongs to no series: no ① before it, or another marker right behind.

    平江 2025: `；②二是责令某村个体医师关停牙科诊疗活动`.
    """
    text = notice.source.text
    for finding in notice.findings:
        if finding.response_span is None:
            continue
        last = 0
        for sign in CIRCLED.finditer(text, *finding.response_span):
            number = sign_number(sign[0]) or 0
            doubled = HAN_IS.match(text, sign.end()) is not None and last != number - 1
            if number > 1 and (doubled or last == 0):
                yield diagnose("GK109", Span(*sign.span()), f"文字中有孤立的序号“{sign[0]}”，前面没有与它相配的序号。")
            else:
                last = number


def sequence(notice: Notice) -> Iterator[Diagnostic]:
    """GK110: 一是, 二是, 四是."""
    for finding in notice.findings:
        if len(finding.measures) > 1:
            yield from _sequence(finding)


def _sequence(finding: Finding) -> Iterator[Diagnostic]:
    marks = [(match_marker(m.marker, 0, len(m.marker)), m) for m in finding.measures]
    kinds = Counter(mark.kind for mark, _ in marks if mark is not None and mark.kind != "first")
    if not kinds:
        return
    kind = kinds.most_common(1)[0][0]
    last = 0
    for mark, measure in marks:
        if mark is None or mark.kind != kind or mark.number is None:
            continue
        if mark.number != last + 1 and mark.number != 1:
            told = "重复" if mark.number == last else f"前面一条是第{last}条" if last else "前面没有第1条"
            yield diagnose("GK110", measure.marker_span, f"措施序号“{measure.marker}”不连续：{told}。")
        last = mark.number
