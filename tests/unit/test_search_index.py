"""The files of the search index: what is in them, how they are cut, and that they depend on the records alone."""

import gzip
import json
from collections import defaultdict
from itertools import accumulate, pairwise

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search import index, postings, wire
from generator.search.facets import columns
from generator.search.records import SearchRecord

RECORD = SearchRecord(
    notice_id="pingjiang-weijian-2025",
    anchor="f-00000000",
    heading="超范围列支工会经费。",
    statement="抽查发现，有8家乡镇卫生院超范围列支。",
    outcome="阶段性完成",
    response="一是追回；二是批评。",
    label="问题②",
    unit_id="430626-weishengjiankangju",
    unit_name="平江县卫生健康局",
    region_code="430626",
    region_names=("湖南省", "岳阳市", "平江县"),
    year=2025,
    published="2025-12-30",
    status="partial",
    topics=("finance",),
    kind="常规巡察",
    path=("二、整改", "（一）财经纪律执行不严格"),
)


def record(**changes: object) -> SearchRecord:
    return msgspec.structs.replace(RECORD, **changes)


def integers(data: bytes) -> list[int]:
    """The variable-length integers of a gzip file."""
    values, value, shift = [], 0, 0
    for byte in gzip.decompress(data):
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            values.append(value)
            value, shift = 0, 0
    return values


def places_of(files: postings.Postings) -> dict[int, list[tuple[int, int]]]:
    """Pair -> (section, position) of all its postings, read as postings.py describes the files."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for data, start in zip(files.buckets, files.starts, strict=True):
        entries, *values = integers(data)
        pairs = list(accumulate(values[:entries]))
        counts = values[entries : 2 * entries]
        total = sum(counts)
        gaps, offsets = values[2 * entries : 2 * entries + total], values[2 * entries + total :]
        assert len(offsets) == total
        bounds = [0, *accumulate(counts)]
        assert start == (pairs[0], gaps[0] if found[pairs[0]] else 0)
        for pair, (low, high) in zip(pairs, pairwise(bounds), strict=True):
            section = position = 0
            for gap, offset in zip(gaps[low:high], offsets[low:high], strict=True):
                position = offset if gap or not position else position + offset
                section += gap
                found[pair].append((section, position))
    return {pair: places for pair, places in found.items() if places}


def units_of(text: str) -> list[int]:
    data = text.encode("utf-16-le")
    return [int.from_bytes(data[at : at + 2], "little") for at in range(0, len(data), 2)]


@given(st.lists(st.integers(0, 2**35 - 1), max_size=50))
def test_integers_of_any_size_come_back(values: list[int]) -> None:
    assert integers(wire.packed(wire.varints(np.array(values, dtype=np.int64)))) == values


def test_a_packed_file_names_no_time_and_no_system() -> None:
    assert wire.packed(b"x")[:10] == bytes.fromhex("1f8b08000000000000ff")


LETTERS = st.text(alphabet="的整改2a\x00\U00020000\uffff。", max_size=12)


@given(
    sections=st.lists(st.lists(LETTERS.filter(bool), max_size=3), min_size=1, max_size=6),
    bucket=st.sampled_from([1, 7, 40, 10_000]),
    common=st.sampled_from([0, 2, 10_000]),
)
def test_every_pair_is_listed_where_it_stands_and_common_ones_by_section(
    sections: list[list[str]], bucket: int, common: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "BUCKET_BYTES", bucket)
        patch.setattr(postings, "COMMON", common)
        files = postings.build(sections)
    expected: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, section in enumerate(sections):
        position = 0
        for field in section:
            units = [*units_of(field), postings.SEPARATOR]
            for first, second in pairwise(units):
                expected[first << 16 | second].append((number, position))
                position += 1
            position += 1
    lists: dict[int, list[int]] = {}
    for data, names in zip(files.grams, files.gram_names, strict=True):
        values = integers(data)
        for name in names:
            size = values.pop(0)
            lists[name] = list(accumulate(values[:size]))
            del values[:size]
        assert not values
    common_units = {name - postings.SINGLE for name in lists if name >= postings.SINGLE}
    ends = {pair for pair in expected if pair & 0xFFFF == postings.SEPARATOR and pair >> 16 in common_units}
    assert places_of(files) == {pair: places for pair, places in expected.items() if pair not in ends}
    for name, found in lists.items():
        belongs = [pair for pair in expected if (pair >> 16) + postings.SINGLE == name or pair == name]
        assert sum(len(expected[pair]) for pair in belongs) > common
        assert found == sorted({section for pair in belongs for section, _ in expected[pair]})
    for pair, places in expected.items():
        if len(places) > common and pair & 0xFFFF != postings.SEPARATOR:
            assert pair in lists


def test_a_long_list_is_cut_so_that_no_file_grows_with_it() -> None:
    files = postings.build([["整改" * 20]] * 3000)
    assert max(len(gzip.decompress(data)) for data in files.buckets) < 1.1 * postings.BUCKET_BYTES
    assert any(section for _, section in files.starts)


def test_the_index_depends_on_the_records_and_not_on_their_order_or_the_run() -> None:
    records = [
        record(anchor=f"f-{n:08x}", notice_id=f"n-{n // 3}", published=f"2024-01-0{n % 7 + 1}") for n in range(30)
    ]
    by_notice = {r.notice_id: [x for x in records if x.notice_id == r.notice_id] for r in records}
    shuffled = [x for name in sorted(by_notice, reverse=True) for x in by_notice[name]]
    assert index.build(records) == index.build(shuffled)


def test_all_files_lie_below_search_index_and_a_small_site_has_few() -> None:
    files = index.build([record(anchor=f"f-{n:08x}") for n in range(156)])
    assert all(path.startswith("search/index/") for path in files)
    assert len(files) <= 20


def test_a_site_without_findings_has_an_index_that_answers_nothing() -> None:
    files = index.build([])
    assert list(files) == ["search/index/manifest.bin"]
    assert json.loads(gzip.decompress(files["search/index/manifest.bin"]))["documents"] == 0


def test_a_finding_without_any_text_but_its_heading_is_indexed() -> None:
    assert index.build([record(heading="", statement=None, outcome=None, response=None)])


def years(*counts: int, first: int = 2020) -> list[SearchRecord]:
    return [
        record(notice_id=f"n-{first + i}-{n // 5}", anchor=f"f-{n:08x}", year=first + i, published=f"{first + i}-05-01")
        for i, count in enumerate(counts)
        for n in range(count)
    ]


def test_years_share_a_shard_until_it_is_large_and_a_new_notice_changes_the_last_one_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    size = sum(map(len, index.texts_of(RECORD)))
    monkeypatch.setattr(index, "SHARD_LEAST", 50 * size)
    monkeypatch.setattr(index, "SHARD_MOST", 80 * size)
    before = index.shards(years(30, 30, 100, 10))
    assert [len(shard.records) for shard in before] == [60, 80, 20 + 10]
    after = index.shards([*years(30, 30, 100, 10), record(notice_id="new", year=2023, published="2023-09-01")])
    assert [a.name == b.name for a, b in zip(before, after, strict=True)] == [True, True, False]


def test_documents_stand_newest_first_and_undated_last() -> None:
    records = [
        record(notice_id="b", published="2024-01-01"),
        record(notice_id="d", published=None),
        record(notice_id="a", published="2024-01-01"),
        record(notice_id="c", published="2025-01-01"),
    ]
    assert [r.notice_id for r in index.shard(records).records] == ["c", "a", "b", "d"]


def test_characters_unknown_to_this_unicode_version_are_told_to_the_browser() -> None:
    files = index.build([record(statement="甲\U0003fffe乙")])
    assert json.loads(gzip.decompress(files["search/index/manifest.bin"]))["unknown"] == "\U0003fffe"


def test_the_columns_hold_a_value_a_notice_and_a_status_and_topics_a_finding() -> None:
    table = columns(
        [
            record(),
            record(status="unstated", topics=()),
            record(
                notice_id="x", unit_id="u2", unit_name="乙", region_code=None, region_names=(), kind=None, year=None
            ),
        ]
    )
    assert table == {
        "units": [("430626-weishengjiankangju", "平江县卫生健康局"), ("u2", "乙")],
        "regions": [("430626", ("湖南省", "岳阳市", "平江县"))],
        "kinds": ["常规巡察"],
        "topic_sets": [("finance",), ()],
        "notices": {
            "count": [2, 1],
            "published": ["2025-12-30", "2025-12-30"],
            "year": [2025, None],
            "unit": [0, 1],
            "region": [0, -1],
            "kind": [0, -1],
        },
        "status": "252",
        "topics": "010",
    }
