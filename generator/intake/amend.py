"""A correction added to a sidecar: its text with a few lines more, everything else as the office wrote it.

The result is read again and must say what it said before plus the new correction; where lines cannot simply be added (an
empty list, a list on one line), the sidecar is for a person to edit.
"""

from __future__ import annotations

import re

import msgspec
import yaml

from generator.facts.model import Revision
from generator.intake.model import RefusedError
from generator.sidecar import read_sidecar
from generator.source import Source

KEY = "revisions"
YAML_LINE = re.compile("[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029])|[^\r\n\x85\u2028\u2029]+")
"""Lines as YAML 1.1 counts them."""


def with_revision(data: bytes, revision: Revision) -> bytes:
    """The sidecar with the correction behind those it has. Raises RefusedError with GK047."""
    source = Source("", data)
    before = read_sidecar(source)
    if before.diagnostics:
        raise RefusedError("GK047", f"附注文件有误：{before.diagnostics[0].message}")
    newline = "\r\n" if "\r\n" in source.text else "\n"
    changed = _added(source.text, revision, newline).encode("utf-8")
    after = read_sidecar(Source("", changed))
    wanted = msgspec.structs.replace(before.sidecar, revisions=(*before.sidecar.revisions, revision))
    if after.diagnostics or after.sidecar != wanted:
        raise RefusedError("GK047", "附注文件的写法不能只靠加几行来补上更正说明。")
    return changed


def _added(text: str, revision: Revision, newline: str) -> str:
    """The text with the lines of the correction where they probably belong; whether they do is seen by reading it."""
    root = yaml.compose(text, yaml.CSafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    found = next((value for key, value in pairs if key.value == KEY), None)
    lines = YAML_LINE.findall(text)
    if found is None:
        whole = text if not text or text.endswith("\n") else text + newline
        return whole + f"{KEY}:{newline}" + _lines(revision, 2, newline)
    if not isinstance(found, yaml.SequenceNode) or found.flow_style or not found.value:
        raise RefusedError("GK047", "附注里的 revisions 没有写成每项一段。")
    last = _last_scalar(found).end_mark
    at = last.line + (last.column > 0)
    if at >= len(lines) and not text.endswith("\n"):
        lines[-1] += newline
    new = _lines(revision, found.start_mark.column, newline)
    return "".join([*lines[:at], new, *lines[at:]])


def _last_scalar(node: yaml.Node) -> yaml.ScalarNode:
    """The scalar that ends a node; the ends of lists and mappings include what follows them."""
    while not isinstance(node, yaml.ScalarNode):
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def _lines(revision: Revision, indent: int, newline: str) -> str:
    """The correction as an item of a block list."""
    item = {"date": revision.date.isoformat(), "reason": revision.reason}
    if revision.original is not None:
        item["original"] = revision.original
    # No reason is so long that it would be cut into lines.
    dumped = yaml.dump(item, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1_000_000)
    pad = " " * indent
    return "".join(
        f"{pad}{'- ' if i == 0 else '  '}{line}{newline}" for i, line in enumerate(dumped.rstrip("\n").split("\n"))
    )
