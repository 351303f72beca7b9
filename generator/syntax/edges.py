"""The blocks before the text (noise, letterhead, title) and after it (contact, sign-off, noise) get their roles."""

from __future__ import annotations

import re

from generator.syntax.blocks import Block
from generator.syntax.furniture import (
    CLOSING_WORDS,
    LETTERHEAD,
    SECTION_NAME,
    VALUE,
    is_contact,
    is_date,
    is_field_alone,
    is_furniture,
    is_head_furniture,
    is_noise_anywhere,
    is_signoff,
    opens_field,
)

# The beginning of the first paragraph; a title never begins like this.
LEAD = re.compile(
    r"(?:根据|按照|依据|经.{1,12}批准|为.{2,20}[，,]|自?\d{4}\s*年|自?\d{1,2}\s*月\d{1,2}\s*日|近期|近日|近年来|日前|[^，。]{2,20}(?:党组|党委|委员会|党工委|党总支)(?:高度重视|坚持|认真|坚决|切实|把|始终|召开|以|自|收到)|.{0,20}现将)"
)
TITLE_WORDS = re.compile(r"关于|通\s*报|公\s*告|报\s*告|公\s*示|整改|巡察|巡视|审计|情\s*况|^\s*函\s*$")
TITLE_END = re.compile(
    r"(?:通\s*报|公\s*告|报\s*告|公\s*示|的\s*函|公\s*布|情\s*况|说\s*明)\s*(?:[（(][\d年月日\-/. ]+[)）])?$"
)
ISSUER = re.compile(
    r"(?:中共|中国共产党)?\S{2,40}(?:党组|党委|委员会|党工委|党总支|党支部|支部|局|院|委|会|公司|大学|学院|学校|中学|厅|办公室|区委|县委|市委|省委)"
)
ATTACHMENT = re.compile(r"附件?\s*[\d一二三]?\s*[:：]")
# （此件公开发布） 抄送：… 附注
NOTE = re.compile(r"[（(]\s*此件.{2,20}[)）]|(?:抄送|抄报|主送)\s*[:：].{0,80}|[（(]?(?:联系人|备注)\s*[:：].{0,60}")
# 2024年第3号, 平卫发〔2024〕7号
NUMBER_LINE = re.compile(
    r"(?:\d{4}\s*年)?\s*第?\s*\d{1,4}\s*号|[\u4e00-\u9fff]{1,12}\s*[〔\[（(]\s*\d{4}\s*[〕\]）)]\s*第?\s*\d{1,4}\s*号"
)
# ——2024年9月26日在县第十八届人民代表大会常务委员会第二十次会议上
OCCASION = re.compile(r"[—\-－―]{1,3}\s*\d{4}\s*年.{0,10}[日在].{0,50}(?:会议?|上)[）)]?$")
TITLE_LIMIT = 90
LONGEST_VALUE = 40
TITLE_LINES = 6


def mark_head(text: str, blocks: list[Block]) -> int:
    """Set the roles of the blocks before the text and return the index of the first block of the text itself."""
    index, complete, field = 0, False, False
    title: list[int] = []
    while index < len(blocks):
        block = blocks[index]
        if not block.role:
            words = block.words(text)
            # The block may hold several lines joined by mistake; only what the whole looks like counts.
            if (
                is_head_furniture(words)
                or is_noise_anywhere(words)
                or (not title and SECTION_NAME.fullmatch(words))
                or (field and _is_value(text, blocks, index))
            ):
                block.role = "furniture"
            elif not title and LETTERHEAD.fullmatch(words) and not TITLE_END.search(words):
                block.role = "letterhead"
            elif title and (is_date(words) or NUMBER_LINE.fullmatch(words)):
                block.role = "dateline"
            elif title and OCCASION.match(words):
                block.role = "paragraph"
            elif _is_text(words, block):
                break
            elif (
                (TITLE_END if complete else TITLE_WORDS).search(words)
                or ISSUER.fullmatch(words)
                or (title and not complete)
                or _title_follows(text, blocks, index)
            ):
                title.append(index)
                block.role = "title"
                complete = TITLE_END.search(words) is not None
                if len(title) > TITLE_LINES:
                    break
            else:
                break
            field = is_field_alone(words)
        index += 1
    if title and not any(TITLE_WORDS.search(blocks[i].words(text)) for i in title):
        index = min(index, title[0])  # a name alone is no title: it belongs to the text
        for block in blocks[index:]:
            if block.role in ("title", "furniture", "dateline", "letterhead"):
                block.role = ""
    return index


def _is_value(text: str, blocks: list[Block], index: int) -> bool:
    """Return whether a line below the name of a field is its value.

    A value is a number or a date, or a short line with the next field below it.
    """
    words = blocks[index].words(text)
    if VALUE.fullmatch(words):
        return True
    below = next((block.words(text) for block in blocks[index + 1 : index + 12] if block.role != "blank"), "")
    if not below or len(words) > LONGEST_VALUE or TITLE_WORDS.search(words) or LEAD.match(words):
        return False
    return opens_field(below)


def _is_text(words: str, block: Block) -> bool:
    """Return whether a line at the top belongs to the text rather than to the title."""
    if block.label is not None or block.problem is not None:
        return True
    if block.marker is not None and block.marker.kind != "is":
        return True
    if LEAD.match(words) and not (TITLE_END.search(words) and len(words) < TITLE_LIMIT and "，" not in words):
        return True
    return words[-1] in "。；：:;" or len(words) > TITLE_LIMIT


def _title_follows(text: str, blocks: list[Block], index: int) -> bool:
    """Return whether a title word stands within the next few lines, before any line of the text."""
    if len(blocks[index].words(text)) > 40:
        return False
    seen = 0
    for block in blocks[index + 1 : index + 12]:
        if block.role == "blank":
            continue
        words = block.words(text)
        if is_head_furniture(words):
            continue
        if _is_text(words, block) or seen >= 4:
            return False
        if TITLE_WORDS.search(words):
            return True
        seen += 1
    return False


def mark_tail(text: str, blocks: list[Block], first: int) -> int:
    """Set the roles of the blocks after the text and return the index behind the last block of the text itself."""
    index, signed = len(blocks), 0
    while index > first:
        block = blocks[index - 1]
        if block.role != "blank":
            words = block.words(text)
            plain = block.label is None and block.problem is None
            if is_noise_anywhere(words) or (plain and is_furniture(words) and not is_contact(words)):
                block.role = "furniture"
            elif is_contact(words) and (plain or block.length < 200):
                block.role = "contact"
            elif plain and block.marker is None and signed < 4 and is_signoff(words):
                block.role, signed = "signoff", signed + 1
            elif plain and (CLOSING_WORDS.fullmatch(words) or NOTE.fullmatch(words) or ATTACHMENT.match(words)):
                block.role = "paragraph"
            else:
                break
        index -= 1
    return index
