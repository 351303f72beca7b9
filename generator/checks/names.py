"""GK507: what looks like a full name in the account of a case. A hint, rare on purpose.

A Chinese name is two to four characters that are also ordinary words, so only a narrow frame counts: a role or a verb
of sanction directly before, a word of misconduct or sanction directly behind (职工张三伟违规…, 给予李小明党内警告). Masked
names (袁某某, 彭某) and officials named in office (党组书记何昌美同志坚决扛牢…) never fit the frame. Nothing is kept: the
program builds no list of persons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.examined import Examined
from generator.diagnostics import Diagnostic
from generator.rules import diagnose
from generator.source import Span

# The commonest surnames, without those that begin everyday words (高 严 任 曾 于 时 方 成 单 包 安 明 常 应 管 关 文 金 程 …).
SURNAMES = "王李张刘陈杨赵黄吴徐孙胡朱郭何林罗郑梁谢宋唐许韩冯邓曹彭萧蔡潘袁董吕丁苏魏卢蒋贾薛阎汪侯邹熊孟秦姚邵郝龚尹赖莫裴翟聂邢柯阮俞廖钟谭陆崔雷龙欧阳顾毛钱戴夏田范石江沈叶余姜杜"
ROLES = "职工|医生|医师|护士|药师|干部|主任|院长|科长|局长|股长|所长|站长|书记|会计|出纳|员工|教师|村医|村民|患者|党员|负责人|工作人员|法人|老板|同志"
SANCTIONS = "给予|对|约谈|追究|责令|开除|免去|处理|问责"
CASE = (
    "违规|违纪|违法|违反|涉嫌|收受|索取|挪用|贪污|侵占|套取|骗取|虚报|冒领|截留|私设|受贿|行贿|酒驾|醉驾|赌博|嫖娼|"
    "被(?:立案|查处|免职|处分|给予|开除|诫勉|批评|约谈|留置|移送|判|追究|行政|党内|责令)|受到|因(?:涉嫌|违|酒|醉|犯)|"
    "(?:党内)?(?:严重)?警告|(?:政务)?记(?:大)?过|撤职|诫勉|通报批评|(?:进行|予以|给予|作出)(?:了)?(?:立案|批评|诫勉|提醒|约谈|谈话|问责|处理|处分|警告|处罚|撤职|免职)|"
    "等?[0-9一二三四五六七八九十两]{1,3}人"
)
NOT_GIVEN = "某×xXＸ的了在被把对为等已未不与及或和是有将由从到下给予其该本各全等们个人员民"
GIVEN = r"[\u4e00-\u9fff]"
NAME = rf"(?P<name>(?:欧阳|司马|上官|诸葛|[{SURNAMES}])(?:(?![{NOT_GIVEN}]){GIVEN}){{1,2}})"
FRAME = re.compile(
    rf"(?:{ROLES}|{SANCTIONS}|当事人|嫌疑人|责任人)[:：]?{NAME}(?:同志)?(?:（[^（）]{{1,20}}）)?(?={CASE})"
)
# Words that begin with a surname and stand between a role and a verdict now and then.
WORDS = re.compile(
    "王牌|张贴|陈旧|陈述|许可|许多|石油|龙头|江河|江苏|江西|田间|夏季|范围|顾问|余额|钱款|何时|何种|何处|林业|林地|黄金|杜绝|毛利|叶片|陆续|雷同|苏打|胡乱|谢绝|宋体|唐突|沈阳|欧盟|秦皇|孟加"
)


def full_name(examined: Examined) -> Iterator[Diagnostic]:
    """Yield GK507 for each name once, at its first place. The message does not repeat the given name."""
    seen: set[str] = set()
    for found in FRAME.finditer(examined.text):
        name = found["name"]
        if name in seen or WORDS.match(name):
            continue
        seen.add(name)
        masked = name[0] + "某" * (len(name) - 1)
        message = f"叙述个案的句子里像是有一个全名（{masked}）。"
        yield diagnose("GK507", Span(*found.span("name")), message, f"如是当事人的真名，请在发布前改为“{masked}”。")
