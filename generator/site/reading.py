"""Originals read once: a notice whose bytes, sidecar and parser are known comes from the cache, and without its tree.

What is kept of a notice are its facts and its diagnostics, as MessagePack, which is read back in a seventh of a
millisecond where parsing takes seven. The tree, which only the notice's own pages need, is read from the text again
when somebody asks for it.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec

from generator.checks import check_notice
from generator.diagnostics import Diagnostic
from generator.facts import model
from generator.facts.model import Fact, Notice
from generator.facts.read import read_notice
from generator.site.originals import Original
from generator.site.spread import Spread
from generator.site.store import Store, key_of, program
from generator.source import Source
from generator.syntax.parser import parse
from generator.syntax.tree import Node


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """A notice but for its text and tree, with what was noticed about it."""

    title: Fact[str] | None
    unit: model.Unit
    inspection: model.Inspection
    published: Fact[date] | None
    source_name: Fact[str] | None
    declared: tuple[model.Declared, ...]
    counted: model.Counted
    reconciliation: tuple[model.Reconciliation, ...]
    findings: tuple[model.Finding, ...]
    sections: tuple[model.Section, ...]
    contacts: model.Contacts
    diagnostics: tuple[Diagnostic, ...]


FACTS = tuple(name for name in Kept.__struct_fields__ if name != "diagnostics")
ENCODER = msgspec.msgpack.Encoder()
DECODER = msgspec.msgpack.Decoder(Kept)


class Unread(Node):
    """The tree of a text, parsed at the first look."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.kind, self.level, self.role, self.text = "document", 0, "", text

    def __getattr__(self, name: str) -> Any:
        if name != "children":
            raise AttributeError(name)
        self.children = parse(self.text).children
        return self.children


class Read(NamedTuple):
    """A notice as later stages need it. `facts` and `tree`, packed, save a worker from reading it again."""

    notice: Notice
    diagnostics: tuple[Diagnostic, ...]
    original: Original
    key: str
    facts: bytes
    tree: bytes | None


def read_all(originals: Sequence[Original], store: Store, spread: Spread) -> list[Read]:
    """The notices, in the order of the originals; those that are not in the store are parsed and put there."""
    keys = [_key(original) for original in originals]
    facts: dict[str, bytes] = {key: kept for key in keys if (kept := store.get(key)) is not None}
    trees: dict[str, bytes] = {}
    unknown = [(key, original) for key, original in zip(keys, originals, strict=True) if key not in facts]
    results = spread.start(examine, [original for _, original in unknown])
    for (key, _), (kept, tree) in zip(unknown, results(), strict=True):
        facts[key], trees[key] = kept, tree
        store.put(key, kept)
    return [_read(original, key, facts[key], trees.get(key)) for key, original in zip(keys, originals, strict=True)]


def examine(originals: list[Original]) -> list[tuple[bytes, bytes]]:
    """The facts and the tree of each, packed."""
    found = []
    for file, notice_id, data, sidecar in originals:
        notice = read_notice(Source(file, data), notice_id, sidecar)
        kept = Kept(diagnostics=tuple(check_notice(notice)), **{name: getattr(notice, name) for name in FACTS})
        found.append((ENCODER.encode(kept), pickle.dumps(notice.tree, pickle.HIGHEST_PROTOCOL)))
    return found


def unpacked(original: Original, replaced: tuple[model.Replaced, ...], facts: bytes, tree: bytes | None) -> Notice:
    """The notice of an original from its packed parts, tree and all, or with one that is parsed when it is needed."""
    return msgspec.structs.replace(_notice(original, DECODER.decode(facts), tree), replaced=replaced)


def _read(original: Original, key: str, facts: bytes, tree: bytes | None) -> Read:
    kept = DECODER.decode(facts)
    return Read(_notice(original, kept, None), kept.diagnostics, original, key, facts, tree)


def _notice(original: Original, kept: Kept, tree: bytes | None) -> Notice:
    source = Source(original.name, original.data)
    # Packed by `examine` a moment ago and never on a disk, so no stranger can have packed it.
    known = Unread(source.text) if tree is None else pickle.loads(tree)  # noqa: S301
    facts = {name: getattr(kept, name) for name in FACTS}
    return Notice(id=original.id, source=source, tree=known, sidecar=original.sidecar, **facts)


def _key(original: Original) -> str:
    return key_of(program(), original.id.encode(), ENCODER.encode(original.sidecar), original.data)
