"""Sidecars written by `gongkai add`: a new one, or one with a correction more.

A correction is added to the text of a sidecar as a few lines, everything else stays as the office wrote it. The result is
read again and must say what it said before plus the new correction; where lines cannot simply be added (an empty list, a
list on one line), the sidecar is for a person to edit.
"""

from __future__ import annotations

import re

import msgspec
import yaml

from generator.facts.model import Revision
from generator.intake.model import RefusedFileError
from generator.sidecar import read_sidecar
from generator.source import Source

YAML_LINE = re.compile("[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029])|[^\r\n\x85\u2028\u2029]+")
"""Lines as YAML 1.1 counts them."""


def sidecar_bytes(values: dict[str, str]) -> bytes:
    """Return a sidecar with these values."""
    return to_yaml(values).encode("utf-8")


def to_yaml(values: dict[str, str]) -> str:
    """Return values as YAML, each on one line: none is so long that it would be cut."""
    text: str = yaml.dump(values, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1_000_000)
    return text


def sidecar_faults(values: dict[str, str]) -> list[str]:
    """Return what the reader of sidecars says against these values, as Chinese sentences."""
    return [found.message for found in read_sidecar(Source("", sidecar_bytes(values))).diagnostics] if values else []


def add_revision(data: bytes, revision: Revision) -> bytes:
    """Return a sidecar with a correction behind those it has. Raises RefusedFileError with GK047."""
    source = Source("", data)
    before = read_sidecar(source)
    if before.diagnostics:
        raise RefusedFileError("GK047", f"附注文件有误：{before.diagnostics[0].message}")
    newline = "\r\n" if "\r\n" in source.text else "\n"
    changed = _insert(source.text, revision, newline).encode("utf-8")
    after = read_sidecar(Source("", changed))
    wanted = msgspec.structs.replace(before.sidecar, revisions=(*before.sidecar.revisions, revision))
    if after.diagnostics or after.sidecar != wanted:
        raise RefusedFileError("GK047", "附注文件的写法不能只靠加几行来补上更正说明。")
    return changed


def _insert(text: str, revision: Revision, newline: str) -> str:
    """Return the text with the lines of a correction where they probably belong; the caller checks it by reading it."""
    root = yaml.compose(text, yaml.CSafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    revisions = next((value for key, value in pairs if key.value == "revisions"), None)
    if revisions is None:
        whole = text if not text or text.endswith("\n") else text + newline
        return f"{whole}revisions:{newline}{_item(revision, 2, newline)}"
    if not isinstance(revisions, yaml.SequenceNode) or revisions.flow_style or not revisions.value:
        raise RefusedFileError("GK047", "附注里的 revisions 没有写成每项一段。")
    lines = YAML_LINE.findall(text)
    last = _last_scalar(revisions).end_mark
    at = last.line + (last.column > 0)
    if at >= len(lines) and not text.endswith("\n"):
        lines[-1] += newline
    return "".join([*lines[:at], _item(revision, revisions.start_mark.column, newline), *lines[at:]])


def _last_scalar(node: yaml.Node) -> yaml.ScalarNode:
    """Return the scalar that ends a node; the ends of lists and mappings include what follows them."""
    while not isinstance(node, yaml.ScalarNode):
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def _item(revision: Revision, indent: int, newline: str) -> str:
    """Return a correction as the lines of an item of a block list."""
    values = {"date": revision.date.isoformat(), "reason": revision.reason}
    if revision.original is not None:
        values["original"] = revision.original
    first, *rest = to_yaml(values).rstrip("\n").split("\n")
    pad = " " * indent
    return "".join([f"{pad}- {first}{newline}", *(f"{pad}  {line}{newline}" for line in rest)])
