"""Links are checked from the pages that changed, and what is said is what a look at all of them would say."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.build import verify
from generator.build.links import Linked, Links, linked_to, shelved
from generator.build.memo import Store
from generator.build.verify import Places

Site = dict[str, Places]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


@pytest.fixture
def whole_looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pages each look at a whole site saw."""
    seen: list[int] = []
    look_at_all = verify.dead_links

    def counted(pages: Mapping[str, Places], files: frozenset[str]) -> object:
        seen.append(len(pages))
        return look_at_all(pages, files)

    monkeypatch.setattr(verify, "dead_links", counted)
    return seen


def kept(site: Site, store: Store) -> dict[str, Linked]:
    """The pages as a build has them: places in the store, two pages an entry, whose name says what it holds."""
    found: dict[str, Linked] = {}
    paths = sorted(site)
    for at in range(0, len(paths), 2):
        pair = [linked_to(site[path]) for path in paths[at : at + 2]]
        key = b"".join(page.digest for page in pair).hex()
        found.update(zip(paths[at : at + 2], shelved(pair, key, store), strict=True))
    return found


def dead(site: Site, files: set[str], store: Store, root: Path = Path()) -> list[str]:
    return list(Links(kept(site, store), files, root, store).dead())


HOME = Places(["top"], ["n/index.html#f-1", "n/a.txt", "u/index.html"])
NOTICE = Places(["f-1", "f-2"], ["index.html", "u/index.html#x"])
UNIT = Places(["x", "y"], ["n/index.html#f-2"])
WHOLE: Site = {"index.html": HOME, "n/index.html": NOTICE, "u/index.html": UNIT}
FILES = {*WHOLE, "n/a.txt"}


def test_a_site_that_was_right_is_not_looked_at_again(store: Store, whole_looks: list[int]) -> None:
    assert dead(WHOLE, FILES, store) == []
    assert dead(WHOLE, FILES, store) == []
    assert whole_looks == [3]


def test_a_new_page_is_looked_at_alone(store: Store, whole_looks: list[int]) -> None:
    dead(WHOLE, FILES, store)
    more = {**WHOLE, "m/index.html": Places(["f-1"], ["u/index.html#y", "m/index.html#f-1"])}
    assert dead(more, {*FILES, "m/index.html"}, store) == []
    assert whole_looks == [3]


@pytest.mark.parametrize(
    ("changed", "files", "said"),
    [
        ({"u/index.html": Places(["y"], [])}, FILES, "n/index.html 的链接 u/index.html#x 没有对应的位置"),
        ({"u/index.html": Places(["x"], ["m/index.html"])}, FILES, "u/index.html 的链接 m/index.html 没有目标"),
        (
            {"u/index.html": Places(["x"], ["n/index.html#f-3"])},
            FILES,
            "u/index.html 的链接 n/index.html#f-3 没有对应的位置",
        ),
        ({}, FILES - {"n/a.txt"}, "index.html 的链接 n/a.txt 没有目标"),
    ],
    ids=["a place is gone", "a page that is not there", "a place that is not there", "a file is gone"],
)
def test_what_changed_may_break_links(
    changed: Site, files: set[str], said: str, store: Store, whole_looks: list[int]
) -> None:
    dead(WHOLE, FILES, store)
    assert dead({**WHOLE, **changed}, files, store) == [said]
    assert dead({**WHOLE, **changed}, files, store) == [said], "a site with a dead link is not remembered"
    assert dead(WHOLE, FILES, store) == []


def test_a_page_that_was_removed_is_missed_by_those_that_lead_to_it(store: Store) -> None:
    dead(WHOLE, FILES, store)
    rest = {path: places for path, places in WHOLE.items() if path != "u/index.html"}
    assert dead(rest, FILES - {"u/index.html"}, store) == [
        "index.html 的链接 u/index.html 没有目标",
        "n/index.html 的链接 u/index.html#x 没有目标",
    ]


def test_places_that_the_store_lost_are_read_from_the_page(store: Store, tmp_path: Path) -> None:
    pages = kept(WHOLE, store)
    for entry in store.folder.iterdir():
        entry.unlink()
    for path, places in WHOLE.items():
        target = tmp_path / "site" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        marks = "".join(f'<p id="{place}"></p>' for place in places.ids)
        depth = "../" * path.count("/")
        target.write_text(marks + "".join(f'<a href="{depth}{link}"></a>' for link in places.links), "utf-8")
    assert list(Links(pages, FILES, tmp_path / "site", store).dead()) == []
    assert list(Links(pages, FILES - {"n/a.txt"}, tmp_path / "site", store).dead()) == [
        "index.html 的链接 n/a.txt 没有目标"
    ]


def test_places_may_stay_in_memory(store: Store) -> None:
    pages = {path: linked_to(places) for path, places in WHOLE.items()}
    assert list(Links(pages, FILES, Path(), store).dead()) == []


def test_any_history_of_a_site_says_what_a_whole_look_says(store: Store, whole_looks: list[int]) -> None:
    chance = random.Random(20)
    site: Site = dict(WHOLE)
    extra: set[str] = {"n/a.txt"}
    right = wrong = 0
    for step in range(400):
        path = chance.choice(["index.html", *(f"{name}/index.html" for name in "abcdnu")])
        if chance.random() < 0.15 and path in site:
            del site[path]
        else:
            ids = chance.sample(["f-1", "f-2", "x", "y"], chance.choice([2, 4, 4, 4]))
            there = sorted({*site, *extra})
            links = [
                target + (f"#{chance.choice(['f-1', 'f-2', 'x', 'y'])}" if chance.random() < 0.3 else "")
                for target in chance.sample(there, min(len(there), 2))
            ]
            site[path] = Places(ids, links)
        if chance.random() < 0.05:
            extra ^= {"n/a.txt"}
        files = {*site, *extra}
        looks = len(whole_looks)
        said = dead(site, files, store)
        quick = len(whole_looks) == looks
        assert said == list(verify.dead_links(site, files)), step
        whole_looks[looks:] = [] if quick else [0]
        if said:
            wrong += 1
            site = dict(WHOLE)
            extra = {"n/a.txt"}
        else:
            right += quick
    assert right > 100, "most right sites are told from what changed"
    assert wrong > 20
