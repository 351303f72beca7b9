"""GK5xx: personal data to be looked at before publication. Never shown on the public site."""

from __future__ import annotations

from generator.rules.model import Rule, office_error

RULES = (
    office_error(
        code="GK501",
        title="居民身份证号码",
        what="文中有居民身份证号码（区划、出生日期和校验码都对得上的18位号码，或写明是身份证的15位旧号）。",
        why="身份证号码是敏感个人信息，一经公开无法收回。",
        example="整改情况：已责令当事人（身份证号11010519491231002X）退还补贴。",
        instead="请在发布前隐去出生日期一段，如 110105********002X。",
    ),
    Rule(
        code="GK502",
        severity="warning",
        title="手机号码",
        what="监督渠道以外的正文中有手机号码。",
        why="多半属于个人；公开后会带来骚扰。",
        example="整改情况：当事人联系电话已更正为13800138000，并完成登记。",
        instead="请在发布前隐去中间四位，如 138****8000；确为公开的工作电话，可在附注文件中搁置本条并写明理由。",
        published=False,
    ),
    office_error(
        code="GK503",
        title="银行卡号",
        what="文中有银行卡号（16至19位，校验位相符）。",
        why="银行卡号是敏感个人信息，可能造成财产损失。",
        example="整改情况：资金已退回账户6222021234567890128。",
        instead="请在发布前只留末四位，如 ************0128。",
    ),
    Rule(
        code="GK504",
        severity="warning",
        title="监督渠道以外的邮箱",
        what="正文中有电子邮箱，不在结尾的监督渠道里，也不是政府邮箱。",
        why="多半是个人邮箱。",
        example="整改情况：已将材料发送至zhangsan88@example.com，并完成归档。",
        instead="请在发布前隐去一部分，如 zh****@example.com；确为公开邮箱的，可以搁置本条。",
        published=False,
    ),
    Rule(
        code="GK505",
        severity="warning",
        title="住宅门牌",
        what="文中有具体到栋、单元、室或村民小组门牌的地址。",
        why="能指明某一家的住处。",
        example="整改情况：已对幸福小区3栋2单元401室的违规行医场所予以取缔。",
        instead="请在发布前隐去门牌，如“幸福小区某室”。",
        published=False,
    ),
    Rule(
        code="GK506",
        severity="hint",
        title="街道门牌号",
        what="监督渠道以外的正文中有“某路某号”。",
        why="可能是单位或场所的公开地址，也可能指明个人的住处，须由人判断。",
        example="整改情况：已对解放路12号的违规行医场所予以取缔。",
        instead="如指向个人住处，请在发布前隐去门牌号。",
        published=False,
    ),
    Rule(
        code="GK507",
        severity="hint",
        title="叙述个案时写了全名",
        what="叙述违规、处理等个案的句子里，像是写了当事人的全名。",
        why="通报通行的做法是用“某”代替名字，以免指明个人。",
        example="问题①：管理不严。医院职工张三伟违规收取费用。",
        instead="如是当事人的真名，请在发布前改为“张某某”；如不是人名，可以搁置本条。",
        published=False,
    ),
)
