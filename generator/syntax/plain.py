"""Notices without response labels: headings that name problems, and below each the response without a label.

    （一）理论学习不够深入。该问题已整改。一是…      the answer follows in the line
    1.关于制度执行不严的问题 / 一是…               the answer is the next paragraph
    （二）…的问题 / 1.修订… / 2.开展…             its items are numbered

The words tell which level names problems: problems say 不够, 缺失, 薄弱; measures say 加强, 制定, 开展.
"""

from __future__ import annotations

import re

from generator.syntax.blocks import Block
from generator.syntax.headings import heading_end
from generator.syntax.lookahead import heading_mark
from generator.syntax.numbering import RANK
from generator.syntax.outline import NEXT_STEPS, ORGANISATION, SECTION_LIKE, OpenHeading, Outline
from generator.syntax.passage import Passage
from generator.syntax.vocabulary import STATUS_SENTENCE, status_bracket

PROBLEM_WORDS = re.compile(
    r"问题|不[够力足严实高强深细全准清畅新明当大多好经规及佳符落敢会善到紧彻]|未[按能及经严建落有形完]|没有|缺[乏失位少]|薄弱|滞后|差距|偏差|短板|漏洞|弱化|虚化|淡化|淡薄|流于形式|走过场|违规|违反|超标准|超范围|随意|混乱|形式主义|官僚主义|欠缺|隐患|风险|较[低差弱]|重.{1,4}轻|不到位|缓慢|脱节|松懈|松散|散漫|闲置|拖欠|虚报|冒领|多计|少计|挤占|挪用|截留|逾期|宽松软|不作为"
)
PROBLEM_END = re.compile(
    r"(?:的?问题|不[\u4e00-\u9fff]{1,3}|薄弱|滞后|差距|偏差|短板|漏洞|弱化|虚化|淡化|淡薄|松散|散漫|混乱|欠缺|缺失|缺位|隐患|缓慢|脱节|松懈|闲置|流于形式|走过场|[偏较][低差弱慢]|未[\u4e00-\u9fff]{2,6}"
    r"|滞留|积压|断层|失管|失察|(?<![降最])低|(?<!减)少|(?<!不)难|[慢弱差乱软虚浅窄])$"
)
ACTION_WORDS = re.compile(
    r"^(?:.{0,6}[，,])?(?:已|及时|立即|切实|进一步|全面|不断|持续|严格|深入|积极|认真|扎实|大力|着力)?(?:加强|完善|制定|修订|开展|组织|建立|健全|强化|提高|提升|落实|推进|规范|召开|成立|明确|压实|加大|优化|学习|督促|整改|抓好|抓实|深化|细化|印发|出台|清退|追回|约谈|坚持|推动|严肃|聚焦|树牢|把|将|对)"
)
ANSWER_OPENING = re.compile(r"[一1①]是|[（(][1一][)）]|①|首先[，,]|(?:目前|现)[，,]?已|整改[:：]")
FIELD = re.compile(r"方面|^[一二三四五六七八九十]{1,3}、\s*(?:在|关于|针对)")
NAMES_PROBLEMS = re.compile(r"(?:问题|事项|反馈意见|任务).{0,24}$")
NOT_FINDINGS = re.compile(
    r"下一步|下步|今后|组织领导|高度重视|总体情况|基本情况|工作部署|主体责任落实情况|整改工作情况|整改工作开展情况|组织整改|整改落实工作总体|提高.{0,4}认识|加强.{0,4}领导|强化.{0,4}组织"
)


def read_plain(outline: Outline) -> None:
    """Set the roles and levels of the blocks of a notice without labels."""
    blocks, order, text = outline.blocks, outline.order, outline.text
    leaf = problem_kind(outline)
    skip, before = False, _first_problem(outline, leaf)
    above: list[int] = []
    for place, index in enumerate(order):
        block = blocks[index]
        mark = heading_mark(block)
        if place in outline.ahead.aspects or place in outline.ahead.units:
            outline.open_heading(index, "aspect" if place in outline.ahead.aspects else "unit", None)
        elif mark is not None and block.label is None:
            kind, number = mark
            if RANK.get(kind, 9) <= (RANK.get(leaf, 0) if leaf else 2) and not _is_list_item(outline, mark, leaf):
                outline.open_heading(index, kind, number)
                words = block.words(text)
                if RANK.get(kind, 9) < (RANK.get(leaf, 9) if leaf else 9) or len(outline.stack) == 1:
                    skip = not_findings(words) or (index < before and _organises(words))
                if kind == leaf and not skip:
                    outline.start_answer(index, kind)
                elif (
                    kind != "han"
                    and not skip
                    and _is_problem(first := _first_sentence(text, block))
                    and "方面" not in first
                ):
                    above.append(place)
                continue
        block.role = "response_more" if outline.in_response else "paragraph"
    for place in above:
        _add_undivided_finding(outline, place)


def _add_undivided_finding(outline: Outline, place: int) -> None:
    """Make a group heading that names a problem a finding, if no heading but its response stands below it.

    Problems may stand at two depths: 1.…问题 with （1）…问题 below it, 2.…问题 with its response below it.
    """
    heading = outline.blocks[outline.order[place]]
    end = next(
        (at for at in range(place + 1, len(outline.order)) if outline.blocks[outline.order[at]].role == "heading"),
        len(outline.order),
    )
    below = outline.blocks[outline.order[end]].level if end < len(outline.order) else 0
    if end == place + 1 or below > heading.level:
        return
    outline.findings.add(outline.order[place])
    for at in range(place + 1, end):
        outline.blocks[outline.order[at]].role = "response_more"


def not_findings(words: str) -> bool:
    """Return whether a section heading says that no problems stand below it."""
    return NOT_FINDINGS.search(words[:40]) is not None or NEXT_STEPS.search(words[:40]) is not None


def _is_list_item(outline: Outline, mark: tuple[str, int | None], leaf: str | None) -> bool:
    """Return whether a marker that could open a problem is only a list item inside a response."""
    if leaf is None or mark[0] != leaf or not outline.in_response:
        return False
    entry: OpenHeading | None = next((item for item in outline.stack if item.kind == leaf), None)
    return (
        entry is not None
        and entry.number is not None
        and mark[1] == 1
        and entry.number != 1
        and outline.stack[-1].kind == leaf
    )


def problem_kind(outline: Outline) -> str | None:
    """Return the kind of marker whose headings name problems: the deepest one of which most lines do."""
    by_kind: dict[str, list[bool]] = {}
    skip = False
    for index in outline.order:
        block = outline.blocks[index]
        mark = heading_mark(block)
        if mark is None or block.label is not None:
            continue
        words = _first_sentence(outline.text, block)
        if mark[0] == "han":
            skip = not_findings(words)
        if skip:
            continue
        problem = _is_problem(words)
        if mark[0] == "han" and (SECTION_LIKE.search(words) or ORGANISATION.search(words[:12])):
            problem = False
        by_kind.setdefault(mark[0], []).append(problem)
    chosen = None
    for kind in sorted(by_kind, key=lambda kind: RANK.get(kind, 9)):
        hits = by_kind[kind]
        if sum(hits) * 2 > len(hits):
            chosen = kind
    return chosen


def _organises(words: str) -> bool:
    """Return whether a section heading tells how the work was organised; 在落实主体责任方面 names a field of problems."""
    return ORGANISATION.search(words) is not None and FIELD.search(words) is None


def _first_problem(outline: Outline, leaf: str | None) -> int:
    """Return the index of the first section that names problems.

    Before it 一、提高政治站位，扛牢整改责任 tells how the work was organised, whatever stands below.
    """
    section = None
    if leaf == "han":
        return 0
    for index in outline.order:
        mark = heading_mark(outline.blocks[index])
        if mark is None or outline.blocks[index].label is not None:
            continue
        words = _first_sentence(outline.text, outline.blocks[index])
        if mark[0] == "han":
            section = index
            if NAMES_PROBLEMS.search(words) and not not_findings(words):
                return index
        if mark[0] == leaf and (_is_problem(words) or words.startswith(("关于", "针对"))):
            return section or 0
    return 0


def _is_problem(words: str) -> bool:
    """Return whether the words name a problem, not something done."""
    return PROBLEM_END.search(words.rstrip("。；;：: ")) is not None or (
        PROBLEM_WORDS.search(words) is not None and ACTION_WORDS.match(words) is None
    )


def _first_sentence(text: str, block: Block) -> str:
    words = block.content_words(text)
    return words[: heading_end(words)]


def split_answers(outline: Outline) -> None:
    """Cut the heading blocks of findings where the response begins in the same line (…的问题。一是…)."""
    cuts: dict[int, int] = {}
    for index in outline.findings:
        block = outline.blocks[index]
        passage = Passage(outline.text, block.content())
        words = passage.text
        end = heading_end(words)
        bracket = status_bracket(words[:end].rstrip("。"))
        if end >= len(words) or (bracket and end >= len(words)):
            continue
        rest = words[end:]
        alone = not _answered_below(outline, index)
        cut = None
        found = STATUS_SENTENCE.match(rest)
        opening = ANSWER_OPENING.search(rest)
        if found is not None:
            cut = end
        elif opening is not None and (
            alone or (opening.start() == 0 and (words[end - 1] in "。；" or _tells_action(rest)))
        ):
            cut = end + _sentence_start(rest, opening.start())
        elif alone:
            cut = end
        if cut is not None:
            cuts[index] = passage.at(cut)
    if cuts:
        outline.cut_blocks(cuts)


def _tells_action(words: str) -> bool:
    """Return whether 一是… says what was done; behind …的问题， it may also say what the problem is."""
    clause = re.split("[，。；,;]", re.sub(r"^(?:一是|首先)[，,]?", "", words), maxsplit=1)[0]
    return ACTION_WORDS.match(clause) is not None and PROBLEM_WORDS.search(clause) is None


def _sentence_start(words: str, at: int) -> int:
    """Return the start of the sentence around an offset: what leads up to 一是 belongs to the response."""
    return max(words.rfind("。", 0, at), words.rfind("；", 0, at)) + 1


def is_answered(outline: Outline, index: int) -> bool:
    """Return whether a problem has a response, in its line or below it."""
    words = outline.blocks[index].content_words(outline.text)
    return heading_end(words) < len(words) or _answered_below(outline, index)


def _answered_below(outline: Outline, index: int) -> bool:
    below = next((outline.blocks[i] for i in range(index + 1, outline.last) if outline.blocks[i].role != "blank"), None)
    return below is not None and below.role == "response_more"
