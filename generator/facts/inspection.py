"""The inspection that the notice answers: who inspected, how, from when to when, and the day of the feedback.

The opening paragraph tells it in a fixed order (basis, period and team, feedback, duty to publish), in free wording:
2024年9月9日至11月29日，县委第一巡察组对县卫生健康局党组进行了常规巡察。2025年1月24日，县委第一巡察组向…反馈了巡察情况。
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from generator.facts.dates import GAP, WrittenDate, calendar_day, find_dates
from generator.facts.evidence import make_fact, text_fact
from generator.facts.model import Fact, Inspection
from generator.facts.regions import divisions
from generator.syntax.passage import Passage

NUMBER = r"(?:第?[一二三四五六七八九十百\d０-９]{1,3}(?:[、至和][第一二三四五六七八九十\d]{1,3})*)"
# 区委|营商环境|专项巡察组: the subject of an inspection; not 县委书记带领…, 县委批准成立…
SUBJECT = r"(?:(?!书记|常委|领导|派出|成立|组建|组织|安排|授权|批准|同意|要求|听取|带领|统一|开展|第|由|于|的|对|向|和|与|及|在)[\u4e00-\u9fff]){2,12}"
TERRITORIAL = rf"中央和国家机关工委|中央纪委|中央|(?:自治区|兵团|上级|集团)党[委组]|[省市县区州旗盟地]委(?=第|巡|专|机|常|提|交|十|[一二三四五六七八九\d]|联|组|派|对|统|批|办|的?统|和|工作|、|，|{SUBJECT}专项(?:巡察|巡视)[第一二三四五六七八九十\d]{{0,3}}组)"
COMPANY = r"[\u4e00-\u9fff]{1,18}?(?:党委|党组|党工委|工委)"
FORM = r"(?:专项|机动式?|常规|提级(?:交叉)?|交叉|集中|联动|延伸|巡回|直接)"
TEAM = re.compile(
    rf"(?P<authority>{TERRITORIAL}|(?:(?<=[，。；、：,;:由经日间月起，])|^){COMPANY})?"
    rf"(?P<team>(?:(?<=委)(?!第|[一二三四五六七八九十\d]|{FORM}){SUBJECT}(?=专项(?:巡察|巡视)))?(?:第?[一二三四五六七八九十\d]{{1,3}}轮)?{NUMBER}?{FORM}?(?:巡察|巡视)(?:[第]?[一二三四五六七八九十\d]{{1,3}})?组)"
)
AUDITOR = re.compile(
    r"(?P<authority>(?:国家审计署|审计署(?:驻?[\u4e00-\u9fff]{2,8}(?:特派员?办事处|特派办))?|(?:[\u4e00-\u9fff]{0,8}[省市县区州旗])?审计[局厅]))(?P<team>(?:派出|委派)?的?(?:第?[一二三四五六七八九十\d]{1,2})?审计(?:第?[一二三四五六七八九十\d]{1,2})?组)?"
)
BASIS = re.compile(
    r"(?:根据|按照|遵照|经|在|为落实|落实|贯彻落实)(?P<authority>中央|党中央|(?:自治区|兵团|集团|公司|校|院|省国资委|市国资委|教育部|上级)党[委组]|上级党[委组]|[省市县区州旗盟]委)"
    r"[^。]{0,40}?(?:统一部署|统一安排|工作部署|工作安排|部署|安排|批准|要求|计划)"
)
MENTION = re.compile(
    r"(?P<authority>中央|(?:自治区|兵团|集团|上级)党[委组]|[省市县区州旗盟]委)(?:第?[一二三四五六七八九十\d]+轮)?(?:专项|机动式?|常规|提级)?(?:巡察|巡视)"
)

LOOK_BACK = re.compile(r"[“\"”‘']?回头看[”\"“’']?")
ACT = re.compile(r"(?:开展|进行|实施|接受)了?(?P<object>[^。；;]{0,60})")
KIND = re.compile(rf"{FORM}(?:政治)?(?:巡察|巡视)(?!组)")
TEAM_FORM = re.compile(rf"{FORM}(?:巡察|巡视)(?=[第]?[一二三四五六七八九十\d]{{0,3}}组)")
AUDIT_ACT = re.compile(
    r"(?:进行|开展|实施)了?[^。]{0,30}?审计|审计[局厅署][^。]{0,60}?(?:对|审计)|审计(?:查出|发现|指出|反馈)"
)

RANGE_JOIN = re.compile(
    rf"{GAP}(?:起|开始)?{GAP}[，,]?{GAP}(?:至|到|—{{1,2}}|－|–|-{{1,2}}|~|～|―)(?:同年|当年|次年|翌年)?{GAP}"
)
BARE_DAY = re.compile(r"(?P<day>[0-3]?\d)日")
SCOPE = re.compile(r"[对的期在]$")
"""对2021年1月1日至2023年12月31日…进行了审计 tells what was audited, not when."""

FEEDBACK = re.compile(
    r"(?:反馈|通报)(?!的?(?:具体|主要)?问题|的?\s*\d|的?[一二三四五六七八九十]+[个条项]|稿|办法|机制|渠道)|出具了?[^。，]{0,20}?(?:审计报告|审计决定)|下[达发]了?[^。，]{0,20}?(?:审计报告|审计决定|审计整改)"
)
NOT_FEEDBACK = re.compile(r"四方会审|整改(?:方案|报告|台账)(?:的)?(?:审核|批复)|截[至止]|召开党[委组]")
CLAUSE_END = re.compile(r"[，,。；;]")
SENTENCE = re.compile(r"[^。！!？?]+[。！!？?]?")


class Mention(NamedTuple):
    """A match of `TEAM` or `AUDITOR` in a passage."""

    passage: Passage
    match: re.Match[str]


class Period(NamedTuple):
    """Two dates with 至 between: as written, and as days."""

    first: WrittenDate
    last: WrittenDate
    start: date | None
    end: date | None


def read_inspection(lead: list[Passage], title: Passage) -> Inspection:
    """Return what the opening says about the inspection; fields that it does not say are None.

    Month-only periods (2024年3月至5月) have no days and stay None. A day without a year gets the year of the date before
    it, or the next year where it would otherwise lie before the inspection's end.
    """
    team = _first_mention(TEAM, [*lead, title])
    authority = _authority(team, lead, title)
    auditor = _first_mention(AUDITOR, lead) if team is None and _is_audit(lead, title) else None
    if auditor is not None:
        authority = text_fact(auditor.passage, *auditor.match.span("authority"))
    who = team or auditor
    main = [who.passage] if who is not None and who.passage is not title else []
    found = _first_period([*main, *lead], who)
    passage, period = found or (None, None)
    return Inspection(
        authority=authority,
        team=_team(who),
        kind=_kind(lead, title, team),
        start=_day(passage, period.first, period.start) if period and passage else None,
        end=_day(passage, period.last, period.end) if period and passage else None,
        feedback=_feedback([part for part in lead if "反馈" in part.text or "审计" in part.text], period),
    )


def _first_mention(pattern: re.Pattern[str], passages: list[Passage]) -> Mention | None:
    """Return the first match that names its authority, else the first match."""
    first: Mention | None = None
    for passage in passages:
        for match in pattern.finditer(passage.text):
            if match["authority"]:
                return Mention(passage, match)
            first = first or Mention(passage, match)
    return first


def _day(passage: Passage, written: WrittenDate, day: date | None) -> Fact[date] | None:
    return None if day is None else make_fact(passage, written.start, written.end, day)


def _authority(team: Mention | None, lead: list[Passage], title: Passage) -> Fact[str] | None:
    """Return the authority that the team's name begins with, else the first one that is said to act."""
    if team is not None and team.match["authority"]:
        start, end = team.match.span("authority")
        return text_fact(team.passage, _with_place(team.passage.text, start), end)
    for pattern in (BASIS, MENTION):
        for part in (*lead, title):
            found = pattern.search(part.text)
            if found:
                start, end = found.span("authority")
                return text_fact(part, _with_place(part.text, start), end)
    return None


def _with_place(text: str, start: int) -> int:
    """Return where the authority starts, with the place before it: 平江|县委 -> 平江县委, because 平江县 is a place."""
    codes = divisions().codes
    for begin in range(max(0, start - 11), start):
        if text[begin : start + 1] in codes:
            return begin
    return start


def _team(who: Mention | None) -> Fact[str] | None:
    """Return the team with its authority, if that is named."""
    if who is None or who.match["team"] is None:
        return None
    text, match = who.passage.text, who.match
    start = _with_place(text, match.start("authority")) if match["authority"] else match.start("team")
    return text_fact(who.passage, start, match.end("team"))


def _is_audit(lead: list[Passage], title: Passage) -> bool:
    if "巡察" in title.text or "巡视" in title.text:
        return False
    return "审计" in title.text or any(AUDIT_ACT.search(part.text) for part in lead)


def _kind(lead: list[Passage], title: Passage, team: Mention | None) -> Fact[str] | None:
    """Return the kind as written, 回头看 and 审计 under those names; None if the text says only 巡察."""
    for part in (*lead, title):
        if found := LOOK_BACK.search(part.text):
            return make_fact(part, *found.span(), "回头看")
    if team is None and _is_audit(lead, title):
        for part in (title, *lead):
            if (start := part.text.find("审计")) >= 0:
                return make_fact(part, start, start + 2, "审计")
    for part in lead:
        for act in ACT.finditer(part.text):
            if found := KIND.search(part.text, *act.span("object")):
                return text_fact(part, *found.span())
    if team and (found := TEAM_FORM.search(team.passage.text, team.match.start("team"), team.match.end())):
        return text_fact(team.passage, *found.span())
    for part in (title, *lead):
        found = KIND.search(part.text)
        if found and not found[0].startswith(("巡回", "直接", "联动", "延伸", "交叉")):
            return text_fact(part, *found.span())
    return None


def _first_period(passages: list[Passage], who: Mention | None) -> tuple[Passage, Period] | None:
    """Return the first period from the sentence on that names the inspectors, else the first one of the passage."""
    for passage in passages:
        periods = _periods(passage.text)
        if periods:
            place = who.match.start() if who is not None and who.passage is passage else 0
            sentence = passage.text.rfind("。", 0, place) + 1
            inside = [period for period in periods if period.first.start >= sentence]
            return passage, (inside or periods)[0]
    return None


def _periods(text: str) -> list[Period]:
    """Return every period of two days in the text, with the years that a reader would add."""
    found: list[Period] = []
    dates = list(find_dates(text[:3000]))
    for index, first in enumerate(dates):
        join = RANGE_JOIN.match(text, first.end)
        if join is None or first.day is None or SCOPE.search(text[: first.start].rstrip()[-1:]):
            continue
        last = _range_end(text, join.end(), first, dates[index + 1] if index + 1 < len(dates) else None)
        if last is None:
            continue
        year = first.year if first.year is not None else _year_near(dates, index, first)
        start = first.to_date(year)
        end = last.to_date(start.year if start else None)
        if start and end and last.year is None and end < start:
            end = calendar_day(start.year + 1, last.month, last.day)
        found.append(Period(first, last, start, end))
    return found


def _range_end(text: str, at: int, first: WrittenDate, following: WrittenDate | None) -> WrittenDate | None:
    """Return the date at an offset, which may be a bare day of the first date's month."""
    if following is not None and following.start == at:
        return following if following.day is not None else None
    day = BARE_DAY.match(text, at)
    if day:
        return WrittenDate(day.start(), day.end(), first.year, first.month, int(day["day"]))
    return None


def _year_near(dates: list[WrittenDate], index: int, first: WrittenDate) -> int | None:
    """Return the year for a date without one: the last one before it, else one that puts it before a later date."""
    for other in reversed(dates[:index]):
        if other.year is not None:
            return other.year
    for other in dates[index + 1 :]:
        day = other.to_date()
        if day is not None:
            own = first.to_date(day.year)
            return day.year if own is None or own <= day else day.year - 1
    return None


def _feedback(lead: list[Passage], period: Period | None) -> Fact[date] | None:
    """Return the day of the feedback: the last date before the verb, in its sentence, that is not part of a period."""
    for passage in lead:
        dates = list(find_dates(passage.text[:3000]))
        taken = {written.start for each in _periods(passage.text) for written in (each.first, each.last)}
        for sentence in SENTENCE.finditer(passage.text):
            for verb in FEEDBACK.finditer(passage.text, *sentence.span()):
                found = _day_before(passage.text, dates, taken, sentence.start(), verb, period)
                if found is not None:
                    written, day = found
                    return make_fact(passage, written.start, written.end, day)
    return None


def _day_before(
    text: str, dates: list[WrittenDate], taken: set[int], start: int, verb: re.Match[str], period: Period | None
) -> tuple[WrittenDate, date] | None:
    """Return the last date between `start` and the verb with its day; None if that date belongs to something else."""
    before = [each for each in dates if start <= each.start and each.end <= verb.start()]
    if not before or before[-1].start in taken or before[-1].day is None:
        return None
    written = before[-1]
    clause_end = CLAUSE_END.search(text, verb.end())
    clause = text[max(start, written.start - 3) : clause_end.start() if clause_end else len(text)]
    if NOT_FEEDBACK.search(clause):
        return None
    day = written.to_date()
    if written.year is None:
        earlier = [each for each in reversed(dates) if each.start < written.start]
        reference = period.end if period else None
        reference = reference or next((day for each in earlier if (day := each.to_date())), None)
        year = reference.year if reference else next((each.year for each in earlier if each.year), None)
        day = written.to_date(year)
        if day and reference and day < reference:
            day = written.to_date(reference.year + 1)
    return (written, day) if day else None
