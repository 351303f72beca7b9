"""Notices without response labels: headings that name problems, and under each the answer without a word before it.

    （一）理论学习不够深入。该问题已整改。一是…      the answer follows in the line
    1.关于制度执行不严的问题 / 一是…               the answer is the next paragraph
    （二）…的问题 / 1.修订… / 2.开展…             its items are numbered

Which level names problems is told by the words: problems say 不够, 缺失, 薄弱; measures say 加强, 制定, 开展.
"""

from __future__ import annotations

import re

from generator.syntax.blocks import Block
from generator.syntax.headings import heading_end
from generator.syntax.lookahead import candidate
from generator.syntax.numbering import RANK
from generator.syntax.outline import NEXT_STEPS, ORGANISATION, SECTION_LIKE, Open, Outline
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
    """Gives the blocks of an unlabelled notice their roles and levels."""
    blocks, order, text = outline.blocks, outline.order, outline.text
    leaf = problem_kind(outline)
    skip, before = False, _first_problem(outline, leaf)
    above: list[int] = []
    for place, index in enumerate(order):
        block = blocks[index]
        mark = candidate(block)
        if place in outline.ahead.aspects or place in outline.ahead.units:
            outline._open(index, "aspect" if place in outline.ahead.aspects else "unit", None)
        elif mark is not None and block.label is None:
            kind, number = mark
            if RANK.get(kind, 9) <= (RANK.get(leaf, 0) if leaf else 2) and not _in_list(outline, mark, leaf):
                outline._open(index, kind, number)
                words = block.words(text)
                if RANK.get(kind, 9) < (RANK.get(leaf, 9) if leaf else 9) or len(outline.stack) == 1:
                    skip = not_findings(words) or (index < before and _organises(words))
                if kind == leaf and not skip:
                    outline.findings.add(index)
                    outline.leaf_kinds.add(kind)
                    outline.in_response = True
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
        _answer_without_parts(outline, place)


def _answer_without_parts(outline: Outline, place: int) -> None:
    """Problems stand at two depths: 1.…问题 with （1）…问题 below it, 2.…问题 with its answer below it."""
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
    """Whether a section heading says that no problems stand below it."""
    return NOT_FINDINGS.search(words[:40]) is not None or NEXT_STEPS.search(words[:40]) is not None


def _in_list(outline: Outline, mark: tuple[str, int | None], leaf: str | None) -> bool:
    """Whether a marker that could be a problem only counts on inside the answer of one."""
    if leaf is None or mark[0] != leaf or not outline.in_response:
        return False
    entry: Open | None = next((item for item in outline.stack if item.kind == leaf), None)
    return (
        entry is not None
        and entry.number is not None
        and mark[1] == 1
        and entry.number != 1
        and outline.stack[-1].kind == leaf
    )


def problem_kind(outline: Outline) -> str | None:
    """The marker kind whose headings name problems: the deepest one of which most lines do."""
    by_kind: dict[str, list[bool]] = {}
    skip = False
    for index in outline.order:
        block = outline.blocks[index]
        mark = candidate(block)
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
    """Whether the heading of a section speaks of responsibility as a thing done, not as a field of problems (在落实主体责任方面)."""
    return ORGANISATION.search(words) is not None and FIELD.search(words) is None


def _first_problem(outline: Outline, leaf: str | None) -> int:
    """The first section that names a problem or says that it will. Before it 一、提高政治站位，扛牢整改责任 tells how the work was
    organised, whatever stands below."""
    section = None
    if leaf == "han":
        return 0
    for index in outline.order:
        mark = candidate(outline.blocks[index])
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
    return PROBLEM_END.search(words.rstrip("。；;：: ")) is not None or (
        PROBLEM_WORDS.search(words) is not None and ACTION_WORDS.match(words) is None
    )


def _first_sentence(text: str, block: Block) -> str:
    words = "".join(text[a:b] for a, b in block.content())
    return words[: heading_end(words)]


def split_answers(outline: Outline) -> None:
    """Cuts a heading block where its answer begins in the same line (…的问题。一是…)."""
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
        elif opening is not None and (alone or (opening.start() == 0 and (words[end - 1] in "。；" or _does(rest)))):
            cut = end + _sentence_start(rest, opening.start())
        elif alone:
            cut = end
        if cut is not None:
            cuts[index] = passage.at(cut)
    if cuts:
        _split(outline, cuts)


def _does(words: str) -> bool:
    """Whether 一是… says what was done: behind …的问题， it may as well say what the problem is."""
    clause = re.split("[，。；,;]", re.sub(r"^(?:一是|首先)[，,]?", "", words), maxsplit=1)[0]
    return ACTION_WORDS.match(clause) is not None and PROBLEM_WORDS.search(clause) is None


def _sentence_start(words: str, at: int) -> int:
    """The start of the sentence around an offset: what leads up to 一是 belongs to the answer."""
    return max(words.rfind("。", 0, at), words.rfind("；", 0, at)) + 1


def is_answered(outline: Outline, index: int) -> bool:
    """Whether something is said to a problem, in its line or below."""
    words = "".join(outline.text[a:b] for a, b in outline.blocks[index].content())
    return heading_end(words) < len(words) or _answered_below(outline, index)


def _answered_below(outline: Outline, index: int) -> bool:
    below = next((outline.blocks[i] for i in range(index + 1, outline.last) if outline.blocks[i].role != "blank"), None)
    return below is not None and below.role == "response_more"


def _split(outline: Outline, cuts: dict[int, int]) -> None:
    """Cuts blocks in two at places of the text, all in one pass."""
    blocks: list[Block] = []
    moved: dict[int, int] = {}
    for index in range(outline.first, outline.last):
        moved[index] = outline.first + len(blocks)
        blocks.append(outline.blocks[index])
        if index in cuts:
            blocks.append(_rest(outline.text, outline.blocks[index], cuts[index]))
    outline.blocks[outline.first : outline.last] = blocks
    outline.last = outline.first + len(blocks)
    outline.findings = {moved[index] for index in outline.findings}
    outline.order = [
        at for index in outline.order for at in ((moved[index], moved[index] + 1) if index in cuts else (moved[index],))
    ]


def _rest(text: str, block: Block, at: int) -> Block:
    """What a block holds from a place on, cut off it."""
    rest = Block(block.line, block.line, at, block.stop, at, role="response_more")
    rest.pieces = [(max(start, at), end) for start, end in block.pieces if end > at]
    block.pieces = [(start, min(end, at)) for start, end in block.pieces if start < at]
    block.stop = at
    rest.line += text.count("\n", block.begin, at)
    rest.last_line, block.last_line = block.last_line, rest.line
    return rest
