"""The files of the search index: what is in them, how they are cut, and that they depend on the records alone."""

import gzip
import json
import random
import zlib

import msgspec
import pytest

from generator.search import facets, index, layout
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


def test_characters_unknown_to_this_unicode_version_are_told_to_the_browser() -> None:
    files = index.build([record(statement="甲\U0003fffe乙")])
    assert json.loads(gzip.decompress(files["search/index/manifest.bin"]))["unknown"] == "\U0003fffe"


def test_the_columns_of_segments_are_put_together_with_the_most_frequent_values_first() -> None:
    other = record(
        notice_id="x",
        unit_id="u2",
        unit_name="乙",
        region_code=None,
        region_names=(),
        kind=None,
        year=None,
        topics=("a",),
    )
    first = facets.columns([other, record(status="unstated", topics=())], [0, 20_452])
    second = facets.columns([record(), record()], [20_452, 20_452])
    assert [notice.count for notice in (*first.notices, *second.notices)] == [1, 1, 2]
    assert facets.merged([first, second]) == {
        "units": [("430626-weishengjiankangju", "平江县卫生健康局"), ("u2", "乙")],
        "regions": [("430626", ("湖南省", "岳阳市", "平江县"))],
        "kinds": ["常规巡察"],
        "topic_names": ["finance", "a"],
        "topic_sets": ["0", "1", ""],
        "notices": {"year": [None, 2025, 2025], "unit": [1, 0, 0], "region": [-1, 0, 0], "kind": [-1, 0, 0]},
        "status": "2522",
        "topics": "1200",
    }


def test_the_manifest_says_of_each_segment_how_many_findings_its_notices_have_and_from_which_days() -> None:
    files = index.build(
        [
            record(notice_id="b", published="1970-01-03"),
            record(notice_id="a"),
            record(notice_id="c", published=None),
            record(notice_id="a"),
        ]
    )
    (shard,) = json.loads(gzip.decompress(files["search/index/manifest.bin"]))["shards"]
    (segment,) = shard["segments"]
    assert (segment["notices"], segment["days"]) == ([2, 1, 1], [20_452, 2 - 20_452, -2])


def test_a_file_of_texts_holds_as_many_findings_as_make_a_fair_file() -> None:
    def findings_in_a_file(length: int) -> int:
        rng = random.Random(3)
        long = [
            record(anchor=f"f-{n:08x}", response="".join(chr(rng.randint(0x4E00, 0x9000)) for _ in range(length)))
            for n in range(100)
        ]
        files = index.build(long)
        first = next(data for path, data in files.items() if path.endswith("/t0.bin"))
        return len(json.loads(gzip.decompress(first)))

    least, most = index.BLOCKS
    assert findings_in_a_file(5) == most
    assert findings_in_a_file(2000) == least
    assert least < findings_in_a_file(75) < most


def test_no_file_is_large_however_common_a_pair_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "RANGE_BYTES", 1000)
    rng = random.Random(1)
    records = [
        record(
            anchor=f"f-{n:08x}",
            notice_id=f"n{n // 5:04}",
            response="整改" * 30 + "".join(chr(rng.randint(0x4E00, 0x4F00)) for _ in range(30)),
        )
        for n in range(1500)
    ]
    files = index.build(records)
    sizes = [len(zlib.decompress(data, -15)) for path, data in files.items() if "/p" in path]
    # Two ranges' worth, and where the list of a single section is longer than that, the whole section.
    assert max(sizes) < 2.3 * layout.RANGE_BYTES
    (shard,) = json.loads(gzip.decompress(files["search/index/manifest.bin"]))["shards"]
    assert any(isinstance(resumed, list) and len(resumed) > 50 for resumed in shard["resumed"].values())
