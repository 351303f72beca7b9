"""GK311: an outcome beside words of its own response that point the other way. A hint: only a person can judge.

平江 2025: `整改结果：阶段性完成。` with `新增加灭鼠站暂未建立`; 旺苍 2024: `基本完成` with `此项工作正有序推进`. A stage that is
completed may well go on, so words of progress speak only against 完成 and 基本完成.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.examined import Examined
from generator.diagnostics import Diagnostic
from generator.rules import diagnose
from generator.source import Span

# Not a description of others: 对尚未换届的支部, 未能及时上报的单位 speak of the problem, not of its repair.
NOT_YET = r"(?:暂未|尚未|仍未|还未|至今未|未能)(?![^，。；,;]{0,20}的(?!确))"
GOING_ON = "正(?:在)?(?:有序|稳步|积极|持续|加紧|抓紧|逐步)?推进"
UNDER_WAY = "正在(?:有序|稳步|积极|持续|加紧|抓紧)?(?:办理|整改|进行|协调|实施|建设|筹备)"
AGAINST = {
    "completed": re.compile(f"{NOT_YET}|{GOING_ON}|{UNDER_WAY}"),
    "mostly": re.compile(f"{NOT_YET}|{GOING_ON}"),
    "partial": re.compile(NOT_YET),
}
CLAUSE_BEFORE = re.compile(r"[^，。；：、,;:\n]{0,14}$")
CLAUSE_BEHIND = re.compile(r"[^，。；：、,;:\n]{0,14}")
MEASURE_MARKER = re.compile("^[一二三四五六七八九十]{1,3}是")


def contradicted_outcome(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK311 once a finding, at the first such words."""
    text = examined.text
    for finding in examined.notice.findings:
        pattern = AGAINST.get(finding.outcome.status) if finding.outcome else None
        if finding.outcome is None or pattern is None or finding.response_span is None:
            continue
        found = pattern.search(text, *finding.response_span)
        if found is not None:
            line = examined.source.line_of(finding.outcome.span.start)
            message = f"整改结果写的是“{finding.outcome.raw}”（第{line}行），此处写“{_clause(text, found)}”，两种说法可能不一致。"
            yield diagnose("GK311", Span(*found.span()), message)


def _clause(text: str, found: re.Match[str]) -> str:
    """Return the words round a match, up to the nearest punctuation or 14 characters on each side."""
    before = CLAUSE_BEFORE.search(text, max(0, found.start() - 14), found.start())
    behind = CLAUSE_BEHIND.match(text, found.end())
    words = (before[0] if before else "") + found[0] + (behind[0] if behind else "")
    return MEASURE_MARKER.sub("", words)
