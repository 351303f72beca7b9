"""What a page is planned from decides its bytes: whatever happens to a library, equal inputs make equal pages."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache

import msgspec
import pytest

from generator.checks import check_library, check_notice
from generator.diagnostics import sort_diagnostics
from generator.facts.model import Notice, Replaced, Revision, Sidecar
from generator.facts.read import read_notice
from generator.library import Library
from generator.pages import listing, overview, promises, quality, rows, topics, unit
from generator.pages.planned import Planned
from generator.pages.render import PageSet
from generator.pages.surroundings import surroundings
from generator.source import Source
from tests.corpus.make import make

Collection = dict[str, tuple[str, Sidecar]]
"""Text and sidecar by id."""
START = date(2024, 1, 15)
REGIONS = ("430626", "430600", "430621", "510821", "429004")


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every list is cut, and every bound reached, by some thirty notices."""
    for module, name, value in (
        (listing, "NOTICES_A_PAGE", 4),
        (listing, "NOTICES_OF_A_REGION", 3),
        (listing, "UNITS_A_PAGE", 2),
        (listing, "MOST_UNITS", 9),
        (listing, "MOST_UNITS_OF_A_PLACE", 5),
        (listing, "MOST_PLACES", 6),
        (overview, "CHANGES_A_PAGE", 4),
        (overview, "FILES_A_PAGE", 4),
        (rows, "CHECKS_A_PAGE", 4),
        (quality, "MOST_DIFFERING", 3),
        (topics, "MOST_UNITS", 3),
        (topics, "MOST_PRINTED", 6),
        (topics, "UNITS_A_PAGE", 2),
        (unit, "NOTICES_A_PAGE", 1),
        (unit, "MOST_LISTED", 9),
        (unit, "MOST_MARKS", 12),
        (promises, "MOST_LISTED", 6),
        (promises, "QUOTAS", (3, 1, 1, 1)),
    ):
        monkeypatch.setattr(module, name, value)


@cache
def texts() -> tuple[str, ...]:
    """Notices of several units, some with promises and citations."""
    promises = ("2026年底前完成整改", "2024年12月底前制定《差旅费管理办法》", "2025年6月底前按《公务接待办法》清退")
    return tuple(
        each.text.replace("建立常态化督查机制，每季度通报一次", promises[at % 3])
        for at, each in enumerate(make(24, seed=5))
    )


def base() -> Collection:
    """Thirty notices: units with several, undated ones, one withdrawn, one corrected, one that follows another."""
    found: Collection = {}
    for at in range(30):
        text = texts()[at % 6 if at % 2 else at % len(texts())]
        found[f"n{at:02}"] = (
            text,
            Sidecar(
                published=None if at % 11 == 7 else START + timedelta(days=17 * at),
                region=REGIONS[at % len(REGIONS)],
                unit_id=f"unit-{at % 12}",
                unit=f"第{at % 12}单位",
                withdrawn="应发布单位要求" if at == 9 else None,
                previous="n02" if at == 14 else None,
                revisions=(Revision(date(2025, 3, 1), "更正一处数字"),) if at == 4 else (),
            ),
        )
    # A notice that names no unit leads to its unit's page only while another names that unit.
    day = START + timedelta(days=100)
    bare = "一、问题整改\n1.报销审核不严。\n整改情况：一是清退。\n"
    found["bare"] = bare, Sidecar(published=day, unit_id="lonely", region="430626")
    found["namer"] = texts()[3], Sidecar(published=date(2026, 1, 1), unit_id="lonely", unit="独有单位", region="510821")
    return found


@cache
def read(notice_id: str, text: str, packed: bytes) -> Notice:
    sidecar = msgspec.msgpack.decode(packed, type=Sidecar)
    return read_notice(Source(f"{notice_id}.txt", text.encode()), notice_id, sidecar)


def library_of(collection: Collection) -> Library:
    notices = [read(key, text, msgspec.msgpack.encode(sidecar)) for key, (text, sidecar) in collection.items()]
    across = check_library(notices)
    noted = {n.id: tuple(sort_diagnostics([*check_notice(n), *across.get(n.id, ())])) for n in notices}
    return Library(notices, noted)


def key_of(library: Library, page: Planned) -> bytes:
    """As a build has it: of a notice its bytes and its sidecar."""
    decided = library.notices if page.notices is None else page.notices
    keys = [(notice.id, notice.source.sha256, notice.sidecar) for notice in decided]
    return msgspec.msgpack.encode((page.path, keys, page.extra))


def made(library: Library, search: bool = True, as_of: str | None = None) -> dict[str, tuple[bytes, bytes]]:
    """Path -> key and bytes of every page; of a notice's own page all that the library says for it."""
    newest = library.newest_date
    page_set = PageSet(library, as_of or (newest.isoformat() if newest else None), search=search)
    pages = list(page_set.planned())
    found = {page.path: (key_of(library, page), msgspec.msgpack.encode(page.make())) for page in pages}
    assert len(found) == len(pages)
    for notice in library.notices:
        noted = [diagnostic for diagnostic in library.diagnostics.get(notice.id, ()) if diagnostic.published]
        around = surroundings(library, notice, page_set.across)
        key = (notice.source.sha256, notice.sidecar, notice.replaced, noted, around)
        plan = page_set.plan(notice)
        found[f"notices/{notice.id}"] = msgspec.msgpack.encode(key), msgspec.msgpack.encode(plan)
    return found


def unsound(before: dict[str, tuple[bytes, bytes]], after: dict[str, tuple[bytes, bytes]]) -> list[str]:
    """Pages whose bytes changed although what they are planned from did not."""
    return [
        path
        for path, (key, page) in after.items()
        if path in before and before[path][0] == key and before[path][1] != page
    ]


def altered(collection: Collection, key: str, text: str | None = None, **sidecar: object) -> Collection:
    old, known = collection[key]
    return collection | {key: (old if text is None else text, msgspec.structs.replace(known, **sidecar))}


def without(collection: Collection, key: str) -> Collection:
    return {name: value for name, value in collection.items() if name != key}


def added(collection: Collection, key: str = "new", **sidecar: object) -> Collection:
    known = Sidecar(published=date(2026, 2, 1), unit_id="unit-3", unit="第3单位", region="430626")
    return collection | {key: (texts()[7], msgspec.structs.replace(known, **sidecar))}


CHANGES: dict[str, Callable[[Collection], Collection]] = {
    "a newest notice": added,
    "a notice of an earlier day": lambda c: added(c, published=date(2024, 6, 1)),
    "a notice without a date": lambda c: added(c, published=None),
    "a notice of a new unit": lambda c: added(c, unit_id="unit-new", unit="新单位"),
    "a notice of a new region": lambda c: added(c, unit_id="unit-new", unit="新单位", region="110105"),
    "a notice of a new year": lambda c: added(c, published=date(2027, 5, 1)),
    "a notice of an old year": lambda c: added(c, published=date(2019, 5, 1)),
    "a notice of a unit seated elsewhere": lambda c: added(c, region="510821"),
    "other words": lambda c: altered(c, "n10", texts()[11]),
    "other words of the newest": lambda c: altered(c, "n28", texts()[12]),
    "other words of the oldest": lambda c: altered(c, "n00", texts()[13]),
    "withdrawn": lambda c: altered(c, "n12", withdrawn="应发布单位要求"),
    "shown again": lambda c: altered(c, "n09", withdrawn=None),
    "removed": lambda c: without(c, "n15"),
    "the only one that names its unit removed": lambda c: without(c, "namer"),
    "the oldest removed": lambda c: without(c, "n00"),
    "the newest removed": lambda c: without(c, "n28"),
    "the last of a year removed": lambda c: {
        k: v for k, v in c.items() if v[1].published and v[1].published.year == 2024
    },
    "moved to another unit": lambda c: altered(c, "n20", unit_id="unit-1", unit="第1单位"),
    "moved to another region": lambda c: altered(c, "n20", region="429004"),
    "moved to another year": lambda c: altered(c, "n20", published=date(2025, 12, 31)),
    "a unit that changes its name": lambda c: altered(c, "n28", unit="改名的单位"),
    "a correction": lambda c: altered(c, "n03", revisions=(Revision(date(2025, 8, 1), "更正"),)),
    "a follower": lambda c: altered(c, "n25", previous="n01"),
    "two texts that are the same": lambda c: altered(c, "n17", c["n16"][0]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_equal_inputs_make_equal_pages(change: str) -> None:
    before, after = made(library_of(base())), made(library_of(CHANGES[change](base())))
    assert unsound(before, after) == []
    assert {path for path in before if before[path][1] != after.get(path, (b"", b""))[1]}


@pytest.mark.parametrize("seed", range(6))
def test_equal_inputs_make_equal_pages_after_many_changes(seed: int) -> None:
    rng = random.Random(seed)
    collection = base()
    before = made(library_of(collection))
    for name in rng.sample(sorted(CHANGES), 3):
        present = [
            key
            for key in ("n00", "n03", "n05", "n09", "n10", "n12", "n16", "n17", "n20", "n25", "n28")
            if key in collection
        ]
        if len(present) == 11:
            collection = CHANGES[name](collection)
    after = made(library_of(collection))
    assert unsound(before, after) == []


def test_equal_inputs_make_equal_pages_whatever_the_day_and_the_search() -> None:
    library = library_of(base())
    plain = made(library)
    for other in (made(library, search=False), made(library, as_of="2027-03-01")):
        assert unsound(plain, other) == []
        assert any(plain[path][1] != page for path, (_, page) in other.items())


def test_a_replaced_original_that_is_found_again_changes_the_page_of_updates() -> None:
    library = library_of(altered(base(), "n04", revisions=(Revision(date(2025, 3, 1), "更正", "n04.r1.txt"),)))
    old = Replaced("n04.r1.txt", "0" * 64, 17)
    known = [msgspec.structs.replace(n, replaced=(old,)) if n.id == "n04" else n for n in library.notices]
    before, after = made(library), made(Library(known, library.diagnostics))
    assert unsound(before, after) == []
    assert {path for path in after if before[path][1] != after[path][1]} <= {
        path for path in after if path.startswith(("updates", "notices/n04"))
    }


@pytest.mark.parametrize("change", ["a newest notice", "a notice of an earlier day", "a notice without a date"])
def test_one_more_notice_leaves_most_pages_as_they_are(change: str) -> None:
    before, after = made(library_of(base())), made(library_of(CHANGES[change](base())))
    same = {path for path in before if before[path][0] == after.get(path, (b"", b""))[0]}
    assert len(same) > len(before) / 2
    for kind in ("notices", "quality", "data"):
        assert len([path for path in before if path.startswith(f"{kind}/page/") and path not in same]) <= 1


def test_a_promise_and_a_citation_are_among_the_inputs() -> None:
    plans = PageSet(library_of(base()), "2025-06-01").plans
    assert plans.promised.total > len(plans.promised.listed) > 0
    assert plans.cited


def test_planning_opens_no_findings() -> None:
    """Where all tallies are known, a page says what decides it without its findings."""
    library = library_of(base())
    tallies = {notice.id: library.tally(notice) for notice in library.notices}

    class Closed(tuple):  # type: ignore[type-arg]
        def __iter__(self) -> Iterator[object]:
            raise AssertionError("findings were opened")

        __getitem__ = __iter__  # type: ignore[assignment]

    closed = [msgspec.structs.replace(notice, findings=Closed(notice.findings)) for notice in library.notices]
    page_set = PageSet(Library(closed, library.diagnostics, tallies), "2025-06-01")
    assert len(list(page_set.planned())) > 100
    assert page_set.nav()
    assert page_set.across.promised
