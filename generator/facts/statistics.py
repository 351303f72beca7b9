"""The totals that the notice itself states for each subject, neither corrected nor added up.

Real sentences: 截至12月22日，巡察反馈的62个具体问题，已完成整改3个，阶段性完成整改59个，未完成整改0个；巡察移交的13件信访件，已办结13件；… · 巡察移交的6个立行立改
问题和15件信访件,均已全部办结。 · 12个具体问题，已全部完成整改。
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date
from typing import get_args

from generator.facts.as_of import AsOf, find_as_of_dates
from generator.facts.counts import ALL, CUE, RATE, Count, read_counts, status_of_words
from generator.facts.model import Declared, Fact, Merged, Status, Subject
from generator.syntax.passage import Passage

JOINED = re.compile(r"^\s*(?:(?:和|及|与|、|以及|，|,)\s*(?:巡察|巡视|审计)?(?:组)?(?:移交|交办|反馈|转办)?的?)?$")
PROBLEM = re.compile(r"问题|任务|反馈意见")
ORDER: tuple[Status, ...] = get_args(Status)
NEAR = 60
"""A sentence may complete the one before it within this many characters."""
SENTENCE = re.compile(r"[^。！!？?]+")


class Claim:
    """What one sentence says about one subject, while it is read; `start` and `end` are the place of the clause."""

    __slots__ = ("by_status", "end", "head_end", "merged", "passage", "start", "subject", "task", "total")

    def __init__(self, passage: Passage, subject: Subject, start: int, count: Count | None, end: int) -> None:
        self.passage, self.subject, self.start, self.end, self.head_end = passage, subject, start, end, end
        self.total = count.value if count else None
        self.task = count.task if count else False
        self.by_status: dict[Status, int] = {}
        self.merged: list[Merged] = []

    @property
    def has_statuses(self) -> bool:
        """Whether it states the number of any status."""
        return bool(self.by_status or self.merged)

    @property
    def status_sum(self) -> int:
        """The sum of the numbers of statuses."""
        return sum(self.by_status.values()) + sum(each.number for each in self.merged)

    def to_declared(self, as_of: Fact[date] | None) -> Declared:
        """Return the claim as a fact of the notice."""
        return Declared(
            self.subject,
            self.total,
            self.by_status,
            as_of,
            self.passage.span(self.start, self.end),
            self.passage.text[self.start : self.end],
            tuple(self.merged),
        )


def read_declared(passages: list[Passage], published: date | None) -> tuple[Declared, ...]:
    """Return the totals stated in the passages, in the order of the text, each once.

    `published` (or, without it, the latest year that the passages name) completes 截至12月22日. Of equal totals, one with
    statuses is taken. `by_status` keeps declared zeros.
    """
    claims: list[Claim] = []
    marks: dict[int, list[AsOf]] = {}
    for passage, own in zip(passages, find_as_of_dates(passages, published), strict=True):
        marks[id(passage)] = own
        for sentence in SENTENCE.finditer(passage.text):
            claims += _read_claims(passage, *sentence.span(), claims[-1] if claims else None)
    return tuple(claim.to_declared(_as_of(claim, marks[id(claim.passage)])) for claim in _without_repetitions(claims))


def _as_of(claim: Claim, marks: list[AsOf]) -> Fact[date] | None:
    """Return the day of the last 截至 before the end of the claim."""
    place = bisect_right(marks, claim.end, key=lambda mark: mark.end) - 1
    return marks[place].fact if place >= 0 else None


def _without_repetitions(claims: list[Claim]) -> list[Claim]:
    """Return one claim for each subject and total, with statuses if any has them; a smaller bare total is only a part.

    Tasks (整改任务) count as problems only in a notice that counts no problems, and only with statuses.
    """
    problems = any(claim.subject == "findings" and not claim.task for claim in claims)
    kept: dict[tuple[Subject, int | None], Claim] = {}
    largest: dict[Subject, int] = {}
    for claim in claims:
        if claim.task and (problems or not claim.has_statuses):
            continue  # 梳理整改任务31项 says how the work was divided, not how many problems there were
        key = (claim.subject, claim.total)
        bare_part = claim.total is not None and not claim.has_statuses and claim.total < largest.get(claim.subject, 0)
        if key not in kept and not bare_part:
            kept[key] = claim
            largest[claim.subject] = max(largest.get(claim.subject, 0), claim.total or 0)
        elif key in kept and claim.has_statuses and not kept[key].has_statuses:
            kept[key] = claim
    return list(kept.values())


def _read_claims(passage: Passage, start: int, end: int, previous: Claim | None) -> list[Claim]:
    """Return the claims of one sentence. `previous` is the last claim before it, which the sentence may complete."""
    text = passage.text
    claims: list[Claim] = []
    open_claim: Claim | None = None
    for count in read_counts(text, start, end):
        clause = _clause_start(text, start, count.start)
        if count.subject is not None and not _is_part(count, open_claim):
            open_claim = Claim(passage, count.subject, clause, count, count.end)
            claims.append(open_claim)
            continue
        if count.status is None:
            continue
        target = open_claim or _completed_by(passage, previous, start)
        if target is not None and target.total is not None and count.value > target.total:
            roomy = (claim for claim in reversed(claims) if claim.total is None or claim.total >= count.value)
            target = next(roomy, target)
            open_claim = target if claims else open_claim
        if target is None:
            if not (CUE.search(text, start, count.stop) and PROBLEM.search(text, start, end)):
                continue
            target = open_claim = Claim(passage, "findings", clause, None, count.end)
            claims.append(target)
        # A status that makes the sum too large is what the notice says, unless it is named as a part (其中).
        fits = target.total is None or target.status_sum + count.value <= target.total
        part = "其中" in text[target.end : count.start]
        if count.status not in target.by_status and (fits or not part):
            if count.also:
                together = tuple(sorted((count.status, *count.also), key=ORDER.index))
                target.merged.append(Merged(together, count.value))
            else:
                target.by_status[count.status] = count.value
            target.end = max(target.end, count.stop)
    _complete_claims(text, claims, end)
    if (
        not claims
        and previous is not None
        and not previous.has_statuses
        and previous.passage is passage
        and start - previous.end < NEAR
        and not text[previous.end : start].strip("，,；;。\n ")
    ):
        _apply_status_of_all(text, [previous], start, end)
    return claims


def _completed_by(passage: Passage, previous: Claim | None, start: int) -> Claim | None:
    """Return the claim before a sentence if it has a total but no status: 反馈问题62个。截至目前，已完成60个。"""
    if previous is None or previous.passage is not passage or previous.total is None:
        return None
    near = start - previous.end < NEAR and passage.text.count("。", previous.end, start) <= 1
    return previous if near and (not previous.has_statuses or previous.end > start) else None


def _is_part(count: Count, whole: Claim | None) -> bool:
    """Return whether a count of problems is a part of the total before it: 62个问题，其中28个问题已完成."""
    return (
        whole is not None
        and whole.subject == "findings" == count.subject
        and whole.total is not None
        and (count.value < whole.total or (count.task and not whole.task))
    )


def _clause_start(text: str, start: int, at: int) -> int:
    """Return where the clause of a count begins: behind the last punctuation mark before it."""
    low = max(start, at - 80)
    low = max(low, *(text.rfind(mark, low, at) + 1 for mark in "，,；;。：:\n"))
    return at - len(text[low:at].lstrip())


def _complete_claims(text: str, claims: list[Claim], end: int) -> None:
    """Set the status of claims that have none, where the text says it of all: 均已全部办结, 已全部完成整改, 整改率100%."""
    waiting: list[Claim] = []
    for place, claim in enumerate(claims):
        if claim.has_statuses:
            waiting = []
            continue
        if waiting:
            last = waiting[-1]
            between = text[last.head_end : max(last.head_end, claim.start)][:20]
            if not JOINED.match(between) and "findings" in (claim.subject, last.subject):
                waiting = []
        waiting.append(claim)
        limit = claims[place + 1].start if place + 1 < len(claims) else end
        if _apply_status_of_all(text, waiting, claim.head_end, limit):
            waiting = []


def _apply_status_of_all(text: str, claims: list[Claim], start: int, end: int) -> bool:
    """Set the status of all claims from the words in a range of the text; return whether there are such words."""
    for pattern in (ALL, RATE):
        for found in pattern.finditer(text, start, min(end, start + 120)):
            status = status_of_words(found["words"]) if pattern is ALL else "completed"
            if status is None:
                continue
            for claim in claims:
                if claim.total is not None:
                    claim.by_status[status] = claim.total
                    claim.end = found.end()
            if len(claims) > 1:
                first = min(claim.start for claim in claims)
                for claim in claims:
                    claim.start = first
            return True
    return False
