"""Made-up notices as long as published ones (some thirty findings), for measuring at scale.

The houses' styles are those of `make`; each notice has more groups and findings, and every statement and measure ends in a
clause put together from lists of who, when, what and how much, so that no two findings read the same and no phrase is in all.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.corpus.make import Made, Writer

WHO = [
    "办公室",
    "财务股",
    "人事股",
    "党建办",
    "纪检组",
    "工会",
    "项目办",
    "督查组",
    "信访室",
    "各党支部",
    "下属事业单位",
    "基层站所",
    "机关后勤中心",
    "业务指导科",
    "法规股",
    "审计小组",
]
DID = [
    "召开专题会议",
    "印发通知",
    "开展自查",
    "约谈负责人",
    "组织集中学习",
    "修订制度",
    "建立台账",
    "逐项核对账目",
    "开展谈心谈话",
    "现场督办",
    "公开曝光",
    "重新签订合同",
    "完成清退",
    "移交线索",
    "补办手续",
    "开展业务培训",
    "调整分工",
    "委托第三方评估",
    "入户走访",
    "更新公示栏",
]
ABOUT = [
    "差旅费报销",
    "公务用车管理",
    "固定资产盘点",
    "项目招标",
    "合同管理",
    "津贴补贴发放",
    "干部考核",
    "谈话提醒",
    "信访积案",
    "惠民资金发放",
    "工程款支付",
    "档案整理",
    "网络安全",
    "保密教育",
    "门面出租",
    "食堂采购",
    "值班值守",
    "编外人员管理",
    "科研经费",
    "志愿服务",
    "河道保洁",
    "医保结算",
    "学生资助",
    "农机补贴",
    "房屋维修",
    "票据管理",
    "党费收缴",
    "民主生活会",
    "警示教育",
    "培训计划",
]
FOUND = [
    "整改问题{}项",
    "涉及资金{}.{}万元",
    "补齐资料{}份",
    "谈话{}人次",
    "清退{}.{}万元",
    "新建制度{}项",
    "走访群众{}户",
    "处理责任人{}名",
    "盘活资产{}处",
    "办结信访{}件",
]


def clause(rng: random.Random) -> str:
    """2024年5月，财务股修订制度，规范差旅费报销，清退3.7万元"""
    amount = rng.choice(FOUND)
    numbers = [rng.randint(1, 9), rng.randint(1, 99)][: amount.count("{}")] if "." in amount else [rng.randint(2, 60)]
    when = f"{rng.randint(2023, 2025)}年{rng.randint(1, 12)}月" + (
        f"{rng.randint(1, 28)}日" if rng.random() < 0.5 else ""
    )
    return f"{when}，{rng.choice(WHO)}{rng.choice(DID)}，规范{rng.choice(ABOUT)}，{amount.format(*numbers)}"


class LongWriter(Writer):
    """A notice of some thirty findings."""

    GROUPS = (3, 5)
    FINDINGS = (5, 10)

    def choose(self, words: list[str]) -> str:
        """One of the words, and a clause of its own."""
        return f"{self.rng.choice(words)}，{clause(self.rng)}"

    def several(self, words: list[str], count: int) -> list[str]:
        """Different ones of the words, each with a clause."""
        return [f"{each}，{clause(self.rng)}" for each in self.rng.sample(words, count)]


def make_large(count: int, seed: int = 20260226) -> Iterator[Made]:
    """`count` long notices; the same seed gives the same notices, and the first n of many are the n of few."""
    for number in range(count):
        yield LongWriter(random.Random(f"large-{seed}-{number}"), number).write()
