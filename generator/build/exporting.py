"""Data files, of which a build makes only what the cache does not know: the segments that changed, and the files they are in.

Three kinds of file come of a library. Those with a piece from every segment (CSV, JSON, NDJSON, the calendar) are put
together from pieces; the database is continued (generator/build/database.py); feeds are made of their newest notices.
Each is kept under a hash of all that decides it, so that the bytes never depend on what was known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

import msgspec

from generator import exports
from generator.build.database import MADE_BY, Database
from generator.build.export_store import Exported, Index, Large, Pair, Places, Segment, usable
from generator.build.folder import Folder
from generator.build.large import link, unchanged
from generator.build.memo import Content, Store, Stored, key_of, program
from generator.build.parts import Part
from generator.build.reading import Read
from generator.exports import calendar, discovery, feeds, json, manifest, sqlite
from generator.exports.manifest import Entry, entry
from generator.exports.model import File, Published, Site
from generator.exports.packed import packed
from generator.exports.pieces import EVENTS, LINES, RECORDS, Piece, Whole, filed, pieces, wholes, year_file
from generator.exports.segments import segments
from generator.facts.model import Notice
from generator.library import Library

DATABASE = "全部数据表、索引与全文检索（SQLite 数据库）"
CERTAIN = 1.25
"""How far over the limit a file must promise to be, judged by one segment."""
EVENT_LIST = msgspec.msgpack.Decoder(list[calendar.Event])
ENCODER = msgspec.msgpack.Encoder()


def exported(
    library: Library, keys: Mapping[str, str], site: Site, as_of: date | None, store: Store, target: Folder
) -> Exported:
    """The same as `export`, with all that it changed."""
    before = set(target.names)
    listed = export(library, keys, site, as_of, store, target)
    return Exported(listed, {path: put for path, put in list(target.names.items()) if path not in before}, store.used)


def export(
    library: Library, keys: Mapping[str, str], site: Site, as_of: date | None, store: Store, target: Folder
) -> list[Entry]:
    """Put every file that the site offers besides its pages into the folder `target`; the entries of those that lists name.

    `keys` gives for each notice id a hash of all that decides what is published of it.
    """
    if not library.notices:
        return []  # a site without notices has no data page and nothing to offer
    with usable(store) as (held, work), closing(Places(held, target)) as places:
        exporter = Exporter(Published(library, site, as_of), keys, work, places)
        entries = exporter.export()
        exporter.remember()
        return entries


def notice_keys(read: Sequence[Read], library: Library) -> dict[str, str]:
    """For each notice id what `export` asks for: a hash of its file, its sidecar, its originals, and what the public may
    read about it."""
    keys: dict[str, str] = {}
    for each in read:
        shown = [found for found in library.diagnostics.get(each.notice.id, ()) if found.published]
        keys[each.notice.id] = key_of(each.key.encode(), ENCODER.encode((shown, each.notice.replaced)))
    return keys


class Exporter:
    """One export: what it is made from, what is known, where it goes."""

    def __init__(self, published: Published, keys: Mapping[str, str], work: Path, places: Places) -> None:
        self.published, self.site, self.notice_keys = published, published.site, keys
        self.store, self.work, self.places = places.store, work, places
        self.cut = segments(published.notices)
        self.keys = [_key("segment", self.site.url or "", *self._told(notices)) for notices in self.cut]
        self.size = sum(notice.source.size for notice in published.notices)
        self.before: list[int] = []
        self.segments: list[Segment] = []
        self.index_key = _key("index")
        self.known, self.used = self._index(), Index({}, {}, {})

    def export(self) -> list[Entry]:
        """Write everything; the entries of the files that lists name."""
        settled = _key("database", *self.keys, ENCODER.encode(sqlite.of_all(self.published)).hex())
        placed = self._placed(settled)
        database = Database(self.keys, self.store, self.work)
        self._segments(None if placed else database)
        listed = [entry for whole, of in self._wholes() for entry in self._whole(whole, of)]
        listed.append(self._write(json.schema_file()))
        if placed is None:
            made = database.write(self.published, self.places.parts)
            placed = self._keep(settled, made.parts, made.rows, DATABASE)
            if kept := self.used.larges.get(settled):
                database.remember([part.file for part in kept])
        listed += placed
        listed += self._feeds()
        for file in (self._calendar(), discovery.opensearch(self.site)):
            listed += [self._write(file)] if file else []
        listed.append(self._write(manifest.checksums(listed)))
        listed.append(self._write(manifest.index(self.published, listed[:-1])))
        return listed

    def remember(self) -> None:
        """Say in the store what it holds now."""
        self.store.put(self.index_key, ENCODER.encode(self.used))

    def _index(self) -> Index:
        kept = self.store.get(self.index_key)
        return msgspec.msgpack.decode(kept, type=Index) if kept is not None else Index({}, {}, {})

    def _told(self, notices: Sequence[Notice]) -> list[str]:
        """What decides all that is published of the notices."""
        return [part for notice in notices for part in (notice.id, self.notice_keys[notice.id])]

    # Segments

    def _segments(self, database: Database | None) -> None:
        """Every segment, made where it is not known, and added to the database where that needs it."""
        before = 0
        for at, key in enumerate(self.keys):
            self.before.append(before)
            part = self._part(at)
            before += part.findings
            segment = self.known.segments.get(key)
            if segment is None or not all(self.places.there(content) for content in segment.files.values()):
                segment = self._made(key, part)
            self.segments.append(segment)
            self.used.segments[key] = segment
            if database and database.needs(at):
                database.add(at, part)
            for path, content in segment.files.items():
                self.places.place(content, path)

    def _part(self, at: int) -> Published:
        return self.published.part(self.cut[at], self.before[at])

    def _made(self, key: str, part: Published) -> Segment:
        found = pieces(part)
        kept: dict[str, Content] = {}
        for name, piece in found.items():
            if self._will_be_packed(name, piece, part):
                self.store.put(self._packed_key(key, name), packed(piece.data, exports.QUICK))
            else:
                kept[name] = self.store.put_file(f"{key}-{name}", piece.data)
        return Segment(
            filed(part),
            {name: piece.rows for name, piece in found.items()},
            {name: len(piece.data) for name, piece in found.items()},
            kept,
            {
                file.path: self.store.put_file(f"{key}-{Path(file.path).name}", file.data)
                for file in json.notice_files(part)
            },
        )

    def _will_be_packed(self, name: str, piece: Piece, part: Published) -> bool:
        """Whether the piece's file promises to be too large, so that the piece itself need not be kept."""
        own = sum(notice.source.size for notice in part.notices)
        return not name.endswith(".gz") and len(piece.data) * self.size > exports.LARGEST * own * CERTAIN

    def _piece(self, at: int, name: str) -> bytes:
        """What a segment gives to a file; made again where the store does not have it."""
        content = self.segments[at].pieces.get(name)
        if isinstance(content, bytes):
            return content
        if content and self.places.there(content):
            with suppress(OSError):
                return (self.store.folder / content.name).read_bytes()
        found = pieces(self._part(at))[name].data
        self.segments[at].pieces[name] = self.store.put_file(f"{self.keys[at]}-{name}", found)
        return found

    def _packed_piece(self, at: int, name: str) -> bytes:
        key = self._packed_key(self.keys[at], name)
        found = self.store.get(key)
        if found is None:
            found = packed(self._piece(at, name), exports.QUICK)
            self.store.put(key, found)
        return found

    def _packed_key(self, key: str, name: str) -> str:
        return _key("packed", key, name)

    def _needed(self, at: int, name: str, large: bool) -> None:
        """Keep a piece for the next build, though this one has no use for it."""
        content = self.segments[at].pieces.get(name)
        if large:
            self.store.keep(self._packed_key(self.keys[at], name))
        elif isinstance(content, Stored):
            self.store.note([content.name])

    # Files made of pieces

    def _wholes(self) -> Iterator[tuple[Whole, list[int]]]:
        """Each file with the segments that have a piece for it."""
        years: dict[str, list[int]] = {}
        for at, segment in enumerate(self.segments):
            if LINES in segment.rows:
                years.setdefault(segment.year, []).append(at)
        for whole in wholes():
            yield whole, [at for at, segment in enumerate(self.segments) if whole.piece in segment.rows]
            if whole.piece == RECORDS:
                for year in sorted(years, key=lambda year: (year == "undated", -int(year) if year.isdigit() else 0)):
                    yield year_file(year), years[year]

    def _whole(self, whole: Whole, of: Sequence[int]) -> list[Entry]:
        """The file, put together from the pieces of these segments unless it is known."""
        key = _key("whole", whole.path, *(self.keys[at] for at in of))
        if placed := self._placed(key):
            for at in of:
                self._needed(at, whole.piece, placed[0].path not in (whole.path, f"{whole.path}.001"))
            return placed
        size = sum(self.segments[at].sizes[whole.piece] for at in of) + len(whole.between) * (len(of) - 1)
        large = not whole.path.endswith(".gz") and size + len(whole.head) + len(whole.tail) > exports.LARGEST
        piece: Callable[[int, str], bytes] = self._packed_piece if large else self._piece
        out = self.places.parts(f"{whole.path}.gz" if large else whole.path)
        head, between, tail = (
            packed(each, exports.QUICK) if large and each else each for each in (whole.head, whole.between, whole.tail)
        )
        out.write(head if of else whole.empty)
        for number, at in enumerate(of):
            data = piece(at, whole.piece)
            if not out.fits(len(between) + len(data)):
                out.turn()
            out.write((between if number else b"") + data)
        out.write(tail if of else b"")
        rows = sum(self.segments[at].rows[whole.piece] for at in of)
        return self._keep(key, out.close(), rows, whole.text)

    def _calendar(self) -> File | None:
        of = [at for at, segment in enumerate(self.segments) if EVENTS in segment.rows]
        events = (event for at in of for event in EVENT_LIST.decode(self._piece(at, EVENTS)))
        return calendar.calendar_file(self.site, self.published.as_of, events)

    def _feeds(self) -> Iterator[Entry]:
        """Feeds written; the entries of those of the whole site."""
        site = ENCODER.encode(self.site).hex()
        for feed in feeds.feeds(self.published):
            key = _key("feed", site, feed.folder, feed.title, *self._told(feed.notices))
            pair = self.known.pairs.get(key)
            if pair is None or not all(self.places.there(content) for content in pair.files):
                files = feeds.feed_files(self.published, feed)
                contents = tuple(self.store.put_file(f"{key}-{Path(file.path).name}", file.data) for file in files)
                pair = Pair(tuple(entry(file) for file in files), contents)
            self.used.pairs[key] = pair
            for each, content in zip(pair.entries, pair.files, strict=True):
                self.places.place(content, each.path)
                if "/" not in each.path:
                    yield each

    # Files

    def _keep(self, key: str, parts: Sequence[Part], rows: int, text: str) -> list[Entry]:
        """Keep a file that was written; the entries of its parts, of which the first says how many rows the whole has."""
        if parts[0].path.endswith((".gz", ".gz.001")) and "gzip" not in text:
            text = f"{text}，gzip 压缩"
        larges: list[Large] = []
        entries: list[Entry] = []
        for number, part in enumerate(parts, 1):
            said = text if len(parts) == 1 else f"{text}，第 {number} 部分，共 {len(parts)} 部分"
            found = Entry(part.path, part.size, part.digest.hex(), rows if number == 1 else None, said)
            entries.append(found)
            made = self.places.target.root / part.path
            if file := link(self.store, made, f"{key}-{made.name}", part.digest):
                larges.append(Large(found, file))
        if len(larges) == len(parts):
            self.used.larges[key] = tuple(larges)
        return entries

    def _placed(self, key: str) -> list[Entry] | None:
        """The entries of a known file, whose parts are put in their places."""
        known = self.known.larges.get(key)
        if known is None or not all(unchanged(self.store, part.file) for part in known):
            return None
        self.used.larges[key] = known
        for part in known:
            self.places.place(part.file, part.entry.path)
        return [part.entry for part in known]

    def _write(self, file: File) -> Entry:
        self.places.new(file.path).write_bytes(file.data)
        return entry(file)


def _key(*parts: str) -> str:
    return key_of(program(), MADE_BY, *(part.encode() for part in parts))
