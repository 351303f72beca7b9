"""Who publishes: the Party body as the notice names it, the organisation behind it, its place and its identifier.

`issuer` is what is written (中共平江县卫生健康局党组); the unit is the organisation that a citizen looks for
(平江县卫生健康局). The words for the Party body (党组, 党委, 委员会, 党总支 …) are taken off the end and 中共 off the start,
except where the body itself is the unit: 中共平江县委 stays.
"""

from __future__ import annotations

import re
from hashlib import sha256

from generator.facts.dates import DATE
from generator.facts.evidence import pinned_fact, text_fact, without_loose_space
from generator.facts.model import Fact, Region, Sidecar, Unit
from generator.facts.regions import place_at_start, place_inside, region_of_code, resolve_region
from generator.syntax.passage import Passage

CALLED = re.compile(r"[（(](?:以下)?(?:简称|统称)[^（）()]{1,30}[）)]")
PARTY = re.compile(r"^(?:中国共产党|中共)")
PARTY_BODY = re.compile(
    r"(?:党的)?(?:(?:直属)?机关|临时|联合)?"
    r"(?:分?党组|党组织|党委会?|党工委|党总支(?:部)?|党支部|总支部?委员会|支部委员会|党的工作委员会|部务会议?|室务会议?)(?:委员会)?$"
)
COMMITTEE = re.compile(r"(?:(?:直属)?机关|临时)?委员会$")
WORKING_COMMITTEE = re.compile(r"(?<=[区城镇乡道园办处])(?:工作委员会|工委)$")
OWN_COMMITTEE = re.compile(
    r"(?:健康|计划生育|改革|监督管理|建设|教育|财经|政法|编制|检查|监察|管理|事务|信息化|技术|运输|农村|工作|体育|常务|村民|居民|仲裁|宗教|科学|经贸|商务)委员会$"
)
"""Committees that are organisations themselves (卫生健康委员会), not the Party committee of one."""

BODY_END = (
    r"党组|党委会?|委员会|党工委|工委|党总支部?|党支部|[省市县区州旗盟]委|[局厅院校署站所处办部委会行社馆台队厂园室镇乡司团库]"
    r"|大学|学院|中学|小学|公司|集团|中心|政府|街道|总队|支队|联社|管理区|开发区"
)
BODY = re.compile(rf"^(?!关于)[^，。；：:;,!！？?《》“”]{{1,58}}(?:{BODY_END})(?:[（(][^（）()]{{1,12}}[）)])?$")

KIND = r"(?:常规|专项|机动式?|集中|提级(?:交叉)?|交叉|延伸|上级|政治|联动)?"
INSPECTOR = r"(?:(?:[省市县区州旗盟]委|中央|自治区党委|上级党委|上级|[一二三四五六七八九十]+届[省市县区州]委)(?:第?[一二三四五六七八九十\d]+轮)?)?"
TOPIC = re.compile(
    r"关于|落实|贯彻|就(?=20|巡|审|整)"
    rf"|{INSPECTOR}{KIND}(?:巡察|巡视)(?!办|机构|工作领导|工作办)|审计(?![局厅署处科办委部学]|机关|中心|工作)|整改|集中整改|(?<!\d)20\d\d(?:年|[-—])"
)
"""The place where a title stops naming the body and starts naming the matter."""
PLAIN_TOPIC = re.compile(r"(?:巡察|巡视|审计)(?![局厅署处办])|整改")

OBJECT = re.compile(
    r"关于(?:对)?(?P<body>[^，。；]{2,40}?(?:党组|党委|委员会|党工委|党总支|党支部))(?=对|落实|关于|[省市县区州]委|巡|整改|集中|20|审计|专项|中央)"
)
OBJECT_OFFICE = re.compile(
    r"关于(?:对)?(?P<body>[^，。；关]{2,30}?(?:局|厅|委|院|校|公司|中心|大学|学院|中学|小学|镇|乡|街道|政府|集团|联社))(?=20|审计|落实|巡|整改|主要|原|领导|党政|“|同志)"
)
INSPECTED = re.compile(
    r"(?:对|向|进驻|巡察|巡视)(?P<body>[^，。；,;、对向]{2,40}?(?:党组|党委|委员会|党工委|党总支|党支部|支部))(?:[（(][^）)]{1,12}[）)])?"
    r"(?=进行|开展|实施|反馈|通报|和|及|、|，|,|领导班子)"
)
INSPECTED_OFFICE = re.compile(
    r"(?:对|向)(?P<body>[^，。；,;、对向我]{2,30}?(?:局|厅|委|院|校|公司|中心|大学|学院|中学|小学|镇|乡|街道|政府|集团))(?=进行|开展|实施|反馈|20|\d{4}年)"
)
LONGEST_BODY = 90
"""A title names its body within this many characters, or not before its matter."""
LEVEL = "省市州县区旗"
MOST_TEXTS = 8


def read_issuer(title: Passage, lead: list[Passage], signoff: list[Passage]) -> Fact[str] | None:
    """Return the issuing body as written, or None if no part of the text names one.

    It stands before 关于 in the title, else in the sign-off, else where the text names the inspected body.
    """
    return (
        _body_before_topic(title)
        or _body_that_signs(signoff)
        or _named_body(title, OBJECT)
        or _named_body(title, OBJECT_OFFICE)
        or _inspected_body(lead)
    )


def _body_before_topic(title: Passage) -> Fact[str] | None:
    for topic in (TOPIC, PLAIN_TOPIC):
        text = title.text[:LONGEST_BODY]
        found = topic.search(text)
        while found is not None and not BODY.match(text[: found.start()]):
            found = topic.search(text, found.end()) if found.start() and found[0] != "关于" else None
        if found is not None:
            return text_fact(title, 0, found.start())
    return None


def _body_that_signs(signoff: list[Passage]) -> Fact[str] | None:
    for line in signoff:
        words = without_loose_space([line])
        day = DATE.search(words.text)
        end = day.start() if day else len(words.text)
        if BODY.match(words.text[:end]):
            return text_fact(words, 0, end)
    return None


def _named_body(words: Passage, pattern: re.Pattern[str]) -> Fact[str] | None:
    found = pattern.search(words.text)
    return text_fact(words, *found.span("body")) if found else None


def _inspected_body(lead: list[Passage]) -> Fact[str] | None:
    for pattern in (INSPECTED, INSPECTED_OFFICE):
        for passage in lead:
            if (found := _named_body(passage, pattern)) is not None:
                return found
    return None


def unit_name(issuer: str) -> str:
    """Return the organisation behind a Party body: 中共株洲市卫生健康委员会党委 -> 株洲市卫生健康委员会.

    A local Party committee is its own unit and keeps its name: 中共平江县委员会 -> 中共平江县委.
    """
    words = CALLED.sub("", "".join(issuer.split())).removesuffix("文件")
    party = PARTY.match(words)
    bare = words[party.end() :] if party else words
    without = PARTY_BODY.sub("", bare)
    if without != bare and place_at_start(without).length < len(without):
        return without
    if party is None:
        return WORKING_COMMITTEE.sub("", bare) or bare
    place = place_at_start(bare)
    tail = bare[place.length :]
    if place.codes and tail in ("委", "委员会"):
        return f"中共{bare[: place.length]}委" if not bare[: place.length].endswith("自治区") else f"中共{bare}"
    if place.codes and tail.startswith("委") and not tail.startswith("委员会"):
        return COMMITTEE.sub("", bare) if tail.endswith(("党校委员会", "党校校务委员会")) else bare
    without = WORKING_COMMITTEE.sub("", bare)
    if without == bare and not OWN_COMMITTEE.search(bare):
        without = COMMITTEE.sub("", bare)
    return without or bare


def read_unit(issuer: Fact[str] | None, address: str, context: str, sidecar: Sidecar) -> Unit:
    """Return the unit behind an issuer. Values from the sidecar win; a name from there has no words in the text.

    `address` is the text of the contacts. If several places have the place name of the unit, other places in `context`
    decide, or the region is None.
    """
    name = pinned_fact(sidecar.unit or None) or _name_of(issuer)
    region = region_of_code(sidecar.region) if sidecar.region else None
    if region is None and name is not None:
        region = unit_region(name.value, context, address)
    words = name.value if name else ""
    return Unit(sidecar.unit_id or unit_id(region, words), name, issuer, region)


def _name_of(issuer: Fact[str] | None) -> Fact[str] | None:
    """Return the unit's name with the words of the issuer, which it is a part of or (中共平江县委) made from."""
    if issuer is None:
        return None
    return Fact(unit_name(issuer.value), issuer.raw, issuer.span)


def unit_region(name: str, context: str, address: str) -> Region | None:
    """Return the place that the name starts with, else holds, else (市卫健委) that of this level in the address."""
    bare = PARTY.sub("", name)
    if place_at_start(bare).codes:
        return resolve_region(bare, context)
    inner = place_inside(bare)
    if inner is not None:
        return resolve_region(inner, context)
    if bare[:1] in LEVEL:
        return _region_of_level(bare[0], [address, *context.split("\n")], context)
    return None


def _region_of_level(level: str, texts: list[str], context: str) -> Region | None:
    """Return the 市 (or 县, 省 …) of the first place in the texts, for a unit that calls itself only 市卫健委."""
    for text in texts[:MOST_TEXTS]:
        place = resolve_region(place_inside(text[:200]) or "", context)
        for depth, name in enumerate(place.names if place else ()):
            if place and name.endswith(level):
                return resolve_region("".join(place.names[: depth + 1]))
    return None


def unit_id(region: Region | None, name: str) -> str:
    """Return the unit's identifier, ASCII `[a-z0-9-]`, of division code and pinyin: 430626-weishengjiankangju.

    The place is in the code, so its name is left out of the pinyin. A name without any character that has a reading
    gets a short hash instead; no name at all gives `unnamed`.
    """
    from pypinyin import lazy_pinyin  # here, because loading its tables takes 0.1 s

    bare = PARTY.sub("", name)
    rest = bare[place_at_start(bare).length :] if region else bare
    reading = "".join(lazy_pinyin(rest if len(rest) > 1 else name))
    slug = re.sub(r"[^a-z0-9]", "", reading.lower())[:80]
    if name and not slug:
        slug = sha256(name.encode()).hexdigest()[:8]
    return "-".join(part for part in (region.code if region else "", slug or "unnamed") if part)
