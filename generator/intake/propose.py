"""An id for a notice, made of what was read in it: place, unit and year in ASCII, such as `pingjiang-weijian-2025`.

Only a proposal, because the id goes into addresses that people quote and pinyin of rare place names is sometimes wrong
(单县, 洪洞): `--id` decides.
"""

from __future__ import annotations

import re
from collections.abc import Container

from generator.facts.model import Notice
from generator.facts.regions import LEVEL_WORD, place_at_start
from generator.filing import named, year_of

PARTY = re.compile(r"^(?:中国共产党|中共)")
SHORT: tuple[tuple[str, str], ...] = (
    ("卫生健康", "weijian"),
    ("人力资源和社会保障", "renshe"),
    ("市场监督管理", "shijian"),
    ("住房和城乡建设", "zhujian"),
    ("住房城乡建设", "zhujian"),
    ("发展和改革", "fagai"),
    ("农业农村", "nongye"),
    ("自然资源", "ziran"),
    ("生态环境", "huanjing"),
    ("交通运输", "jiaotong"),
    ("应急管理", "yingji"),
    ("退役军人事务", "tuiyi"),
    ("文化旅游", "wenlv"),
    ("文化和旅游", "wenlv"),
    ("行政审批服务", "shenpi"),
    ("城市管理", "chengguan"),
    ("医疗保障", "yibao"),
    ("国有资产监督管理", "guozi"),
    ("工业和信息化", "gongxin"),
    ("科学技术", "keji"),
    ("综合行政执法", "zhifa"),
)
"""Words before 局 or 委员会, and the usual short name in pinyin."""
TAIL = re.compile(r"(?:和改革|事务)?(?:管理)?(?:委员会|[局厅委办部])$")
KINDS = ("医院", "学院", "大学", "中学", "小学", "学校", "公司", "集团", "中心", "银行", "街道", "法院", "检察院")
LONGEST = 60


def propose_id(notice: Notice, taken: Container[str]) -> str:
    """Return an id that is free: `notice-` and eight digits of the hash where the text names no unit."""
    name = named(notice)
    base = f"notice-{notice.source.sha256[:8]}"
    if name is not None:
        region = notice.unit.region
        place = slug(stem_of(region.names[-1])) if region else ""
        year = year_of(notice)
        parts = [place, short_unit(name), str(year) if year else ""]
        base = "-".join(part for part in parts if part)[:LONGEST].strip("-") or base
    candidate, count = base, 1
    while candidate in taken:
        count += 1
        candidate = f"{base}-{count}"
    return candidate


def stem_of(place: str) -> str:
    """Return a place without its level word, unless too little would be left: 平江县 -> 平江, 城区 -> 城区."""
    stem = LEVEL_WORD.sub("", place)
    return stem if len(stem) > 1 else place


def short_unit(name: str) -> str:
    """Return a unit's name without place and office words, in pinyin: 平江县卫生健康局 -> weijian, 人民医院 -> renmin-yiyuan."""
    bare = PARTY.sub("", name)
    rest = bare[place_at_start(bare).length :] or bare
    for words, short in SHORT:
        if rest.startswith(words) or rest[1:].startswith(words):
            return short
    for kind in KINDS:
        if rest.endswith(kind) and len(rest) > len(kind):
            return f"{slug(rest.removesuffix(kind))}-{slug(kind)}"
    return slug(TAIL.sub("", rest) or rest)


def slug(words: str) -> str:
    """Return words as pinyin without tones, ASCII letters and digits only."""
    from pypinyin import lazy_pinyin  # here, because its tables take 0.1 s to load

    return re.sub(r"[^a-z0-9]", "", "".join(lazy_pinyin(words)).lower())
