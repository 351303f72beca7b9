"""Originals read once: a notice whose bytes, sidecar and parser are known comes from the cache, and no more of it than is
asked for.

What is kept of a notice are its facts and its diagnostics, and apart from them its findings, as MessagePack. Most pages
list notices and need the facts alone; a page that shows findings opens them, in a tenth of a millisecond where parsing
takes several. The tree, which only the notice's own pages need, is read from the text again when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, cast, overload

import msgspec

from generator.checks import check_notice
from generator.diagnostics import Diagnostic
from generator.facts import model
from generator.facts.model import Fact, Finding, Notice
from generator.facts.read import read_notice
from generator.facts.tally import Tally, tally_of
from generator.site.originals import Known, Original
from generator.site.spread import Spread
from generator.site.store import Content, Store, Stored, key_of, program
from generator.source import Source
from generator.syntax.parser import parse
from generator.syntax.tree import Node


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """A notice but for its text, tree and findings, with what was noticed about it."""

    id: str
    sidecar: model.Sidecar
    title: Fact[str] | None
    unit: model.Unit
    inspection: model.Inspection
    published: Fact[date] | None
    source_name: Fact[str] | None
    declared: tuple[model.Declared, ...]
    counted: model.Counted
    reconciliation: tuple[model.Reconciliation, ...]
    sections: tuple[model.Section, ...]
    contacts: model.Contacts
    tally: Tally
    diagnostics: tuple[Diagnostic, ...]


FACTS = tuple(name for name in Kept.__struct_fields__ if name not in ("tally", "diagnostics"))
ENCODER = msgspec.msgpack.Encoder()
DECODER = msgspec.msgpack.Decoder(Kept)
FINDINGS = msgspec.msgpack.Decoder(tuple[Finding, ...])
TREE = msgspec.msgpack.Decoder(Node)
TEXTS = "originals"
"""The entry that lists the originals kept as files."""
TEXT_FILES = msgspec.msgpack.Decoder(dict[str, Stored])


class Packed(NamedTuple):
    """A notice as the cache keeps it and workers hand it on. `tree` is None where it is to be parsed again."""

    facts: bytes
    findings: bytes
    tree: bytes | None = None


class Unread:
    """Stands for the tree of a text, which is parsed at the first look."""

    def __init__(self, source: Source) -> None:
        self._source = source

    @cached_property
    def _tree(self) -> Node:
        return parse(self._source.text)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._tree, name)


class Unopened(Sequence[Finding]):
    """The findings of a notice, unpacked when they are looked at. How many there are is known without."""

    def __init__(self, count: int, load: Callable[[], bytes]) -> None:
        self._count, self.load = count, load

    @property
    def _opened(self) -> tuple[Finding, ...]:
        return opened(self)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._opened) if self._count else iter(())

    @overload
    def __getitem__(self, at: int) -> Finding: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, at: int | slice) -> Finding | tuple[Finding, ...]:
        return self._opened[at]


@lru_cache(maxsize=256)
def opened(findings: Unopened) -> tuple[Finding, ...]:
    """The findings. A site of thousands of notices is looked at notice by notice, so those looked at last are enough."""
    return FINDINGS.decode(findings.load())


class Read(NamedTuple):
    """A notice as later stages need it. `packed` gives what a worker needs to have it too."""

    notice: Notice
    diagnostics: tuple[Diagnostic, ...]
    tally: Tally
    original: Original
    key: str
    packed: Callable[[], Packed]


class Shelf:
    """The notices that earlier builds read, by what they were read from."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.facts: dict[str, tuple[bytes, Kept]] = {}
        packed = store.get(TEXTS)
        self.before = TEXT_FILES.decode(packed) if packed is not None else {}
        self.texts: dict[str, Stored] = {}

    def known(self, stem: str, data: bytes, about: bytes | None) -> Known:
        """What is kept of a file (`originals.gather` asks)."""
        parts = (stem.encode(), data) if about is None else (stem.encode(), data, about)
        key = key_of(program(), *parts)
        packed = self.store.get(key)
        if packed is None:
            return Known(key, None)
        kept = DECODER.decode(packed)
        self.facts[key] = packed, kept
        return Known(key, (kept.id, kept.sidecar))

    def findings(self, original: Original) -> bytes:
        """The findings of a known notice; read again where the cache has lost them."""
        found = self.store.get(original.key + "-findings")
        if found is None:
            found = examine([original])[0].findings
            self.store.put(original.key + "-findings", found)
        return found

    def put(self, key: str, packed: Packed) -> bool:
        """Keep a notice that was read; whether all of it is kept."""
        parts = ((key, packed.facts), (key + "-findings", packed.findings), (key + "-tree", packed.tree or b""))
        return all(self.store.put(name, content) for name, content in parts)

    def packed(self, original: Original, facts: bytes) -> Packed:
        """All that is kept of a known notice."""
        return Packed(facts, self.findings(original), self.store.get(original.key + "-tree"))

    def text(self, original: Original) -> Content:
        """The original as a file of the store, to be published."""
        known = self.before.get(original.key)
        file: Content = known if known and self.store.has(known) else self._put(original)
        if isinstance(file, Stored):
            self.texts[original.key] = file
        return file

    def remember(self) -> None:
        """Say in the store which originals it holds."""
        if self.texts == self.before:
            self.store.keep(TEXTS)
        else:
            self.store.put(TEXTS, ENCODER.encode(self.texts))

    def _put(self, original: Original) -> Content:
        return self.store.put_file(f"{original.key}.txt", original.data)


def read_all(originals: Sequence[Original], shelf: Shelf, spread: Spread) -> list[Read]:
    """The notices, in the order of the originals; those that are not on the shelf are parsed and put there."""
    asked = [original for original in originals if original.key not in shelf.facts]
    unkept: dict[str, Packed] = {}
    for original, packed in zip(asked, spread.start(examine, asked)(), strict=True):
        shelf.facts[original.key] = packed.facts, DECODER.decode(packed.facts)
        if not shelf.put(original.key, packed):
            unkept[original.key] = packed
    return [_read(original, shelf, unkept.get(original.key)) for original in originals]


def examine(originals: list[Original]) -> list[Packed]:
    """Facts, findings and tree of each, packed."""
    found = []
    for original in originals:
        notice = read_notice(Source(original.name, original.data), original.id, original.sidecar)
        facts = {name: getattr(notice, name) for name in FACTS}
        kept = Kept(tally=tally_of(notice), diagnostics=tuple(check_notice(notice)), **facts)
        tree = ENCODER.encode(notice.tree)
        found.append(Packed(ENCODER.encode(kept), ENCODER.encode(notice.findings), tree))
    return found


def unpacked(original: Original, replaced: tuple[model.Replaced, ...], packed: Packed) -> Notice:
    """The notice of an original from its packed parts, tree and all, or with one that is parsed when it is needed."""
    kept = DECODER.decode(packed.facts)
    notice = _notice(original, kept, FINDINGS.decode(packed.findings), packed.tree)
    return msgspec.structs.replace(notice, replaced=replaced)


def _read(original: Original, shelf: Shelf, unkept: Packed | None) -> Read:
    facts, kept = shelf.facts[original.key]
    for part in ("-findings", "-tree"):
        shelf.store.keep(original.key + part)
    load = (lambda: unkept.findings) if unkept else (lambda: shelf.findings(original))
    notice = _notice(original, kept, Unopened(kept.tally.outcomes.findings, load), None)
    packed = (lambda: unkept) if unkept else (lambda: shelf.packed(original, facts))
    return Read(notice, kept.diagnostics, kept.tally, original, original.key, packed)


def _notice(original: Original, kept: Kept, findings: Sequence[Finding], tree: bytes | None) -> Notice:
    source = Source(original.name, original.data)
    known = cast(Node, Unread(source)) if tree is None else TREE.decode(tree)
    facts = {name: getattr(kept, name) for name in FACTS}
    return Notice(source=source, tree=known, findings=findings, **facts)
