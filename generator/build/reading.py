"""Originals read once: a notice whose bytes, sidecar and parser are known comes from the cache, and no more of it than is
asked for.

What is kept of a notice are its facts and its diagnostics, and apart from them its findings, as MessagePack. Most pages
list notices and need the facts alone; a page that shows findings opens them, in a tenth of a millisecond where parsing
takes several. The tree, which only the notice's own pages need, is read from the text again when somebody asks for it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple, cast, overload

import msgspec

from generator.build.memo import Content, Store, Stored, key_of, program
from generator.build.originals import Known, Memory, Original
from generator.build.pool import Spread
from generator.build.seen import Filed, Seen, settled
from generator.checks import check_notice
from generator.diagnostics import Diagnostic
from generator.facts import model
from generator.facts.model import Fact, Finding, Notice
from generator.facts.read import read_notice
from generator.facts.tally import Tally, tally_of
from generator.source import Source
from generator.syntax.parser import parse_text
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
TEXTS, SEEN = b"originals", b"seen"
"""The entries, one a program, that list the originals kept as files, by their hashes, and the states of the files they came from, by name."""
TEXT_FILES = msgspec.msgpack.Decoder(dict[str, Stored])
SEEN_FILES = msgspec.msgpack.Decoder(dict[str, Seen])


class Packed(NamedTuple):
    """A notice as the cache keeps it and workers hand it on. `tree` is None where it is to be parsed again."""

    facts: bytes
    findings: bytes
    tree: bytes | None = None


class Examined(NamedTuple):
    """The facts of a notice that was read, and all of it where the store could not keep it."""

    facts: bytes
    unkept: Packed | None


class Unread:
    """Stands for the tree of a text, which is parsed at the first look."""

    def __init__(self, source: Source) -> None:
        self._source = source

    @cached_property
    def _tree(self) -> Node:
        return parse_text(self._source.text)

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


class Shelf(Memory):
    """The notices that earlier builds read, by what they were read from."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.facts: dict[str, Kept] = {}
        packed, seen = store.get(key_of(TEXTS, program())), store.get(key_of(SEEN, program()))
        self.before = TEXT_FILES.decode(packed) if packed is not None else {}
        self.seen_before = SEEN_FILES.decode(seen) if seen is not None else {}
        self.texts: dict[str, Stored] = {}
        self.seen: dict[str, Seen] = {}
        self.begun = time.time_ns()

    def unchanged(self, name: str, state: os.stat_result) -> Source | None:
        """A file that is as it was, if the store holds what it held."""
        seen = self.seen_before.get(name)
        if seen is None or not seen.fits(state):
            return None
        text = self.before.get(seen.sha256)
        return Filed(name, seen, self.store.path + text.name) if text and self.store.has(text) else None

    def known(self, stem: str, source: Source, state: os.stat_result, about: bytes | None) -> Known:
        """What is kept of a file."""
        if settled(state, self.begun):
            self.seen[source.name] = Seen(
                state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino, source.sha256
            )
        parts = (stem.encode(), source.sha256.encode(), *(() if about is None else (about,)))
        key = key_of(program(), *parts)
        packed = self.store.get(key)
        if packed is None:
            return Known(key, None)
        kept = DECODER.decode(packed)
        self.facts[key] = kept
        return Known(key, (kept.id, kept.sidecar))

    def findings(self, original: Original) -> bytes:
        """The findings of a known notice; read again where the cache has lost them."""
        found = self.store.get(original.key + "-findings")
        if found is None:
            found = examine([original])[0].findings
            self.store.put(original.key + "-findings", found)
        return found

    def packed(self, original: Original) -> Packed:
        """All that is kept of a known notice; read again where the cache has lost it."""
        facts = self.store.get(original.key)
        if facts is None:
            return examine([original])[0]
        return Packed(facts, self.findings(original), self.store.get(original.key + "-tree"))

    def text(self, original: Original) -> Content:
        """The original as a file of the store, to be published."""
        digest = original.source.sha256
        known = self.before.get(digest)
        file: Content = known if known and self.store.has(known) else self._put(original)
        if isinstance(file, Stored):
            self.texts[digest] = file
        return file

    def remember(self) -> None:
        """Say in the store which originals it holds, and what state their files were in."""
        if self.texts != self.before:
            self.store.put(key_of(TEXTS, program()), ENCODER.encode(self.texts))
        if self.seen != self.seen_before:
            self.store.put(key_of(SEEN, program()), ENCODER.encode(self.seen))

    def _put(self, original: Original) -> Content:
        return self.store.put_file(f"{original.source.sha256}.txt", original.source.data)


def read_all(originals: Sequence[Original], shelf: Shelf, spread: Spread) -> list[Read]:
    """The notices, in the order of the originals; those that are not on the shelf are parsed and put there."""
    asked = [original for original in originals if original.key not in shelf.facts]
    if spread.shares_disk:
        results = spread.start(examine_and_keep, asked, str(shelf.store.folder))()
    else:
        pairs = zip(asked, spread.start(examine, asked)(), strict=True)
        results = (kept(original, packed, shelf.store) for original, packed in pairs)
    unkept: dict[str, Packed] = {}
    for original, examined in zip(asked, results, strict=True):
        shelf.facts[original.key] = DECODER.decode(examined.facts)
        if examined.unkept:
            unkept[original.key] = examined.unkept
    return [_read(original, shelf, unkept.get(original.key)) for original in originals]


def examine_and_keep(originals: list[Original], folder: str) -> list[Examined]:
    """The same as `examine`, put into the store in `folder`, so that it need not travel."""
    store = Store(Path(folder))
    return [kept(original, examine([original])[0], store) for original in originals]


def kept(original: Original, packed: Packed, store: Store) -> Examined:
    """A notice that was read, put into the store."""
    parts = (("", packed.facts), ("-findings", packed.findings), ("-tree", packed.tree or b""))
    whole = all(store.put(original.key + part, content) for part, content in parts)
    return Examined(packed.facts, None if whole else packed)


def examine(originals: list[Original]) -> list[Packed]:
    """Facts, findings and tree of each, packed."""
    found = []
    for original in originals:
        notice = read_notice(original.source, original.id, original.sidecar)
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
    known = shelf.facts[original.key]
    for part in ("", "-findings", "-tree"):
        shelf.store.keep(original.key + part)
    load = (lambda: unkept.findings) if unkept else (lambda: shelf.findings(original))
    notice = _notice(original, known, Unopened(known.tally.outcomes.findings, load), None)
    packed = (lambda: unkept) if unkept else (lambda: shelf.packed(original))
    return Read(notice, known.diagnostics, known.tally, original, original.key, packed)


def _notice(original: Original, kept: Kept, findings: Sequence[Finding], tree: bytes | None) -> Notice:
    source = original.source
    known = cast(Node, Unread(source)) if tree is None else TREE.decode(tree)
    facts = {name: getattr(kept, name) for name in FACTS}
    return Notice(source=source, tree=known, findings=findings, **facts)
