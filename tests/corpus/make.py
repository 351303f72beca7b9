"""Made-up notices with what is in them: for scoring the parser, and for benchmarks on many notices that differ.

Each notice draws its house style (title, noise, numbering, labels, outcome, measures, layout) at random from a seed, and
is written together with its gold: the findings as a careful reader would list them. The styles are those seen in
published notices; the texts are invented.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

WORDS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words.yml").read_text(encoding="utf-8"))
HAN = "一二三四五六七八九十"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"


def han(number: int) -> str:
    """1..39 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else HAN[tens - 1] + "十") + (HAN[ones - 1] if ones else "")


Marker = Callable[[int], str]
MARKERS: dict[str, Marker] = {
    "han": lambda n: f"{han(n)}、",
    "paren": lambda n: f"（{han(n)}）",
    "half_paren": lambda n: f"({han(n)})",
    "dot": lambda n: f"{n}.",
    "dot_space": lambda n: f"{n}. ",
    "wide_dot": lambda n: f"{n}．",
    "pause": lambda n: f"{n}、",
    "number_paren": lambda n: f"（{n}）",
    "half_number": lambda n: f"({n})",
    "half_closing": lambda n: f"{n}）",
    "circled": lambda n: CIRCLED[n - 1],
    "problem_circled": lambda n: f"问题{CIRCLED[n - 1]}：",
    "problem_han": lambda n: f"反馈问题{han(n)}：",
    "problem_number": lambda n: f"问题{n}：",
    "problem_bare": lambda n: "反馈问题：",
    "part": lambda n: f"第{han(n)}部分　",
    "aspect": lambda n: "",
}
# Depths seen or to be expected: section, group, (sub-group,) finding. The last may be at depth two.
LADDERS = (
    ("han", "paren", "dot"),
    ("han", "half_paren", "dot"),
    ("han", "paren", "dot_space"),
    ("han", "paren", "pause"),
    ("han", "paren", "wide_dot"),
    ("han", "paren", "problem_han"),
    ("han", "paren", "number_paren"),
    ("han", "paren"),
    ("han", "dot"),
    ("han", "problem_number"),
    ("han", "paren", "problem_circled"),
    ("han", "paren", "problem_bare"),
    ("part", "han", "paren"),
    ("han", "aspect", "dot"),
    ("han", "paren", "half_closing"),
    ("han", "paren", "circled"),
)
MEASURES: dict[str, Marker] = {
    "is": lambda n: f"{han(n)}是",
    "number_paren": lambda n: f"（{n}）",
    "circled": lambda n: CIRCLED[n - 1],
    "dot": lambda n: f"{n}.",
    "half_closing": lambda n: f"{n}）",
    "ordinal": lambda n: f"第{han(n)}，",
    "pause": lambda n: f"{n}、",
}
RESPONSES = (
    "整改情况",
    "整改落实情况",
    "整改措施",
    "整改进展",
    "整改成效",
    "整改完成情况",
    "落实情况",
    "整改举措",
    "整改措施及成效",
)
OUTCOMES = {
    "completed": ("已完成", "完成", "已完成整改", "整改完成", "已整改到位"),
    "mostly": ("基本完成",),
    "partial": ("阶段性完成", "取得阶段性成效"),
    "ongoing": ("持续推进", "长期坚持", "正在推进"),
    "open": ("未完成",),
}


@dataclass
class Style:
    """One office's way of writing."""

    ladder: tuple[str, ...]
    title: str
    noise: str
    organisation: str
    next_steps: str
    through: bool
    """Findings numbered through all groups instead of from 1 in each."""
    statement: str
    response: str
    inline: bool
    """The response follows its heading on the same line."""
    outcome: str
    outcome_label: str
    measure: str
    paragraphs: bool
    """Each measure on a line of its own."""
    fields: bool
    colon: str
    indent: str
    blank: int
    group_section: bool
    """The first 一、 is a group of problems; there is no section of findings."""
    full_stop: bool
    closing: str
    eol: str
    wrap: int
    """Characters after which every line is cut; 0 for none."""
    slip: str
    """A numbering error: one number skipped or printed twice."""
    labelled: bool
    """Whether responses carry a label at all."""
    patchy: bool
    """Some findings state no outcome though others do."""


@dataclass
class Made:
    """A notice and its gold. `findings` rows: label, heading, statement, outcome raw, status, measure markers, line."""

    id: str
    text: str
    unit: str
    issuer: str
    place: str
    published: date | None
    findings: list[dict[str, Any]] = field(default_factory=list)
    style: Style | None = None


def draw(rng: random.Random) -> Style:
    """A style; parts that no office would combine are kept apart."""
    ladder = rng.choice(LADDERS)
    finding = ladder[-1]
    measure = rng.choice(
        [
            name
            for name in ("is", "is", "is", "is", "number_paren", "circled", "dot", "half_closing", "ordinal", "pause")
            if name != finding
            and not (name in ("dot", "pause") and finding.startswith(("dot", "wide", "pause")))
            and not (name == "circled" and finding == "problem_circled")
        ]
    )
    plain = rng.random() < 0.08 and "problem" not in finding
    if plain:
        measure = "is"
    paragraphs = rng.random() < 0.4 or measure in ("dot", "half_closing", "pause")
    style = Style(
        ladder=ladder,
        title=rng.choice(("one", "two", "blank", "spaced", "letterhead", "twice")),
        noise=rng.choice(("none", "none", "glued", "lines", "breadcrumb", "editor")),
        organisation=rng.choice(("section", "section", "none", "paragraphs")),
        next_steps=rng.choice(("section", "items", "none")),
        through=rng.random() < 0.35,
        statement=rng.choice(("none", "same", "own", "label", "list")),
        response=rng.choice(RESPONSES),
        inline=rng.random() < 0.15,
        outcome=rng.choice(("none", "before", "before", "after", "sentence", "bracket")),
        outcome_label=rng.choice(("整改结果", "整改状态")),
        measure=measure,
        paragraphs=paragraphs,
        fields=rng.random() < 0.15,
        colon=rng.choice("：：:"),
        indent=rng.choice(("", "", "\u3000\u3000", "    ")),
        blank=rng.choice((0, 0, 1)),
        group_section=len(ladder) == 2 and ladder[0] == "han" and rng.random() < 0.6,
        full_stop=rng.random() < 0.5,
        closing=rng.choice(("none", "line", "lines", "signed")),
        eol=rng.choice(("\n", "\n", "\r\n")),
        wrap=rng.choice((0, 0, 0, 0, 0, 0, 0, 0, 27, 32)),
        slip=rng.choice(("none", "none", "none", "skip", "repeat")),
        labelled=not plain,
        patchy=rng.random() < 0.15,
    )
    if plain:
        # Without a label nothing but the paragraph tells the answer from the statement.
        style.statement, style.inline, style.fields = "none", False, False
        style.outcome = rng.choice(("none", "sentence", "bracket"))
    return style


class Writer:
    """Writes one notice, line by line, and its gold beside it."""

    GROUPS = (2, 4)
    """Least and most groups of a notice."""
    FINDINGS = (1, 4)
    """Least and most findings of a group."""

    def choose(self, words: list[str]) -> str:
        """One of the words."""
        return self.rng.choice(words)

    def several(self, words: list[str], count: int) -> list[str]:
        """Different ones of the words."""
        return self.rng.sample(words, count)

    def __init__(self, rng: random.Random, number: int) -> None:
        self.rng = rng
        self.style = draw(rng)
        self.lines: list[str] = []
        sector = rng.choice(sorted(WORDS["sectors"]))
        self.words = WORDS["sectors"][sector]
        self.place, self.rank = rng.choice(WORDS["places"])
        body = rng.choice(self.words["bodies"])
        self.body = body.replace("县委", f"{self.rank}委")
        self.unit = self.place + self.body.removeprefix(self.rank)
        suffix = rng.choice(("党组", "党委", "委员会"))
        self.issuer = f"中共{self.unit}{'党支部' if '委' in body[:2] else suffix}"
        start = date(2023, 1, 1) + timedelta(days=rng.randrange(700))
        self.dates = (start, start + timedelta(days=60), start + timedelta(days=100))
        self.published = start + timedelta(days=330)
        self.made = Made(f"corpus-{number:05d}", "", self.unit, self.issuer, self.place, None, [], self.style)
        self.count = 0

    def say(self, words: str, indent: bool = True) -> None:
        """A line of the notice, with the blank lines its style has behind it."""
        words = (self.style.indent if indent else "") + words
        width = self.style.wrap
        self.lines.extend([words[at : at + width] for at in range(0, len(words), width)] if width else [words])
        self.lines.extend([""] * self.style.blank)

    def write(self) -> Made:
        """The whole notice."""
        self._head()
        self._body()
        self._tail()
        text = self.style.eol.join(self.lines) + self.style.eol
        self.made.text = text
        return self.made

    def _head(self) -> None:
        style, day = self.style, self.published.isoformat()
        if style.noise == "breadcrumb":
            self.say("当前位置：首页 > 政务公开 > 通知公告", False)
        if style.title == "letterhead":
            self.say(f"{self.issuer}文件", False)
        subject = "关于巡察整改进展情况的通报"
        if style.title in ("one", "letterhead"):
            self.say(self.issuer + subject, False)
        elif style.title == "spaced":
            self.say(self.issuer, False)
            self.say("关于巡察整改进展情况的", False)
            self.say("通  报", False)
        else:
            if style.title == "twice":
                self.say(self.issuer + subject, False)
            self.say(self.issuer, False)
            if style.title == "blank":
                self.lines.append("")
            self.say(subject, False)
        if style.noise == "glued":
            self.say(f"发布日期:{day}信息来源:{self.unit}", False)
            self.made.published = self.published
        elif style.noise == "lines":
            self.say(f"发布时间：{day} 10:20", False)
            self.say(f"来源：{self.unit}", False)
            self.say("浏览次数：136", False)
            self.made.published = self.published
        start, end, told = self.dates
        rank = self.rank
        self.say(
            f"根据{rank}委统一部署，{start.year}年{start.month}月{start.day}日至{end.year}年{end.month}月{end.day}日，{rank}委第二巡察组对{self.body}党组织开展了常规巡察。"
            f"{told.year}年{told.month}月{told.day}日，{rank}委第二巡察组反馈了巡察意见。按照巡察工作有关要求，现将巡察整改进展情况予以公布。"
        )

    def _body(self) -> None:
        style, rng = self.style, self.rng
        section = 0
        top = MARKERS[style.ladder[0]]
        if style.organisation == "section" and not style.group_section:
            section += 1
            self.say(f"{top(section)}组织整改落实情况")
            for place, words in enumerate(rng.sample(WORDS["organisation"], 2), 1):
                self.say(
                    f"（{han(place)}）{words}。召开会议研究整改工作，制定整改方案，明确责任领导、责任单位和整改时限，确保问题整改到位。"
                )
        elif style.organisation == "paragraphs":
            self.say(
                "一是强化政治担当。把巡察整改作为重大政治任务，成立整改工作领导小组。二是强化责任落实。建立问题清单、任务清单、责任清单。"
            )
        if not style.group_section:
            section += 1
            self.say(f"{top(section)}巡察反馈问题整改进展情况")
        groups = rng.sample(WORDS["groups"], rng.randint(*self.GROUPS))
        ladder = style.ladder[1:] if not style.group_section else style.ladder
        number = 0
        for place, group in enumerate(groups, 1):
            if len(ladder) == 2:
                self.say(MARKERS[ladder[0]](place) + group)
                number = number if style.through else 0
            for _ in range(rng.randint(*self.FINDINGS)):
                number += 1 if style.slip == "none" or rng.random() > 0.1 else 2 if style.slip == "skip" else 0
                number = max(number, 1)
                self._finding(MARKERS[ladder[-1]], number)
        self.section = section if not style.group_section else len(groups)

    def _finding(self, marker: Marker, number: int) -> None:
        style, rng = self.style, self.rng
        stated = style.outcome != "none" and not (style.patchy and rng.random() < 0.3)
        sign = marker(min(number, 10) if "circled" in style.ladder[-1] else number)
        heading = rng.choice(self.words["problems"])
        if rng.random() < 0.2:
            heading = f"关于{heading}的问题"
        status = rng.choice(("completed", "completed", "completed", "mostly", "partial", "ongoing", "open"))
        raw = rng.choice(OUTCOMES[status])
        facts = self.choose(self.words["facts"])
        statement: str | None = None
        line = sign + heading
        if style.outcome == "bracket" and stated:
            line += f"（{raw}）"
        below: list[str] = []
        if style.statement == "same" and style.outcome != "bracket":
            line, statement = f"{line}。{facts}。", f"{facts}。"
        elif style.statement == "own":
            statement = f"{facts}。"
            below = [statement]
        elif style.statement == "label":
            statement = f"{facts}。"
            below = [f"问题表现{style.colon}{statement}"]
        elif style.statement == "list" and style.measure == "is" and "number" not in style.ladder[-1]:
            below = [f"（1）{facts}。", "（2）有关台账资料不完整。"]
            statement = "\n".join(below)
        if line[-1] != "。" and style.full_stop:
            line += "。"
        if style.statement == "own" and line[-1] != "。":
            line += "。"
        answer, markers = self._answer(raw if style.outcome == "sentence" and stated else None)
        label = style.response + style.colon if style.labelled else ""
        before = [f"{style.outcome_label}{style.colon}{raw}"] if style.outcome == "before" and stated else []
        fields = [f"责任领导{style.colon}分管领导", f"整改时限{style.colon}2025年6月底前"] if style.fields else []
        start = len(self.lines) + 1
        if style.inline and not below and not before and not fields and len(answer) == 1:
            stop = "" if line[-1] == "。" else "。"
            self.say(line + stop + label + answer[0])
        else:
            self.say(line)
            for words in [*below, *fields, *before]:
                self.say(words)
            self.say(label + answer[0])
            for words in answer[1:]:
                self.say(words)
        if style.outcome == "after" and stated:
            self.say(f"{style.outcome_label}{style.colon}{raw}")
        self.made.findings.append(
            {
                "label": sign.rstrip("： "),
                "heading": heading,
                "statement": statement,
                "raw": raw if stated else None,
                "status": status if stated else None,
                "markers": [mark.rstrip("，") for mark in markers],
                "line": start,
            }
        )

    def _answer(self, sentence: str | None) -> tuple[list[str], list[str]]:
        """The lines of a response and the markers of its measures."""
        style, rng = self.style, self.rng
        first = f"该问题{sentence}。" if sentence else ""
        if rng.random() < 0.15:
            return [first + self.choose(WORDS["measures"]) + "。"], []
        count = rng.randint(2, 5)
        marks = [MEASURES[style.measure](place) for place in range(1, count + 1)]
        stop = rng.choice("；。")
        items = [
            mark + words + (stop if place < count - 1 else "。")
            for place, (mark, words) in enumerate(zip(marks, self.several(WORDS["measures"], count), strict=True))
        ]
        if not style.paragraphs:
            return [first + "".join(items)], marks
        if style.measure == "is" and not first:
            return items, marks
        return [first or "坚持问题导向，狠抓整改落实。", *items], marks

    def _tail(self) -> None:
        style = self.style
        if style.next_steps == "section":
            self.say(f"{MARKERS[style.ladder[0]](self.section + 1)}下一步工作安排")
            for place, words in enumerate(self.rng.sample(WORDS["next_steps"], 3), 1):
                self.say(
                    f"（{han(place)}）{words}。坚持目标不变、力度不减，对已完成的整改任务适时组织“回头看”，对未完成的紧盯不放。"
                )
        elif style.next_steps == "items":
            self.say(f"{MARKERS[style.ladder[0]](self.section + 1)}下一步打算")
            for place, words in enumerate(self.rng.sample(WORDS["next_steps"], 2), 1):
                self.say(f"{place}.{words}。")
        if style.closing in ("line", "signed"):
            self.say(
                "欢迎广大干部群众对巡察整改落实情况进行监督。如有意见建议，请及时向我们反映。联系电话：0731-85551234；电子邮箱：jcjd@example.gov.cn。"
            )
        elif style.closing == "lines":
            self.say("欢迎广大干部群众对巡察整改落实情况进行监督。")
            self.say("联系电话：0731-85551234")
            self.say("邮政信箱：人民路12号")
        if style.closing == "signed":
            self.say(self.issuer)
            day = self.published
            self.say(f"{day.year}年{day.month}月{day.day}日")
            self.made.published = self.published
        if style.noise == "editor":
            self.say(f"责任编辑：{self.unit}", False)


def make(count: int, seed: int = 20260226) -> Iterator[Made]:
    """`count` notices; the same seed gives the same notices, and the first n of many are the n of few."""
    for number in range(count):
        yield Writer(random.Random(f"{seed}-{number}"), number).write()
