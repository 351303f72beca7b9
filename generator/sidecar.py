"""The strict reader of `<id>.yml`: bytes -> `Sidecar` and diagnostics with line and column.

YAML guesses types (`12:30` is 750, `no` is False, `010` is 8). Here the schema decides, and a scalar is the characters
written in the file. YAML aliases, repeated keys, unknown keys and deep nesting are errors, never silently resolved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

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
"""File name of a replaced original: the notice's own with `.r1`, `.r2` … before the suffix. It is no notice itself."""
KEPT_NAME = re.compile(r"\.r\d+\.txt\Z")
"""End of any name that looks like that of a replaced original, valid or not."""
DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


class _RefusedError(Exception):
    """A value that cannot be used: the diagnostic's code, its YAML node and a Chinese sentence that says why."""

    def __init__(self, code: str, node: yaml.Node, message: str) -> None:
        super().__init__(message)
        self.code, self.node, self.message = code, node, message


class SidecarReading(NamedTuple):
    """A sidecar without its invalid values, and the diagnostics about them."""

    sidecar: Sidecar
    diagnostics: list[Diagnostic]


def read_sidecar(source: Source) -> SidecarReading:
    """Return the sidecar in a source. Never raises; an empty file gives an empty sidecar."""
    reader = _Reader(source)
    values = reader.read()
    return SidecarReading(Sidecar(**values), reader.diagnostics)


class _Reader:
    """Reads one file and collects diagnostics; converters call its methods for nested values."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.diagnostics: list[Diagnostic] = []

    def read(self) -> dict[str, Any]:
        """Return the valid values of the file by key."""
        source = self.source
        if source.undecodable is not None or not source.encoding.startswith("utf-8") or source.size > MAX_BYTES:
            self._report("GK020", Span(0, 0), "附注文件不是 UTF-8 文本，或者超过 200 KB。")
            return {}
        try:
            if not self._is_allowed_yaml():
                return {}
            root = yaml.compose(source.text, yaml.CSafeLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            self._report("GK020", self._span_at(mark) if mark else Span(0, 0), "从这里起不是有效的 YAML。")
            return {}
        if root is None or (isinstance(root, yaml.ScalarNode) and not root.value):
            return {}
        if not isinstance(root, yaml.MappingNode):
            self._report("GK020", self._span_of(root), "这里应当是“键: 值”的形式。")
            return {}
        return self._convert(root, CONVERTERS)

    def _is_allowed_yaml(self) -> bool:
        """Return False, with a diagnostic, for a file with anchors, aliases, several documents or deep nesting.

        Reads the parser's events, so nothing is built from such a file.
        """
        depth = documents = 0
        for event in yaml.parse(self.source.text, yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                self._report("GK022", self._span_at(event.start_mark), "附注文件中不能使用锚点（&）和引用（*）。")
                return False
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                self._report(
                    "GK020", self._span_at(event.start_mark), "一个附注文件只能有一段内容，不能用 --- 再分段。"
                )
                return False
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                self._report("GK023", self._span_at(event.start_mark), f"嵌套超过 {MAX_DEPTH} 层。")
                return False
        return True

    def _convert(self, node: yaml.MappingNode, converters: dict[str, Converter]) -> dict[str, Any]:
        """Return the converted values of a mapping by key; unknown keys and invalid values give diagnostics."""
        values: dict[str, Any] = {}
        for name, (key, value) in self._entries(node).items():
            convert = converters.get(name)
            if convert is None:
                self._report("GK024", self._span_of(key), f"不认识的键“{_shortened(name)}”。")
                continue
            try:
                values[name] = convert(self, value)
            except _RefusedError as refused:
                self._report(refused.code, self._span_of(refused.node), f"{name}：{refused.message}")
        return values

    def _entries(self, node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """Return the key node and value node of each key; keys that are repeated or no text give diagnostics."""
        entries: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._report("GK025", self._span_of(key), "键须是文字。")
            elif key.value in entries:
                self._report("GK021", self._span_of(key), f"键“{_shortened(key.value)}”写了两次。")
            else:
                entries[key.value] = (key, value)
        return entries

    def records(
        self, node: yaml.Node, converters: dict[str, Converter], required: tuple[str, ...]
    ) -> Iterator[dict[str, Any]]:
        """Yield the converted values of each item of a list of mappings, without items that lack a required key."""
        if not isinstance(node, yaml.SequenceNode):
            raise _RefusedError("GK025", node, "须是列表，每项以“- ”开头。")
        for item in node.value:
            if not isinstance(item, yaml.MappingNode):
                raise _RefusedError("GK025", item, "每一项都须写成“键: 值”。")
            before = len(self.diagnostics)
            values = self._convert(item, converters)
            missing = [name for name in required if name not in values]
            if not missing:
                yield values
            elif len(self.diagnostics) == before:
                raise _RefusedError("GK025", item, f"缺少 {'、'.join(missing)}。")

    def pairs(self, node: yaml.Node) -> list[tuple[yaml.Node, yaml.Node]]:
        """Return the key nodes and value nodes of a mapping whose keys are free."""
        if not isinstance(node, yaml.MappingNode):
            raise _RefusedError("GK025", node, "须写成“键: 值”。")
        return list(self._entries(node).values())

    def _report(self, code: str, span: Span, message: str) -> None:
        self.diagnostics.append(diagnose(code, span, message))

    def _span_at(self, mark: Any) -> Span:
        starts = self.source.line_starts
        line = min(mark.line, len(starts) - 1)
        offset = min(starts[line] + mark.column, len(self.source.text))
        return Span(offset, min(offset + 1, len(self.source.text)))

    def _span_of(self, node: yaml.Node) -> Span:
        start, end = self._span_at(node.start_mark), self._span_at(node.end_mark)
        return Span(start.start, max(start.start, end.start))


Converter = Callable[[_Reader, yaml.Node], Any]
"""Returns the value of a node or raises `_RefusedError`."""


def _shortened(text: str) -> str:
    """Return at most 30 characters of a value, for a message."""
    return text if len(text) <= 30 else text[:29] + "…"


def _text(_: _Reader, node: yaml.Node) -> str:
    """Return a scalar exactly as it is written in the file."""
    if not isinstance(node, yaml.ScalarNode):
        raise _RefusedError("GK025", node, "须是一行文字，不能是列表或键值。")
    if not node.value.strip():
        raise _RefusedError("GK025", node, "值是空的；不需要时请删去这一行。")
    return str(node.value)


def _text_like(pattern: re.Pattern[str], what: str) -> Converter:
    """Return a converter for a scalar that the whole pattern matches; `what` names it in the message."""

    def convert(reader: _Reader, node: yaml.Node) -> str:
        value = _text(reader, node)
        if not pattern.fullmatch(value):
            raise _RefusedError("GK027", node, f"“{_shortened(value)}”不是{what}。")
        return value

    return convert


def _date(reader: _Reader, node: yaml.Node) -> date:
    """Return a date written like `2026-02-26`."""
    value = _text(reader, node)
    found = DATE.fullmatch(value)
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:
        raise _RefusedError("GK026", node, f"没有“{value}”这一天。") from None
    raise _RefusedError("GK026", node, f"“{_shortened(value)}”不是 2026-02-26 这样的日期。")


def _line_number(reader: _Reader, node: yaml.Node) -> int:
    value = _text(reader, node)
    if not re.fullmatch(r"[1-9]\d{0,7}", value):
        raise _RefusedError("GK025", node, f"“{_shortened(value)}”不是行号。")
    return int(value)


def _revisions(reader: _Reader, node: yaml.Node) -> tuple[Revision, ...]:
    original = _text_like(KEPT, "旧原文的文件名（通报文件名加 .r1、.r2，如 jia-xian-2025.r1.txt）")
    converters: dict[str, Converter] = {"date": _date, "reason": _text, "original": original}
    return tuple(Revision(**values) for values in reader.records(node, converters, ("date", "reason")))


def _suppressions(reader: _Reader, node: yaml.Node) -> tuple[Suppression, ...]:
    code = _text_like(CODE, "诊断编号（如 GK101）")
    converters: dict[str, Converter] = {"code": code, "reason": _text, "line": _line_number}
    return tuple(Suppression(**values) for values in reader.records(node, converters, ("code", "reason")))


def _aliases(reader: _Reader, node: yaml.Node) -> dict[str, str]:
    """Return the current anchor of each old anchor."""
    anchor = _text_like(ANCHOR, "问题的锚点（如 f-1a2b3c4d）")
    return {anchor(reader, key): anchor(reader, value) for key, value in reader.pairs(node)}


_identifier = _text_like(ID, "标识（小写字母、数字和连字符）")
CONVERTERS: dict[str, Converter] = {
    "id": _identifier,
    "unit": _text,
    "unit_id": _identifier,
    "region": _text_like(REGION, "六位区划代码"),
    "published": _date,
    "source_url": _text_like(WEB, "网址（http:// 或 https:// 开头）"),
    "source_name": _text,
    "aliases": _aliases,
    "previous": _identifier,
    "revisions": _revisions,
    "suppress": _suppressions,
    "withdrawn": _text,
}
"""The known keys of a sidecar, with the converter of each."""
