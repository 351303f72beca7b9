"""GK109, GK110: the numbers inside a response."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from generator.checks.examined import Examined, read_marker
from generator.diagnostics import Diagnostic
from generator.facts.model import Finding
from generator.rules import diagnose
from generator.source import Span
from generator.syntax.numbering import SIGN_NUMBERS

CIRCLED = re.compile("[①-⑳㉑-㉟㊱-㊿]")
HAN_IS = re.compile("[一二三四五六七八九十]{1,3}是")


def stray_sign(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK109 for a circled number that belongs to no series: no ① before it, or another marker right behind.

    平江 2025: `；②二是责令某村个体医师关停牙科诊疗活动`.
    """
    text = examined.text
    for finding in examined.notice.findings:
        if finding.response_span is None:
            continue
        last = 0
        for sign in CIRCLED.finditer(text, *finding.response_span):
            number = SIGN_NUMBERS[sign[0]]
            doubled = HAN_IS.match(text, sign.end()) is not None and last != number - 1
            if number > 1 and (doubled or last == 0):
                yield diagnose("GK109", Span(*sign.span()), f"文字中有孤立的序号“{sign[0]}”，前面没有与它相配的序号。")
            else:
                last = number


def measure_numbers(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK110 where the measures of a response are not numbered in sequence: 一是, 二是, 四是."""
    for finding in examined.notice.findings:
        yield from _out_of_sequence(finding, examined.text)


def _out_of_sequence(finding: Finding, text: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each marker that does not follow; a list may start again at 1, for measures can hold lists.

    Only markers of the commonest form count: others belong to lists inside a measure.
    """
    marks = [(read_marker(measure.marker), measure) for measure in finding.measures]
    kinds = Counter(mark.kind for mark, _ in marks if mark is not None and mark.kind != "first")
    if len(marks) < 2 or not kinds:
        return
    kind = kinds.most_common(1)[0][0]
    last, behind = 0, marks[0][1].marker_span.start
    for mark, measure in marks:
        if mark is None or mark.kind != kind or mark.number is None:
            continue
        number, between = mark.number, text[behind : measure.marker_span.start]
        if number not in (1, last + 1) and not (kind == "is" and _has_numbers(between, last + 1, number)):
            what = "重复" if number == last else f"前面一条是第{last}条" if last else "前面没有第1条"
            yield diagnose("GK110", measure.marker_span, f"措施序号“{measure.marker}”不连续：{what}。")
        last, behind = number, measure.span.start


def _has_numbers(words: str, first: int, stop: int) -> bool:
    """Return whether all numbers from `first` to before `stop` stand in running text, where they open no measure (；②二是责令…)."""
    found = {marker.number for match in HAN_IS.finditer(words) if (marker := read_marker(match[0])) is not None}
    return first < stop and found.issuperset(range(first, stop))
