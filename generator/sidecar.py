"""`<id>.yml` read strictly: bytes -> Sidecar and diagnostics with line and column.

YAML guesses types (`12:30` is 750, `no` is False, `010` is 8); here the schema decides: a scalar is the characters that
stand in the file. Aliases, repeated keys, unknown keys and deep nesting are errors, never silently resolved.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import msgspec
import yaml

from generator.diagnostics import Diagnostic
from generator.facts.model import Revision, Sidecar, Suppression
from generator.rules import diagnose
from generator.source import Source, Span

MAX_DEPTH = 8
MAX_BYTES = 200_000
ID = re.compile(r"(?=.{1,100}\Z)[a-z0-9]+(?:-[a-z0-9]+)*")
REGION = re.compile(r"\d{6}")
WEB = re.compile(r"https?://[!-~]+")
ANCHOR = re.compile(r"f-[0-9a-f]{8}(?:-\d+)?")
CODE = re.compile(r"GK\d{3}")
KEPT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.r[1-9]\d{0,2}\.txt")
"""File name of a replaced original: that of the notice with `.r1`, `.r2` … before the suffix. Never a notice of its own."""
KEPT_NAME = re.compile(r"\.r\d+\.txt\Z")
"""What marks the name of a replaced original, well formed or not."""
DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class RefusedError(Exception):
    """Why a node cannot be used: the code, where, and a sentence."""

    def __init__(self, code: str, node: yaml.Node | None, message: str) -> None:
        super().__init__(message)
        self.code, self.node, self.message = code, node, message


class Read(NamedTuple):
    """A sidecar and what was wrong with it; values in error are left out."""

    sidecar: Sidecar
    diagnostics: list[Diagnostic]


def read_sidecar(source: Source) -> Read:
    """The sidecar in a source. Never raises; an empty file is an empty sidecar."""
    reader = _Reader(source)
    values = reader.read()
    return Read(msgspec.convert(values, Sidecar), reader.diagnostics)


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.diagnostics: list[Diagnostic] = []

    def read(self) -> dict[str, Any]:
        source = self.source
        if source.undecodable is not None or not source.encoding.startswith("utf-8") or source.size > MAX_BYTES:
            self.say("GK020", Span(0, 0), "附注文件不是 UTF-8 文本，或者超过 200 KB。")
            return {}
        try:
            if not self._plain():
                return {}
            root = yaml.compose(source.text, yaml.CSafeLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            self.say("GK020", self._at(mark) if mark else Span(0, 0), "从这里起不是有效的 YAML。")
            return {}
        if root is None or (isinstance(root, yaml.ScalarNode) and not root.value):
            return {}
        return self._mapping(root, FIELDS)

    def _plain(self) -> bool:
        """Whether the file has no anchor, no alias, one document and bearable depth. Runs before anything is built."""
        depth = documents = 0
        for event in yaml.parse(self.source.text, yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                self.say("GK022", self._at(event.start_mark), "附注文件中不能使用锚点（&）和引用（*）。")
                return False
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.say("GK020", self._at(event.start_mark), "一个附注文件只能有一段内容，不能用 --- 再分段。")
                    return False
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                self.say("GK023", self._at(event.start_mark), f"嵌套超过 {MAX_DEPTH} 层。")
                return False
        return True

    def _mapping(self, node: yaml.Node, fields: dict[str, Field]) -> dict[str, Any]:
        if not isinstance(node, yaml.MappingNode):
            self.say("GK020", self._of(node), "这里应当是“键: 值”的形式。")
            return {}
        values: dict[str, Any] = {}
        for name, key_node, value in self._items(node):
            convert = fields.get(name)
            if convert is None:
                self.say("GK024", self._of(key_node), f"不认识的键“{shown(name)}”。")
                continue
            try:
                values[name] = convert(self, value)
            except RefusedError as refused:
                self.say(refused.code, self._of(refused.node or value), f"{name}：{refused.message}")
        return values

    def _items(self, node: yaml.MappingNode) -> list[tuple[str, yaml.Node, yaml.Node]]:
        found: dict[str, tuple[str, yaml.Node, yaml.Node]] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.say("GK025", self._of(key), "键须是文字。")
            elif key.value in found:
                self.say("GK021", self._of(key), f"键“{shown(key.value)}”写了两次。")
            else:
                found[key.value] = (key.value, key, value)
        return list(found.values())

    def record(self, node: yaml.Node, fields: dict[str, Field], required: tuple[str, ...]) -> dict[str, Any]:
        """One entry of a list such as `revisions`."""
        if not isinstance(node, yaml.MappingNode):
            raise RefusedError("GK025", node, "每一项都须写成“键: 值”。")
        before = len(self.diagnostics)
        values = self._mapping(node, fields)
        missing = [name for name in required if name not in values]
        if missing and len(self.diagnostics) == before:
            raise RefusedError("GK025", node, f"缺少 {'、'.join(missing)}。")
        return values if not missing else {}

    def entries(self, node: yaml.Node) -> list[yaml.Node]:
        """The items of a list."""
        if not isinstance(node, yaml.SequenceNode):
            raise RefusedError("GK025", node, "须是列表，每项以“- ”开头。")
        return list(node.value)

    def pairs(self, node: yaml.Node) -> list[tuple[str, yaml.Node, yaml.Node]]:
        """The pairs of a mapping with free keys."""
        if not isinstance(node, yaml.MappingNode):
            raise RefusedError("GK025", node, "须写成“键: 值”。")
        return self._items(node)

    def say(self, code: str, span: Span, message: str) -> None:
        self.diagnostics.append(diagnose(code, span, message))

    def _at(self, mark: Any) -> Span:
        starts = self.source.line_starts
        line = min(mark.line, len(starts) - 1)
        offset = min(starts[line] + mark.column, len(self.source.text))
        return Span(offset, min(offset + 1, len(self.source.text)))

    def _of(self, node: yaml.Node) -> Span:
        start, end = self._at(node.start_mark), self._at(node.end_mark)
        return Span(start.start, max(start.start, end.start))


Field = Callable[[_Reader, yaml.Node], Any]
KEPT_WORDS = "旧原文的文件名（通报文件名加 .r1、.r2，如 jia-xian-2025.r1.txt）"


def shown(text: str) -> str:
    """A few characters of a value, for a message."""
    return text if len(text) <= 30 else text[:29] + "…"


def words(_: _Reader, node: yaml.Node) -> str:
    """A scalar, as its characters stand in the file."""
    if not isinstance(node, yaml.ScalarNode):
        raise RefusedError("GK025", node, "须是一行文字，不能是列表或键值。")
    if not node.value.strip():
        raise RefusedError("GK025", node, "值是空的；不需要时请删去这一行。")
    return str(node.value)


def matching(pattern: re.Pattern[str], what: str) -> Field:
    """A scalar of a given form."""

    def convert(reader: _Reader, node: yaml.Node) -> str:
        value = words(reader, node)
        if not pattern.fullmatch(value):
            raise RefusedError("GK027", node, f"“{shown(value)}”不是{what}。")
        return value

    return convert


def day(reader: _Reader, node: yaml.Node) -> date:
    """A date, `2026-02-26`."""
    value = words(reader, node)
    found = DATE.fullmatch(value)
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:
        raise RefusedError("GK026", node, f"没有“{value}”这一天。") from None
    raise RefusedError("GK026", node, f"“{shown(value)}”不是 2026-02-26 这样的日期。")


def number(reader: _Reader, node: yaml.Node) -> int:
    """A line number."""
    value = words(reader, node)
    if not re.fullmatch(r"[1-9]\d{0,7}", value):
        raise RefusedError("GK025", node, f"“{shown(value)}”不是行号。")
    return int(value)


def revisions(reader: _Reader, node: yaml.Node) -> tuple[Revision, ...]:
    """Corrections."""
    fields: dict[str, Field] = {"date": day, "reason": words, "original": matching(KEPT, KEPT_WORDS)}
    found = (reader.record(item, fields, ("date", "reason")) for item in reader.entries(node))
    return tuple(Revision(**values) for values in found if values)


def suppressions(reader: _Reader, node: yaml.Node) -> tuple[Suppression, ...]:
    """Diagnostics set aside."""
    fields: dict[str, Field] = {"code": matching(CODE, "诊断编号（如 GK101）"), "reason": words, "line": number}
    found = (reader.record(item, fields, ("code", "reason")) for item in reader.entries(node))
    return tuple(Suppression(**values) for values in found if values)


def aliases(reader: _Reader, node: yaml.Node) -> dict[str, str]:
    """Old anchors and where they lead now."""
    anchor = matching(ANCHOR, "问题的锚点（如 f-1a2b3c4d）")
    return {str(anchor(reader, key)): str(anchor(reader, value)) for _, key, value in reader.pairs(node)}


_ID = matching(ID, "标识（小写字母、数字和连字符）")
FIELDS: dict[str, Field] = {
    "id": _ID,
    "unit": words,
    "unit_id": _ID,
    "region": matching(REGION, "六位区划代码"),
    "published": day,
    "source_url": matching(WEB, "网址（http:// 或 https:// 开头）"),
    "source_name": words,
    "aliases": aliases,
    "previous": _ID,
    "revisions": revisions,
    "suppress": suppressions,
    "withdrawn": words,
}
