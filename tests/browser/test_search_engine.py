"""The search against the plain truth: a term is found exactly where Python's `in` finds it in a folded field."""

from __future__ import annotations

import random
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Page, sync_playwright
from search_site import CHROMIUM, seed_records, served, write_site

from generator.search import index, layout, plan
from generator.search.fold import fold
from generator.search.records import SearchRecord

Found = set[tuple[str, str]]

SEARCH = """async ([base, queries]) => {
  const { openEngine } = await import("/assets/search/engine.js");
  const engine = await openEngine(new URL(base + "search/index/", location.href));
  const answers = [];
  for (const [query, filters, sort] of queries) {
    const chosen = new Map(Object.entries(filters).map(([name, values]) => [name, new Set(values)]));
    const found = await engine.search(query, chosen, sort);
    const { documents } = found;
    const { facets, units } = await engine.counted(found, chosen);
    const hits = await Promise.all([...documents].map((document) => engine.hit(document)));
    const counts = facets.flatMap(({ name, values }) => values.map(({ id, count }) => [`${name}=${id}`, count]));
    answers.push({ hits: hits.map(({ notice, anchor }) => [notice, anchor]), counts: Object.fromEntries(counts), units });
  }
  return answers;
}"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        yield browser.new_page()
        browser.close()


@pytest.fixture(scope="module")
def records() -> list[SearchRecord]:
    return seed_records()


@pytest.fixture(scope="module")
def site(records: list[SearchRecord], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    write_site(folder, records)
    with served(folder) as address:
        yield address


def answers(page: Page, queries: Sequence[tuple[str, dict[str, list[str]], str]], base: str = "/") -> list[dict]:  # type: ignore[type-arg]
    return page.evaluate(SEARCH, [base, queries])  # type: ignore[no-any-return]


def searched(page: Page, queries: Sequence[str], base: str = "/") -> list[list[tuple[str, str]]]:
    return [
        [tuple(hit) for hit in answer["hits"]]
        for answer in answers(page, [(q, {}, "relevance") for q in queries], base)
    ]


def texts_of(record: SearchRecord) -> tuple[str, ...]:
    """The texts of a finding in which a term may stand."""
    return (record.heading, *record.body)


def truth(records: Sequence[SearchRecord], query: str) -> Found:
    terms = [fold(term) for term in query.split()]
    texts = {(r.notice_id, r.anchor): [fold(text) for text in texts_of(r)] for r in records}
    return {key for key, fields in texts.items() if all(any(term in field for field in fields) for term in terms)}


def random_queries(records: Sequence[SearchRecord], seed: int, number: int) -> list[str]:
    """Queries cut from the folded texts: 1 to 8 characters wherever they fall, a fifth with a second term."""
    rng = random.Random(seed)
    texts = [folded for record in records for text in texts_of(record) if len(folded := fold(text)) > 12]
    queries = []
    for _ in range(number):
        text, length = rng.choice(texts), rng.choice([1, 2, 2, 3, 4, 4, 5, 6, 7, 8])
        start = rng.randrange(len(text) - length)
        second = " " + rng.choice(["整改", "卫生院", "2024年", "培训", "的"]) if rng.random() < 0.2 else ""
        queries.append(text[start : start + length] + second)
    return queries


def test_300_random_queries_have_recall_and_precision_of_one(
    page: Page, site: str, records: list[SearchRecord], capsys: pytest.CaptureFixture[str]
) -> None:
    page.goto(site + "units/")
    fixed = ["全面从严治党", "2025年2月", "２０２５年２月", "Ａ", "，", "〔2024〕", "“回头看”", "八项规定 公务接待"]
    queries = fixed + random_queries(records, seed=20260226, number=300)
    right = wrong = missed = 0
    for query, hits in zip(queries, searched(page, queries), strict=True):
        assert len(hits) == len(set(hits)), query
        expected = truth(records, query)
        right += len(expected & set(hits))
        wrong += len(set(hits) - expected)
        missed += len(expected - set(hits))
    recall, precision = right / (right + missed), right / (right + wrong)
    with capsys.disabled():
        print(f"\n{len(queries)} queries, {right} hits: recall {recall:.3f}, precision {precision:.3f}")
    assert (recall, precision) == (1, 1)


def test_a_political_term_finds_all_its_findings(page: Page, site: str, records: list[SearchRecord]) -> None:
    page.goto(site + "units/")
    (hits,) = searched(page, ["全面从严治党"])
    expected = {
        (r.notice_id, r.anchor) for r in records if any("全面从严治党" in "".join(text.split()) for text in texts_of(r))
    }
    assert len(expected) >= 5
    assert set(hits) == expected


NASTY = [
    "整",
    "改",
    "的",
    "2",
    "a",
    "Ａ",
    "ß",
    "İ",
    "Σ",
    "ς",
    "\u0301",
    "e",
    "\u3000",
    " ",
    "\n",
    "\x00",
    "\uffff",
    "，",
]
NASTY += [
    "\U00020000",
    "\U00020001",
    "\U0002f800",
    "𝐀",
    "㎡",
    "①",
    "가",
    "ᆨ",
    "ﾊ",
    "ﾞ",
    "\u200b",
    "\ufeff",
    "\x85",
    '"',
    "<",
]


def test_strange_characters_long_lists_and_many_segments_change_nothing(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Small corpora over an alphabet of trouble, cut into far more files than their size asks for."""
    rng = random.Random(7)
    sample = seed_records()[0]
    corpora = []
    for number in range(9):
        alphabet = rng.sample(NASTY, rng.choice([3, 6, len(NASTY)]))

        def text(most: int, alphabet: list[str] = alphabet) -> str:
            return "".join(rng.choices(alphabet, k=rng.randrange(most)))

        corpus = [
            msgspec.structs.replace(
                sample,
                notice_id=f"n{n // 4}",
                anchor=f"f-{n}",
                heading=text(6),
                statement=text(9) or None,
                outcome=text(3) or None,
                response=text(14) or None,
                published=f"2025-01-{n // 4 + 1:02}" if number % 2 else None,
                year=2000 + n // 8,
            )
            for n in range(rng.choice([1, 30, 50]))
        ]
        monkeypatch.setattr(layout, "FILE_BYTES", rng.choice([4, 60, 24_000]))
        monkeypatch.setattr(layout, "COMMON", rng.choice([3, 30, 4_096]))
        monkeypatch.setattr(plan, "SAMPLE", rng.choice([1, 3, 48]))
        monkeypatch.setattr(plan, "SEGMENT_LEAST", rng.choice([20, 130, 1_300_000]))
        monkeypatch.setattr(plan, "SEGMENT_ODDS", rng.choice([1, 3]))
        monkeypatch.setattr(index, "BLOCK", rng.choice([1, 5, 48]))
        write_site(tmp_path / str(number), corpus)
        corpora.append(corpus)
    write_site(tmp_path, [sample])
    with served(tmp_path) as address:
        page.goto(address + "units/")
        for number, corpus in enumerate(corpora):
            fields = [folded for r in corpus for t in texts_of(r) if (folded := fold(t))]
            queries = []
            for _ in range(40):
                field = rng.choice(fields)
                start = rng.randrange(len(field))
                queries.append(field[start : start + rng.choice([1, 1, 2, 3, 4, 5])])
            queries += [f"{rng.choice(queries)} {rng.choice(queries)}" for _ in range(20)] + ["龘", "龘龘龘", "整龘"]
            # A mark that follows a removed space would join its letter when the cut is folded again.
            queries = [q for q in queries if all(fold(term) == term for term in q.split()) and q.strip()]
            for query, hits in zip(queries, searched(page, queries, f"/{number}/"), strict=True):
                assert (number, query, set(hits)) == (number, query, truth(corpus, query))


def test_the_browser_folds_every_character_as_the_index_does(page: Page, site: str) -> None:
    page.goto(site + "units/")
    points = [point for point in range(sys.maxunicode + 1) if not 0xD800 <= point < 0xE000]
    known = [chr(point) for point in points if unicodedata.category(chr(point)) != "Cn"]
    script = """async ([text, unknown]) => {
      const { folder } = await import("/assets/search/fold.js");
      return Array.from(text, folder(unknown)).join("\\ue000");
    }"""
    text = "".join(known)
    here = [fold(c) for c in known]
    there = page.evaluate(script, [text, ""]).split("\ue000")
    # U+E000 separates; it folds to itself.
    at = known.index("\ue000")
    there[at : at + 2] = ["\ue000"]
    assert [(c, a, b) for c, a, b in zip(known, here, there, strict=True) if a != b] == []

    missing = "".join(chr(point) for point in points if unicodedata.category(chr(point)) == "Cn" and point < 0x20000)
    folded = page.evaluate(script, [missing, ""]).split("\ue000")
    newer = "".join(c for c, other in zip(missing, folded, strict=True) if c != other)
    assert page.evaluate(script, [newer, newer]) == "\ue000".join(newer)


def test_words_fold_as_a_whole_the_same_way(page: Page, site: str) -> None:
    page.goto(site + "units/")
    rng = random.Random(3)
    words = ["".join(rng.choices(NASTY, k=rng.randrange(12))) for _ in range(2000)]
    script = """async (words) => {
      const { folder } = await import("/assets/search/fold.js");
      return words.map(folder());
    }"""
    assert page.evaluate(script, words) == [fold(word) for word in words]


def test_hits_in_headings_come_first_then_the_newest(page: Page, site: str, records: list[SearchRecord]) -> None:
    page.goto(site + "units/")
    by_key = {(r.notice_id, r.anchor): r for r in records}
    order = [("整改" in r.heading, r.published or "") for r in (by_key[hit] for hit in searched(page, ["整改"])[0])]
    assert order == sorted(order, reverse=True)
    assert {in_heading for in_heading, _ in order} == {True, False}
    dates = [by_key[tuple(hit)].published or "" for hit in answers(page, [("整改", {}, "date")])[0]["hits"]]
    assert dates == sorted(dates, reverse=True)


def values_of(record: SearchRecord) -> set[str]:
    code = record.region[0] if record.region else ""
    regions = {code[:length] for length in (2, 4, 6) if code and code[length - 2 : length] != "00"}
    found = {f"status={record.status}", f"unit={record.unit_id}", f"year={record.year}", f"kind={record.kind}"}
    return found | {f"topic={topic}" for topic in record.topics} | {f"region={prefix}" for prefix in regions}


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"status": ["partial", "completed"]},
        {"region": ["43"], "year": ["2025"]},
        {"region": ["430600"]},
        {"unit": ["350626-weishengjiankangju"], "status": ["open"]},
        {"topic": ["finance"], "kind": ["常规巡察"], "region": ["43", "51"]},
        {"region": ["99"], "topic": ["no-such"]},
    ],
)
def test_filters_leave_what_has_their_values_and_count_what_each_choice_would_show(
    page: Page, site: str, records: list[SearchRecord], filters: dict[str, list[str]]
) -> None:
    page.goto(site + "units/")
    (answer,) = answers(page, [("整改", filters, "relevance")])
    wanted = {name: {f"{name}={v.removesuffix('00')}" for v in values} for name, values in filters.items()}
    found = [(r, values_of(r)) for r in records if (r.notice_id, r.anchor) in truth(records, "整改")]
    kept = [r for r, values in found if all(values & choice for choice in wanted.values())]
    assert {tuple(hit) for hit in answer["hits"]} == {(r.notice_id, r.anchor) for r in kept}
    assert answer["units"] == len({r.unit_id for r in kept})
    for facet in ("status", "region", "unit", "year", "topic", "kind"):
        others = [choice for name, choice in wanted.items() if name != facet]
        counts: dict[str, int] = {}
        for _, values in found:
            if all(values & choice for choice in others):
                for value in values:
                    if value.startswith(facet + "=") and value != "kind=None":
                        counts[value] = counts.get(value, 0) + 1
        shown = {value: count for value, count in answer["counts"].items() if value.startswith(facet + "=") and count}
        assert shown == counts


def test_a_few_hits_are_counted_from_their_own_texts(page: Page, site: str, records: list[SearchRecord]) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site + "units/")
    queries = ["工会经费", "全面从严治党", "医疗质量安全核心制度", "这句话没有人写过"]
    for query, answer in zip(queries, answers(page, [(q, {}, "relevance") for q in queries]), strict=True):
        found = truth(records, query)
        assert len(found) <= 10
        kept = [r for r in records if (r.notice_id, r.anchor) in found]
        assert answer["units"] == len({r.unit_id for r in kept})
        expected: dict[str, int] = {}
        for record in kept:
            for value in values_of(record) - {"kind=None", "year=None"}:
                expected[value] = expected.get(value, 0) + 1
        assert {value: count for value, count in answer["counts"].items() if count} == expected
    assert any("/t0.bin" in address for address in asked)
    assert not any("columns.bin" in address for address in asked)
