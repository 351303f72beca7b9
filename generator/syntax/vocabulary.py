"""The words that the parser knows (labels of lines, words of outcomes) and the patterns made of them.

The lists are data (`data/*.yml`) and carry their own tested examples; this module compiles each list into one pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator.source import WHITE_SPACE

DATA = Path(__file__).parent / "data"


def _load_words(name: str) -> Any:
    """Return the content of `data/<name>.yml`."""
    return yaml.load((DATA / f"{name}.yml").read_bytes(), yaml.CSafeLoader)


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for the longest of some words; words that share their first character share one alternative."""
    tails: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        tails.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in tails.items())


LABELS = _load_words("labels")
STATUSES = _load_words("statuses")

ROLE_OF_LABEL: dict[str, str] = {word: role for role, entry in LABELS["roles"].items() for word in entry["words"]}
_WORDS = any_of(ROLE_OF_LABEL)
_PREFIX = any_of(LABELS["prefixes"])
_BRACKETS = "【〔[（("

# A label: 整改情况：, 【整改情况】, （整改情况）：; not **整改情况** (that would be Markdown).
LABEL = re.compile(
    rf"(?P<open>[{re.escape(_BRACKETS)}])?(?:{_PREFIX})?(?P<word>{_WORDS})(?:[（(][一二三四五六七八九十\d]{{1,2}}[)）])?"
    rf"(?(open)[】〕\]）)]\s*[:：]?|(?:如下)?\s*(?:[:：]|$|——?|(?P<gap>[ \t\u3000\u00a0]+)))"
)
# Labels that start a field in the middle of a line, behind a full stop. Short ones (成效：) do not.
_INLINE = any_of(word for word, role in ROLE_OF_LABEL.items() if role != "statement" and len(word) > 3)
# The pattern begins with the character before the label, so that it is tried only behind punctuation.
_BEFORE_INLINE = re.escape("。；;！？!?”）)】" + WHITE_SPACE.replace("\n", "").replace("\r", ""))
INLINE_LABEL = re.compile(rf"[{_BEFORE_INLINE}](?:{_PREFIX})?(?:{_INLINE})[:：]")
LABEL_OPENING = frozenset(_BRACKETS) | {word[0] for word in (*ROLE_OF_LABEL, *LABELS["prefixes"])}

STATUS_CLASSES: dict[Any, dict[str, Any]] = STATUSES["classes"]
"""Each class with its `word`, `glyph`, `definition` and the units' own `words`, in the order in which they are shown."""
STATUS_OF_WORDS: dict[str, str] = {word: status for status, of in STATUS_CLASSES.items() for word in of["words"]}
_STATUS = any_of(STATUS_OF_WORDS)
_SUBJECT = r"(?:(?:该|此|本|上述|以上)(?:项|条|类|个)?(?:问题|任务|事项|工作|整改|整改任务|整改事项|整改工作|反馈问题|具体问题)?|(?:问题|整改任务|整改工作))"
# Several in a row say one outcome: 已完成，长期坚持.
_PHRASE = rf"(?:{_STATUS})(?:[，,、]?(?:并|且)?(?:{_STATUS}))*"
# An outcome that stands as a sentence of its own: 已完成。 该问题已整改。 目前已基本完成整改。
STATUS_SENTENCE = re.compile(rf"(?:{_SUBJECT})?(?:目前|现|均|现均|目前均|已经)?(?P<words>{_PHRASE})(?=[。；;！.．]|$)")
# An outcome in brackets behind a heading: （已完成）【基本完成】(整改状态：已完成) ——阶段性完成
STATUS_BRACKET = re.compile(
    rf"\s*(?:[（(【\[〔](?:(?:{any_of(LABELS['roles']['outcome']['words'])})\s*[:：]\s*)?(?P<words>{_PHRASE})[)）】\]〕]|(?:——|--|—)\s*(?P<dash>{_PHRASE}))\s*[。；;：:]?\s*$"
)
_BEHIND_BRACKET = "。；;：:" + WHITE_SPACE
STATUS_PHRASE = re.compile(_PHRASE)
_EDGES = re.compile(rf"^{_SUBJECT}?(?:目前|现|均)?|[。；;，,、.!！\s]+$")


def status_bracket(words: str) -> re.Match[str] | None:
    """Return the match of an outcome in brackets (group `words`) or behind a dash (group `dash`) at the end, if any."""
    last = words.rstrip(_BEHIND_BRACKET)[-1:]
    if last in ")）】]〕" or "—" in words or "--" in words:
        return STATUS_BRACKET.search(words)
    return None


@cache
def classify_status(words: str) -> str | None:
    """Return the status class of outcome words as written (阶段性完成 -> partial), or None if they state none.

    Listed words come first, then the signs of the data file. Words of more than 30 characters are prose, no outcome.
    """
    bare = "".join(words.split())
    if bare in STATUS_OF_WORDS:
        return STATUS_OF_WORDS[bare]
    bare = _EDGES.sub("", bare)
    if bare in STATUS_OF_WORDS:
        return STATUS_OF_WORDS[bare]
    if len(bare) > 30:
        return None
    for sign in STATUSES["signs"]:
        if any(word in bare for word in sign["words"]):
            return str(sign["class"])
    return None
