"""Patterns and tests for lines that are not the notice itself: page noise, letterhead, contacts, sign-offs, dates.

The comment above a pattern shows real lines. A page shows everything but page noise; the source view shows all.
"""

from __future__ import annotations

import re

_FIELD = (
    "发布日期|发布时间|发稿时间|发文日期|成文日期|生成日期|公开日期|更新时间|更新日期|时间|日期|信息来源|文章来源|稿件来源|内容来源|来源|发布机构|发布单位|发布者|发布人|"
    "作者|编辑|责任编辑|责编|校对|初审|复审|终审|审核|审核人|审签|供稿|撰稿|浏览次数|浏览量|浏览|访问次数|访问量|访问|点击次数|点击数|点击量|点击|阅读次数|阅读量|阅读|"
    "字号|字体|字体大小|浏览字号|视力保护色|色调调节|背景色|当前位置|所在位置|您的位置|您现在的位置|您当前的位置|您当前所在位置|您当前所在的位置|您所在位置|您所在的位置|当前所在位置|你的位置|位置|分享到|分享|分享至|索引号|信息索引|信息索引号|文件编号|文号|公开方式|公开形式|公开范围|公开类别|"
    "主题分类|主题词|信息分类|信息类别|所属栏目|栏目|体裁分类|组配分类|有效性|关键词|上一篇|下一篇|上一条|下一条|上一页|下一页|扫一扫在手机打开当前页"
)
# 发布日期:2026-02-26信息来源:市卫健委   责任编辑:市卫健委   浏览次数：123
FIELD_LINE = re.compile(rf"[\s•·|【\[〖]*(?:{_FIELD})\s*[】\]]?\s*[:：]")
# Above a text alone: - 发布日期：2025-09-24, and • 文件名称： over its value. In a text 时间 and 名称 may open an item of a list.
HEAD_FIELD = re.compile(rf"[\s•·▪●|【\[〖*\-–]*(?:{_FIELD})\s*[】\]]?\s*[:：]")
NAME_ALONE = re.compile(r"[\s•·▪●|【\[〖*\-–]*(?:文件名称|信息名称|名称|标题)\s*[】\]]?\s*[:：]")
# The section of a portal: 政府信息公开
SECTION_NAME = re.compile(
    r"(?:政府|本级|法定主动公开)?(?:政府信息公开|信息公开|政务公开|党务公开|主动公开内容)(?:目录|专栏|平台)?|(?:通知|公示|公告)(?:通告|公告|公示)|巡视巡察|巡察工作|巡察整改|(?:本级)?巡察情况|工作动态|新闻中心"
)
# 【字号：大 中 小】 【打印】 [关闭窗口]
BRACKET_LINE = re.compile(
    r"[【〖\[]\s*(?:字号|字体|浏览字号|打印|打印本页|关闭|关闭窗口|关闭本页|大|收藏|分享|返回|返回顶部|我要纠错|纠错|适老|长者|无障碍)"
)
# What can only be the value of a field: 11330702050123/2023-46395, 2023-05-04 08:46
VALUE = re.compile(r"[\dA-Za-z/\-_.:年月日〔〕\[\]第号 ]{4,60}")
# 大 中 小; 打印本页; 当前位置 首页 > 公示公告; 主动公开; • ; 2026-02-26 10:00 来源：…
BARE_LINE = re.compile(
    r"(?:[大中小\s|+\-A]{1,12}|[•·|>/\s]+|打印|打印本页|打印此页|我要打印|关闭窗口|关闭|关闭本页|返回|返回顶部|返回首页|收藏|分享|分享到.{0,20}|扫一扫.{0,20}|主动公开|依申请公开|无障碍阅读|"
    r"语音播报|朗读|听全文|我要纠错|纠错|字号.{0,12}|微信|微博|首页|\S{0,8}首页\s*(?:>|->|»|›|/|\\|→).{0,80})"
)
GLUED_LINE = re.compile(
    r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?\s*[•·|]?\s*(?:信息来源|来源|作者|浏览|点击|阅读|编辑)|.{0,40}浏览次数|.{0,30}(?:访问次数|点击量|阅读量)\s*[:：])"
)
DATE_LINE = re.compile(
    r"[（(]?\s*(?:\d{4}|[二〇○零一二三四五六七八九]{4})\s*[-/.年]\s*[\d一二三四五六七八九十]{1,3}\s*[-/.月]\s*[\d一二三四五六七八九十]{1,3}\s*日?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?\s*[)）]?"
)

NOISE = re.compile(
    r"(?:发布日期|发布时间|信息来源|责任编辑|浏览次数|当前位置|您的位置|【(?:字号|打印|关闭|浏览字号))|[^。；，]{0,60}浏览次数\s*[:：]"
    r"|[—–\-－―]\s?\d{1,3}\s?[—–\-－―]$|第\s?\d{1,3}\s?页(?:\s?[/，]?\s?共\s?\d{1,3}\s?页)?$"  # — 3 —, 第3页 共9页
)
NOISE_OPENING = frozenset("发信责浏当您【—–-－―第")
VISITS = "浏览次数"
"""The words by which `NOISE` knows a line that begins with something else."""

# 中共东山县卫生健康局党组文件
LETTERHEAD = re.compile(r"\S{4,40}文件")
# 欢迎广大干部群众对巡察整改落实情况进行监督。…联系电话：…
CONTACT = re.compile(
    r"(?:联系电话|监督电话|举报电话|咨询电话|电话|联系方式|电子邮箱|电子邮件|邮箱|通信地址|通讯地址|联系地址|邮寄地址|邮政信箱|邮政编码|来信来访|E-?mail)",
    re.IGNORECASE,
)
REACHABLE = re.compile(r"[\d@]")
CONTACT_OPENING = re.compile(
    r"(?:欢迎.{0,30}(?:监督|意见|建议)|如有.{0,10}(?:意见|建议|问题)|公示期|.{0,16}(?:联系电话|监督电话|举报电话|电话|联系方式|电子邮箱|邮箱|通信地址|通讯地址|联系地址|邮寄地址|邮政信箱|邮政编码|联系人|传真)\s*[:：])"
)
# The body that signs: short, no punctuation, ends like an organisation.
SIGNOFF = re.compile(
    r"[^，。；：、！？,;:!?]{2,38}(?:党组|党委|党工委|委员会|党总支|党支部|支部|领导小组|领导小组办公室|巡察办|办公室|局|院|委|部|处|厅|中心|公司|集团|学校|大学|学院|中学|小学|银行|街道|镇|乡|会|所|站|社)"
)
CLOSING_WORDS = re.compile(r"特此(?:报告|通报|公告|公示|公布|说明|公开)[。.！!]?")


def is_field_alone(words: str) -> bool:
    """Return whether a line only names a field, with its value on the next line: • 成文日期："""
    return words[-1] in ":：" and opens_field(words)


def opens_field(words: str) -> bool:
    """Return whether a line above the text begins with the name of a field; behind 标题： and 名称： nothing may stand."""
    return HEAD_FIELD.match(words) is not None or NAME_ALONE.fullmatch(words) is not None


def is_head_furniture(words: str) -> bool:
    """Return whether a line above the text is page noise."""
    return is_furniture(words) or (len(words) <= 160 and opens_field(words))


def is_furniture(words: str) -> bool:
    """Return whether a line at the edge of a notice is page noise. `words` is the line without edge white space."""
    if len(words) > 160:
        return False
    if FIELD_LINE.match(words) or BRACKET_LINE.match(words) or BARE_LINE.fullmatch(words) or GLUED_LINE.match(words):
        return True
    parts = words.split()
    return 1 < len(parts) <= 12 and all(BARE_LINE.fullmatch(part) or FIELD_LINE.match(part) for part in parts)


def is_noise_anywhere(words: str) -> bool:
    """Return whether a line is page noise that portals also put between paragraphs."""
    return len(words) <= 120 and (words[:1] in NOISE_OPENING or VISITS in words) and NOISE.match(words) is not None


def is_date(words: str) -> bool:
    """Return whether a line is a date and nothing else."""
    return len(words) <= 32 and DATE_LINE.fullmatch(words) is not None


def is_contact(words: str) -> bool:
    """Return whether a line offers a way to reach the unit."""
    if CONTACT_OPENING.match(words) is not None:
        return True
    return "监督" in words and CONTACT.search(words) is not None and REACHABLE.search(words) is not None


def is_signoff(words: str) -> bool:
    """Return whether a line is the name of the body that signs, or the date under it."""
    return is_date(words) or SIGNOFF.fullmatch(words) is not None
